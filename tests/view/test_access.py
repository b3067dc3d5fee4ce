"""For everyone: by keyboard alone, for screen readers, on small screens."""

import re
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe

from kg.view.selection import support
from tests.view.colours import contrast
from tests.view.conftest import told

pytestmark = pytest.mark.browser

KNOWLEDGE, _ = told("article")
DARMANIN = next(claim for claim in KNOWLEDGE.claims if "unacceptable" in claim.sentence and claim.sources)

FOCUS = """() => {
    const { activeElement: element } = document;
    const style = getComputedStyle(element);
    const name = element.id || element.textContent.slice(0, 30);
    return { name, outline: style.outlineStyle, width: style.outlineWidth, body: element === document.body };
}"""


def press(page, *keys):
    """Presses keys; after each, what has the focus shows it."""
    for key in keys:
        page.page.keyboard.press(key)
        page.page.wait_for_timeout(30)
        focus = page.page.evaluate(FOCUS)
        assert not focus["body"], f"{key} lost the focus"
        assert focus["outline"] != "none" and float(focus["width"].removesuffix("px")) >= 3, (key, focus)  # noqa: PT018
    return len(keys)


# ------------------------------------------------------------------------------------------------ 10, keyboard


def test_from_a_fresh_page_to_the_sentence_of_a_claim_by_search(opened):
    page = opened("article")
    keys = press(page, "/")
    page.page.keyboard.insert_text("darmanin letter unacceptable")
    keys += press(page, "Enter")
    assert DARMANIN.sentence in page.card()
    assert page.page.evaluate("document.activeElement.id") == "card-title"
    assert keys <= 12


def test_from_a_fresh_page_to_the_sentence_of_a_claim_through_the_picture(opened):
    page = opened("article")
    page.page.keyboard.press("Tab")
    keys = 1
    while page.page.evaluate("document.activeElement.id") != "query":
        keys += press(page, "Tab")
    keys += press(page, "Escape")  # leaves the search for the picture
    assert page.page.evaluate("document.activeElement.id") == "graph"
    keys += press(page, "Enter", "Enter")  # the best-supported entity, then its card
    assert page.page.get_by_role("heading", level=2).inner_text() == "Johnson's letter to Macron"
    assert page.page.evaluate("document.activeElement.id") == "card-title"
    value = page.page.get_by_role("button", name="unacceptable", exact=True).first
    while not value.evaluate("element => element === document.activeElement"):
        keys += press(page, "Tab")
        if keys > 12:
            break
    keys += press(page, "Enter")
    assert DARMANIN.sentence in page.card()
    assert keys <= 12


def test_escape_returns_to_the_picture(opened):
    page = opened("article")
    page.search("France")
    press(page, "Enter", "Escape")
    assert page.page.evaluate("document.activeElement.id") == "graph"
    assert "Start here" in page.card()
    assert page.said() == "Selection cleared"


def test_the_keys_of_the_picture(opened):
    page = opened("article", reduced_motion="reduce")
    graph = page.page.get_by_role("application")
    graph.focus()
    assert graph.get_attribute("aria-roledescription") == "knowledge graph"
    assert "24 entities and" in graph.get_attribute("aria-label")
    press(page, "ArrowRight")
    assert "Johnson's letter to Macron, Work, product, law, 10 claims" in page.said()
    said = set()
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"):
        press(page, key)
        said.add(page.said())
    assert len(said) > 1
    label = page.page.evaluate("window.kg.labels()[0].size")
    press(page, "+", "+", "+", "0", "-", "e", "Escape")
    assert page.page.evaluate("window.kg.labels()[0].size") <= label


def test_arrow_keys_prefer_linked_entities_in_their_direction(opened):
    page = opened("article", reduced_motion="reduce")
    letter = next(entity for entity in KNOWLEDGE.entities if "letter" in entity.label)
    page.page.get_by_role("application").focus()
    press(page, "ArrowRight")
    start = page.where(letter.iri)
    for key, axis, sign in (("ArrowRight", 0, 1), ("ArrowLeft", 0, -1), ("ArrowDown", 1, 1), ("ArrowUp", 1, -1)):
        press(page, key)
        name = page.page.get_by_role("heading", level=2).inner_text()
        if name == letter.label:
            continue  # nothing lies that way
        there = next(entity for entity in KNOWLEDGE.entities if entity.label == name)
        assert (page.where(there.iri)[axis] - start[axis]) * sign > 0
        page.page.mouse.click(*page.where(letter.iri))
        page.page.get_by_role("application").focus()


def test_tabs_go_round_in_the_order_of_reading_and_are_never_trapped(opened):
    page = opened("article")
    order = []
    for _ in range(120):
        page.page.keyboard.press("Tab")
        order.append(
            page.page.evaluate(
                """() => { const { activeElement: one } = document;
                return one.id || one.closest("nav, aside, main, header, body").localName; }"""
            )
        )
        if order[-1] == "body":
            break
    wanted = ["skip", "query", "show-graph", "show-table", "show-voices", "review", "save", "theme"]
    assert order[: len(wanted)] == wanted
    rest = order[len(wanted) :]
    assert rest[0] == "nav"
    assert rest.index("graph") > rest.index("nav")
    assert rest.index("zoom-in") == rest.index("graph") + 1
    assert rest.index("aside") > rest.index("zoom-fit")
    assert order.count("graph") == 1
    assert order[-1] == "body"


def test_the_skip_link_leads_to_the_table(opened):
    page = opened("article")
    press(page, "Tab")
    press(page, "Enter")
    assert page.page.get_by_role("table").is_visible()
    assert page.page.evaluate("document.activeElement.id") == "table-view"


def test_the_search_is_a_combobox(opened):
    page = opened("article")
    box = page.page.get_by_role("combobox", name="Search")
    assert box.get_attribute("aria-expanded") == "false"
    page.search("macron")
    assert box.get_attribute("aria-expanded") == "true"
    page.page.keyboard.press("ArrowDown")
    active = page.page.locator(f"#{box.get_attribute('aria-activedescendant')}")
    assert active.get_attribute("aria-selected") == "true"
    page.page.keyboard.press("Escape")
    assert box.get_attribute("aria-expanded") == "false"


def test_the_table_says_how_it_is_sorted(opened):
    page = opened("article")
    page.page.get_by_role("button", name="Table", exact=True).click()
    header = page.page.get_by_role("columnheader", name="Confidence")
    for direction in ("ascending", "descending"):
        header.get_by_role("button").click()
        assert header.get_attribute("aria-sort") == direction
        shown = page.page.locator("#table-view td:nth-child(6)").all_inner_texts()
        values = [int(text.removesuffix(" %")) for text in shown]
        assert values == sorted(values, reverse=direction == "descending")
    assert page.page.get_by_role("table").locator("caption").inner_text() == f"{len(KNOWLEDGE.claims)} claims"


def test_the_landmarks_have_names(opened):
    page = opened("article")
    assert page.page.get_by_role("banner").count() == 1
    assert page.page.get_by_role("search").count() == 1
    assert page.page.get_by_role("navigation", name="Filters and legend").count() == 1
    assert page.page.get_by_role("main").count() == 1
    assert page.page.get_by_role("complementary", name="Details").count() == 1


def test_nothing_moves_for_those_who_asked_for_that(opened):
    page = opened("crowd", 1000, reduced_motion="reduce")
    counts = support(told("crowd", 1000)[0])
    entity = min(told("crowd", 1000)[0].entities, key=lambda entity: (counts[entity.iri], entity.iri))
    page.search(entity.label)
    page.page.keyboard.press("Enter")
    place = page.where(entity.iri)
    page.page.wait_for_timeout(400)
    assert page.where(entity.iri) == place


# ------------------------------------------------------------------------------------------------ 11, axe

SHADES = """() => [...document.querySelectorAll("body *")].filter((element) => {
    const { width, height } = element.getBoundingClientRect();
    const words = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    return width > 1 && height > 1 && words;
}).map((element) => {
    let behind = element;
    let colour = "rgba(0, 0, 0, 0)";
    for (; behind && /, 0\\)$|transparent/.test(colour); behind = behind.parentElement) {
        colour = getComputedStyle(behind).backgroundColor;
    }
    const disabled = element.matches(":disabled, :disabled *");
    return [element.textContent.slice(0, 40), getComputedStyle(element).color, colour, disabled];
})"""


def hexadecimal(colour: str) -> str:
    red, green, blue = (int(float(part)) for part in re.findall(r"[\d.]+", colour)[:3])
    return f"#{red:02x}{green:02x}{blue:02x}"


VIEWS = {
    "overview": lambda page: None,
    "entity": lambda page: page.page.get_by_role("button", name="Boris Johnson Person").click(),
    "claim": lambda page: page.follow("claim", next(c.id for c in KNOWLEDGE.claims if "not called off" in c.sentence)),
    "document": lambda page: page.page.get_by_role("button", name=re.compile("^Reaction in")).click(),
    "table": lambda page: page.page.get_by_role("button", name="Table", exact=True).click(),
    "voices": lambda page: page.page.get_by_role("button", name="Who says what").click(),
    "review": lambda page: page.page.get_by_role("button", name="Review").click(),
    "search": lambda page: page.search("letter"),
}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing_and_all_text_has_contrast(opened, view, theme):
    page = opened("article", theme=theme)
    VIEWS[view](page)
    page.page.wait_for_timeout(200)
    # The policy of the page refuses scripts that are not its own, so axe runs beside it.
    results = Axe().run(page.page).response
    assert [(found["id"], [node["html"] for node in found["nodes"]][:3]) for found in results["violations"]] == []
    assert {found["id"] for found in results["incomplete"]} <= {"color-contrast"}
    for text, colour, behind, disabled in page.page.evaluate(SHADES):
        if not disabled:
            assert contrast(hexadecimal(colour), hexadecimal(behind)) >= 4.5, (text, colour, behind)


# ------------------------------------------------------------------------------------------------ 17, small screens


@pytest.mark.parametrize(("width", "height"), [(390, 844), (720, 450)])
def test_a_small_screen_needs_no_sideways_scrolling(opened, width, height):
    """720 × 450 is a screen of 1440 × 900 at 200 %."""
    page = opened("article", size=(width, height))
    for view in VIEWS.values():
        page.go()
        view(page)
        assert page.page.evaluate("document.documentElement.scrollWidth") <= width
        small = page.page.evaluate(
            """() => [...document.querySelectorAll("button, input, summary, [role=option]")].filter((element) => {
            const { width, height } = element.getBoundingClientRect();
            return width && element.checkVisibility() && (width < 24 || height < 24) && !element.closest("label"); })
            .map((element) => element.outerHTML.slice(0, 90))"""
        )
        assert small == []


def test_a_small_screen_has_picture_card_and_filters_in_this_order(opened):
    page = opened("article", size=(390, 844))
    tops = [
        page.page.locator(part).bounding_box()["y"]
        for part in ("main", "[aria-label=Details]", "[aria-label='Filters and legend']")
    ]
    assert tops == sorted(tops)
    assert not page.page.get_by_role("group", name="Kinds").is_visible()
    page.page.get_by_text("Filters and legend").click()
    assert page.page.get_by_role("group", name="Kinds").is_visible()


def test_search_works_on_a_small_screen(opened):
    page = opened("article", size=(390, 844))
    page.page.get_by_role("combobox").fill("home secretary")
    page.page.get_by_role("option").first.click()
    heading = page.page.get_by_role("heading", level=2, name="Priti Patel")
    assert 0 <= heading.bounding_box()["y"] < 844
    assert page.page.get_by_role("application").get_attribute("aria-label")


def test_a_long_word_does_not_widen_a_small_screen(opened):
    page = opened("hostile", size=(390, 844))
    for claim in told("hostile")[0].claims:
        page.page.evaluate("fragment => { location.hash = fragment }", f"#claim={quote(claim.id)}")
        assert page.page.evaluate("document.documentElement.scrollWidth") <= 390
