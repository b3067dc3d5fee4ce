"""Who held an office on the day of a document: when the table is used, and when it is left alone."""

from collections import defaultdict
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from kg import Graph, SettingsError, iri
from kg.config import settings
from kg.gazetteer import Entry, parse, written
from kg.ledger import Ledger
from kg.model import Reading
from kg.resolve import lexicon
from kg.roles import NAMED, ROLE_TABLE, UNNAMED, held, shipped
from tests.resolve.stories import reading

HELD = [
    (
        "The French president wrote to Emmanuel Macron’s party.",
        "The French president",
        "Emmanuel Macron",
        NAMED,
    ),
    ("France’s president was angry.", "France’s president", "Emmanuel Macron", UNNAMED),
    ("The president of France was angry.", "The president of France", "Emmanuel Macron", UNNAMED),
    ("The UK prime minister was angry.", "The UK prime minister", "Boris Johnson", UNNAMED),
    ("The German chancellor met reporters.", "The German chancellor", "Angela Merkel", UNNAMED),
]
ALONE = [
    ("The former French president was angry.", "a former holder"),
    ("French presidents were angry.", "several"),
    ("The president was angry.", "of nobody knows what"),
    ("Anna Weber is the French president.", "said of somebody"),
    ("Anna Weber, the French president, was angry. The French president left.", "the text says who"),
    ("In May 2017, the French president was angry.", "a month that two share"),
    ("The French mayor was angry.", "an office that is not in the table"),
]
THEN = "In May 2009, the French president was angry."
TEXTS = [THEN, *(text for text, *_ in (*HELD, *ALONE))]
DAY = "2021-11-26"


def dated(text: str, day: str | None = DAY) -> Reading:
    read = reading(text)
    return replace(read, document=replace(read.document, source=replace(read.document.source, date=day)))


def links(text: str, day: str | None = DAY) -> list[tuple[str, float]]:
    made = [link for link, _ in held(shipped(), [dated(text, day)])]
    assert {link.method for link in made} <= {ROLE_TABLE}
    return [(iri.words(link.canonical) or "", link.confidence) for link in made]


@pytest.mark.parametrize(("text", "words", "holder", "sure"), HELD)
def test_an_office_is_who_held_it_on_the_day(text, words, holder, sure):
    assert links(text) == [(holder, sure)]
    graph = Graph([dated(text)]).informed(())
    place = next(m.span for m in graph.readings[0].mentions if m.text == words)
    assert iri.words(graph.knowledge.refers[graph.readings[0].document.id, place]) == holder


@pytest.mark.parametrize(("text", "why"), ALONE)
def test_an_office_is_left_alone(text, why):
    assert links(text) == [], why


def test_without_a_day_or_on_a_day_that_two_share_nobody_is_meant():
    text = HELD[2][0]
    assert links(text, None) == links(text, "2017-05-14") == links(text, "1950-01-01") == []
    assert links(text, "2017-05-13") == [("François Hollande", UNNAMED)]


def test_the_day_of_the_event_counts_more_than_that_of_the_document():
    assert links(THEN) == [("Nicolas Sarkozy", UNNAMED)]


def test_a_link_says_what_the_table_says_and_can_be_taken_back():
    graph = Graph([dated(HELD[1][0])])
    with_roles = graph.informed(())
    (link,) = (each for each in with_roles.links if each.method == ROLE_TABLE)
    assert link.note.startswith("president of France, 2017-05-14 to ")
    assert "https://" in link.note
    without = with_roles.unlink("France’s president", "Emmanuel Macron")
    assert all(entity.label != "Emmanuel Macron" for entity in without.entities)
    assert without.link("France’s president", "Emmanuel Macron").export("nq") == with_roles.export("nq")


def test_the_query_for_roles_says_who_says_so_and_of_what():
    graph = Graph([dated(ALONE[4][0]), dated(HELD[4][0])]).informed(())
    rows = [[str(getattr(term, "lexical", term)) for term in row.values()] for row in graph.query("roles").dicts()]
    assert [row[:3] for row in rows] == [
        ["Angela Merkel", "The German chancellor", "Germany"],
        ["Anna Weber", "French president", "France"],
    ]
    assert [row[3].partition(",")[0] for row in rows] == ["chancellor of Germany", "the document"]
    assert {row[4] for row in rows} == {DAY}
    assert len(graph.query("roles", {"about": "France"}).rows) == 1
    alone = graph.unlink("The German chancellor", "Angela Merkel")
    assert len(alone.query("roles").rows) == 1


def test_a_graph_made_without_the_table_stays_without_it(tmp_path):
    graph = Graph.gathered([dated(HELD[1][0])], settings(roles="none"))
    assert graph.links == ()
    graph.save(tmp_path)
    assert Graph.load(tmp_path).changed(add=[dated(HELD[2][0])]).links == ()
    with_table = Graph.gathered([dated(HELD[1][0])])
    with_table.save(tmp_path)
    assert len(Graph.load(tmp_path).changed(add=[dated(HELD[2][0])]).links) == 2


def test_a_table_of_ones_own_adds_offices():
    rows = parse("label,role,valid_from,valid_to,source\nPriti Patel,mayor of France,2019-07-24,2022-09-06,x:y\n")
    assert rows == (Entry("Priti Patel", (), None, None, "2019-07-24", "2022-09-06", "mayor of France", "x:y"),)
    assert parse(written(rows)) == rows
    graph = Graph([dated(ALONE[-1][0])]).informed(rows)
    assert [iri.words(link.canonical) for link in graph.links] == ["Priti Patel"]
    ledger = Ledger(graph.links)
    assert all(ledger.canonical(link.alias, link.scope) == link.canonical for link in graph.links)
    with pytest.raises(SettingsError, match=r"r\.csv:2: role is 'mayor'"):
        parse("label,role\nAnna,mayor\n", "r.csv")


def test_the_table_that_comes_with_the_package_has_one_holder_a_day():
    for one in shipped():
        assert None not in (one.role, one.source, one.valid_from, one.valid_to)
        assert one.valid_from < one.valid_to
        for other in shipped():
            if other.role == one.role and other != one:
                assert one.valid_from >= other.valid_to or other.valid_from >= one.valid_to, (one, other)


VACANT = {
    ("prime minister of France", "2012-05-10"): "the cabinet goes before the new president comes",
    ("prime minister of France", "2017-05-10"): "the cabinet goes before the new president comes",
    ("president of Germany", "2010-05-31"): "resigned",
    ("president of Germany", "2012-02-17"): "resigned",
    ("president of Italy", "2015-01-14"): "resigned",
    ("prime minister of Russia", "2004-02-24"): "dismissed",
    ("president of Ukraine", "2014-02-22"): "fled",
    ("president of Poland", "2010-04-10"): "died in office",
    ("prime minister of Greece", "2011-11-11"): "two prime ministers of a few months are left out",
    ("prime minister of Greece", "2015-08-27"): "a caretaker until the election",
    ("prime minister of Greece", "2023-05-24"): "a caretaker until the election",
    ("chancellor of Austria", "2016-05-09"): "resigned",
    ("chancellor of Austria", "2019-05-28"): "dismissed by parliament",
    ("chancellor of Austria", "2025-01-10"): "an acting chancellor",
    ("prime minister of Turkey", "2014-08-27"): "became president",
    ("president of South Korea", "2004-03-11"): "suspended by an impeachment that failed",
    ("president of South Korea", "2016-12-08"): "suspended by an impeachment",
    ("president of South Korea", "2024-12-13"): "suspended by an impeachment",
    ("president of Brazil", "2016-05-11"): "suspended by an impeachment",
    ("prime minister of Israel", "2006-01-03"): "fell ill",
}
"""Days after which the table knows nobody for more than a day, each with the reason."""


def test_the_table_has_no_gap_but_those_that_have_a_reason():
    offices = defaultdict(list)
    for row in shipped():
        offices[row.role].append((date.fromisoformat(row.valid_from), date.fromisoformat(row.valid_to)))
    gaps = {
        (office, str(ends))
        for office, spans in offices.items()
        for (_, ends), (begins, _) in pairwise(sorted(spans))
        if (begins - ends).days > 1
    }
    assert gaps == VACANT.keys()
    assert {max(ends for _, ends in spans) for spans in offices.values()} <= {TABLE_ENDS, *LAPSED.values()}


TABLE_ENDS = date(2025, 6, 30)
LAPSED = {"prime minister of Turkey": date(2018, 7, 9)}
"""Offices that are no more."""


def test_the_table_calls_everybody_by_one_name_and_says_where_to_check():
    identifiers = defaultdict(set)
    for row in shipped():
        office, _, place = row.role.rpartition(" of ")
        assert office
        assert place in lexicon.places(), row
        assert row.source.startswith("https://"), row
        if row.identifier:
            identifiers[row.identifier].add(row.label)
    assert all(len(labels) == 1 for labels in identifiers.values())
