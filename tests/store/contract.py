"""What every store does: a class of tests that each store's own class inherits, with ``make`` giving an empty one."""

from decimal import Decimal

import pytest

from kg import literal
from kg.errors import QueryError, StoreError
from kg.iri import Minter
from kg.knowledge import know
from kg.rdf import nquads, vocabulary
from kg.rdf.claims import Run
from kg.rdf.formats import Content
from kg.rdf.nquads import Literal
from tests.rdf.example import FIRST, LINKS, MINT, MODEL, READINGS

EXAMPLE = Content(READINGS, know(READINGS, LINKS), LINKS, (Run("0.1.0", MODEL),), MINT).lines
PREFIXES = vocabulary.prefixes(MINT)
HOSTILE = 'a "quote", a \\ and\ta tab\n\r\x00\x1f\x7f\x85\u2028 北京 é'


def quad(object, subject="e:s", predicate="e:p", graph="e:g"):
    return f"<{subject}> <{predicate}> {object} <{graph}> ."


class Contract:
    """Every store passes these."""

    rewritten = frozenset()
    """Datatypes that a store of somebody else's writes in its own way."""
    hostile = HOSTILE
    """A string that is hard to keep."""

    def make(self, folder):
        """An empty store, which may use an empty folder."""
        raise NotImplementedError

    @pytest.fixture
    def store(self, tmp_path):
        return self.make(tmp_path)

    @pytest.fixture
    def example(self, store):
        store.add(EXAMPLE)
        return store

    def rows(self, store, query, **values):
        return list(store.query(query, values=values, prefixes=PREFIXES).rows)

    def test_the_bytes_that_go_in_come_out(self, example):
        assert list(example) == EXAMPLE

    def test_adding_twice_and_in_parts_changes_nothing(self, store):
        store.add(EXAMPLE[::-2])
        store.add(EXAMPLE[:50])
        store.add(EXAMPLE)
        assert list(store) == EXAMPLE

    def test_dropping_a_graph_takes_out_that_graph_and_dropping_it_again_nothing(self, store):
        store.add(EXAMPLE)
        for _ in range(2):
            store.drop(FIRST.document.id)
            left = [line for line in EXAMPLE if nquads.parse(line).graph != FIRST.document.id]
            assert list(store) == left

    def test_graphs_are_named_in_order(self, example):
        assert example.graphs() == tuple(sorted({nquads.parse(line).graph for line in EXAMPLE}))

    def test_a_query_reads_the_union_of_graphs(self, example):
        query = (
            "SELECT ?who ?text { ?claim rdf:subject ?who ; kg:sentence/nif:anchorOf ?text ; rdf:predicate rel:says }"
        )
        ((who, text),) = self.rows(example, query)
        assert who == MINT.entity("Gérald Darmanin")
        assert text.lexical.startswith("Mr Darmanin said")

    def test_a_triple_is_counted_once(self, example):
        ((count,),) = self.rows(example, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
        assert count == Literal(str(len(EXAMPLE)), literal.INTEGER)

    def test_one_graph_can_be_asked_by_name(self, example):
        query = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?claim a kg:Claim } }"
        assert self.rows(example, query, g=FIRST.document.id) == [(Literal("5", literal.INTEGER),)]

    def test_literals_keep_their_lexical_form_type_and_language(self, store):
        given = [
            Literal("5", literal.INTEGER),
            Literal("0.8", literal.DECIMAL),
            Literal("1", literal.DECIMAL),
            Literal("true", literal.BOOLEAN),
            Literal("2021-11-26", literal.DATE),
            Literal("2021-11", literal.YEAR_MONTH),
            Literal("2021", literal.YEAR),
            Literal("2021-11-26T10:00:00Z", literal.DATE_TIME),
            Literal("PT5M", literal.DURATION),
            Literal("a", nquads.LANG_STRING, "en"),
            Literal("a"),
            Literal(""),
            Literal(self.hostile),
        ]
        given = [each for each in given if each.datatype not in self.rewritten]
        terms = [nquads.tagged(g.lexical, g.language) if g.language else nquads.typed(*g[:2]) for g in given]
        lines = nquads.canonical(quad(term, subject=f"e:s{place}") for place, term in enumerate(terms))
        store.add(lines)
        assert list(store) == lines
        assert {row[0] for row in self.rows(store, "SELECT ?o { ?s ?p ?o }")} == set(given)

    def test_a_plain_string_in_a_query_finds_a_plain_string(self, store):
        store.add([quad('"a"'), quad('"a"@en', subject="e:t")])
        assert self.rows(store, 'SELECT ?s { ?s ?p "a" }') == [("e:s",)]
        assert self.rows(store, 'SELECT ?s { ?s ?p "a"@en }') == [("e:t",)]

    def test_values_are_bound_whatever_they_contain(self, store):
        store.add([quad(nquads.text(self.hostile))])
        query = "SELECT ?s ?o { ?s ?p ?o FILTER(?o = ?wanted) }"
        assert self.rows(store, query, wanted=Literal(self.hostile)) == [("e:s", Literal(self.hostile))]
        attack = Literal('" } INSERT DATA { <e:x> <e:y> <e:z> } #')
        assert self.rows(store, query, wanted=attack) == []
        assert len(list(store)) == 1

    @pytest.mark.parametrize("iri", ["e:x> ?p ?o . <e:y", "no scheme", "e:{x}", ""])
    def test_what_is_no_iri_is_not_bound(self, example, iri):
        with pytest.raises(QueryError, match="is not an IRI"):
            self.rows(example, "SELECT ?o { ?s ?p ?o }", s=iri)

    def test_a_bound_variable_keeps_its_name_where_it_is_selected(self, example):
        answer = example.query(
            "SELECT ?e ?label { ?e rdfs:label ?label } ORDER BY ?e",
            values={"e": MINT.entity("UK")},
            prefixes=PREFIXES,
        )
        assert answer.variables == ("e", "label")
        assert list(answer.rows) == [(MINT.entity("UK"), Literal("UK", nquads.LANG_STRING, "en"))]

    def test_star_selects_in_the_order_of_the_text(self, example):
        assert example.query("SELECT * { ?zeta ?alpha ?mid }").variables == ("zeta", "alpha", "mid")

    def test_a_variable_without_value_is_none(self, example):
        query = "SELECT ?claim ?o { ?claim rdf:predicate rel:is OPTIONAL { ?claim <e:no> ?o } }"
        rows = self.rows(example, query)
        assert [row[1] for row in rows] == [None]

    def test_yes_or_no_and_triples_are_answered_too(self, example):
        assert example.query("ASK { ent:France rel:cancels ?o }", prefixes=PREFIXES) is True
        assert example.query("ASK { ent:Belgium rel:cancels ?o }", prefixes=PREFIXES) is False
        made = example.query("CONSTRUCT { ?o <e:by> ?s } WHERE { ?s rel:cancels ?o }", prefixes=PREFIXES)
        assert list(made.lines) == [f"<{FIRST.document.id}#migrant_talks> <e:by> <{MINT.entity('France')}> ."]

    def test_numbers_are_compared_as_numbers(self, example):
        rows = self.rows(example, "SELECT ?c { ?claim a kg:Claim ; kg:confidence ?c FILTER(?c > 0.9) } ORDER BY ?c")
        assert [Decimal(row[0].lexical) for row in rows] == [Decimal("0.91"), Decimal("0.93"), Decimal("0.95")]

    @pytest.mark.parametrize(
        "line",
        [
            "_:b <e:p> <e:o> <e:g> .",
            "<e:s> <e:p> _:b <e:g> .",
            "<e:s> <e:p> <e:o> .",
            "<e:s> <e:p> <e:o> _:g .",
            "not a quad",
        ],
    )
    def test_only_quads_without_blank_nodes_are_taken_and_none_if_one_is_not(self, store, line):
        with pytest.raises(StoreError):
            store.add([*EXAMPLE[:3], line])
        assert list(store) == []

    @pytest.mark.parametrize(
        "query",
        [
            "SELECT * { SERVICE <http://localhost:9/> { ?s ?p ?o } }",
            "select * { service silent <http://localhost:9/> { ?s ?p ?o } }",
            "SELECT * { ?s ?p 1SERVICE <http://localhost:9/> { ?a ?b ?c } }",
            'SELECT * { ?s ?p ""SERVICE<http://localhost:9/> { ?a ?b ?c } }',
            "SELECT * { SERVICE # why not\n <http://localhost:9/> { ?s ?p ?o } }",
            "SELECT * { \\u0053ERVICE <http://localhost:9/> { ?s ?p ?o } }",
            "SELECT * { ?s ?p ?a FILTER(?a<?b)SERVICE?g#>\n{ ?x ?y ?z } }",
            "SELECT * { ?s ?p ?a FILTER(?a<?b#>'''\n) SERVICE ?g { ?x ?y ?z } } #'''",
            "SELECT * { ?s ?p (?x <http://a#b'''> ) SERVICE ?g { ?a ?b ?c } } #'''",
            "PREFIX ex: <http://localhost:9/> SELECT * { SERVICE ex: { ?s ?p ?o } }",
            "SELECT * FROM <http://localhost:9/> { ?s ?p ?o }",
            "SELECT * FROM NAMED <file:///etc/hostname> { GRAPH ?g { ?s ?p ?o } }",
            "LOAD <file:///etc/hostname>",
            "INSERT DATA { GRAPH <e:g> { <e:s> <e:p> <e:o> } }",
            "PREFIX ent: <e:> DELETE WHERE { ?s ?p ?o }",
            "DROP ALL",
        ],
    )
    def test_what_would_write_or_reach_out_is_refused(self, store, query):
        store.add(EXAMPLE)
        with pytest.raises(QueryError):
            store.query(query)
        assert list(store) == EXAMPLE

    @pytest.mark.parametrize(
        "query",
        [
            'ASK { ?s rdfs:label ?l FILTER(CONTAINS(?l, "the health service")) }',
            "ASK { ?service a <https://schema.org/Service> }",
            "ASK { ?s kg:headTerm term:service } # the service that is meant",
            "ASK { ?webservice ?p <http://example.org/service> }",
            'ASK { ?s ?p "load, from and insert" }',
        ],
    )
    def test_words_of_other_meaning_are_no_reason_to_refuse(self, example, query):
        assert example.query(query, prefixes=PREFIXES) is False

    def test_a_mistake_is_shown_where_it_stands(self, example):
        with pytest.raises(QueryError) as caught:
            example.query("SELECT ?s {\n  ?s rel:cancels ?o ;\n    rdf:label x:y }", prefixes=PREFIXES)
        assert str(caught.value) == (
            "line 3, column 15: the prefix x: is not declared\n"
            "  3 |     rdf:label x:y }\n"
            "    |               ^\n"
            f"known are {', '.join(PREFIXES)}; declare others by PREFIX"
        )

    def test_a_graph_under_another_base_is_its_own(self, store):
        assert Minter("https://other.example/").knowledge not in store.graphs()
