"""The way of a new reader, from opening the file to the sentence in which Mr Darmanin calls the letter unacceptable."""

import pytest

pytestmark = pytest.mark.browser

SENTENCE = (
    "Gérald Darmanin, the French interior minister, said that Mr Johnson’s letter to Mr Macron was “unacceptable” and "
    "that Ms Patel was no longer welcome in Calais."
)


def by_who_says_what(page, example):
    """Two clicks."""
    page.get_by_role("button", name="Who says what").click()
    page.get_by_role("row").filter(has_text="Darmanin").get_by_role("button", name="is unacceptable").click()


def by_search(page, example):
    """No click, two keys and a word."""
    page.keyboard.press("/")
    page.keyboard.insert_text("unacceptable")
    options = page.get_by_role("option").all_inner_texts()
    at = next(i for i, text in enumerate(options) if "is unacceptable" in text)
    for _ in range(at):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")


def by_the_picture(page, example):
    """Two clicks: on him, and on what he says."""
    darmanin = next(entity for entity in example.entities if entity.label == "Gérald Darmanin")
    point = page.evaluate("iri => window.kg.where(iri)", darmanin.iri)
    page.mouse.click(point["x"], point["y"])
    said = page.locator("section").filter(has=page.get_by_role("heading", name="Said by Gérald Darmanin"))
    said.get_by_role("button", name="is unacceptable").click()


@pytest.mark.parametrize("way", [by_who_says_what, by_search, by_the_picture])
def test_a_new_reader_gets_to_the_sentence(opened, example, way):
    page = opened("examples", text=example.to_html())
    way(page.page, example)
    card = page.page.get_by_role("complementary", name="Details")
    assert card.locator(".evidence").first.inner_text() == SENTENCE
    assert "according to Gérald Darmanin" in card.inner_text()


def test_the_first_page_says_where_the_articles_disagree(opened, example):
    page = opened("examples", text=example.to_html())
    section = page.page.locator("section").filter(has=page.page.get_by_role("heading", name="Where they disagree"))
    section.get_by_role("button").first.click()
    assert "Boris Johnson did not write the letter" in page.card()
    assert "Mr Johnson wrote the letter on Thursday" in page.card()
