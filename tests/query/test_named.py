import re
from dataclasses import replace

import pytest

from kg.errors import QueryError
from kg.knowledge import know
from kg.model import EventTime, Kind, Modality, Polarity, Source
from kg.query import named, run
from kg.query.lookup import KINDS
from kg.rdf.formats import Content
from kg.rdf.nquads import Literal
from kg.store.dataset import Rdflib
from kg.store.oxigraph import Oxigraph
from tests.rdf.example import MINT, Author
from tests.store.contract import EXAMPLE

NEWS, DAILY = "https://news.example/2021/11/26/france-uk-talks", "https://daily.example/channel-crisis"
LETTER = "Boris Johnson's letter to Emmanuel Macron"
CROSSED = "people who have crossed the Channel"
SENTENCE = "France cancels migrant talks with the UK in response to Boris Johnson’s letter to Emmanuel Macron."

SAID = 'Mr Darmanin said in a statement that the British prime minister’s public letter was "unacceptable".'
DID_NOT = "Belgium did not cancel the talks."
WHY = f"France | cancels | migrant talks | in response to | {LETTER} | true | {SENTENCE}"

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
        {"by": "ent:Gérald_Darmanin"},
        [f"Gérald Darmanin | {LETTER} | is | unacceptable | kg:Positive | kg:Actual"],
    ),
    ("who-says", {"by": "ent:France"}, []),
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
    ("roles", {"about": "ent:France"}, []),
    ("corroborated", {}, ["France | cancels | migrant talks | 2 | 0.93"]),
    (
        "timeline",
        {"about": "ent:France", "from": "2021-11-01", "to": "2021-12-01"},
        [
            "2021-11-26 | event | France | cancels | migrant talks | true",
            "2021-11-26 | publication | France | cancels | migrant talks | true",
            f"2021-11-26 | publication | France | takes back | {CROSSED} | false",
        ],
    ),
    ("timeline", {"about": "ent:France", "from": "2021-11-27"}, []),
    (
        "timeline",
        {"about": "ent:Belgium", "to": "2022"},
        ["2021-11-27 | publication | Belgium | cancels | migrant talks | false"],
    ),
    (
        "who-said-what",
        {"about": "the boris JOHNSON"},
        [f"Gérald Darmanin | {LETTER} | is | unacceptable | kg:Positive | kg:Actual | {SAID}"],
    ),
    ("who-said-what", {"by": "gerald darmanin", "about": "France"}, []),
    (
        "denied",
        {},
        [f"channel-crisis | Belgium | cancels | migrant talks | kg:Actual | {DID_NOT}"],
    ),
    ("denied", {"about": "France"}, []),
    ("planned", {}, []),
    ("contested", {}, []),
    (
        "why",
        {"subject": "France"},
        [WHY],
    ),
    (
        "why",
        {"about": "talks", "relation": "Cancels"},
        [WHY],
    ),
    ("why", {"subject": "Belgium"}, []),
    (
        "names",
        {"about": "ent:Gérald_Darmanin"},
        [
            f"Gérald_Darmanin | Gérald Darmanin | {DAILY} | ",
            f"Darmanin | Mr Darmanin | {NEWS} | surname of a person named in another document",
        ],
    ),
]


STORES = pytest.mark.parametrize("kind", [Rdflib, Oxigraph], ids=lambda store: store.__name__)


@pytest.fixture(scope="module", params=[Rdflib, Oxigraph], ids=lambda store: store.__name__)
def store(request):
    made = request.param()
    made.add(EXAMPLE)
    return made


def quarrel():
    """Two documents in which a plan was written by one of two namesakes, or was not, and why."""
    one = Author(
        Source("one", date="2021-11-26"),
        "Émile Weber wrote the plan because the bank had failed.",
        "Spain will sign the plan on Friday.",
    )
    weber = one.name("Émile Weber", Kind.PERSON)
    plan = one.nominal("the plan", "plan", "plan")
    bank = one.nominal("the bank", "bank", "bank")
    spain = one.name("Spain", Kind.PLACE)
    failed = one.claim(bank, "had failed", "fails", None, 0.9)
    one.claim(weber, "wrote", "writes", plan, 0.9, qualifiers={"because": failed})
    friday = EventTime("2021-12-03", None, "on Friday")
    one.claim(spain, "will sign", "signs", plan, 0.9, modality=Modality.PLANNED, time=friday)
    two = Author(
        Source("two", date="2021-11-27"),
        "Olga Brandt said that Émile Weber did not write the plan.",
        "A plan failed.",
    )
    brandt = two.name("Olga Brandt", Kind.PERSON)
    weber = two.name("Émile Weber", Kind.PERSON)
    other = two.nominal("the plan", "plan", "plan")
    denied = Polarity.NEGATIVE
    inner = two.claim(weber, "did not write", "writes", other, 0.9, polarity=denied, source=brandt, cue="said")
    two.claim(brandt, "said", "says", inner, 0.9, time=EventTime("2021-11-25", None, "on Thursday"))
    again = two.nominal("A plan", "plan", "plan")
    two.claims.append(replace(two.claims[-1], id=f"{two.claims[-1].id}_2", subject=again, object=None))
    return one.reading(), two.reading()


WROTE = "Émile Weber wrote the plan because the bank had failed."
WROTE_NOT = "Olga Brandt said that Émile Weber did not write the plan."

QUARREL = [
    ("contested", {}, [f"Émile Weber | writes | plan | one | Olga Brandt | {WROTE} | {WROTE_NOT}"]),
    ("contested", {"about": "plan"}, [f"Émile Weber | writes | plan | one | Olga Brandt | {WROTE} | {WROTE_NOT}"]),
    ("contested", {"about": "Spain"}, []),
    ("planned", {}, ["Spain | signs | plan | kg:Positive | 2021-12-03 | one | Spain will sign the plan on Friday."]),
    ("denied", {"about": "emile weber"}, [f"Olga Brandt | Émile Weber | writes | plan | kg:Actual | {WROTE_NOT}"]),
    ("why", {}, [f"Émile Weber | writes | plan | cause | bank fails | true | {WROTE}"]),
    (
        "timeline",
        {"about": "Émile Weber"},
        [
            "2021-11-25 | saying | Émile Weber | writes | plan | false",
            "2021-11-26 | publication | Émile Weber | writes | plan | true",
        ],
    ),
    (
        "who-said-what",
        {},
        [f"Olga Brandt | Émile Weber | writes | plan | kg:Negative | kg:Actual | {WROTE_NOT}"],
    ),
]


@STORES
@pytest.mark.parametrize(("name", "values", "rows"), QUARREL)
def test_what_is_denied_planned_contested_and_caused_is_the_same_on_every_store(kind, name, values, rows):
    store = kind()
    readings = quarrel()
    store.add(Content(readings, know(readings), (), (), MINT).lines)
    found = run(store, name, values)
    assert [" | ".join(shown(term, found.prefixes) for term in row) for row in found] == rows


@pytest.mark.parametrize(
    ("name", "values", "says"),
    [
        ("who-says", {"by": "Darmanine"}, "no thing is called 'Darmanine'; did you mean 'Darmanin'"),
        ("who-said-what", {"about": "Johnson"}, "did you mean 'Boris Johnson'"),
        ("facts", {"relation": "cancel"}, "no relation is called 'cancel'; did you mean 'cancels'?"),
        ("facts", {"relation": "zzz"}, "lists what every relation is called"),
        ("facts", {"about": "France"}, "the query facts has no parameter about; it has relation"),
    ],
)
def test_a_name_that_nothing_has_is_answered_with_those_that_come_near(store, name, values, says):
    with pytest.raises(QueryError, match=re.escape(says)):
        run(store, name, values)


def test_a_name_that_several_things_have_asks_about_all_of_them(store):
    readings = quarrel()
    both = type(store)()
    both.add(Content(readings, know(readings), (), (), MINT).lines)
    assert len({row[0] for row in run(both, "SELECT ?x { ?x rdfs:label 'plan'@en ; a kg:Nominal }")}) == 2
    documents = {row[2].lexical for row in run(both, "names", {"about": "plan"})}
    assert documents == {"one", "two"}


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
        assert all(query.text.count(f"${name}") > 1 for name in query.parameters)
        assert {parameter.kind for parameter in query.parameters.values()} <= set(KINDS)


def test_a_link_that_was_taken_back_is_no_reason_for_a_name(store):
    link = next(line.split()[0] for line in EXAMPLE if "surname of a person" in line)
    withdrawn = f'{link} <https://w3id.org/claimgraph/ns#withdrawn> "true"^^<http://www.w3.org/2001/XMLSchema#boolean>'
    other = type(store)()
    other.add([*EXAMPLE, f"{withdrawn} <{MINT.curation}> ."])
    assert {row[3] for row in run(other, "names", {"about": "ent:Gérald_Darmanin"})} == {None}


def test_prefixes_stand_for_the_base_of_the_graph_that_is_asked(store):
    assert run(store, "SELECT ?o { ent:France rel:cancels ?o }").prefixes["ent"] == MINT.base + "entity/"
