import contextlib
import csv
import io
import json
import subprocess
import sys
import threading
from datetime import date
from decimal import Decimal
from xml.etree import ElementTree

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import literal
from kg.errors import QueryError, StoreError
from kg.query import Rows, Triples, named, run, term
from kg.query.results import WIDEST, WRITERS
from kg.rdf.nquads import LANG_STRING, Literal
from kg.store import Selected
from kg.store.oxigraph import Oxigraph
from kg.store.sparql import bind, tokens
from tests.store.contract import EXAMPLE, PREFIXES


@pytest.fixture(scope="module")
def store():
    made = Oxigraph()
    made.add(EXAMPLE)
    return made


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("graph")
    (made / "graph.nq").write_text("".join(f"{line}\n" for line in EXAMPLE), "utf-8")
    return made


def test_a_folder_its_file_and_a_store_on_disk_give_the_same_rows(folder, tmp_path):
    on_disk = Oxigraph(tmp_path)
    on_disk.add(EXAMPLE)
    expected = run(on_disk, "not-facts")
    assert len(expected) == 3
    for graph in (folder, str(folder), folder / "graph.nq", tmp_path):
        assert run(graph, "not-facts") == expected


def test_a_place_without_a_graph_is_named_with_the_way_to_one(tmp_path):
    with pytest.raises(StoreError, match="kg build makes one"):
        run(tmp_path, "facts")


def test_the_limit_cuts_rows_and_says_so(store):
    cut = run(store, "SELECT ?s { ?s ?p ?o }", limit=3)
    assert (len(cut), cut.truncated) == (3, True)
    whole = run(store, "not-facts", limit=3)
    assert (len(whole), whole.truncated) == (3, False)
    triples = run(store, "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", limit=3)
    assert (len(triples.lines), triples.truncated) == (3, True)


class Endless:
    """A store that never runs out of rows, once its gate is open."""

    def __init__(self):
        self.gate, self.taken = threading.Event(), 0

    def query(self, sparql, *, values=None, prefixes=None):
        if prefixes is None:
            return Selected(("claim",), iter(()))
        return Selected(("n",), self.rows())

    def rows(self):
        while True:
            self.gate.wait(10)
            self.taken += 1
            yield (Literal(str(self.taken)),)


def test_a_query_is_given_up_when_its_time_is_over_and_then_stops():
    endless = Endless()
    with pytest.raises(QueryError, match=r"within 0\.05 seconds"):
        run(endless, "SELECT ?n {}", timeout=0.05)
    endless.gate.set()
    for thread in threading.enumerate():
        if thread.name == "kg query":
            thread.join(10)
            assert not thread.is_alive()
    assert endless.taken <= 2


def test_within_its_time_a_query_answers_and_its_mistakes_are_told(store):
    assert len(run(store, "not-facts", timeout=30)) == 3
    with pytest.raises(QueryError, match="prefix"):
        run(store, "SELECT ?s { ?s x:y ?o }", timeout=30)


MISTAKES = [
    ("SELECT ?s { ?s entt:France ?o }", "line 1, column 16: the prefix entt: is not declared", "did you mean ent:?"),
    ("SELECT ?s {\n  ?s ?p ?o", "line 2, column 11: the query ends too early", "a '{' is not closed by '}'"),
    ("SELECT ?s { ?s ?p ?o } }", "line 1, column 24: there is a '}' too many", ""),
    ("SELEKT ?s { ?s ?p ?o }", "line 1, column 1: this is no query", "did you mean SELECT?"),
    ("SELECT ?s { ?s ?p “France” }", "line 1, column 19: “ does not begin or end a string", "straight quotes"),
    ("SELECT ?s WERE { ?s ?p ?o }", "line 1, column 11: WERE is not understood", "did you mean WHERE?"),
    ("SELECT ?s { ?s ?p }", "line 1, column 19: } is not expected here", "a triple is"),
    ("SELECT ?s", "line 1, column 10: the query ends too early", "stands in '{' and '}'"),
    ("SELECT (COUNT(?s) AS n) { ?s ?p ?o }", "line 1, column 22: n is not understood", "a variable begins with ?"),
    ("SELECT ?s { FILTR(?s) }", "line 1, column 13: FILTR is not understood", "did you mean FILTER?"),
    ("SELECT ?s { ?s ?p ?o } LIMIT ten", "line 1, column 30: ten is not understood", ""),
    ("SELECT ?s (COUNT(?o) AS ?n) { ?s ?p ?o }", "line 1, column 1: a variable is selected", "GROUP BY"),
    ("DELETE WHERE { ?s ?p ?o }", "line 1, column 1: DELETE would change the graph", "queries only read"),
    ("SELECT ?s\n{ SERVICE <http://x/> {} }", "line 2, column 3: SERVICE is refused", "another machine"),
    ("evidense", "there is no query named 'evidense'", "did you mean evidence?"),
    ("xyz", "there is no query named 'xyz'", "there are circumstances, contested, corroborated"),
]


@pytest.mark.parametrize(("query", "problem", "hint"), MISTAKES)
def test_a_mistake_is_told_with_its_place_and_the_way_out(store, query, problem, hint):
    with pytest.raises(QueryError) as caught:
        run(store, query)
    assert str(caught.value).startswith(problem)
    assert hint in str(caught.value)


@given(st.text(alphabet="SELECT?{}. :<>\"'\\é“#aé1()\n", max_size=40) | st.text(max_size=40))
def test_any_text_is_an_answer_or_a_query_error(query):
    store = Oxigraph()
    store.add(EXAMPLE[:5])
    with contextlib.suppress(QueryError):
        run(store, query)


@given(st.text(alphabet="SELECT?{}. :<>\"'\\é“#aé1()\n$x", max_size=60))
def test_tokens_lose_nothing_but_comments_and_blanks(query):
    for token in tokens(query):
        assert query[token.start : token.start + len(token.text)] == token.text


@pytest.mark.parametrize(
    ("query", "bound"),
    [
        ("SELECT ?x { ?x ?p ?xy }", "SELECT (<e:x> AS ?x) { <e:x> ?p ?xy }"),
        ('SELECT ?p { $x ?p "?x" } # ?x', 'SELECT ?p { <e:x> ?p "?x" } # ?x'),
        ("SELECT (STR(?x) AS ?y) {}", "SELECT (STR(<e:x>) AS ?y) {}"),
        ("SELECT ?p { ?x ?p ?o } ORDER BY ?x LIMIT 3", "SELECT ?p { <e:x> ?p ?o } ORDER BY (<e:x>) LIMIT 3"),
        ("ASK { ?x ?p ?o }", "ASK { <e:x> ?p ?o }"),
    ],
)
def test_a_value_stands_wherever_its_variable_stood(query, bound):
    assert bind(query, {"x": "e:x"}) == bound
    pyoxigraph.Store().query(bound)


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT ?x { BIND(1 AS ?x) }", "gives it a value itself"),
        ("SELECT ?x { VALUES ?x { 1 } }", "gives it a value itself"),
        ("SELECT ?y { ?y ?p ?o }", r"no variable \?x; it has \?o, \?p, \?y"),
    ],
)
def test_a_value_without_a_free_variable_is_refused(query, message):
    with pytest.raises(QueryError, match=message):
        bind(query, {"x": "e:x"})


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("ent:France", PREFIXES["ent"] + "France"),
        ("<https://example.org/a>", "https://example.org/a"),
        ("https://example.org/a", "https://example.org/a"),
        ("France: a country", Literal("France: a country")),
        ("ent:Boris Johnson", Literal("ent:Boris Johnson")),
        (5, Literal("5", literal.INTEGER)),
        (True, Literal("true", literal.BOOLEAN)),
        (0.50, Literal("0.5", literal.DECIMAL)),
        (Decimal("0.50"), Literal("0.5", literal.DECIMAL)),
        (date(2021, 11, 26), Literal("2021-11-26", literal.DATE)),
        (Literal("a", LANG_STRING, "en"), Literal("a", LANG_STRING, "en")),
    ],
)
def test_values_of_python_become_terms(value, expected):
    assert term(value, PREFIXES) == expected


def test_queries_start_without_the_heavy_libraries(folder):
    code = (
        "import sys; from kg.query import run; from kg.query.results import WRITERS;"
        f"list(WRITERS['table'](run({str(folder)!r}, 'facts')));"
        "print(*sorted({'rdflib', 'spacy', 'pyvis', 'networkx', 'numpy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "\n"


# ------------------------------------------------------------------------------------------------ results


texts = st.text(st.characters(codec="utf-8")) | st.text(alphabet='",\t\r\n\x00\x1b<&>é\u202e', max_size=8)
terms = st.one_of(
    texts.map(Literal),
    texts.map(lambda words: Literal(words, LANG_STRING, "en")),
    st.integers().map(lambda number: Literal(str(number), literal.INTEGER)),
    st.sampled_from(["https://example.org/a?b=c&d='e'", "_:b0", PREFIXES["ent"] + "Zoë"]),
    st.none(),
)
results = st.builds(Rows, st.just(("one", "other")), st.lists(st.tuples(terms, terms)).map(tuple), st.just(PREFIXES))


def written(name, result):
    return "".join(WRITERS[name](result))


@given(results)
def test_json_is_read_back_to_the_same_rows(result):
    read = json.loads(written("json", result))
    assert read["head"]["vars"] == ["one", "other"]
    back = [tuple(from_json(binding.get(name)) for name in result.variables) for binding in read["results"]["bindings"]]
    assert tuple(back) == result.rows


def from_json(cell):
    if cell is None:
        return None
    if cell["type"] != "literal":
        return cell["value"] if cell["type"] == "uri" else f"_:{cell['value']}"
    language = cell.get("xml:lang")
    return Literal(cell["value"], LANG_STRING if language else cell.get("datatype", literal.STRING), language)


@given(results)
def test_tsv_and_json_are_what_oxigraph_reads(result):
    for name, syntax in (("tsv", pyoxigraph.QueryResultsFormat.TSV), ("json", pyoxigraph.QueryResultsFormat.JSON)):
        read = list(pyoxigraph.parse_query_results(written(name, result).encode(), syntax))
        assert [tuple(from_oxigraph(row[i]) for i in range(2)) for row in read] == list(result.rows)


def from_oxigraph(term):
    if isinstance(term, pyoxigraph.Literal):
        return Literal(term.value, term.datatype.value, term.language)
    return term and (str(term) if isinstance(term, pyoxigraph.BlankNode) else term.value)


@given(results)
def test_xml_is_well_formed_whatever_literals_hold(result):
    root = ElementTree.fromstring(written("xml", result).encode())
    space = "{http://www.w3.org/2005/sparql-results#}"
    assert len(root.findall(f"{space}results/{space}result")) == len(result)
    for element, row in zip(root.iter(f"{space}result"), result.dicts(), strict=True):
        for binding, value in zip(element, row.values(), strict=True):
            if isinstance(value, Literal) and value.lexical.isprintable():
                assert (binding[0].text or "") == value.lexical


@given(results)
def test_csv_is_read_back_to_the_plain_values(result):
    rows = list(csv.reader(io.StringIO(written("csv", result), newline="")))
    assert rows[0] == ["one", "other"]
    plain = [[value.lexical if isinstance(value, Literal) else value or "" for value in row] for row in result]
    assert rows[1:] == plain


@given(results)
def test_a_table_has_one_line_a_row_and_nothing_that_moves_the_cursor(result):
    lines = written("table", result).split("\n")
    assert len(lines) == len(result) + 3
    assert all(character.isprintable() for line in lines for character in line)


def test_a_table_aligns_wide_letters_and_cuts_long_cells():
    rows = ((Literal("北京"), Literal("x" * 100)), (PREFIXES["ent"] + "UK", None))
    assert written("table", Rows(("a", "long"), rows, PREFIXES, truncated=True)).split("\n") == [
        "a       long",
        "──────  " + "─" * WIDEST,
        "北京    " + "x" * (WIDEST - 1) + "…",
        "ent:UK",
        "…",
        "",
    ]


@pytest.mark.parametrize(
    ("name", "yes", "no"),
    [
        ("table", "yes\n", "no\n"),
        ("csv", "true\n", "false\n"),
        ("tsv", "true\n", "false\n"),
        ("json", '{"head": {}, "boolean": true}\n', '{"head": {}, "boolean": false}\n'),
    ],
)
def test_yes_or_no_is_written_in_every_format(name, yes, no):
    assert (written(name, True), written(name, False)) == (yes, no)
    assert "<boolean>true</boolean>" in written("xml", True)


@pytest.mark.parametrize("name", WRITERS)
def test_triples_are_n_triples_in_every_format(name):
    assert written(name, Triples(("<e:s> <e:p> <e:o> .",), {})) == "<e:s> <e:p> <e:o> .\n"


def test_named_queries_come_in_order():
    assert list(named()) == sorted(named())
