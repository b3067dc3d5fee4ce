"""``kg coverage``, and ``--min-confidence`` wherever it can be given."""

import json

import pytest

pytestmark = pytest.mark.model


def test_each_gap_is_named_with_its_place_and_reason(kg, out):
    shown = kg("coverage", out).stdout
    assert "no verb: a heading, a list or a fragment: Not a private one." in shown
    assert "33 of 34 sentences gave claims: 97.1 %" in shown


def test_the_same_as_json(kg, out):
    told = json.loads(kg("coverage", out, "--json").stdout)
    assert (told["sentences"], told["with claims"]) == (34, 33)
    assert {file["file"] for file in told["documents"]} == {"channel-talks.md", "whose-letter.md"}


def test_with_a_least_confidence_more_is_missing(kg, out):
    told = json.loads(kg("coverage", out, "--json", "--min-confidence", 0.7).stdout)
    assert told["reasons"]["below the least confidence"]["clauses"] > 10


def test_a_build_with_a_least_confidence_has_the_claims_that_are_left_of_one_without(kg, out, articles, tmp_path):
    assert kg("build", *articles, "-o", "sure", "--min-confidence", 0.7).exit_code == 0
    lines = kg("export", out, "-f", "claims", "--min-confidence", 0.7).stdout.splitlines()
    sure = (tmp_path / "sure" / "claims.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["id"] for line in sure] == [json.loads(line)["id"] for line in lines]
    assert min(json.loads(line)["confidence"] for line in sure) >= 0.7
    assert "min_confidence=0.7" in (tmp_path / "sure" / "graph.nq").read_text("utf-8")


def test_a_graph_with_a_least_confidence_keeps_it_when_more_is_added(kg, tmp_path):
    (tmp_path / "a.txt").write_text("France cancelled the talks.", "utf-8")
    (tmp_path / "b.txt").write_text("Britain may not have liked it, if it was asked.", "utf-8")
    kg("build", "a.txt", "-o", "out", "--min-confidence", 0.8)
    assert kg("add", "out", "b.txt").exit_code == 0
    assert all(
        json.loads(line)["confidence"] >= 0.8 for line in kg("export", "out", "-f", "claims").stdout.splitlines()
    )
    refused = kg("add", "out", "b.txt", "--min-confidence", 0.1)
    assert refused.exit_code == 2
    assert "min_confidence = 0.8" in refused.stderr


def test_questions_can_leave_out_what_is_not_sure(kg, out):
    count = "SELECT (COUNT(?c) AS ?n) { ?c a kg:Claim }"
    all_, sure = (int(kg("query", out, count, "-f", "csv", *more).stdout.split()[1]) for more in ((), MORE))
    assert 0 < sure < all_


MORE = ("--min-confidence", 0.7)


def test_a_page_of_what_is_sure_lies_beside_the_whole_one(kg, out):
    before = (out / "graph.html").read_bytes()
    shown = kg("view", out, "--no-open", *MORE).stdout
    assert shown == f"{(out / 'graph-0.7.html').as_uri()}\n"
    assert len((out / "graph-0.7.html").read_bytes()) < len(before)
    assert (out / "graph.html").read_bytes() == before
    (out / "graph-0.7.html").unlink()


@pytest.mark.parametrize("arguments", [["build", "x.txt"], ["export", "OUT"], ["coverage", "OUT"], ["view", "OUT"]])
def test_a_confidence_is_between_0_and_1(kg, out, arguments):
    result = kg(*(str(out) if a == "OUT" else a for a in arguments), "--min-confidence", "1.5")
    assert result.exit_code == 2
    assert "0<=x<=1" in result.stderr
