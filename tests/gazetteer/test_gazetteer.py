"""Names that are known beforehand, and the table that goes to OpenRefine and back."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import Graph, SettingsError
from kg.decisions import Decision, Decisions, Says
from kg.gazetteer import Entry, apply, merged, parse, read, reconciled, to_reconcile, written
from kg.model import Kind
from tests.rdf.example import FIRST, LINKS, MINT, READINGS, SECOND

GRAPH = Graph(READINGS)
TABLE = """\
label,aliases,kind,identifier,valid_from,valid_to
United Kingdom,UK|Britain,Place,Q145,,
Gérald Darmanin,Darmanin,person,https://example.org/people/gd,2020-07,2024
Nobody,,,,,
"""


def refers(graph, reading, words):
    place = next(mention.span for mention in reading.mentions if mention.text == words)
    return graph.knowledge.refers[reading.document.id, place].removeprefix(MINT.base)


def test_a_table_is_read_with_its_identifiers_and_spans_of_time():
    uk, darmanin, nobody = parse(TABLE)
    assert uk == Entry("United Kingdom", ("UK", "Britain"), Kind.PLACE, "http://www.wikidata.org/entity/Q145")
    assert (darmanin.kind, darmanin.valid_from, darmanin.place) == (Kind.PERSON, "2020-07", "gazetteer.csv:3")
    assert nobody == Entry("Nobody")


@pytest.mark.parametrize(
    ("entry", "day", "holds"),
    [
        (Entry("x"), None, True),
        (Entry("x", valid_from="2020"), None, False),
        (Entry("x", valid_from="2020-07"), "2020-06-30", False),
        (Entry("x", valid_from="2020-07"), "2020-07-01", True),
        (Entry("x", valid_to="2024"), "2024-12-31", True),
        (Entry("x", valid_to="2024"), "2025-01-01", False),
    ],
)
def test_an_entry_holds_for_documents_of_its_time(entry, day, holds):
    assert entry.holds_on(day) is holds


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name\nx\n", "g.csv:1: the columns are name"),
        ("label,kind\nx,animal\n", "g.csv:2: kind is 'animal'"),
        ("label,identifier\nx,not an iri\n", "g.csv:2: identifier 'not an iri'"),
        ("label,valid_to\nx,tomorrow\n", "g.csv:2: valid_to is 'tomorrow'"),
        ("label,aliases\n,x\n", "g.csv:2: there is no label"),
        ("label\nx,y\n", "g.csv:2: there are more fields"),
    ],
)
def test_what_is_wrong_with_a_table_is_told_with_its_place(text, message):
    with pytest.raises(SettingsError, match=message):
        parse(text, "g.csv")


words = st.text(st.characters(codec="utf-8", exclude_characters="|"), min_size=1).map(lambda t: " ".join(t.split()))
entries = st.lists(
    st.builds(
        Entry,
        words.filter(bool),
        st.lists(words.filter(bool), max_size=2, unique=True).map(tuple),
        st.sampled_from([None, Kind.PLACE]),
        st.sampled_from([None, "https://example.org/x"]),
        st.sampled_from([None, "2020", "2020-01-31"]),
    ),
    max_size=4,
)


@given(entries)
def test_what_is_written_is_read_again(some):
    once = parse(written(some))
    assert parse(written(once)) == once
    assert [entry.identifier for entry in once] == [entry.identifier for entry in some]


def test_other_names_become_one_thing_with_its_kind_and_its_identity_elsewhere(tmp_path):
    graph = GRAPH.informed(parse(TABLE))
    assert refers(graph, FIRST, "the UK") == refers(graph, SECOND, "Britain") == "entity/United_Kingdom"
    assert refers(graph, FIRST, "Mr Darmanin") == "entity/Gérald_Darmanin"
    (uk,) = (entity for entity in graph.entities if entity.iri == MINT.entity("United Kingdom"))
    assert (uk.label, uk.kind, [alias.label for alias in uk.aliases]) == (
        "United Kingdom",
        Kind.PLACE,
        ["Britain", "UK"],
    )
    assert graph.query("ASK { ent:United_Kingdom skos:exactMatch <http://www.wikidata.org/entity/Q145> }") is True
    assert not graph.doubtful
    graph.save(tmp_path / "out")
    loaded = Graph.load(tmp_path / "out")
    assert loaded.export("nq") == graph.export("nq")
    assert loaded.known == graph.known
    assert loaded.informed(()).export("nq") == GRAPH.export("nq")


def test_an_entry_of_another_time_changes_nothing():
    old = [replace(entry, valid_from=None, valid_to="2019") for entry in parse(TABLE)]
    assert GRAPH.informed(old).export("nq") == GRAPH.export("nq")


def test_a_description_counts_where_it_is_of_one_thing():
    entry = Entry("Boris Johnson's letter", ("talks",))
    (link,) = apply([entry], READINGS).links
    assert (link.alias, link.scope) == (f"{SECOND.document.id}#talks", SECOND.document.id)
    several = replace(SECOND, mentions=tuple(replace(mention, number="plural") for mention in SECOND.mentions))
    assert apply([entry], [several]).links == ()


def test_a_name_of_two_entries_is_left_alone_and_told():
    two = [Entry("Boris Johnson", ("Darmanin",)), Entry("Gérald Darmanin", ("Darmanin",))]
    applied = apply(two, READINGS)
    assert [link.alias for link in applied.links] == []
    assert "'Darmanin' could be" in applied.doubtful[0]


def test_what_a_document_uses_for_something_else_is_left_alone_and_told():
    applied = apply([Entry("Boris Johnson", ("Britain",))], READINGS, LINKS)
    assert applied.links == ()
    assert "'Britain' is UK" in applied.doubtful[0]


def test_what_people_decide_comes_after_what_is_known():
    graph = GRAPH.informed(parse(TABLE)).decided(
        Decisions().plus(Decision(Says.DIFFERENT, ("Britain", "United Kingdom")))
    )
    assert refers(graph, SECOND, "Britain") == "entity/Britain"
    assert refers(graph.informed(graph.known), SECOND, "Britain") == "entity/Britain"


VOCABULARY = """\
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX schema: <https://schema.org/>
PREFIX x: <https://example.org/x/>
x:uk a skos:Concept, schema:Place ; skos:prefLabel "United Kingdom"@en, "Royaume-Uni"@fr ;
    skos:altLabel "UK", "Britain"@en ; skos:exactMatch <http://www.wikidata.org/entity/Q145> .
x:ho a skos:Concept ; skos:prefLabel "Home Office"@en ; schema:validFrom "1782-03-27" .
"""


def test_a_skos_vocabulary_is_read(tmp_path):
    (tmp_path / "x.ttl").write_text(VOCABULARY, "utf-8")
    office, uk = read(tmp_path / "x.ttl")
    assert uk == Entry("United Kingdom", ("Britain", "UK"), Kind.PLACE, "http://www.wikidata.org/entity/Q145")
    assert office == Entry("Home Office", (), None, "https://example.org/x/ho", "1782-03-27")


@pytest.mark.parametrize("name", ["none.csv", "none.ttl", "bad.ttl", "latin.csv"])
def test_a_file_that_cannot_be_read_is_told(tmp_path, name):
    (tmp_path / "bad.ttl").write_text("no turtle", "utf-8")
    (tmp_path / "latin.csv").write_bytes(b"label\n\xe9\n")
    with pytest.raises(SettingsError, match=name):
        read(tmp_path / name)


# ------------------------------------------------------------------------------------------------ reconciliation


def test_names_go_out_and_come_back_with_identifiers():
    table = to_reconcile(GRAPH.entities, ())
    first, *rows = table.splitlines()
    assert first == "id,name,type,aliases,mentions,judgment,identifier"
    assert not any("#" in row.partition(",")[0] for row in rows)
    filled = "\n".join(
        f"{row.rpartition(',')[0].removesuffix('none')}matched,Q145" if row.split(",")[1] in ("UK", "Britain") else row
        for row in (first, *rows)
    )
    (entry,) = reconciled(filled, "t.csv", GRAPH.entities)
    assert (entry.identifier, {entry.label, *entry.aliases}) == (
        "http://www.wikidata.org/entity/Q145",
        {"UK", "Britain"},
    )
    graph = GRAPH.informed([entry])
    assert refers(graph, FIRST, "the UK") == refers(graph, SECOND, "Britain")
    assert "matched,http://www.wikidata.org/entity/Q145" in to_reconcile(graph.entities, graph.curated.matches)


@pytest.mark.parametrize(
    ("table", "message"),
    [("name\nx\n", "columns id and identifier"), ("id,identifier\nurn:x,Q1\n", "t.csv:2: 'urn:x' is not in the graph")],
)
def test_a_table_that_does_not_fit_is_told(table, message):
    with pytest.raises(SettingsError, match=message):
        reconciled(table, "t.csv", GRAPH.entities)


def test_what_comes_back_joins_what_is_known():
    kept = (Entry("UK", ("Britain",), Kind.PLACE),)
    assert merged(kept, [Entry("UK", ("Great Britain",), identifier="urn:uk"), Entry("France")]) == (
        Entry("UK", ("Britain", "Great Britain"), Kind.PLACE, "urn:uk"),
        Entry("France"),
    )
