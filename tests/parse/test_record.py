import pytest

from tests.record import examples, listed, parses, record


def test_the_recorded_parses_are_those_of_the_list():
    recorded = parses()
    assert [text for text in listed() if text not in recorded] == []


def test_the_text_of_a_recorded_parse_is_the_sentence():
    for text, parse in parses().items():
        words = "".join(token.text + token.space for sentence in parse.sentences for token in sentence.tokens)
        assert words == text


@pytest.mark.model
def test_new_sentences_are_parsed_old_ones_kept_and_unused_ones_dropped(tmp_path, parser, monkeypatch):
    monkeypatch.setattr("tests.record.load", lambda: parser)
    path = tmp_path / "parses.conllu"
    record(["France left.", "Talks stopped."], path)
    before = path.read_text().replace("left", "LEFT")  # no parser would give this back
    path.write_text(before)
    record(["Paris agreed.", "France LEFT."], path)
    assert [*parses(path)] == ["Paris agreed.", "France LEFT."]
    record(["France LEFT."], path, again=True)
    assert [*parses(path)] == ["France LEFT."]


def test_examples_are_the_lines_above_what_is_read_from_them():
    def rule():
        """What it reads.

        France left. It stayed.
            France | left
            It | stayed
        “No,” he said.
            he | said | No

        Prose that shows nothing.
        """

    assert examples(rule) == ["France left. It stayed.", "“No,” he said."]
