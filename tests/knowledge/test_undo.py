"""Links of every kind, taken back in any order: the view is, byte for byte, that in which they were never made."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from kg import Graph, iri
from kg.gazetteer import GAZETTEER, Entry
from kg.knowledge import know
from kg.model import Knowledge, Link, Reading, Source
from kg.rdf.claims import view
from kg.resolve.chains import CLASS, COUNTED, JOINED, ONLY, PRONOUN, ROLE, SPEAKER, TITLE
from kg.roles import ROLE_TABLE
from tests.resolve.stories import reading

TEXTS = [
    "Anna Weber resigned. Ms Weber gave no reason.",
    "Interior minister Gerald Darmanin spoke. The interior minister was angry.",
    "Mr Weber urged France to act. The country refused.",
    "Anna Weber met Paul Novak. She thanked him.",
    "“I am tired,” Anna Weber said.",
    "France warned Britain in May. Both countries sent ships.",
    "Eva Brandt and Emmanuel Macron met in Rome. They agreed on fish.",
    "The German chancellor met reporters.",
    "The company said it would close the plant.",
    "Reporters met Eva Novak in Vienna. In the evening the mayor left.",
    "Eva Novak, the mayor of Graz, has resigned.",
]


def dated(text: str) -> Reading:
    read = reading(text)
    return replace(read, document=replace(read.document, source=Source(text[:20], date="2021-11-26")))


GRAPH = Graph.gathered([dated(text) for text in TEXTS]).informed(
    [Entry("Federal Republic", ("France", "Weber")), Entry("Anna Maria Weber", ("Anna Weber",))]
)
KNOWN = [*GRAPH.links, *(link for read in GRAPH.readings for link in read.links)]


def lines(knowledge: Knowledge) -> list[str]:
    return sorted(view(knowledge, mint=iri.minter_of(GRAPH.readings[0].document.id)))


def test_links_of_every_kind_are_there():
    methods = {link.method for link in KNOWN}
    within = {TITLE, ROLE, CLASS, SPEAKER, COUNTED, JOINED}
    assert within <= methods, within - methods
    assert {ONLY, PRONOUN} & methods
    assert {GAZETTEER, ROLE_TABLE} <= methods
    assert any(link.member for link in KNOWN)
    assert any(iri.document_of(link.evidence[-1]) != link.scope for link in GRAPH.links if link.evidence)


@settings(max_examples=60)
@given(st.sets(st.sampled_from(KNOWN)), st.randoms(), st.booleans())
def test_taking_back_any_links_in_any_order_gives_what_there_would_be_without_them(gone: set[Link], random, beside):
    """``beside``: the withdrawal is a record of its own, between documents; otherwise the link itself is marked."""
    kept = [link for link in GRAPH.links if link not in gone]
    never = [replace(read, links=tuple(link for link in read.links if link not in gone)) for read in GRAPH.readings]
    if beside:
        back = [replace(link, method="decided", evidence=(), withdrawn=True) for link in gone]
        readings, links = [*GRAPH.readings], [*GRAPH.links, *back]
    else:
        marked = {link: replace(link, withdrawn=link in gone) for link in KNOWN}
        readings = [replace(read, links=tuple(marked[link] for link in read.links)) for read in GRAPH.readings]
        links = [marked[link] for link in GRAPH.links]
    random.shuffle(readings)
    random.shuffle(links)
    assert lines(know(readings, links)) == lines(know(never, kept))


@settings(max_examples=15, deadline=None)
@given(
    st.lists(st.sampled_from([link for link in KNOWN if link.alias != link.canonical]), max_size=4, unique=True),
    st.data(),
)
def test_what_people_take_back_and_give_again_in_any_order_leaves_no_trace(regretted, data):
    before, graph = GRAPH.export("nq"), GRAPH
    made = []
    for link in regretted:
        changed = graph.unlink(link.alias, link.canonical, document=link.scope)
        made = [*changed.decisions.all]
        graph = changed
    file = graph.decisions
    for decision in data.draw(st.permutations(made)):
        file = file.minus(decision)
        graph = graph.decided(file)
    assert graph.export("nq") == before
