"""``kg query``, ``export``, ``view`` and ``explain`` on the example."""

import json
import re

import pytest

from kg.cli.ask import PARAMETERS

pytestmark = pytest.mark.model


def test_the_obvious_query_finds_the_obvious_fact(kg, out):
    result = kg("query", out, "SELECT ?who ?what { ?s rel:cancels ?o . ?s rdfs:label ?who . ?o rdfs:label ?what }")
    assert result.exit_code == 0
    rows = [line.split("  ")[0] for line in result.stdout.splitlines()[2:]]
    assert set(rows) == {"France"}


def test_who_wrote_the_letter_is_stated_and_denied(kg, out):
    claims = "?claim rdf:subject ent:Boris_Johnson ; rdf:predicate rel:writes ; kg:polarity ?polarity"
    result = kg("query", out, f"SELECT DISTINCT ?polarity {{ {claims} }}", "-f", "csv")
    assert sorted(line.rpartition("#")[2] for line in result.stdout.split()[1:]) == ["Negative", "Positive"]


def test_json_is_sparql_json(kg, out):
    answer = json.loads(kg("query", out, "facts", "--set", "relation=rel:cancels", "--json").stdout)
    assert {row["subject"]["value"] for row in answer["results"]["bindings"]} == {"France"}


def test_a_query_comes_from_a_file_or_standard_input(kg, out, tmp_path):
    (tmp_path / "question.rq").write_text("ASK { ?s rel:cancels ?o }", "utf-8")
    assert kg("query", out, "--file", "question.rq").stdout == "yes\n"
    assert kg("query", out, "--file", "-", input="ASK { ?s rel:cancels ?o }").stdout == "yes\n"


def test_a_limit_that_was_reached_is_said(kg, out):
    result = kg("query", out, "SELECT ?s { ?s ?p ?o }", "--limit", 2, "-f", "csv")
    assert len(result.stdout.splitlines()) == 3
    assert "there is more" in result.stderr


def test_queries_with_names_are_listed(kg, out):
    result = kg("query", out, "--list")
    assert "who-says" in result.stdout
    assert "--relation" in result.stdout


def test_every_parameter_of_a_query_with_a_name_is_an_option(kg):
    from kg.query import named

    assert set(PARAMETERS) == {parameter for query in named().values() for parameter in query.parameters}


def test_why_france_cancelled_the_talks_is_one_query(kg, out):
    found = kg("query", out, "--named", "why", "--subject", "france", "--relation", "cancels", "-f", "csv").stdout
    assert "cause,letter that" in found


def test_who_said_what_takes_names_as_people_write_them(kg, out):
    found = kg(
        "query", out, "--named", "who-said-what", "--by", "gerald darmanin", "--about", "Priti Patel", "-f", "csv"
    )
    assert "Priti Patel,is,welcome,kg:Negative" in found.stdout.replace("https://w3id.org/claimgraph/ns#", "kg:")


def test_one_affirms_what_another_denies(kg, out):
    rows = kg("query", out, "--named", "contested", "--about", "letter", "-f", "csv").stdout.splitlines()[1:]
    assert {row.split(",")[3:5] == ["channel-talks.md", "whose-letter.md"] for row in rows} == {True}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["SELECT ?s {"], "kg:"),
        (["nonsense"], "no query named"),
        (["DELETE WHERE { ?s ?p ?o }"], "change the graph"),
        (["ASK {}", "--set", "nothing"], "NAME=VALUE"),
        ([], "give a query"),
        (["ASK {}", "--named", "why"], "give a query"),
        (["--named", "wy"], "did you mean why?"),
        (["--named", "why", "--subject", "Frence"], "did you mean 'France'"),
        (["--named", "why", "--by", "France"], "no parameter by"),
    ],
)
def test_a_query_that_makes_no_sense_ends_with_exit_code_2(kg, out, arguments, says):
    result = kg("query", out, *arguments)
    assert result.exit_code == 2
    assert says in result.stderr


def test_a_folder_without_a_graph_ends_with_exit_code_3(kg, tmp_path):
    for command in (["query", tmp_path, "ASK {}"], ["export", tmp_path], ["explain", tmp_path, "x"]):
        result = kg(*command)
        assert result.exit_code == 3
        assert "kg build" in result.stderr


def test_the_export_of_the_graph_is_the_graph(kg, out):
    assert kg("export", out).stdout == (out / "graph.nq").read_text("utf-8")
    assert kg("export", out, "-f", "claims").stdout == (out / "claims.jsonl").read_text("utf-8")
    assert kg("export", out, "-f", "ttl").stdout == (out / "graph.ttl").read_text("utf-8")


@pytest.mark.parametrize(
    "format", ["nq", "trig", "ttl", "jsonld", "claims", "mentions", "csv", "graphml", "gexf", "html"]
)
def test_every_format_can_be_written_to_a_file(kg, out, tmp_path, format):
    assert kg("export", out, "-f", format, "-o", "file").exit_code == 0
    assert (tmp_path / "file").stat().st_size > 1000
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_an_export_refuses_to_overwrite_without_force(kg, out, tmp_path):
    (tmp_path / "file").write_text("mine", "utf-8")
    assert kg("export", out, "-o", "file").exit_code == 2
    assert (tmp_path / "file").read_text("utf-8") == "mine"
    assert kg("export", out, "-o", "file", "--force").exit_code == 0


def test_a_format_that_there_is_not_is_answered_with_those_that_there_are(kg, out):
    result = kg("export", out, "-f", "xml")
    assert result.exit_code == 2
    assert "graphml" in result.stderr


def test_view_says_where_the_page_is_and_makes_it_where_it_is_missing(kg, out, tmp_path):
    assert kg("view", out, "--no-open").stdout == f"{(out / 'graph.html').as_uri()}\n"
    (tmp_path / "graph.nq").write_bytes((out / "graph.nq").read_bytes())
    kg("view", tmp_path, "--no-open")
    assert (tmp_path / "graph.html").read_bytes() == (out / "graph.html").read_bytes()


def test_view_opens_the_page(kg, out, monkeypatch):
    opened = []
    monkeypatch.setattr("click.launch", opened.append)
    kg("view", out)
    assert opened == [(out / "graph.html").as_uri()]


def shown(path) -> dict:
    """What the script of a page reads."""
    text = path.read_text("utf-8")
    return json.loads(re.search(r'id="data">(.*?)</script>', text, re.DOTALL)[1])


CANCELS = "CONSTRUCT { ?s rel:cancels ?o } { ?s rel:cancels ?o }"


@pytest.mark.parametrize(
    ("options", "title"),
    [
        (["--about", "the france"], "France"),
        (["--about", "ent:France", "--title", "Paris"], "Paris"),
        (["--query", "SELECT ?claim { ?claim kg:modality kg:Planned }"], None),
        (["--query", CANCELS], None),
        (["--query", CANCELS, "--about", "France"], "France"),
    ],
)
def test_view_shows_a_part_of_a_graph(kg, out, options, title):
    before = (out / "graph.html").read_bytes()
    assert kg("view", out, "--no-open", *options).stdout == f"{(out / 'graph-part.html').as_uri()}\n"
    page = shown(out / "graph-part.html")
    (out / "graph-part.html").unlink()
    assert 0 < len(page["claims"]) < page["whole"] == len(shown(out / "graph.html")["claims"])
    assert title in (None, page["title"])
    assert (out / "graph.html").read_bytes() == before


def test_view_goes_further_around_a_thing_by_steps(kg, out, tmp_path):
    sizes = []
    for depth in (1, 2, 3):
        kg("view", out, "--no-open", "--about", "Frontex", "--depth", depth, "-o", f"{depth}.html")
        sizes.append(len(shown(tmp_path / f"{depth}.html")["claims"]))
    assert sizes == sorted(sizes)
    assert sizes[0] > 0


def test_view_includes_the_text_if_asked_to_and_replaces_no_file_unasked(kg, out, tmp_path):
    assert kg("view", out, "--no-open", "--with-text", "-o", "page.html").exit_code == 0
    assert "Not a private one." in (tmp_path / "page.html").read_text("utf-8")
    assert "Not a private one." not in (out / "graph.html").read_text("utf-8")
    assert kg("view", out, "--no-open", "-o", "page.html").exit_code == 2
    assert kg("view", out, "--no-open", "-o", "page.html", "--force").exit_code == 0
    assert (tmp_path / "page.html").read_bytes() == (out / "graph.html").read_bytes()


@pytest.mark.parametrize(
    ("options", "code", "says"),
    [
        (["--depth", "2"], 2, "--about"),
        (["--about", "camp near Dunkirk"], 2, "did you mean"),
        (["--query", "ASK {}"], 2, "SELECT"),
        (["--query", "SELECT ?x { BIND (1 AS ?x) }"], 2, "names nothing"),
        (["--query", "SELECT"], 2, "SELECT"),
        (["--query", CANCELS, "--about", "Frontex"], 2, "nothing in the answer"),
    ],
)
def test_view_says_why_there_is_nothing_to_show(kg, out, options, code, says):
    result = kg("view", out, "--no-open", *options)
    assert result.exit_code == code
    assert says in result.stderr
    assert not (out / "graph-part.html").exists()


def test_explain_shows_words_rule_path_and_meaning(kg, out):
    lines = kg("explain", out, "France", "cancels", "talks", "Priti").stdout.splitlines()
    shown = "\n".join(lines)
    for expected in ("relation 7–20: has cancelled", "transitive:", "cancelled –nsubj→ France", "stated as a fact"):
        assert expected in shown


def test_explain_tells_by_which_words_a_claim_is_no_fact_and_who_says_it(kg):
    kg("build", "-", input="Macron admitted that France would not pay the fishermen.")
    (paid,) = (json.loads(line) for line in kg("export", "out", "-f", "claims").stdout.splitlines() if "pays" in line)
    explanation = json.loads(kg("explain", "out", paid["id"], "--json").stdout)
    assert explanation["meant"] == "negative, planned, because of “would” … “not”: not stated as a fact"
    assert explanation["said by"] == ["Macron: “admitted”, which takes it to be so"]


def test_explain_names_what_denies_a_claim(kg):
    kg("build", "-", input="Boris Johnson warned France. Boris Johnson did not warn France.")
    stated = json.loads(kg("export", "out", "-f", "claims").stdout.splitlines()[0])
    explanation = json.loads(kg("explain", "out", stated["id"], "--json").stdout)
    assert explanation["id"] == stated["id"]
    (denial,) = explanation["contradicts"]
    assert denial.endswith("Boris Johnson did not warn France.")


def test_explain_leads_from_a_claim_to_its_cause_and_back(kg):
    kg("build", "-", input="France cancelled the talks because Boris Johnson published the letter.")
    cancelled, published = (json.loads(line) for line in kg("export", "out", "-f", "claims").stdout.splitlines())
    there, back = (json.loads(kg("explain", "out", c["id"], "--json").stdout) for c in (cancelled, published))
    assert there["connected"] == ["because of: Boris Johnson publishes letter"]
    assert back["connected"] == ["the cause of: France cancels talks"]


def test_explain_lists_the_claims_if_several_have_the_words(kg, out):
    result = kg("explain", out, "france")
    assert result.exit_code == 2
    assert "claims have these words" in result.stderr
    assert len(result.stderr.splitlines()) > 3


def test_explain_of_nothing(kg, out):
    result = kg("explain", out, "unicorns")
    assert result.exit_code == 2
    assert "unicorns" in result.stderr
