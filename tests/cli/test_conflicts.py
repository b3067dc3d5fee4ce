import json

import pytest

pytestmark = pytest.mark.model


def test_the_articles_disagree_on_who_wrote_the_letter(kg, out):
    result = kg("conflicts", out)
    assert result.exit_code == 1
    assert "conflict: affirmed and denied" in result.stdout
    assert "Mr Johnson wrote the letter on Thursday" in result.stdout
    assert "Boris Johnson did not write the letter" in result.stdout


def test_what_says_the_same_against_the_same_is_one_conflict_with_all_its_sentences(kg, out):
    shown = kg("conflicts", out).stdout
    assert shown.count("affirmed and denied") == 1
    assert shown.count("who did it") == 1
    assert len(kg("conflicts", out, "--json").stdout.splitlines()) > 2


def test_conflicts_as_json_cite_both_sides(kg, out):
    first = json.loads(kg("conflicts", out, "--json").stdout.partition("\n")[0])
    assert [side["document"] for side in first["sides"]] == [
        "France cancels Channel talks over Johnson letter",
        "Foreign Office wrote Johnson's letter to Macron, official says",
    ]
    assert first["sides"][1]["words"].startswith("Boris Johnson not: writes")


def test_the_exit_code_is_0_where_nothing_is_listed(kg, out):
    result = kg("conflicts", out, "--least", "1")
    assert (result.exit_code, result.stdout) == (0, "")


def test_what_documents_state_is_told_from_what_is_reported(kg, out):
    stated, reported = (kg("conflicts", out, "--only", only).stdout for only in ("conflicts", "disagreements"))
    assert "disagreement:" not in stated
    assert "conflict:" not in reported
