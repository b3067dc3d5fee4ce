"""``kg links``, ``link``, ``unlink``, ``split``, ``apply`` and ``review`` on the example."""

import json
import shutil

import pytest

pytestmark = pytest.mark.model


@pytest.fixture
def graph(out, tmp_path):
    """A copy of the example's graph, to be changed."""
    return shutil.copytree(out, tmp_path / "graph")


def files(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "decisions.toml"}


def test_links_tell_why_names_are_one(kg, graph):
    told = kg("links", graph, "Boris Johnson").stdout
    assert told.startswith("Boris Johnson  <")
    assert "Johnson  (title and surname, 0.93)" in told
    assert "Mr Johnson wrote the letter on Thursday" in told
    assert "Priti Patel  <" not in told
    assert "Priti Patel  <" in kg("links", graph).stdout
    lines = [json.loads(line) for line in kg("links", graph, "ent:Boris_Johnson", "--json").stdout.splitlines()]
    assert {line["thing"].rpartition("/")[2] for line in lines} == {"Boris_Johnson"}


def test_what_is_unlinked_is_two_and_linking_it_again_leaves_no_trace(kg, graph):
    before = files(graph)
    assert kg("unlink", graph, "Mr Johnson", "Boris Johnson", "--reason", "a test").exit_code == 0
    assert 'reason = "a test"' in (graph / "decisions.toml").read_text("utf-8")
    assert set(files(graph)) == set(before)
    assert all(files(graph)[name] != content for name, content in before.items())
    assert "Johnson  (title" not in kg("links", graph, "Boris Johnson").stdout
    assert kg("link", graph, "Johnson", "ent:Boris_Johnson").exit_code == 0
    assert files(graph) == before


def test_what_is_linked_is_one_and_unlinking_it_leaves_no_trace(kg, graph):
    before = files(graph)
    assert kg("link", graph, "Frontex", "Home Office", "--who", "Ada").exit_code == 0
    assert "Frontex  (decided, 1.00: (Ada))" in kg("links", graph, "Home Office").stdout
    assert "Frontex" in kg("query", graph, "SELECT ?l { ent:Home_Office skos:altLabel ?l }").stdout
    kg("unlink", graph, "Frontex", "Home Office")
    assert files(graph) == before


def test_a_name_can_mean_another_thing_in_one_document(kg, graph):
    assert kg("split", graph, "France", "--document", "whose-letter.md").exit_code == 0
    rows = kg("query", graph, "SELECT ?x { ?x rdfs:label 'France'@en }", "-f", "csv").stdout.splitlines()
    assert len(rows) == 3
    missing = kg("split", graph, "France", "--document", "whose-letter.md", "--mention", "0-1")
    assert missing.exit_code == 2
    assert "'Boris Johnson' is not taken for it" in missing.stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("link", "GRAPH", "Nobody", "France"), "nothing is called 'Nobody'"),
        (("links", "GRAPH", "Nobody"), "nothing is called 'Nobody'"),
        (("split", "GRAPH", "France", "--document", "none.md"), "no document none.md"),
        (("split", "GRAPH", "France", "--document", "whose-letter.md", "--mention", "9"), "BEGIN-END"),
    ],
)
def test_what_there_is_not_is_told(kg, graph, arguments, says):
    before = files(graph)
    result = kg(*(graph if argument == "GRAPH" else argument for argument in arguments))
    assert result.exit_code == 2
    assert says in result.stderr
    assert files(graph) == before
    assert not (graph / "decisions.toml").exists()


def test_what_the_page_downloads_is_applied(kg, graph, tmp_path):
    claim = json.loads((graph / "claims.jsonl").read_text("utf-8").partition("\n")[0])["id"]
    base = "https://w3id.org/claimgraph/data/entity/"
    page = {
        "version": 1,
        "decisions": [
            {"kind": "reject-claim", "claim": claim},
            {"kind": "different", "entities": [f"{base}Boris_Johnson", f"{base}Johnson"], "label": "Johnson"},
        ],
    }
    (tmp_path / "page.json").write_text(json.dumps(page, indent=1), "utf-8")
    result = kg("apply", "page.json", graph)
    assert (result.exit_code, result.stdout) == (0, f"2 decisions in page.json, 2 in {graph}\n")
    assert "rel:cancels" not in (graph / "graph.ttl").read_text("utf-8").partition("because")[0].partition("d1:")[0]
    assert kg("query", graph, f"ASK {{ <{claim}> kg:verdict kg:Rejected ; kg:asserted false }}").stdout == "yes\n"
    assert kg("query", graph, "ASK { ent:Johnson a kg:Person }").stdout == "yes\n"
    (tmp_path / "more.toml").write_text('[[decisions]]\nkind = "same"\nentities = ["Johnson", "Boris Johnson"]\n')
    refused = kg("apply", "more.toml", graph)
    assert refused.exit_code == 2
    assert "decisions.toml:" in refused.stderr or "page.json:" in refused.stderr
    assert "more.toml:1" in refused.stderr


def test_what_matches_nothing_is_named(kg, graph, tmp_path):
    (tmp_path / "odd.toml").write_text('[[decisions]]\nkind = "same"\nentities = ["Nobody", "France"]\n')
    result = kg("apply", "odd.toml", graph)
    assert result.exit_code == 1
    assert "odd.toml:1: same Nobody | France: nothing is called Nobody" in result.stderr


def test_decisions_survive_a_build(kg, tmp_path):
    (tmp_path / "a.txt").write_text("Ada Lovelace met Charles Babbage.", "utf-8")
    (tmp_path / "mine.toml").write_text(
        '# mine\n[[decisions]]\nkind = "same"\nentities = ["Ada Lovelace", "Charles Babbage"]\n', "utf-8"
    )
    ask = "ASK { ?x skos:altLabel ?y }"
    assert kg("build", "a.txt", "--decisions", "mine.toml").exit_code == 0
    assert kg("query", "out", ask).stdout == "yes\n"
    assert (tmp_path / "out" / "decisions.toml").read_text("utf-8").startswith("# mine\n")
    assert kg("build", "a.txt", "--force").exit_code == 0
    assert kg("query", "out", ask).stdout == "yes\n"
    (tmp_path / "b.txt").write_text("Ada Lovelace wrote a program.", "utf-8")
    assert kg("add", "out", "b.txt").exit_code == 0
    assert kg("query", "out", ask).stdout == "yes\n"
    assert kg("build", "a.txt", "b.txt", "-o", "both", "--decisions", "mine.toml").exit_code == 0
    assert files(tmp_path / "both") == files(tmp_path / "out")


def test_a_review_asks_the_least_certain_first_and_not_again(kg, graph):
    questions = [json.loads(line) for line in kg("review", graph, "--json").stdout.splitlines()]
    linked = [question["confidence"] for question in questions if question["linked"]]
    assert linked == sorted(linked)
    assert all(question["sentences"] for question in questions)
    answered = kg("review", graph, "--limit", 3, "--who", "Ada", input="y\nn\nq\n")
    assert answered.exit_code == 0
    assert "same? (y, n, s, q)" in answered.stdout
    assert answered.stdout.endswith("2 decided, 1 open\n")
    assert 'who = "Ada"' in (graph / "decisions.toml").read_text("utf-8")
    left = [json.loads(line) for line in kg("review", graph, "--json").stdout.splitlines()]
    first, second, *others = questions
    asked = {(question["one"], question["other"]) for question in left}
    assert not {(first["one"], first["other"]), (second["one"], second["other"])} & asked
    assert {(question["one"], question["other"]) for question in others} <= asked


def test_a_review_asks_about_members_of_groups(kg, graph):
    def asked():
        return [json.loads(line) for line in kg("review", graph, "--json").stdout.splitlines()]

    before = asked()
    first, second = [n for n, question in enumerate(before) if question["member"]][:2]
    answers = ["y" if n == first else "n" if n == second else "s" for n in range(second + 1)]
    answered = kg("review", graph, "--limit", second + 1, input="\n".join([*answers, ""]))
    assert "has the member" in answered.stdout
    assert answered.stdout.endswith(f"2 decided, {second - 1} open\n")
    text = (graph / "decisions.toml").read_text("utf-8")
    assert 'kind = "member"' in text
    assert 'kind = "different"' in text
    left = {(question["one"], question["other"]) for question in asked()}
    assert left == {(q["one"], q["other"]) for n, q in enumerate(before) if n not in (first, second)}
    told = [json.loads(line) for line in kg("links", graph, "--json").stdout.splitlines()]
    members = {(link["thing"], link["alias"]) for link in told if link["member"]}
    accepted, rejected = ((before[n]["one"], before[n]["labels"][1]) for n in (first, second))
    assert accepted in members
    assert rejected not in members
