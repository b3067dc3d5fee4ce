"""Text is hostile: labels, sentences, titles and addresses that would be markup, code or chaos anywhere else."""

import json
import re
from urllib.parse import quote

import pytest

from kg.query import Rows
from kg.rdf.nquads import Literal
from kg.view.html import frame, html, policy
from kg.view.notebook import document_html
from kg.view.table import csv, rows
from kg.view.text import plain
from tests.view.conftest import built, told
from tests.view.samples import HOSTILE, small

KNOWLEDGE, READINGS = told("hostile")

GLOBALS = """() => [Object.getOwnPropertyNames(window).filter((name) => name !== "vis" && name !== "kg").length,
    Object.keys(Object.prototype), String(Array.prototype.map), String(Object.prototype.toString),
    window.broken === undefined, Object.isFrozen(window.kg)]"""
ELEMENTS = "() => [...new Set([...document.querySelectorAll('*')].map((element) => element.localName))].sort()"


def words(text: str) -> str:
    """Text as a browser shows it in a line: white space joined."""
    return re.sub(r"\s+", " ", text).strip()


@pytest.mark.browser
def test_after_walking_through_all_views_nothing_has_run_and_all_text_is_there(opened):
    page = opened("hostile", build={"title": HOSTILE[1], "include_text": True})
    calm = opened("article", build={"include_text": True})
    walk_all_views(calm)
    walk_all_views(page)
    assert set(page.page.evaluate(ELEMENTS)) <= {*calm.page.evaluate(ELEMENTS), "q"}
    assert page.page.evaluate(GLOBALS)[1:] == [
        [],
        calm.page.evaluate(GLOBALS)[2],
        calm.page.evaluate(GLOBALS)[3],
        True,
        True,
    ]
    assert page.page.evaluate("document.querySelectorAll('img[src=x], script[src], [onerror], [onclick]').length") == 0
    assert page.page.title() == words(plain(HOSTILE[1]))
    page.silent()


def walk_all_views(page) -> None:
    knowledge = KNOWLEDGE if "hostile" in page.path.name else told("article")[0]
    readings = READINGS if "hostile" in page.path.name else told("article")[1]
    page.page.locator("nav details[open] summary, nav summary").evaluate_all("all => all.forEach((one) => one.click())")
    for entity in knowledge.entities:
        page.follow("entity", entity.iri)
    for claim in knowledge.claims:
        page.follow("claim", claim.id)
        page.page.locator("#card button", has_text="Reject").first.click()
    for reading in readings:
        page.follow("document", reading.document.id)
    for name in ("Review", "Table", "Who says what"):
        page.page.get_by_role("button", name=re.compile(f"^{name}")).first.click()
    for text in ("a", "<", "__proto__", "script"):
        page.search(text)
        page.page.keyboard.press("Escape")
        page.page.keyboard.press("Escape")


@pytest.mark.browser
@pytest.mark.parametrize("entity", KNOWLEDGE.entities, ids=lambda entity: f"{HOSTILE.index(entity.label)}")
def test_a_name_is_shown_letter_by_letter_wherever_it_stands(hostile, entity):
    page = hostile
    page.page.locator("#show-graph").click()
    page.follow("entity", entity.iri)
    assert page.page.get_by_role("heading", level=2).text_content() == plain(entity.label)
    for alias in entity.aliases:
        assert plain(alias.label) in page.page.get_by_role("complementary", name="Details").text_content()
    assert plain(entity.label) in page.said()
    page.page.get_by_role("button", name="Table", exact=True).click()
    cells = page.page.locator("#table-view tbody td:first-child").all_text_contents()
    assert plain(entity.label) in cells


@pytest.mark.browser
@pytest.mark.parametrize("claim", KNOWLEDGE.claims, ids=lambda claim: f"{HOSTILE.index(claim.subject.label)}")
def test_a_sentence_is_shown_with_its_controls_made_visible(hostile, claim):
    page = hostile
    page.follow("claim", claim.id)
    shown = page.page.locator(".evidence").evaluate(
        """node => { const copy = node.cloneNode(true);
        for (const mark of copy.querySelectorAll(".control"))
            mark.replaceWith(String.fromCharCode(parseInt(mark.title.slice(2), 16)));
        return copy.textContent; }"""
    )
    assert shown == claim.sentence
    assert "\u202e" not in page.page.locator(".evidence").text_content()
    for link in page.page.get_by_role("link").all():
        assert not re.match("(javascript|data):", link.get_attribute("href"), re.IGNORECASE)


@pytest.mark.browser
def test_no_control_that_turns_text_around_is_left_in_the_page(opened):
    page = opened("hostile")
    page.page.get_by_role("button", name="Table", exact=True).click()
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", page.page.locator("body").inner_text())


@pytest.mark.browser
def test_links_lead_to_the_web_only(opened):
    page = opened("article", fragment=f"#claim={quote(told('article')[0].claims[0].id)}")
    link = page.page.get_by_role("link", name="Reaction in Westminster and Brussels")
    assert link.get_attribute("href").startswith("https://")
    assert link.get_attribute("rel") == "noopener noreferrer"


@pytest.mark.browser
def test_the_policy_refuses_what_is_injected(browser, tmp_path):
    context = browser.new_context(offline=True)
    page = context.new_page()
    refused = []
    page.on("console", lambda message: refused.append(message.text))
    path = tmp_path / "injected.html"
    injected = built("article").replace(
        '<div class="title">',
        '<div class="title"><img src="x" onerror="window.broken=1"><script>window.broken=2</script>',
    )
    path.write_text(injected, encoding="utf-8")
    page.goto(path.as_uri())
    page.wait_for_selector("html[data-ready]", state="attached")
    page.evaluate(
        "() => document.body.insertAdjacentHTML('beforeend', '<p onclick=\"window.broken=3\" id=\"p\">x</p>')"
    )
    page.evaluate("() => document.getElementById('p').click()")
    assert page.evaluate("window.broken") is None
    assert any("Content Security Policy" in message for message in refused)
    context.close()


def test_the_policy_allows_exactly_three_texts():
    found = policy("a", "b", "c")
    assert found.count("sha256-") == 3
    assert "unsafe" not in found
    assert found.startswith("default-src 'none'")


def test_no_hostile_markup_is_in_the_file():
    text = built("hostile", title=HOSTILE[0])
    assert "<img" not in re.sub(r'<img id="print-picture"', "", text)
    assert text.count("<script") == text.count("</script>") == 5
    json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', text, re.DOTALL).group(1))


def test_notebooks_escape_too():
    for text in HOSTILE:
        shown = Rows((text,), ((Literal(text), text),), {})._repr_html_()
        assert not re.search("<(img|script)|[\u202a-\u202e\u2066-\u2069]", shown)
        assert "<script" not in frame(text)
    for reading in READINGS:
        shown = document_html(reading, KNOWLEDGE)
        assert "<img" not in shown
        assert "<script" not in shown


def test_no_cell_of_a_spreadsheet_computes():
    for line in csv(rows(KNOWLEDGE, READINGS)).splitlines()[1:]:
        assert not line.startswith(("=", '"=', "+", "-", "@"))


def test_a_path_is_reduced_to_its_file_name():
    text = built("hostile")
    assert "../0" not in text


def test_half_a_character_does_not_stop_a_page():
    page = html(*small(("A\ud800da", "meets", "Bo")))
    assert page.encode().count("A\ufffdda meets Bo".encode()) == 1
