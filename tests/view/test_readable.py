"""Labels that can be read, and colours that can be told apart."""

import re
from itertools import combinations

import pytest

from kg.view.html import _texts
from kg.view.look import LOOKS
from kg.view.selection import first, lines
from tests.view.colours import SIMULATIONS, contrast, difference
from tests.view.conftest import told


def overlaps(boxes):
    return [
        (a["text"], b["text"])
        for a, b in combinations(boxes, 2)
        if a["x"] < b["x"] + b["width"]
        and b["x"] < a["x"] + a["width"]
        and a["y"] < b["y"] + b["height"]
        and b["y"] < a["y"] + a["height"]
    ]


def scale_of(page):
    """The scale of the picture: distances on the screen against those of the layout."""
    return page.page.evaluate(
        """() => {
        const nodes = JSON.parse(document.getElementById("nodes").textContent);
        const { prefixes, entities } = JSON.parse(document.getElementById("data").textContent);
        const iri = ({ id }) => prefixes[entities[id.slice(1)][0]] + entities[id.slice(1)][1];
        const found = nodes.map((node) => ({ node, at: window.kg.where(iri(node)) }));
        const placed = found.filter(({ at }) => at);
        const [a, b] = [placed[0], placed.find(({ node }) => Math.abs(node.x - placed[0].node.x) > 100)];
        return (b.at.x - a.at.x) / (b.node.x - a.node.x); }"""
    )


def zoomed_to(page, scale):
    """Labels at a scale, or as near to it as the keys of the graph come."""
    page.page.get_by_role("application").focus()
    while scale_of(page) > scale * 1.12:
        page.page.keyboard.press("-")
    while scale_of(page) < scale / 1.12:
        page.page.keyboard.press("+")
    page.page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return page.page.evaluate("window.kg.labels()")


@pytest.mark.browser
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_two_labels_overlap_at_any_scale(opened, theme):
    page = opened("crowd", 1000, theme=theme, reduced_motion="reduce")
    for _ in range(7):  # 400 entities, the most that are ever drawn
        page.page.get_by_role("button", name="Draw more").click()
    for scale in (0.2, 0.35, 0.6, 1, 1.6):
        labels = zoomed_to(page, scale)
        assert len(labels) > 8
        assert overlaps(labels) == []
        assert min(label["size"] for label in labels) >= 12


@pytest.mark.browser
def test_the_selected_entity_is_always_labelled(opened):
    knowledge, _ = told("crowd", 1000)
    page = opened("crowd", 1000, reduced_motion="reduce")
    for iri in first(knowledge, lines(knowledge.claims))[::20]:
        page.follow("entity", iri)
        for scale in (0.2, 0.6, 1.6):
            labels = zoomed_to(page, scale)
            assert iri in [label["iri"] for label in labels]
            assert overlaps(labels) == []


@pytest.mark.browser
@pytest.mark.parametrize(("name", "arguments"), [("article", ()), ("crowd", (1000,)), ("crowd", (120,))])
def test_the_eight_best_supported_are_labelled_in_the_first_view(opened, name, arguments):
    knowledge, _ = told(name, *arguments)
    page = opened(name, *arguments)
    labelled = [label["iri"] for label in page.page.evaluate("window.kg.labels()")]
    assert set(first(knowledge, lines(knowledge.claims))[:8]) <= set(labelled)


@pytest.mark.browser
def test_pointing_at_a_line_shows_its_label(opened):
    page = opened("article")
    claim = next(claim for claim in told("article")[0].claims if claim.predicate.label == "belongs to")
    page.page.mouse.click(*page.where(told("article")[0].entities[0].iri))  # dims all other relations
    assert "belongs to" not in [label["text"] for label in page.page.evaluate("window.kg.labels()")]
    page.page.mouse.move(*page.where(claim.id))
    page.page.wait_for_timeout(100)
    assert "belongs to" in [label["text"] for label in page.page.evaluate("window.kg.labels()")]


# ------------------------------------------------------------------------------------------------ colours

FILLED = {kind: look for kind, look in LOOKS.items() if not look.hollow}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("deficiency", SIMULATIONS)
def test_kinds_differ_in_colour_for_every_eye(theme, deficiency):
    least = min(
        difference(getattr(a, theme), getattr(b, theme), deficiency) for a, b in combinations(FILLED.values(), 2)
    )
    assert least >= 10


def test_kinds_differ_in_shape_too():
    shapes = [(look.shape, look.hollow) for look in LOOKS.values()]
    assert len(set(shapes)) == len(shapes)
    assert len({look.shape for look in FILLED.values()}) == len(FILLED)


def variables(theme):
    """The custom properties of the style in a theme."""
    css = _texts()[2]
    found = dict(re.findall(r"--([\w-]+):(#[0-9a-f]{6})", re.search(r":root\{.*?\}", css).group()))
    kinds = {f"kind-{kind}": getattr(look, theme) for kind, look in LOOKS.items()}
    if theme == "dark":
        found |= dict(
            re.findall(r"--([\w-]+):(#[0-9a-f]{6})", re.search(r':root\[data-theme="dark"\]\{.*?\}', css).group())
        )
    return found | kinds


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_and_marks_have_contrast(theme):
    colours = variables(theme)
    for surface in ("background", "panel", "canvas"):
        for text in ("text", "muted", "denied", "accent"):
            assert contrast(colours[text], colours[surface]) >= 4.5, (text, surface)
    for mark in ("mark-subject", "mark-relation", "mark-object"):
        assert contrast(colours["text"], colours[mark]) >= 4.5
    assert contrast(colours["on-accent"], colours["accent"]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_shapes_lines_and_controls_have_contrast(theme):
    colours = variables(theme)
    for name in [*(f"kind-{kind}" for kind in LOOKS), "line", "denied", "accent"]:
        assert contrast(colours[name], colours["canvas"]) >= 3, name
    for surface in ("panel", "canvas"):
        assert contrast(colours["control"], colours[surface]) >= 3


@pytest.mark.browser
def test_a_denied_line_differs_by_its_words_too(opened):
    page = opened("article")
    denied = [label["text"] for label in page.page.evaluate("window.kg.labels()") if label["text"].startswith("not: ")]
    assert denied
