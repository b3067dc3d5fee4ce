"""The commands that keep a graph up, as people use them."""

import json

import pyoxigraph
import pytest
import rdflib

pytestmark = pytest.mark.model

TALKS = "France has cancelled the talks with Britain.\n"
LETTER = "Boris Johnson wrote a letter to Emmanuel Macron.\n"


@pytest.fixture
def texts(tmp_path):
    for name, text in (("talks.txt", TALKS), ("letter.txt", LETTER)):
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def graph(folder):
    return (folder / "graph.nq").read_text("utf-8")


def test_adding_replacing_and_removing_give_what_a_build_gives(kg, texts):
    assert kg("add", "out", "talks.txt").stdout == "1 added, 0 removed, 0 unchanged\n"
    assert kg("add", "out", "talks.txt", "letter.txt").stdout == "1 added, 0 removed, 1 unchanged\n"
    kg("build", "talks.txt", "letter.txt", "-o", "both")
    assert graph(texts / "out") == graph(texts / "both")
    (texts / "letter.txt").write_text("Boris Johnson did not write the letter.\n", "utf-8")
    assert kg("replace", "out", "letter.txt").stdout == "1 added, 1 removed, 0 unchanged\n"
    kg("build", "talks.txt", "letter.txt", "-o", "changed")
    assert graph(texts / "out") == graph(texts / "changed")
    assert kg("replace", "out", "--all").exit_code == 0
    assert graph(texts / "out") == graph(texts / "changed")
    assert kg("remove", "out", "letter.txt").stdout == "0 added, 1 removed, 0 unchanged\n"
    kg("build", "talks.txt", "-o", "one")
    assert graph(texts / "out") == graph(texts / "one")


def test_what_cannot_be_read_is_named_and_the_exit_code_is_1(kg, texts):
    (texts / "empty.txt").write_text("", "utf-8")
    result = kg("add", "out", "talks.txt", "empty.txt", "--json")
    assert result.exit_code == 1
    assert "empty.txt" in result.stderr
    assert len(json.loads(result.stdout)["added"]) == 1


def test_a_folder_that_holds_no_graph_is_told(kg, texts):
    (texts / "nothing").mkdir()
    for arguments in (["remove", "nothing", "a.txt"], ["status", "nothing"], ["replace", "nothing", "--all"]):
        result = kg(*arguments)
        assert result.exit_code == 3
        assert "kg build makes one" in result.stderr


def test_replace_takes_documents_or_all(kg, texts):
    kg("add", "out", "talks.txt")
    assert kg("replace", "out").exit_code == kg("replace", "out", "talks.txt", "--all").exit_code == 2


def test_a_folder_is_watched_once(kg, texts):
    news = texts / "news"
    news.mkdir()
    (texts / "talks.txt").rename(news / "talks.txt")
    assert kg("watch", "news", "-o", "out", "--once").stdout == "1 added, 0 removed, 0 unchanged\n"
    (texts / "letter.txt").rename(news / "letter.txt")
    (news / "talks.txt").unlink()
    assert kg("watch", "news", "-o", "out", "--once", "--prune").stdout == "1 added, 1 removed, 0 unchanged\n"


def test_status_lists_documents_and_what_is_new(kg, texts):
    kg("add", "out", "talks.txt")
    told = kg("status", "out", "talks.txt", "letter.txt").stdout
    assert "talks.txt  https://w3id.org/claimgraph/data/doc/talks-" in told
    assert "new        letter.txt\nunchanged  talks.txt\n" in told
    as_json = json.loads(kg("status", "out", "letter.txt", "--json").stdout)
    assert as_json["new"] == ["letter.txt"]
    assert as_json["runs"][0]["model"] == "en_core_web_md 3.7.1"


@pytest.mark.filterwarnings("ignore:Dataset.:DeprecationWarning")  # rdflib's own readers use what it deprecates
def test_a_difference_in_words_as_json_and_as_a_patch_that_rdflib_applies(kg, texts):
    kg("build", "talks.txt", "-o", "old")
    kg("build", "letter.txt", "-o", "new")
    told = kg("diff", "old", "new").stdout
    assert "  - France cancels talks" in told
    assert "  + Boris Johnson writes letter to Emmanuel Macron\n" in told
    assert json.loads(kg("diff", "old", "new", "--json").stdout)["quads"][0] > 0
    dataset = rdflib.Dataset()
    dataset.parse(data=graph(texts / "old"), format="nquads")
    dataset.parse(data=kg("diff", "old", "new", "-f", "patch").stdout, format="patch")
    wanted = {*pyoxigraph.parse(graph(texts / "new").encode(), pyoxigraph.RdfFormat.N_QUADS)}
    found = {*pyoxigraph.parse(dataset.serialize(format="nquads").encode(), pyoxigraph.RdfFormat.N_QUADS)}
    assert found == wanted


def test_scripts_can_ask_whether_there_is_a_difference(kg, texts):
    kg("build", "talks.txt", "-o", "old")
    kg("build", "letter.txt", "-o", "new")
    assert kg("diff", "old", "old", "--exit-code").stdout == "no difference\n"
    assert [kg("diff", "old", new, "--exit-code").exit_code for new in ("old", "new")] == [0, 1]


def test_a_store_beside_a_graph_is_made_kept_and_asked(kg, texts):
    kg("build", "talks.txt", "-o", "out", "--store")
    ask = "SELECT ?name { ?d a nif:Context ; schema:name ?name } ORDER BY ?name"
    assert "graph.store holds the same" in kg("status", "out").stdout
    kg("add", "out", "letter.txt")
    assert "graph.store holds the same" in kg("status", "out").stdout
    assert kg("query", "out", ask, "-f", "csv").stdout.split() == ["name", "letter.txt", "talks.txt"]
    kg("remove", "out", "talks.txt")
    assert kg("query", "out", ask, "-f", "csv").stdout.split() == ["name", "letter.txt"]


def test_a_large_graph_has_a_store_unless_none_is_wanted(kg, texts, monkeypatch):
    kg("build", "talks.txt", "-o", "small")
    size = (texts / "small" / "graph.nq").stat().st_size
    for place in ("kg.graph.STORED", "kg.upkeep.STORED"):
        monkeypatch.setattr(place, size + 1)
    kg("build", "talks.txt", "-o", "out")
    assert not (texts / "out" / "graph.store").exists()
    kg("add", "out", "letter.txt")
    assert "graph.store holds the same" in kg("status", "out").stdout
    kg("remove", "out", "letter.txt")
    assert "graph.store holds the same" in kg("status", "out").stdout
    kg("build", "talks.txt", "letter.txt", "-o", "none", "--no-store")
    assert kg("replace", "none", "letter.txt").exit_code == 0
    assert not (texts / "none" / "graph.store").exists()
    kg("build", "talks.txt", "letter.txt", "-o", "both")
    assert (texts / "both" / "graph.store").is_dir()


def test_what_could_not_be_read_is_told_until_it_has_been(kg, texts):
    (texts / "broken.txt").write_bytes(b"\xff\xfe\x00")
    (texts / "empty.txt").write_text("", "utf-8")
    assert kg("build", "talks.txt", "broken.txt", "-o", "out").exit_code == 1
    assert kg("add", "out", "letter.txt", "empty.txt").exit_code == 1
    told = [line for line in kg("status", "out").stdout.splitlines() if line.startswith("could not be read: ")]
    assert [line.split(": ")[1].rpartition("/")[2] for line in told] == ["broken.txt", "empty.txt"]
    assert {each["stage"] for each in json.loads(kg("status", "out", "--json").stdout)["unread"]} == {"read"}
    kg("build", "talks.txt", "letter.txt", "-o", "whole")
    assert graph(texts / "out") == graph(texts / "whole")
    assert not (texts / "whole" / "unread.jsonl").exists()
    (texts / "broken.txt").write_text("Belgium has left the talks.\n", "utf-8")
    assert kg("replace", "out", "broken.txt").exit_code == 0
    assert kg("status", "out").stdout.count("could not be read") == 1
    assert kg("build", "talks.txt", "-o", "out", "--force").exit_code == 0
    assert "could not be read" not in kg("status", "out").stdout
    assert not (texts / "out" / "unread.jsonl").exists()
