"""Graphs for other programs, and back, on the command line."""

import pytest

pytestmark = pytest.mark.model


@pytest.mark.parametrize("format", ["lists", "parquet", "neo4j", "dossier"])
def test_a_format_that_is_a_folder_is_written_whole_and_not_over_another(kg, out, tmp_path, format):
    assert kg("export", out, "-f", format).exit_code == 2
    assert kg("export", out, "-f", format, "-o", "there").exit_code == 0
    files = {path.name: path.read_bytes() for path in (tmp_path / "there").iterdir()}
    assert files
    refused = kg("export", out, "-f", format, "-o", "there")
    assert refused.exit_code == 2
    assert "--force" in refused.stderr
    assert kg("export", out, "-f", format, "-o", "there", "--force").exit_code == 0
    assert {path.name: path.read_bytes() for path in (tmp_path / "there").iterdir()} == files


@pytest.mark.parametrize(
    ("format", "suffix"), [("nq", "nq"), ("trig", "trig"), ("trig12", "trig"), ("jsonld", "jsonld")]
)
def test_what_was_exported_can_be_imported(kg, out, tmp_path, format, suffix):
    kg("export", out, "-f", format, "-o", f"graph.{suffix}")
    told = kg("import", f"graph.{suffix}", "-o", "again")
    assert told.exit_code == 0
    assert told.stdout.startswith("2 documents, ")
    assert (tmp_path / "again" / "graph.nq").read_bytes() == (out / "graph.nq").read_bytes()


def test_what_is_no_graph_cannot_be_imported(kg, tmp_path):
    (tmp_path / "a.nq").write_text('<http://e/a> <http://e/b> "c" <http://e/g> .\n', "utf-8")
    result = kg("import", "a.nq")
    assert result.exit_code == 3
    assert not (tmp_path / "out").exists()


def test_a_graph_is_described_for_catalogues(kg, out, tmp_path):
    shown = kg("describe", out, "--title", "News").stdout
    assert 'dcterms:title "News"@en' in shown
    assert all(f'"{name}"' in shown for name in ("graph.nq", "graph.ttl", "claims.jsonl", "graph.html"))
    assert kg("describe", out, "--title", "News", "-o", "void.ttl").exit_code == 0
    assert (tmp_path / "void.ttl").read_text("utf-8") == shown
    assert kg("describe", out, "--license", "MIT").exit_code == 2
