"""Filters are the legend: each does to picture, table and counts what the same condition does in Python."""

import re
from collections.abc import Callable

import pytest

from kg.model import Claim, Entity, Kind, Modality, Polarity
from kg.view.look import LOOKS, pattern
from kg.view.selection import first, lines, participants
from tests.view.conftest import Opened, told

pytestmark = pytest.mark.browser

KNOWLEDGE, READINGS = told("article")
Condition = Callable[[Claim], bool]


def ends(claim: Claim) -> set[Kind]:
    return {node.kind for node in (claim.subject, claim.object) if isinstance(node, Entity)}


def expected(condition: Condition, kinds: set[Kind] = frozenset()) -> tuple[int, int, int]:
    """Entities, claims and drawn lines that are left under a condition, with some kinds switched off."""
    kept = [claim for claim in KNOWLEDGE.claims if condition(claim)]
    of = {entity.iri: entity for entity in KNOWLEDGE.entities}
    seen = {iri for claim in kept for iri in participants(claim)} | {s.iri for claim in kept for s in claim.sources}
    every = lines(KNOWLEDGE.claims)
    drawn = set(first(KNOWLEDGE, every))
    left = [
        line
        for line in every
        if {line.subject, line.object} <= drawn and any(condition(KNOWLEDGE.claims[i]) for i in line.claims)
    ]
    return len([iri for iri in seen if of[iri].kind not in kinds]), len(kept), len(left)


def shown(page: Opened) -> tuple[int, int, int]:
    """The same three, as the page says them; the claims are counted in the table too."""
    entities, claims = re.match(r"([\d,]+) of [\d,]+ entit\w+ · ([\d,]+) of", page.counts()).groups()
    label = page.page.get_by_role("application").get_attribute("aria-label")
    drawn = int(re.search(r"and ([\d,]+) lines?\.", label).group(1))
    page.page.get_by_role("button", name="Table", exact=True).click()
    assert page.page.locator("#table-view tbody tr").count() == int(claims)
    page.page.get_by_role("button", name="Graph", exact=True).click()
    return int(entities), int(claims), drawn


def box(page: Opened, group: str, name: str):
    return page.page.get_by_role("group", name=group).get_by_role("checkbox", name=re.compile(f"^{re.escape(name)}"))


def off(page: Opened, group: str, name: str) -> None:
    if group in ("Relations", "Sources"):
        page.page.locator("summary", has_text=group).click()
    box(page, group, name).uncheck()


@pytest.mark.parametrize("kind", sorted({entity.kind for entity in KNOWLEDGE.entities}))
def test_a_kind(opened, kind):
    page = opened("article")
    off(page, "Kinds", LOOKS[kind].words)
    assert shown(page) == expected(lambda claim: kind not in ends(claim), {kind})


@pytest.mark.parametrize("words", ["stated", "attributed", "uncommitted"])
def test_how_it_is_said(opened, words):
    page = opened("article")
    off(page, "How it is said", words.capitalize())
    assert shown(page) == expected(lambda claim: pattern(claim) != words)


@pytest.mark.parametrize(("words", "polarity"), [("Affirmed", Polarity.POSITIVE), ("Denied", Polarity.NEGATIVE)])
def test_polarity(opened, words, polarity):
    page = opened("article")
    off(page, "Polarity", words)
    assert shown(page) == expected(lambda claim: claim.polarity is not polarity)


@pytest.mark.parametrize("reading", READINGS, ids=lambda reading: reading.document.source.name)
def test_a_document(opened, reading):
    page = opened("article")
    off(page, "Documents", reading.document.source.title)
    assert shown(page) == expected(lambda claim: claim.document != reading.document.id)


@pytest.mark.parametrize("least", [80, 90, 100])
def test_the_least_confidence(opened, least):
    page = opened("article")
    page.page.get_by_role("slider", name="At least").fill(str(least))
    assert shown(page) == expected(lambda claim: round(claim.confidence * 100) >= least)


def test_a_relation(opened):
    page = opened("article")
    off(page, "Relations", "attends")
    assert shown(page) == expected(lambda claim: claim.predicate.label != "attends")


def test_relations_have_a_search_of_their_own(opened):
    page = opened("article")
    page.page.locator("summary", has_text="Relations").click()
    page.page.get_by_role("searchbox", name="Find in relations").fill("CALLS")
    names = page.page.get_by_role("group", name="Relations").get_by_role("checkbox")
    assert names.count() == 2
    page.page.get_by_role("button", name="Relations: none").click()
    assert shown(page) == expected(lambda claim: "calls" not in claim.predicate.label)


@pytest.mark.parametrize(
    ("name", "condition"),
    [
        ("Gérald Darmanin", lambda claim: [s.label for s in claim.sources] != ["Gérald Darmanin"]),
        ("BBC", lambda claim: True),  # the only claim of this source has another source too
        ("The documents themselves", lambda claim: claim.sources or claim.evidence.attributed),
        ("Somebody unnamed", lambda claim: claim.sources or not claim.evidence.attributed),
    ],
)
def test_a_source(opened, name, condition):
    page = opened("article")
    off(page, "Sources", name)
    assert shown(page) == expected(condition)


def test_time_with_and_without_undated_claims(opened):
    days = sorted({claim.time.value for claim in KNOWLEDGE.claims if claim.time})
    page = opened("article")
    page.page.get_by_role("slider", name="From").fill("1")

    def dated(claim):
        return claim.time is not None and claim.time.value >= days[1]

    assert shown(page) == expected(lambda claim: claim.time is None or dated(claim))
    page.page.get_by_role("checkbox", name="Without a date").uncheck()
    assert shown(page) == expected(dated)
    page.page.get_by_role("slider", name="To").fill("2")
    assert shown(page) == expected(lambda claim: dated(claim) and claim.time.value <= days[2])


def test_two_filters_combine_as_and(opened):
    page = opened("article")
    off(page, "Polarity", "Denied")
    off(page, "How it is said", "Uncommitted")

    def both(claim):
        return claim.polarity is Polarity.POSITIVE and claim.modality is Modality.ACTUAL

    assert shown(page) == expected(both)


def test_only_one_entity(opened):
    page = opened("article")
    page.page.get_by_role("button", name="France Place").click()
    page.page.get_by_role("button", name="Only this").click()
    france = next(entity.iri for entity in KNOWLEDGE.entities if entity.label == "France")
    assert shown(page) == expected(lambda claim: france in participants(claim))


def test_what_is_hidden_comes_back(opened):
    page = opened("article")
    page.page.get_by_role("button", name="France Place").click()
    page.page.get_by_role("button", name="Hide", exact=True).click()
    france = next(entity.iri for entity in KNOWLEDGE.entities if entity.label == "France")
    assert page.page.evaluate("iri => window.kg.where(iri)", france) is None
    page.page.get_by_role("button", name="Show 1 hidden").click()
    page.where(france)


def test_reset_restores_the_first_state_exactly(opened):
    page = opened("article")

    def state():
        return page.page.evaluate(
            """() => [document.querySelector("header").innerText, document.querySelector("nav").innerText,
            [...document.querySelectorAll("nav input")].map((input) => [input.checked, input.value]),
            document.querySelector("#graph").ariaLabel, document.querySelector("#notice").innerText,
            window.kg.labels()]"""
        )

    before = state()
    off(page, "Kinds", "Person")
    off(page, "Polarity", "Denied")
    page.page.get_by_role("slider", name="At least").fill("90")
    page.page.get_by_role("slider", name="From").fill("1")
    page.page.get_by_role("checkbox", name="Without a date").uncheck()
    page.page.get_by_role("button", name="Zoom in").click()
    assert state() != before
    page.page.get_by_role("button", name="Reset").click()
    page.page.wait_for_timeout(400)
    assert state() == before


def test_a_filter_reaches_the_card(opened):
    page = opened("article")
    page.page.get_by_role("button", name="France Place").click()
    off(page, "Polarity", "Denied")
    assert "Claims (4 pass the filters)" in page.card()


def test_a_crowd_under_a_filter_offers_to_draw_more(opened):
    page = opened("crowd", 1000)
    assert "Showing 120 of 1,000 linked entities" in page.page.locator("#notice").inner_text()
    page.page.get_by_role("button", name="Draw more").click()
    assert "Showing 160 of 1,000" in page.page.locator("#notice").inner_text()
    for _ in range(8):
        if page.page.get_by_role("button", name="Draw more").count():
            page.page.get_by_role("button", name="Draw more").click()
    assert "400 entities are drawn: hide or filter" in page.page.locator("#notice").inner_text()
