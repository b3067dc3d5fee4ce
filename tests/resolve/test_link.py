"""Identity across documents: which names are linked, on what evidence, and which are left apart."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from kg import iri
from kg.extract import understand
from kg.gazetteer import Entry
from kg.graph import Graph
from kg.iri import Minter
from kg.ledger import Ledger
from kg.link import ACCENTS, ACRONYM, CAPITALS, ENDING, LEGAL, ROLE, SURNAME, link
from kg.link import APART as APART_METHOD
from kg.model import Document, Form, Kind, Link, Mention, Reading, Source, Span
from kg.resolve import resolve
from tests.resolve.stories import parsed

MINT = Minter("https://example.org/kg/")
PERSON, BODY, PLACE = Kind.PERSON, Kind.ORGANIZATION, Kind.PLACE


def document(name: str, *names: tuple[str, Kind], links: dict[str, str] | None = None) -> Reading:
    """A reading in which names stand one after the other, surnames with a title; ``links`` are those within it."""
    titled = [kind is PERSON and label.startswith(("Novak", "House", "Name")) for label, kind in names]
    words = [f"Mr {label}" if mr else label for (label, _), mr in zip(names, titled, strict=True)]
    text = " ".join(words)
    id, start, mentions = MINT.document(name, text), 0, []
    for (label, kind), word in zip(names, words, strict=True):
        span = Span(start, start + len(word))
        mentions.append(Mention((span,), word, Form.NAME, MINT.entity(label), label, kind))
        start = span.end + 1
    made = tuple(
        Link(MINT.entity(a), MINT.entity(b), "acronym", 0.9, scope=id) for a, b in sorted((links or {}).items())
    )
    return Reading(Document(id, text, Source(name)), "m", (Span(0, len(text)),), tuple(mentions), (), made)


MINT_HERE = Minter("https://example.org/")
STATED = "Eva Novak, the mayor of Graz, has resigned."
USED = "Reporters met Eva Novak in Vienna. In the evening the mayor left."
TEXTS = [STATED, USED]

FULL = document("full", ("Paul Novak", PERSON), ("Graz", PLACE))
SPELLED = document(
    "spelled", ("Northern Steel Union", BODY), ("NSU", BODY), ("Graz", PLACE), links={"NSU": "Northern Steel Union"}
)

LINKED = [
    (FULL, document("short", ("Novak", PERSON), ("Graz", PLACE)), "Novak", "Paul Novak", SURNAME),
    (SPELLED, document("short", ("NSU", BODY), ("Graz", PLACE)), "NSU", "Northern Steel Union", ACRONYM),
    (
        document("plain", ("Norvik", BODY), ("Graz", PLACE)),
        document("long", ("Norvik Motor Company", BODY), ("Graz", PLACE)),
        "Norvik Motor Company", "Norvik", ENDING,
    ),
    (document("plain", ("Norvik", BODY)), document("long", ("Norvik Ltd", BODY)), "Norvik Ltd", "Norvik", LEGAL),
    (
        document("plain", ("Nasdaq", BODY), ("Graz", PLACE)),
        document("loud", ("NASDAQ", BODY), ("Graz", PLACE)),
        "NASDAQ", "Nasdaq", CAPITALS,
    ),
]  # fmt: skip

LINKED += [
    (
        document("accents", ("Zoë Novák", PERSON), ("Ulm Knights", BODY)),
        document("plain", ("Zoe Novak", PERSON), ("Ulm Knights", BODY)),
        "Zoe Novak", "Zoë Novák", ACCENTS,
    ),
    (
        document("hyphen", ("Nord-Sud Bank", BODY), ("Graz", PLACE)),
        document("blank", ("Nord Sud Bank", BODY), ("Graz", PLACE)),
        "Nord Sud Bank", "Nord-Sud Bank", ACCENTS,
    ),
]  # fmt: skip

APART = [
    ("one name but for accents, nothing shared", document("accents", ("Zoë Novák", PERSON), ("Graz", PLACE)),
     document("plain", ("Zoe Novak", PERSON), ("Linz", PLACE))),
    ("nothing shared", FULL, document("short", ("Novak", PERSON), ("Linz", PLACE))),
    ("two who may be meant", document("both", ("Paul Novak", PERSON), ("Eva Novak", PERSON), ("Graz", PLACE)),
     document("short", ("Novak", PERSON), ("Graz", PLACE))),
    ("both names in one document", FULL, document("short", ("Novak", PERSON), ("Paul Novak", PERSON), ("Graz", PLACE))),
    ("a firm and a man", FULL, document("short", ("Novak", BODY), ("Graz", PLACE))),
    ("two full names with one surname", FULL, document("other", ("Eva Novak", PERSON), ("Graz", PLACE))),
    ("a surname that several bear",
     document("many", ("Paul Novak", PERSON), ("Ulm Knights", BODY)),
     document("short", ("Novak", PERSON), ("Ulm Knights", BODY)),
     document("third", ("Eva Novak", PERSON), ("Linz", PLACE))),
    ("a word that the tagger takes for a surname", document("long", ("Deep Grammar", PERSON), ("Ulm Knights", BODY)),
     document("short", ("Grammar", PERSON), ("Ulm Knights", BODY))),
    ("a country is no acronym", document("long", ("Ulm Knights", BODY), ("Graz", PLACE)),
     document("short", ("UK", PLACE), ("Graz", PLACE))),
]  # fmt: skip


@pytest.mark.parametrize(("first", "second", "alias", "canonical", "method"), LINKED)
def test_a_name_is_linked_to_the_fuller_one_that_shares_its_context(first, second, alias, canonical, method):
    (made,) = link([first, second])
    assert (made.alias, made.canonical, made.method) == (MINT.entity(alias), MINT.entity(canonical), method)
    assert made.scope == second.document.id
    assert [iri.document_of(place) for place in made.evidence] == [second.document.id, first.document.id]


@pytest.mark.parametrize(("why", "readings"), [(why, readings) for why, *readings in APART])
def test_names_stay_apart(why, readings):
    assert not [made for made in link(readings) if made.method != APART_METHOD], why


def test_many_towns_are_no_sign_that_two_people_are_one():
    towns = [document(f"t{n}", ("Graz", PLACE)) for n in range(3)]
    assert link([FULL, document("short", ("Novak", PERSON), ("Graz", PLACE))])
    assert not link([*towns, FULL, document("short", ("Novak", PERSON), ("Graz", PLACE))])


def test_a_man_is_not_what_other_documents_call_by_his_name():
    body = document("body", ("House", BODY), ("Graz", PLACE))
    man = document("man", ("House", PERSON), ("Linz", PLACE))
    (made,) = link([body, man])
    assert (made.method, made.scope) == (APART_METHOD, man.document.id)
    assert not link([body, document("man", ("House", PERSON), ("Graz", PLACE))])


def test_an_office_is_carried_over_only_to_a_document_of_its_time():
    def saying(text: str, day: str) -> Reading:
        read = resolve(understand(parsed(text)))
        return replace(read, document=replace(read.document, source=replace(read.document.source, date=day)))

    stated = saying(STATED, "2021-11-26")
    assert [made.method for made in link([stated, saying(USED, "2022-03-01")])] == [ROLE]
    assert not link([stated, saying(USED, "2024-03-01")])


def test_a_role_is_carried_to_a_document_that_names_its_bearer():
    def saying(text: str) -> Reading:
        parse = parsed(text)
        return resolve(understand(parse))

    first, second = saying(STATED), saying(USED)
    (made,) = link([first, second])
    assert (made.method, made.scope, made.canonical) == (ROLE, second.document.id, MINT_HERE.entity("Eva Novak"))
    assert made.alias == iri.nominal(second.document.id, "mayor")


def test_links_do_not_depend_on_the_order_of_documents():
    readings = [reading for first, second, *_ in LINKED[:2] for reading in (first, second)]
    readings = [*{reading.document.id: reading for reading in readings}.values()]
    expected = link(readings)
    for seed in range(5):
        random.Random(seed).shuffle(readings)
        assert link(readings) == expected


def test_taking_links_back_in_any_order_gives_what_there_would_be_without_them():
    links = [made for first, second, *_ in LINKED for made in link([first, second])]
    for seed in range(5):
        gone = random.Random(seed).sample(links, 2)
        kept = [made for made in links if made not in gone]
        taken_back = [Link(m.alias, m.canonical, m.method, m.confidence, m.scope, m.evidence, True) for m in gone]
        before, after = Ledger(kept), Ledger([*links, *taken_back])
        for made in links:
            assert before.canonical(made.alias, made.scope) == after.canonical(made.alias, made.scope)


def test_a_second_sign_makes_a_link_surer():
    one = link([FULL, document("short", ("Novak", PERSON), ("Graz", PLACE))])
    full = document("full", ("Paul Novak", PERSON), ("Graz", PLACE), ("Linz", PLACE))
    two = link([full, document("short", ("Novak", PERSON), ("Graz", PLACE), ("Linz", PLACE))])
    assert two[0].confidence > one[0].confidence


def test_a_first_name_alone_is_one_person_only_where_documents_have_something_else_in_common():
    readings = [document(f"d{n}", ("Anna", PERSON), (place, PLACE)) for n, place in enumerate(("Graz", "Linz", "Graz"))]
    (made,) = link(readings)
    assert made.method == APART_METHOD
    ledger = Ledger([made])
    anna = [ledger.canonical(MINT.entity("Anna"), reading.document.id) for reading in readings]
    assert anna[0] == anna[2] != anna[1]


def test_what_is_known_beforehand_joins_what_has_nothing_else_in_common():
    readings = [document(f"d{n}", ("Anna", PERSON), (place, PLACE)) for n, place in enumerate(("Graz", "Linz"))]
    graph = Graph.gathered(readings).informed([Entry("Anna Weber", ("Anna",))])
    annas = {graph.knowledge.refers[r.document.id, r.mentions[0].span] for r in readings}
    assert annas == {MINT.entity("Anna Weber")}
    assert graph.doubtful == ()


def test_among_many_documents_a_country_is_no_sign_and_two_letters_need_a_document_that_uses_both():
    others = [document(f"o{n}", (f"Town{n}", PLACE)) for n in range(20)]
    full = document("full", ("Paul Novak", PERSON), ("Steel Union", BODY), ("France", PLACE), ("Graz", PLACE))
    abroad = document("abroad", ("Novak", PERSON), ("France", PLACE))
    near = document("near", ("Novak", PERSON), ("SU", BODY), ("Graz", PLACE))
    both = document("both", ("SU", BODY), ("Steel Union", BODY), ("Wels", PLACE), links={"SU": "Steel Union"})
    made = {(m.scope, m.method) for m in link([*others, full, abroad, near])}
    assert made == {(near.document.id, SURNAME)}
    assert (near.document.id, ACRONYM) in {(m.scope, m.method) for m in link([*others, full, near, both])}
