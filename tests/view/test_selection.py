"""What is drawn first, and what shares a line."""

import random
import re

import pytest

from kg.model import Kind, Knowledge, Polarity
from kg.view.look import pattern
from kg.view.selection import ENTITIES, LINES, around, first, lines, narrowed, participants, support
from tests.view import samples
from tests.view.conftest import told


def drawn(knowledge: Knowledge):
    every = lines(knowledge.claims)
    chosen = set(first(knowledge, every))
    return chosen, [line for line in every if {line.subject, line.object} <= chosen]


@pytest.mark.parametrize(
    ("name", "arguments", "entities"),
    [
        ("empty", (), 0),
        ("alone", (), 1),
        ("one_claim", (), 2),
        ("about_itself", (), 1),
        ("parallel", (), 2),
        ("star", (), 120),
        ("pairs", (), 120),
        ("crowd", (1000,), 120),
        ("values_only", (), 1),
    ],
)
def test_as_many_are_drawn_as_can_be_read(name, arguments, entities):
    chosen, between = drawn(told(name, *arguments)[0])
    assert len(chosen) == entities <= ENTITIES
    assert len(between) <= LINES


def test_all_that_is_drawn_has_a_line():
    chosen, between = drawn(told("crowd", 1000)[0])
    assert chosen == {end for line in between for end in (line.subject, line.object)}


def test_the_best_supported_come_first_and_ties_go_by_iri():
    knowledge, _ = told("crowd", 1000)
    counts = support(knowledge)
    chosen = first(knowledge, lines(knowledge.claims))
    assert list(chosen) == sorted(chosen, key=lambda iri: (-counts[iri], iri))


def test_lines_stop_at_their_limit():
    knowledge, _ = told("crowd", 60, 2000)
    _, between = drawn(knowledge)
    assert LINES - 40 < len(between) <= LINES


def test_more_parallel_lines_than_the_limit_are_drawn_if_they_are_all_there_is():
    chosen, between = drawn(samples.parallel(LINES + 50)[0])
    assert len(chosen) == 2
    assert len(between) == LINES + 50


def test_the_same_thing_told_by_many_documents_is_one_line():
    story = samples.Story()
    story.entity("Ada", Kind.PERSON)
    story.entity("Bo", Kind.PERSON)
    for i in range(9):
        story.paper(f"{i}.txt")
        story.sentence("Ada meets Bo.")
        story.claim("Ada", "meets", "meets", "Bo")
    knowledge, _ = story.told()
    assert [len(line.claims) for line in lines(knowledge.claims)] == [9]


def test_denied_and_attributed_claims_have_lines_of_their_own():
    knowledge, _ = told("article")
    calls = [
        line for line in lines(knowledge.claims) if knowledge.claims[line.claims[0]].predicate.label == "calls off"
    ]
    assert {(line.polarity, line.pattern) for line in calls} == {
        (Polarity.POSITIVE, "stated"),
        (Polarity.NEGATIVE, "attributed"),
    }


@pytest.mark.parametrize(("modality", "words"), [("asked", "uncommitted"), ("possible", "uncommitted")])
def test_whatever_is_not_meant_as_actual_is_uncommitted_whoever_says_it(modality, words):
    found = [claim for claim in told("article")[0].claims if claim.modality == modality]
    assert found
    assert {pattern(claim) for claim in found} == {words}


def test_the_order_of_documents_changes_nothing():
    knowledge, _ = told("crowd", 200)
    shuffled = list(knowledge.claims)
    random.Random(1).shuffle(shuffled)
    again = Knowledge(knowledge.entities, tuple(shuffled), knowledge.refers)
    assert set(first(knowledge, lines(knowledge.claims))) == set(first(again, lines(again.claims)))


# ------------------------------------------------------------------------------------------------ parts of a graph


def labelled(knowledge: Knowledge) -> set[str]:
    return {entity.label for entity in knowledge.entities}


def iri_of(knowledge: Knowledge, label: str) -> str:
    return next(entity.iri for entity in knowledge.entities if entity.label == label)


def test_an_entity_is_shown_with_what_is_claimed_of_it_and_what_it_says():
    knowledge, _ = told("article")
    shapps = iri_of(knowledge, "Grant Shapps")
    part = narrowed(knowledge, {shapps})
    assert labelled(part) == {"Grant Shapps", "Johnson's letter to Macron", "France", "migrant talks", "BBC"}
    assert all(shapps in participants(c) | {s.iri for s in c.sources} for c in part.claims)
    assert set(part.refers.values()) <= {entity.iri for entity in part.entities}


def test_a_claim_about_a_claim_is_shown_with_it():
    knowledge, _ = told("article")
    says = next(claim for claim in knowledge.claims if claim.predicate.label == "says")
    part = narrowed(knowledge, {says.id})
    assert {claim.id for claim in part.claims} == {says.id, says.object.claim}


def test_a_neighbourhood_grows_by_steps_up_to_the_whole():
    knowledge, _ = told("article")
    labour = iri_of(knowledge, "Labour Party")
    assert labelled(around(knowledge, labour)) == {"Labour Party", "Nick Thomas-Symonds"}
    assert "Boris Johnson" in labelled(around(knowledge, labour, steps=2))
    assert labelled(around(knowledge, labour, steps=1)) < labelled(around(knowledge, labour, steps=3))


@pytest.mark.parametrize("wanted", [set(), {"https://example.org/kg/entity/Nobody"}])
def test_nothing_wanted_leaves_nothing(wanted):
    part = narrowed(told("article")[0], wanted)
    assert (part.entities, part.claims) == ((), ())


# ------------------------------------------------------------------------------------------------ answers of queries


@pytest.mark.parametrize(
    ("query", "claims"),
    [
        ("SELECT ?c { ?c kg:polarity kg:Negative }", lambda claim: claim.polarity == "negative"),
        ("SELECT ?d { ?c kg:sentence/nif:referenceContext ?d FILTER (CONTAINS(STR(?d), 'whose')) }", None),
        ("CONSTRUCT { ?s rel:cancels ?o } { ?s rel:cancels ?o }", lambda claim: claim.predicate.label == "cancels"),
        ("SELECT ?who { ?c kg:attributedTo ?who FILTER (?who = ent:Claire_Martin) }", None),
    ],
)
def test_an_answer_selects_the_claims_that_it_names(example, query, claims):
    found = example.selected(query).claims
    assert found
    assert len(found) < len(example.claims)
    if claims is not None:
        assert set(found) == {claim for claim in example.claims if claims(claim)}


def test_a_triple_selects_whoever_says_it(example):
    (line,) = {
        f"<{claim.subject.iri}> <{claim.predicate.iri}> <{claim.object.iri}>"
        for claim in example.claims
        if claim.predicate.label == "publishes"
    }
    found = example.selected(f"CONSTRUCT {{ {line} }} {{}}").claims
    assert {claim.predicate.label for claim in found} == {"publishes", "reads"}  # before the president had read it


def test_a_page_of_a_part_holds_its_documents_alone(example):
    both, one = example.to_html(), example.to_html(about="Claire Martin")
    assert "whose-letter" in both
    assert "whose-letter" not in re.sub(r'id="vis">.*?</script>', "", one)
    assert "<title>Claire Martin</title>" in one
