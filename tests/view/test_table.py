"""Rows, networks and what a notebook shows."""

import csv as csv_module
import subprocess
import sys
from io import StringIO
from xml.etree import ElementTree

import networkx as nx
import pytest

from kg.model import Entity
from kg.query import Rows, Triples
from kg.rdf.nquads import Literal
from kg.view.network import gexf, graphml, interval, multigraph
from kg.view.notebook import document_html
from kg.view.table import Row, csv, rows
from tests.view.conftest import told

KNOWLEDGE, READINGS = told("article")


def test_there_is_a_row_for_each_claim_in_order():
    assert [row.claim for row in rows(KNOWLEDGE, READINGS)] == [claim.id for claim in KNOWLEDGE.claims]


def test_a_row_says_who_says_it_and_where():
    row = next(row for row in rows(KNOWLEDGE, READINGS) if row.object == "unacceptable")
    assert row == Row(
        subject="Johnson's letter to Macron",
        relation="is",
        object="unacceptable",
        said_by="Gérald Darmanin",
        polarity="positive",
        modality="actual",
        confidence=0.91,
        document="France calls off migrant talks with the UK",
        date="2021-11-26",
        sentence="“The public letter was unacceptable,” Mr Darmanin said in a statement.",
        claim=row.claim,
    )


def test_objects_are_words_whatever_they_are():
    found = {row.relation: row.object for row in rows(KNOWLEDGE, READINGS)}
    assert found["has deaths"] == "at least 27 people"
    assert found["says"] == "“Johnson's letter to Macron is unacceptable”"


def test_sources_are_named_outermost_first_and_unnamed_ones_too():
    said = {row.said_by for row in rows(KNOWLEDGE, READINGS)}
    assert {"BBC › Gérald Darmanin", "unnamed", ""} <= said


def test_without_readings_a_document_is_called_by_its_iri():
    assert {row.document for row in rows(KNOWLEDGE)} == {claim.document for claim in KNOWLEDGE.claims}


def test_csv_reads_back():
    table = list(rows(KNOWLEDGE, READINGS))
    header, *body = csv_module.reader(StringIO(csv(table).removeprefix("\ufeff")))
    assert header[3] == "said by"
    assert body == [[str(cell) for cell in row] for row in table]


# ------------------------------------------------------------------------------------------------ networkx


def test_the_network_has_an_edge_for_each_claim_between_entities():
    graph = multigraph(KNOWLEDGE)
    between = [claim for claim in KNOWLEDGE.claims if isinstance(claim.object, Entity)]
    assert {key for _, _, key in graph.edges(keys=True)} == {claim.id for claim in between}
    assert set(graph) == {entity.iri for entity in KNOWLEDGE.entities}


def test_an_edge_keeps_who_says_it_and_whether_it_is_meant():
    claim = next(claim for claim in KNOWLEDGE.claims if "not called off" in claim.sentence)
    data = multigraph(KNOWLEDGE).edges[claim.subject.iri, claim.object.iri, claim.id]
    assert (data["label"], data["polarity"], data["asserted"]) == ("calls off", "negative", False)
    assert data["sources"] == ["Grant Shapps"]
    assert data["sentence"] == claim.sentence


def test_values_become_nodes_when_asked_for():
    without, with_values = multigraph(KNOWLEDGE), multigraph(KNOWLEDGE, values=True)
    new = set(with_values) - set(without)
    assert {with_values.nodes[node]["label"] for node in new} == {"at least 27 people", "unacceptable"}


@pytest.mark.parametrize("name", ["article", "hostile", "empty", "parallel"])
def test_graphml_and_gexf_are_well_formed_and_read_back(name, tmp_path):
    knowledge, _ = told(name)
    expected = multigraph(knowledge)
    for write, read in ((graphml, nx.read_graphml), (gexf, nx.read_gexf)):
        path = tmp_path / write.__name__
        path.write_text(write(knowledge), encoding="utf-8")
        ElementTree.parse(path)
        found = read(path)
        assert found.number_of_nodes() == expected.number_of_nodes()
        assert found.number_of_edges() == expected.number_of_edges()
        labels = {data["label"] for _, data in found.nodes(data=True)}
        assert labels == {data["label"] for _, data in expected.nodes(data=True)}


@pytest.mark.parametrize(
    ("time", "end", "days"),
    [
        ("2021-11-25", None, ("2021-11-25", "2021-11-25")),
        ("2021-11-25T10:00:00Z", None, ("2021-11-25", "2021-11-25")),
        ("2024-02", None, ("2024-02-01", "2024-02-29")),
        ("2019", "2021", ("2019-01-01", "2021-12-31")),
        ("2021", "2019", None),
        ("2021-02-30", None, None),
        ("2021-13", None, None),
        ("P3D", None, None),
        ("2021-W47", None, None),
    ],
)
def test_a_time_is_the_days_that_it_spans(time, end, days):
    assert interval(time, end) == days


def test_gexf_has_an_edge_at_its_time():
    timed = {claim.id: claim.evidence.time for claim in KNOWLEDGE.claims if claim.evidence.time}
    days = {name: interval(time.value, time.end) for name, time in timed.items() if time.value}
    root = ElementTree.fromstring(gexf(KNOWLEDGE))
    graph = root.find("{*}graph")
    assert (graph.get("mode"), graph.get("timeformat")) == ("dynamic", "date")
    found = {edge.get("id"): (edge.get("start"), edge.get("end")) for edge in graph.findall("{*}edges/{*}edge")}
    assert [name for name in found if days.get(name)]
    assert found == {name: days.get(name) or (None, None) for name in found}


def test_gexf_carries_no_date_of_the_day():
    assert "lastmodified" not in gexf(KNOWLEDGE)


def test_control_characters_do_not_break_xml():
    from dataclasses import replace

    broken = replace(KNOWLEDGE, entities=tuple(replace(e, label=f"{e.label}\x00\x0b") for e in KNOWLEDGE.entities))
    ElementTree.fromstring(graphml(broken))
    ElementTree.fromstring(gexf(broken))


# ------------------------------------------------------------------------------------------------ notebooks


def test_a_table_in_a_notebook_says_how_many_rows_there_are():
    shown = Rows(("a",), tuple((Literal(str(i)),) for i in range(300)), {})._repr_html_()
    assert shown.count("<tr>") == 201
    assert "200 of 300 rows" in shown


def test_triples_are_a_table_of_one_column():
    shown = Triples(("<e:a> <e:b> <e:c> .",), {})._repr_html_()
    assert "<td" in shown
    assert "&lt;e:a&gt; &lt;e:b&gt; &lt;e:c&gt; ." in shown


def test_a_document_in_a_notebook_marks_its_claims():
    shown = document_html(READINGS[0], KNOWLEDGE)
    assert shown.count("<mark") == len({claim.sentence for claim in READINGS[0].claims})
    assert "France | not: calls off | migrant talks – Grant Shapps" in shown
    assert "Talks about talks, then." in shown


def test_tables_need_no_heavy_library():
    program = (
        "import sys, kg.view.table, kg.view.notebook, kg.view.selection, kg.conflicts; "
        "print(sorted({'pyvis', 'networkx', 'numpy', 'jinja2', 'rdflib', 'spacy'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
