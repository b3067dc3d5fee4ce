"""Several together: which groups have members that are known, and which stay a number."""

from __future__ import annotations

import pytest

from kg import iri
from kg.graph import Graph
from kg.model import Kind
from tests.resolve.stories import parsed, reading

TOGETHER = [
    ("France warned Britain in May. Both countries sent ships.", "Both countries", ["France", "Britain"]),
    ("France and Britain quarrelled. The two countries sent ships.", "The two countries", ["France", "Britain"]),
    (
        "Ministers from Belgium, Germany and the Netherlands met. The three countries will send ships.",
        "The three countries", ["Belgium", "Germany", "Netherlands"],
    ),
    ("Paul Novak met Karl Weber in Graz. The two men shook hands.", "The two men", ["Paul Novak", "Karl Weber"]),
    ("Talks between Norvik and Zentra have failed. Both sides want more money.", "Both sides", ["Norvik", "Zentra"]),
    ("Eva Brandt and Emmanuel Macron met in Rome. They agreed on fish.", "They", ["Eva Brandt", "Emmanuel Macron"]),
    ("Anna Weber and Karl Weber sold their house.", "their", ["Anna Weber", "Karl Weber"]),
    ("The French minister met his British colleague. Both countries want peace.", "Both countries", ["France", "UK"]),
]  # fmt: skip

UNKNOWN = [
    ("France met Britain and Spain in May. Both countries sent ships.", "too many", "Both countries"),
    ("France sent ships. Both countries were angry.", "too few", "Both countries"),
    ("Paul Novak met Anna Weber. The two men shook hands.", "a woman", "The two men"),
    ("Paul Novak met Karl Weber. The two ministers shook hands.", "nobody was called a minister", "The two ministers"),
    ("Paul Novak or Karl Weber will win. They are tired.", "not both", "They"),
    ("Two men were seen. Paul Novak called Karl Weber. The two men fled.", "said of others before", "The two men"),
    ("Anna Weber and Karl Weber thanked them.", "bound by the verb", "them"),
]

AGAIN = (
    "France warned Britain in May. Both countries sent ships. Both countries lost one. The two countries made peace."
)

TEXTS = [text for text, *_ in (*TOGETHER, *UNKNOWN)] + [AGAIN]


def members(text: str, words: str) -> list[str]:
    read = reading(text)
    minted = {mention.minted for mention in read.mentions if mention.text == words}
    assert minted, f"{words!r} is no mention of {text!r}"
    return [iri.words(link.canonical) or "" for link in read.links if link.member and link.alias in minted]


@pytest.mark.parametrize(("text", "words", "who"), TOGETHER)
def test_a_group_has_the_members_that_the_text_has_just_named(text, words, who):
    assert sorted(members(text, words)) == sorted(who)


@pytest.mark.parametrize(("text", "why", "words"), UNKNOWN)
def test_a_group_without_exactly_so_many_candidates_stays_a_number(text, why, words):
    assert members(text, words) == [], why


def test_a_group_is_one_wherever_it_is_spoken_of():
    known = Graph([reading(AGAIN)]).knowledge
    (group,) = (entity for entity in known.entities if entity.members)
    assert [iri.words(name) for name in group.members] == ["France", "UK"]
    assert {mention.text for mention in reading(AGAIN).mentions if "ountries" in mention.text} == {
        "Both countries", "The two countries",
    }  # fmt: skip
    assert group.mentions == 3
    assert group.label == "Both countries (France and UK)"


def test_a_group_is_asked_for_by_its_members():
    graph = Graph([reading(TOGETHER[5][0])])
    rows = graph.query("SELECT ?name ?done { ?g kg:hasMember ent:Emmanuel_Macron . ?g ?does ?what ; rdfs:label ?name . "
                       "?does a kg:Relation ; rdfs:label ?done }").dicts()  # fmt: skip
    assert {(str(row["name"].lexical), str(row["done"].lexical)) for row in rows} == {
        ("Emmanuel Macron and Eva Brandt", "agrees on")
    }
    (they,) = (entity for entity in graph.entities if entity.members)
    assert they.kind is Kind.GROUP


def test_taking_a_member_back_and_giving_it_again_leaves_no_trace():
    graph = Graph([reading(TOGETHER[0][0])])
    before = graph.export("nq")
    alone = graph.unlink("Both countries", "France")
    assert not any(entity.members for entity in alone.entities)
    assert alone.link("Both countries", "France", member=True).export("nq") == before


def test_a_person_can_say_who_is_in_a_group():
    text = UNKNOWN[0][0]
    graph = Graph([reading(text)])
    told = graph.link("Both countries", "France", member=True).link("Both countries", "Spain", member=True)
    (group,) = (entity for entity in told.entities if entity.members)
    assert group.label == "Both countries (France and Spain)"
    back = told.unlink("Both countries", "Spain").unlink("Both countries", "France")
    assert back.export("nq") == graph.export("nq")
    assert parsed(text)
