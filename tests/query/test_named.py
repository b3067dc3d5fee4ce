import pytest

from kg.query import named, run
from kg.rdf.nquads import Literal
from kg.store.memory import Memory
from kg.store.oxigraph import Oxigraph
from tests.rdf.example import MINT
from tests.store.contract import EXAMPLE

NEWS, DAILY = "https://news.example/2021/11/26/france-uk-talks", "https://daily.example/channel-crisis"
LETTER = "Boris Johnson's letter to Emmanuel Macron"
CROSSED = "people who have crossed the Channel"
SENTENCE = "France cancels migrant talks with the UK in response to Boris Johnson’s letter to Emmanuel Macron."

CASES = [
    ("facts", {"relation": "rel:cancels"}, ["France | cancels | migrant talks"]),
    ("facts", {}, ["France | cancels | migrant talks", f"{CROSSED} | crosses | Channel"]),
    (
        "evidence",
        {"subject": "ent:France", "relation": "rel:cancels"},
        [
            f"{DAILY} | On Friday, France cancelled the talks with Britain. | 0 | 51 | kg | 0.1.0 | 0.91",
            f"{NEWS} | {SENTENCE} | 0 | 98 | kg | 0.1.0 | 0.93",
        ],
    ),
    ("who-says", {}, [f"Gérald Darmanin | {LETTER} | is | unacceptable | kg:Positive | kg:Actual"]),
    (
        "who-says",
        {"source": "ent:Gérald_Darmanin"},
        [f"Gérald Darmanin | {LETTER} | is | unacceptable | kg:Positive | kg:Actual"],
    ),
    ("who-says", {"source": "ent:France"}, []),
    (
        "not-facts",
        {},
        [
            "Belgium | cancels | migrant talks | kg:Negative | kg:Actual",
            f"France | takes back | {CROSSED} | kg:Positive | kg:Obligated",
            "Gérald Darmanin | meets | Belgian officials | kg:Positive | kg:Possible",
        ],
    ),
    ("circumstances", {"relation": "rel:cancels"}, [f"France | migrant talks | UK | {LETTER}"]),
    ("corroborated", {}, ["France | cancels | migrant talks | 2 | 0.93"]),
    (
        "timeline",
        {"entity": "ent:France", "from": "2021-11-01", "to": "2021-12-01"},
        [
            "2021-11-26 | cancels | migrant talks | true",
            "2021-11-26 | cancels | migrant talks | true",
            f"2021-11-26 | takes back | {CROSSED} | false",
        ],
    ),
    ("timeline", {"entity": "ent:France", "from": "2021-11-27"}, []),
    ("timeline", {"entity": "ent:Belgium", "to": "2022"}, ["2021-11-27 | cancels | migrant talks | false"]),
    (
        "names",
        {"entity": "ent:Gérald_Darmanin"},
        [
            f"Gérald_Darmanin | Gérald Darmanin | {DAILY} | ",
            f"Darmanin | Mr Darmanin | {NEWS} | surname of a person named in another document",
        ],
    ),
]


@pytest.fixture(scope="module", params=[Memory, Oxigraph], ids=lambda store: store.__name__)
def store(request):
    made = request.param()
    made.add(EXAMPLE)
    return made


def shown(term, prefixes):
    if term is None or isinstance(term, Literal):
        return term.lexical if term else ""
    return term.replace(prefixes["kg"], "kg:")


@pytest.mark.parametrize(("name", "values", "rows"), CASES)
def test_a_named_query_gives_the_same_rows_on_every_store(store, name, values, rows):
    found = run(store, name, values)
    assert [" | ".join(shown(term, found.prefixes) for term in row) for row in found] == rows


def test_every_named_query_is_tested_and_says_what_it_is_for():
    assert {name for name, _, _ in CASES} == set(named())
    for query in named().values():
        assert query.title
        assert all(f"${name}" in query.text.replace(f"# ${name}:", "") for name in query.parameters)


def test_a_link_that_was_taken_back_is_no_reason_for_a_name(store):
    link = next(line.split()[0] for line in EXAMPLE if "surname of a person" in line)
    withdrawn = f'{link} <https://w3id.org/claimgraph/ns#withdrawn> "true"^^<http://www.w3.org/2001/XMLSchema#boolean>'
    other = type(store)()
    other.add([*EXAMPLE, f"{withdrawn} <{MINT.curation}> ."])
    assert {row[3] for row in run(other, "names", {"entity": "ent:Gérald_Darmanin"})} == {None}


def test_prefixes_stand_for_the_base_of_the_graph_that_is_asked(store):
    assert run(store, "SELECT ?o { ent:France rel:cancels ?o }").prefixes["ent"] == MINT.base + "entity/"
