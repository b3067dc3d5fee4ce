"""Odd graphs: a page opens, says what it is, and works."""

import pytest

from tests.view.conftest import told

ODD = {
    "empty": "No entities were found.",
    "alone": "1 entity, and no claim that links two of them",
    "one_claim": None,
    "about_itself": None,
    "parallel": None,
    "star": "Showing 120 of 5,001 linked entities",
    "pairs": "Showing 120 of 600 linked entities",
    "values_only": "1 entity, and no claim that links two of them",
}


@pytest.mark.browser
@pytest.mark.parametrize(("name", "notice"), ODD.items())
def test_an_odd_graph_opens_and_says_what_it_is(opened, name, notice):
    knowledge, _ = told(name)
    page = opened(name)
    assert f"of {len(knowledge.claims):,} claim" in page.counts()
    assert (notice or "") in page.page.locator("#notice").inner_text()
    if notice is None:
        assert page.page.locator("#notice").inner_text() == ""
    for view in ("Table", "Who says what", "Graph"):
        page.page.get_by_role("button", name=view, exact=True).click()
    page.page.get_by_role("application").focus()
    for key in ("ArrowRight", "ArrowLeft", "e", "Enter", "Escape", "+", "-", "0"):
        page.page.keyboard.press(key)
    page.page.get_by_role("button", name="Reset").click()
    page.page.emulate_media(color_scheme="dark")


@pytest.mark.browser
def test_an_entity_alone_is_drawn(opened):
    page = opened("alone")
    page.where(told("alone")[0].entities[0].iri)
    assert [label["text"] for label in page.page.evaluate("window.kg.labels()")] == ["Ada"]


@pytest.mark.browser
def test_a_claim_of_a_thing_about_itself_is_a_loop_that_can_be_clicked(opened):
    claim = told("about_itself")[0].claims[0]
    page = opened("about_itself")
    page.page.mouse.click(*page.where(claim.id))
    assert "Ada admires Ada." in page.card()


@pytest.mark.browser
def test_each_of_thirty_parallel_lines_can_be_clicked(opened):
    knowledge, _ = told("parallel")
    page = opened("parallel")
    for claim in knowledge.claims:
        page.page.mouse.click(*page.where(claim.id))
        assert claim.sentence in page.card()
        page.page.keyboard.press("Escape")


@pytest.mark.browser
def test_a_ray_of_a_star_is_found_and_drawn(opened):
    page = opened("star")
    page.search("Ray4999")
    page.page.keyboard.press("Enter")
    ray = next(entity for entity in told("star")[0].entities if entity.label == "Ray4999")
    page.where(ray.iri)
    page.where(next(claim for claim in told("star")[0].claims if claim.object == ray).id)


@pytest.mark.browser
def test_failures_are_told(opened):
    from kg.model import Failure
    from kg.view.html import html

    text = html(*told("empty"), failures=[Failure("/home/ada/secret/x.pdf", "read", "not text")])
    assert "secret" not in text
    page = opened("failure", text=text)
    assert "x.pdf could not be read (read): not text" in page.card()
