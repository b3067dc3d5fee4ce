"""The page in a real browser: alone, with its evidence, its entities, its search and its links."""

import re
from html import escape
from urllib.parse import quote

import pytest

from kg.model import Claim, Entity, Polarity, Span
from kg.view.html import frame, html
from kg.view.selection import support
from tests.view import samples
from tests.view.conftest import built, told

pytestmark = pytest.mark.browser

ARTICLE = told("article")
CLAIMS = {claim.id: claim for claim in ARTICLE[0].claims}
READINGS = {reading.document.id: reading for reading in ARTICLE[1]}


def by_label(label: str) -> Entity:
    return next(entity for entity in ARTICLE[0].entities if entity.label == label)


def expected_marks(claim: Claim) -> dict[str, list[str]]:
    """The words of subject, relation and object as the readings have them."""
    reading = READINGS[claim.document]
    mentions = {mention.span: mention for mention in reading.mentions}
    evidence = claim.evidence
    roles = {
        "subject": mentions[evidence.subject].pieces if evidence.subject else (),
        "relation": evidence.relation_pieces,
        "object": mentions[evidence.object].pieces if isinstance(evidence.object, Span) else (),
    }
    return {role: [reading.document.text[slice(*piece)] for piece in pieces] for role, pieces in roles.items()}


def shown_marks(evidence) -> dict[str, list[str]]:
    """The words marked in the first sentence of a card; neighbouring pieces of a role belong together."""
    found = evidence.evaluate(
        "node => [...node.childNodes].map(child => [child.dataset?.roles ?? '', child.textContent])"
    )
    marks: dict[str, list[str]] = {"subject": [], "relation": [], "object": []}
    for role, words in marks.items():
        open_ = False
        for roles, text in found:
            if role in roles.split():
                if open_:
                    words[-1] += text
                else:
                    words.append(text)
            open_ = role in roles.split()
    return marks


# ------------------------------------------------------------------------------------------------ 1, alone


@pytest.mark.parametrize("name", ["article", "hostile"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_page_asks_for_nothing_and_reports_nothing(opened, name, theme):
    page = opened(name, theme=theme)
    page.go()
    page.silent()
    assert page.page.evaluate("document.documentElement.dataset.theme") == theme


def test_a_page_works_in_a_folder_with_blanks_and_foreign_letters(opened, tmp_path):
    page = opened("article")
    folder = tmp_path / "Übersicht für Zoë 北京 #1"
    folder.mkdir()
    page.path = folder / "graph page.html"
    page.path.write_text(built("article"), encoding="utf-8")
    page.requests.clear()
    page.go()
    assert "24 of 24 entities" in page.counts()


def test_a_page_works_in_a_sandboxed_frame(browser, tmp_path):
    context = browser.new_context(offline=True)
    page = context.new_page()
    messages = []
    page.on("console", lambda message: messages.append(message.text))
    page.on("pageerror", lambda error: messages.append(str(error)))
    for text in (
        f'<iframe sandbox="allow-scripts" width="1200" height="700" srcdoc="{escape(built("article"))}"></iframe>',
        frame(built("article")),
    ):
        path = tmp_path / "notebook.html"
        path.write_text(f"<!DOCTYPE html><meta charset='utf-8'>{text}", encoding="utf-8")
        page.goto(path.as_uri())
        inside = page.frame_locator("iframe")
        inside.locator("html[data-ready]").wait_for(state="attached")
        inside.get_by_role("button", name="France Place").click()
        assert inside.get_by_role("heading", name="France").is_visible()
        inside.get_by_role("button", name="Dark theme").click()
    assert messages == []
    context.close()


def test_no_address_stands_in_the_page_but_in_data_and_licences():
    text = built("article")
    text = re.sub(r'<script type="application/json".*?</script>', "", text, flags=re.DOTALL)
    text = re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)
    addresses = set(re.findall(r"https?://[^\s\"'<>`)]+", text))
    assert addresses == {"http://www.w3.org/2000/svg"}  # the name of a namespace, which nobody fetches


# ------------------------------------------------------------------------------------------------ 2, evidence


def drawn(page):
    return [claim for claim in CLAIMS.values() if page.page.evaluate("iri => Boolean(window.kg.where(iri))", claim.id)]


def test_a_click_on_a_line_shows_the_sentence_and_exactly_its_spans(opened):
    page = opened("article")
    lines = drawn(page)
    assert len(lines) >= 24
    for claim in lines:
        page.page.mouse.click(*page.where(claim.id))
        card = page.page.get_by_role("complementary", name="Details")
        assert claim.sentence in [quotation.inner_text() for quotation in card.locator(".evidence").all()], claim.id
        page.page.keyboard.press("Escape")


@pytest.mark.parametrize("claim", CLAIMS.values(), ids=lambda claim: claim.id.rsplit("#")[-1])
def test_a_claim_shows_its_sentence_spans_source_polarity_and_modality(article, claim):
    article.follow("claim", claim.id)
    card = article.page.get_by_role("complementary", name="Details")
    piece = card.get_by_role("region", name=re.compile("^Evidence from")).first
    evidence = piece.locator(".evidence")
    assert evidence.text_content() == claim.sentence
    assert shown_marks(evidence) == expected_marks(claim)
    facts = dict(
        zip(piece.get_by_role("term").all_inner_texts(), piece.get_by_role("definition").all_inner_texts(), strict=True)
    )
    sources = " › ".join(source.label for source in claim.sources)
    unnamed = "somebody unnamed" if claim.evidence.attributed else "the document itself"
    assert re.sub(r"\s+", " ", facts["Said by"]) == (sources or unnamed)
    assert facts["Polarity"] == ("denied" if claim.polarity is Polarity.NEGATIVE else "affirmed")
    assert facts["Modality"] == claim.modality
    assert READINGS[claim.document].document.source.title in piece.inner_text()
    assert f"{round(claim.confidence * 100)} %" in facts["Confidence"]


def test_words_in_several_pieces_are_marked_in_several_pieces(article):
    claim = next(claim for claim in CLAIMS.values() if claim.evidence.relation_phrase == "was invited to")
    article.follow("claim", claim.id)
    marks = article.page.locator(".evidence mark.relation").all_inner_texts()
    assert marks == ["was", "invited to"]


def test_a_claim_that_is_denied_elsewhere_shows_both_sentences(article):
    claim = next(c for c in CLAIMS.values() if c.predicate.label == "calls off" and c.polarity is Polarity.POSITIVE)
    article.follow("claim", claim.id)
    card = article.card()
    assert "Contradicted by" in card
    assert claim.sentence in card
    assert "He insisted that France had not called off the talks." in card


def test_a_chain_of_sources_is_shown_outermost_first(article):
    claim = next(claim for claim in CLAIMS.values() if len(claim.sources) == 2)
    article.follow("claim", claim.id)
    assert re.search(r"BBC\s*›\s*Gérald Darmanin", article.card())


def test_the_sentences_around_are_shown_if_the_text_was_included(opened):
    claim = next(claim for claim in CLAIMS.values() if "insisted" in claim.sentence)
    page = opened("article", fragment=f"#claim={quote(claim.id)}", build={"include_text": True})
    page.page.get_by_role("button", name="Show the sentences around it").first.click()
    assert "The transport secretary, Grant Shapps, defended the letter" in page.card()
    assert "Nick Thomas-Symonds of Labour accused" in page.card()


def test_only_sentences_of_claims_are_in_the_page_unless_asked_for():
    assert "No deal, no boats" not in built("article")
    assert "No deal, no boats" in built("article", include_text=True)


def test_the_source_of_a_quotation_in_an_earlier_sentence_is_shown_with_that_sentence(opened):
    story = samples.Story()
    story.entity("Ada", samples.Kind.PERSON)
    story.entity("Bo", samples.Kind.PERSON)
    story.paper("a.txt", title="A")
    story.sentence("Ada smiled.")
    story.sentence("“Bo left.”")
    claim = story.claim("Bo", "leaves", "left", sources=["Ada"], cue="smiled")
    page = opened("quotation", text=html(*story.told()), fragment=f"#claim={quote(claim.id)}")
    assert page.page.locator(".elsewhere").inner_text() == "Ada smiled."
    assert page.page.locator(".elsewhere mark.source").inner_text() == "Ada"
    assert page.page.locator(".evidence").inner_text() == "“Bo left.”"


# ------------------------------------------------------------------------------------------------ 3, entities


@pytest.mark.parametrize("entity", ARTICLE[0].entities, ids=lambda entity: entity.label)
def test_a_click_on_an_entity_shows_its_names_its_kind_and_all_its_claims(article, entity):
    page = article
    page.page.keyboard.press("0")
    page.page.keyboard.press("Escape")
    page.page.mouse.click(*page.where(entity.iri))
    card = page.page.get_by_role("complementary", name="Details")
    assert card.get_by_role("heading", level=2).inner_text() == entity.label
    count = support(ARTICLE[0])[entity.iri]
    assert f"{count} claim" in card.inner_text()
    for alias in entity.aliases:
        item = card.get_by_role("listitem").filter(has_text=alias.method).filter(has_text=alias.label).first
        assert ("Provisional" in item.inner_text()) == (alias.confidence < 0.75)
    section = card.locator("section").filter(has=page.page.get_by_role("heading", name="Claims", exact=True))
    assert section.get_by_role("listitem").count() == count
    assert f"{entity.label}, " in page.said()
    assert f"{count} claim" in page.said()


def test_what_an_entity_says_stands_on_its_card(opened):
    darmanin = by_label("Gérald Darmanin")
    page = opened("article", fragment=f"#entity={quote(darmanin.iri)}")
    said = [claim for claim in CLAIMS.values() if darmanin in claim.sources]
    section = page.page.locator("section").filter(has=page.page.get_by_role("heading", name="Said by Gérald Darmanin"))
    assert section.get_by_role("listitem").count() == len(said) == 3


# ------------------------------------------------------------------------------------------------ 4, search


@pytest.mark.parametrize(
    ("typed", "found"),
    [("gerald", "Gérald Darmanin"), ("home secretary", "Priti Patel"), ("MACRON french", "Emmanuel Macron")],
)
def test_search_finds_names_and_aliases_without_accents_and_case(opened, typed, found):
    page = opened("article")
    page.search(typed)
    first = page.page.get_by_role("option").first
    assert found in first.inner_text()
    page.page.keyboard.press("Enter")
    assert page.page.get_by_role("heading", level=2, name=found).is_visible()


def test_search_finds_a_claim_by_words_of_its_sentence(opened):
    page = opened("article")
    page.search("grave judgement accuses")
    page.page.keyboard.press("ArrowDown")
    page.page.keyboard.press("ArrowUp")
    page.page.keyboard.press("Enter")
    assert "accused Mr Johnson of a grave error" in page.card()


def test_nothing_found_is_said(opened):
    page = opened("article")
    page.search("zebra crossing")
    assert page.page.get_by_role("option").all_inner_texts() == ["Nothing found"]


def test_what_is_not_drawn_gets_drawn_centred_and_opened(opened):
    page = opened("crowd", 1000)
    counts = support(told("crowd", 1000)[0])
    entity = min(told("crowd", 1000)[0].entities, key=lambda entity: (counts[entity.iri], entity.iri))
    assert page.page.evaluate("iri => window.kg.where(iri)", entity.iri) is None
    page.search(entity.label)
    page.page.keyboard.press("Enter")
    page.page.wait_for_timeout(600)
    area = page.page.get_by_role("application").bounding_box()
    x, y = page.where(entity.iri)
    assert abs(x - area["x"] - area["width"] / 2) < 40
    assert abs(y - area["y"] - area["height"] / 2) < 40
    assert page.page.get_by_role("heading", level=2, name=entity.label).is_visible()
    assert entity.label in [label["text"] for label in page.page.evaluate("window.kg.labels()")]


# ------------------------------------------------------------------------------------------------ 6, nothing hidden


@pytest.mark.parametrize(("name", "arguments"), [("article", ()), ("crowd", (1000,))])
def test_all_claims_are_in_the_table_and_all_entities_in_the_legend(opened, name, arguments):
    knowledge, _ = told(name, *arguments)
    page = opened(name, *arguments)
    page.page.get_by_role("button", name="Table", exact=True).click()
    while (more := page.page.locator("#table-view > button")).is_visible():
        more.click()
    shown = page.page.locator("#table-view tbody td:last-child").all_text_contents()
    assert sorted(shown) == sorted(claim.sentence for claim in knowledge.claims)
    kinds = page.page.get_by_role("group", name="Kinds").locator(".total").all_inner_texts()
    assert sum(int(count.replace(",", "")) for count in kinds) == len(knowledge.entities)


def test_every_entity_is_reached_by_its_link(opened):
    page = opened("article")
    for entity in ARTICLE[0].entities:
        page.page.evaluate("fragment => { location.hash = fragment }", f"#entity={quote(entity.iri)}")
        page.page.get_by_role("heading", level=2, name=entity.label, exact=True).wait_for()
        page.where(entity.iri)


# ------------------------------------------------------------------------------------------------ 7, links


def test_links_open_survive_a_reload_and_follow_back(opened):
    france, claim = by_label("France"), next(claim for claim in CLAIMS.values() if claim.modality == "asked")
    page = opened("article", fragment=f"#entity={quote(france.iri)}")
    page.page.evaluate("fragment => { location.hash = fragment }", f"#claim={quote(claim.id)}")
    page.page.get_by_role("heading", level=2, name=re.compile("calls for")).wait_for()
    page.page.reload()
    page.ready()
    assert claim.sentence in page.card()
    page.page.go_back()
    page.page.get_by_role("heading", level=2, name="France", exact=True).wait_for()


def test_a_selection_is_kept_in_the_address(opened):
    page = opened("article")
    page.page.get_by_role("button", name="Boris Johnson Person").click()
    assert page.page.url.endswith("#entity=https://example.org/kg/entity/Boris_Johnson")
    page.page.keyboard.press("Escape")
    assert page.page.url == page.path.as_uri()


@pytest.mark.parametrize(
    "fragment",
    [
        "entity=nobody",
        "claim=c999",
        "entity=%E0%A4%A",
        "entity=__proto__",
        "claim=constructor",
        "claim=",
        "else=1",
        "%",
    ],
)
def test_an_unknown_link_is_announced_and_breaks_nothing(opened, fragment):
    page = opened("article", fragment=f"#{fragment}")
    assert "no" in page.said()
    assert page.said() in page.card()
    assert page.page.get_by_role("heading", level=2, name="Start here").is_visible()
    assert "24 of 24 entities" in page.counts()


# ------------------------------------------------------------------------------------------------ words


def test_a_word_is_drawn_when_it_is_chosen_and_not_before(opened):
    story = samples.Story()
    story.entity("letter", samples.Kind.NOMINAL)
    story.entity("Ada", samples.Kind.PERSON)
    story.entity("unacceptable", samples.Kind.TERM)
    story.paper("a.txt", title="A")
    story.sentence("Ada wrote the letter, which was unacceptable.")
    story.claim("Ada", "writes", "wrote", "letter")
    claim = story.claim("letter", "is", "was", "unacceptable")
    knowledge, readings = story.told()
    page = opened("word", text=html(knowledge, readings))
    assert page.page.evaluate("iri => window.kg.where(iri)", claim.id) is None
    page.search("unacceptable")
    page.page.keyboard.press("Enter")
    page.page.wait_for_timeout(500)
    page.page.mouse.click(*page.where(claim.id))
    assert claim.sentence in page.card()


def test_a_new_reader_needs_two_clicks_to_the_sentence_in_which_darmanin_calls_the_letter_unacceptable(opened):
    page = opened("article")
    page.page.mouse.click(*page.where(by_label("Gérald Darmanin").iri))
    page.page.get_by_role("button", name="Johnson's letter to Macron is unacceptable").last.click()
    assert page.page.locator(".evidence").inner_text() == (
        "“The public letter was unacceptable,” Mr Darmanin said in a statement."
    )
