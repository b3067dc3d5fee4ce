"""``kg extract``: open information extraction, line by line."""

import json

import pytest

pytestmark = pytest.mark.model

LINES = "France cancelled the talks with the UK .\nHe did n't sign , and she left .\n"


def rows(result) -> list[list[str]]:
    return [line.split("\t") for line in result.stdout.splitlines()]


def test_each_line_is_one_sentence_in_its_own_words(kg):
    result = kg("extract", "--lines", "--tokens", "-", input=LINES)
    assert result.exit_code == 0
    assert {row[0] for row in rows(result)} == set(LINES.splitlines())
    first = rows(result)[0]
    assert first[2:5] == ["France", "cancelled", "the talks with the UK"] or first[2:] == [
        "France",
        "cancelled",
        "the talks",
        "with the UK",
    ]


def test_words_are_those_given(kg):
    result = kg("extract", "--lines", "--tokens", "-", input=LINES)
    for sentence, confidence, *fields in rows(result):
        assert 0 <= float(confidence) <= 1
        supplied = {"is", "are", "was", "were", "has", "have", "had"}
        assert {word for field in fields for word in field.split()} <= {*sentence.split()} | supplied


def test_triples_have_three_fields(kg):
    assert {len(row) for row in rows(kg("extract", "--lines", "--view", "triples", "-", input=LINES))} == {5}


def test_tuples_as_json_have_the_keys_of_the_scorer(kg):
    result = kg("extract", "--lines", "--view", "nary", "-f", "jsonl", "-", input=LINES)
    for line in result.stdout.splitlines():
        assert list(json.loads(line)) == ["sentence", "confidence", "arg1", "rel", "arg2", "extra"]


def test_clauses_have_their_meaning_and_spans_give_back_their_words(kg):
    result = kg("extract", "--view", "clauses", "-", input="Mr Darmanin said that the letter was unacceptable.")
    clauses = [json.loads(line) for line in result.stdout.splitlines()]
    said = next(clause for clause in clauses if clause["verb"].startswith("is"))
    assert said["attributions"][0]["source"]["text"] == "Mr Darmanin"
    assert said["attributions"][0]["cue"]["text"] == "said"
    for clause in clauses:
        text = clause["sentence"]["text"]
        (start, end), *_ = clause["relation"]["spans"]
        assert text[start:end] in clause["relation"]["text"]


def test_what_is_less_sure_can_be_left_out(kg):
    everything = rows(kg("extract", "--lines", "--min-confidence", 0, "-", input=LINES))
    surest = rows(kg("extract", "--lines", "--min-confidence", 0.9, "-", input=LINES))
    assert [row for row in everything if float(row[1]) >= 0.9] == surest


def test_front_matter_is_not_text(kg, articles):
    result = kg("extract", articles[0])
    assert result.exit_code == 0
    assert "publisher" not in result.stdout


def test_clauses_do_not_fit_into_columns(kg):
    assert kg("extract", "--view", "clauses", "-f", "tsv", "-", input=LINES).exit_code == 2


@pytest.mark.parametrize("options", [[], ["--lines"]])
def test_text_that_is_not_utf_8_ends_with_exit_code_3(kg, tmp_path, options):
    (tmp_path / "latin.txt").write_bytes("Der Präsident\n".encode("latin-1"))
    result = kg("extract", "latin.txt", *options)
    assert result.exit_code == 3
    assert "latin.txt" in result.stderr
