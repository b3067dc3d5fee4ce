"""``kg eval`` on a folder of gold sentences."""

import json

import pytest

GOLD = """
published = "2021-11-26"

[[denial]]
text = "France did not sign the treaty."
events = [{ word = "sign", polarity = "negative" }]

[[denial]]
text = "France signed the treaty on Thursday."
near = true
events = [{ word = "signed", time = "2021-11-25" }]

[[speech]]
text = "Anna Weber said that France had left."
events = [{ word = "said" }, { word = "left", by = ["nobody"] }]
"""


@pytest.fixture
def gold(tmp_path):
    folder = tmp_path / "gold"
    folder.mkdir()
    (folder / "small.toml").write_text(GOLD, "utf-8")
    return folder


@pytest.mark.model
def test_a_table_has_a_row_for_each_phenomenon_each_file_and_all(kg, gold):
    rows = [[cell.strip() for cell in line.split("|")[1:6]] for line in kg("eval", gold).stdout.splitlines()]
    assert rows[0] == ["phenomenon", "words", "right", "near misses", "right"]
    assert rows[2:] == [
        ["denial", "1", "100", "1", "100"],
        ["speech", "2", "50", "", ""],
        ["**small**", "3", "67", "1", "100"],
        ["**all**", "3", "67", "1", "100"],
    ]


@pytest.mark.model
def test_what_was_read_wrongly_is_listed_with_its_sentence(kg, gold):
    shown = kg("eval", gold, "--wrong").stdout
    assert "small/speech (cue): Anna Weber said that France had left." in shown
    assert "wrong source, asserted" not in shown
    assert "left: wrong source" in shown


@pytest.mark.model
def test_counts_as_json(kg, gold):
    found = json.loads(kg("eval", gold, "--json", "--wrong").stdout)
    (speech,) = (row for row in found["scores"] if row["phenomenon"] == "speech")
    assert (speech["words"], speech["covered"], speech["right"]) == (2, 2, 1)
    assert speech["fields"]["source"] == {"right": 1, "asked": 2}
    assert len(found["wrong"]) == 1


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", None),
        ('[[x]]\ntext = "He left."', "no events are asked about"),
        ("[[x]]\nevents = []", "a text is missing"),
        ("[x]\ntext = 1", "a text is missing"),
        ('[[x]]\ntext = "He left."\nevents = [{ word = "came" }]', "small.toml: x: 'He left.': 'came' is not there"),
        ('[[x]]\ntext = "He left."\nevents = [{ word = "left", tiem = "2021" }]', "unknown keys ['tiem']"),
        ('[[x]]\ntext = "He left."\nevents = [{}]', "an event has no word"),
        ("[[x]", "small.toml: "),
    ],
)
def test_gold_sentences_that_are_not_well_made_are_named(tmp_path, text, says):
    from kg.errors import ReadError
    from kg.evaluate import items

    (tmp_path / "small.toml").write_text(text, "utf-8")
    if says is None:
        assert [*items(tmp_path)] == []
        return
    with pytest.raises(ReadError) as caught:
        [*items(tmp_path)]
    assert says in str(caught.value)


def test_a_folder_without_gold_sentences_ends_with_exit_code_3(kg, tmp_path):
    result = kg("eval", tmp_path)
    assert result.exit_code == 3
    assert "no gold sentences" in result.stderr
