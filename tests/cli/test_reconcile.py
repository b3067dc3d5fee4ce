import shutil

import pytest

pytestmark = pytest.mark.model


def test_a_gazetteer_is_replayed_at_each_build(kg, tmp_path):
    (tmp_path / "a.txt").write_text("Ada Lovelace met Charles Babbage.", "utf-8")
    (tmp_path / "names.csv").write_text("label,aliases,identifier\nAda King,Ada Lovelace,Q7259\n", "utf-8")
    ask = "SELECT ?x { ?x skos:exactMatch <http://www.wikidata.org/entity/Q7259> ; skos:altLabel 'Ada Lovelace'@en }"
    assert kg("build", "a.txt", "--gazetteer", "names.csv").exit_code == 0
    assert "Ada_King" in kg("query", "out", ask).stdout
    assert kg("build", "a.txt", "--force").exit_code == 0
    (tmp_path / "b.txt").write_text("Ada Lovelace wrote a program.", "utf-8")
    assert kg("add", "out", "b.txt").exit_code == 0
    assert "Ada_King" in kg("query", "out", ask).stdout
    assert "Ada Lovelace  (gazetteer, 0.99)" in kg("links", "out", "Ada Lovelace").stdout


def test_a_wrong_gazetteer_is_told_before_anything_is_read(kg, tmp_path):
    (tmp_path / "names.csv").write_text("name\n", "utf-8")
    result = kg("build", "missing.txt", "--gazetteer", "names.csv")
    assert result.exit_code == 2
    assert "names.csv:1" in result.stderr


def test_names_go_out_and_come_back(kg, out, tmp_path):
    graph = shutil.copytree(out, tmp_path / "graph")
    assert kg("reconcile", graph, "--export", "-o", "names.csv").exit_code == 0
    table = (tmp_path / "names.csv").read_text("utf-8")
    assert table == kg("reconcile", graph, "--export").stdout
    row = next(row for row in table.splitlines() if "entity/Frontex," in row)
    (tmp_path / "names.csv").write_text(table.replace(row, f"{row.removesuffix('none,')}matched,Q8918"), "utf-8")
    # With the president of France, whom the table of roles knows.
    assert kg("reconcile", graph, "--import", "names.csv").stdout == "2 things known elsewhere\n"
    assert (
        kg("query", graph, "ASK { ent:Frontex skos:exactMatch <http://www.wikidata.org/entity/Q8918> }").stdout
        == "yes\n"
    )
    assert "matched,http://www.wikidata.org/entity/Q8918" in kg("reconcile", graph, "--export").stdout


@pytest.mark.parametrize("arguments", [[], ["--export", "--import", "names.csv"]])
def test_one_of_two_has_to_be_chosen(kg, out, tmp_path, arguments):
    (tmp_path / "names.csv").write_text("id,identifier\n", "utf-8")
    assert kg("reconcile", out, *arguments).exit_code == 2
