"""What readers decided, once it is applied, and what claims are connected to: both can be seen in the page."""

import json
import re
from dataclasses import replace
from urllib.parse import quote

import pytest

from kg.decisions import Decisions
from kg.model import Curated, Verdict
from kg.view.html import html
from kg.view.selection import lines, participants, support
from tests.view import samples

pytestmark = pytest.mark.browser


def decided(graph, *decisions):
    return graph.decided(Decisions.parse(json.dumps({"version": 1, "decisions": decisions})))


def claim_of(graph, subject, relation):
    return next(c for c in graph.claims if (c.subject.label, c.predicate.label) == (subject, relation))


@pytest.fixture(scope="module")
def reviewed(example):
    """The example's graph after a review: one claim rejected, one accepted, two names told apart, two joined."""
    publishes, cancels = claim_of(example, "Boris Johnson", "publishes"), claim_of(example, "France", "cancels")
    surname = next(iri for iri in example.knowledge.refers.values() if iri.endswith("/Boris_Johnson"))
    return decided(
        example,
        {"kind": "reject-claim", "claim": publishes.id, "reason": "somebody else did", "who": "Ada"},
        {"kind": "accept-claim", "claim": cancels.id},
        {"kind": "same", "entities": ["Downing Street", surname], "reason": "his <b>office</b>"},
        {"kind": "different", "entities": ["Macron", "Emmanuel Macron"], "reason": "a namesake"},
    )


@pytest.fixture
def page(opened, reviewed):
    return opened("reviewed", text=reviewed.to_html())


def test_a_rejected_claim_says_so_has_no_line_and_counts_for_nothing(page, reviewed):
    claim = next(c for c in reviewed.claims if c.verdict is Verdict.REJECTED)
    page.follow("claim", claim.id)
    card = page.page.get_by_role("complementary", name="Details")
    assert card.locator(".tag").first.inner_text() == "Rejected"
    assert "Rejected by a reader: somebody else did (Ada)" in card.inner_text()
    assert card.get_by_role("button", name="Accept").count() == 0
    assert page.page.evaluate("iri => window.kg.where(iri)", claim.id) is None
    page.follow("entity", claim.subject.iri)
    told = [each for each in reviewed.claims if claim.subject.iri in participants(each)]
    assert f"{len(told) - 1} claims · 1 rejected" in page.card()


def test_an_accepted_claim_says_so_and_the_table_tells_all_three_apart(page, reviewed):
    claim = next(c for c in reviewed.claims if c.verdict is Verdict.ACCEPTED)
    page.follow("claim", claim.id)
    assert page.page.locator("#card .tag", has_text="Accepted").first.is_visible()
    page.page.get_by_role("button", name="Table", exact=True).click()
    assert page.page.locator("#table-view tr.rejected").count() == 1
    assert page.page.locator("#table-view .tag", has_text="Accepted").count() == 1


@pytest.mark.parametrize("verdict", [None, *Verdict])
def test_verdicts_are_a_filter(page, reviewed, verdict):
    name = {None: "Not reviewed", Verdict.ACCEPTED: "Accepted", Verdict.REJECTED: "Rejected"}[verdict]
    page.page.get_by_role("group", name="Review").get_by_role("checkbox", name=name).uncheck()
    left = [claim for claim in reviewed.claims if claim.verdict is not verdict]
    assert f"{len(left)} of {len(reviewed.claims)} claims" in page.counts()


def test_a_graph_that_nobody_reviewed_has_no_filter_for_it(opened, example):
    page = opened("unreviewed", text=example.to_html())
    assert page.page.get_by_role("group", name="Review").count() == 0


def test_names_that_were_joined_or_told_apart_say_who_decided_it_and_why(page, reviewed):
    johnson = next(
        e for e in reviewed.entities if any(a.method == "decided" for a in e.aliases) or e.label == "Johnson"
    )
    page.follow("entity", johnson.iri)
    item = page.page.get_by_role("listitem").filter(has_text="decided by a reader").first
    assert "his <b>office</b>" in item.inner_text()
    assert item.get_by_role("button", name="Not the same").count() == 0
    macron = next(entity for entity in reviewed.entities if entity.label == "Emmanuel Macron")
    page.follow("entity", macron.iri)
    section = page.page.locator("section").filter(has=page.page.get_by_role("heading", name="Decided not to be"))
    assert "a namesake" in section.inner_text()
    section.get_by_role("button").click()
    assert "Emmanuel Macron decided by a reader" in re.sub(r"\s+", " ", page.card())


def test_what_is_pending_is_told_from_what_was_applied(page, reviewed):
    claim = next(c for c in reviewed.claims if c.verdict is None and c.sources)
    page.follow("claim", claim.id)
    page.page.get_by_role("button", name="Reject").first.click()
    assert page.page.locator("#card .tag", has_text="Rejected, pending").first.is_visible()
    page.page.get_by_role("button", name="Review (1)").click()
    assert "1 decision pending" in page.card()


def test_rejected_claims_have_neither_line_nor_weight_in_python():
    knowledge, _ = samples.one_claim()
    (claim,) = knowledge.claims
    rejected = replace(knowledge, claims=(replace(claim, verdict=Verdict.REJECTED),))
    assert (len(lines(knowledge.claims)), len(lines(rejected.claims))) == (1, 0)
    assert not support(rejected)


def test_what_is_known_elsewhere_is_linked_from_the_card(opened):
    knowledge, readings = samples.one_claim()
    (ada, *_) = knowledge.entities
    curated = Curated(matches=((ada.iri, "http://www.wikidata.org/entity/Q7259"), (ada.iri, "javascript:alert(1)")))
    page = opened("match", text=html(knowledge, readings, curated=curated), fragment=f"#entity={quote(ada.iri)}")
    (link,) = page.page.get_by_role("complementary").get_by_role("link").all()
    assert link.get_attribute("href") == "http://www.wikidata.org/entity/Q7259"
    assert "javascript:alert(1)" in page.card()


# ------------------------------------------------------------------------------------------------ connections


def test_a_claim_leads_to_its_cause_and_the_cause_leads_back(opened, example):
    returns, agrees = claim_of(example, "London", "returns"), claim_of(example, "Paris", "agrees")
    page = opened("connected", text=example.to_html(), fragment=f"#claim={quote(returns.id)}")
    section = page.page.locator("section").filter(has=page.page.get_by_role("heading", name="Connected")).last
    assert section.get_by_role("heading", level=4).inner_text() == "if"
    section.get_by_role("button", name="Paris agrees").click()
    assert page.page.url.endswith(quote(agrees.id, safe=":/"))
    section = page.page.locator("section").filter(has=page.page.get_by_role("heading", name="Connected")).last
    assert section.get_by_role("heading", level=4).inner_text() == "the condition for"
    section.get_by_role("button", name="London returns migrants").click()
    assert returns.sentence in page.card()


def test_a_thing_that_is_a_cause_says_of_what(opened, example):
    cancels = claim_of(example, "France", "cancels")
    ((_, letter),) = cancels.connections
    page = opened("cause", text=example.to_html(), fragment=f"#entity={quote(letter.iri)}")
    section = page.page.locator("section").filter(has=page.page.get_by_role("heading", name="Connected"))
    assert section.get_by_role("heading", level=4).inner_text() == "the cause of"
    section.get_by_role("button").click()
    card = page.page.get_by_role("complementary", name="Details")
    assert "because of" in card.inner_text()
    assert "because of" not in card.get_by_role("term").all_inner_texts()  # told once
