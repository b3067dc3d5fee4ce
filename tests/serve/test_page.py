"""The page to ask from, in a real Chromium: it asks this server and nobody else."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from kg.query import named
from kg.serve.page import _declared
from tests.store.contract import PREFIXES

pytestmark = pytest.mark.browser


@pytest.fixture
def opened(browser, readable) -> Iterator[Callable[..., Page]]:
    """Opens the page; at the end nobody else was asked, and nothing was reported but what was ``expected``."""
    said: list[str] = []
    asked: list[str] = []
    reported: list[str] = []
    contexts = []

    def open_page(expected: str = "", **options: object) -> Page:
        reported.append(expected)
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 860}, **options})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.on("console", lambda message: said.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: said.append(f"error: {error}"))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(readable.address)
        page.wait_for_selector("html[data-ready]", state="attached")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert [line for line in said if not any(each and each in line for each in reported)] == []
    assert {address for address in asked if not address.startswith((readable.address, "data:", "blob:"))} == set()


def rows(page: Page) -> list[str]:
    page.wait_for_selector(".yasr tbody tr:visible")
    return page.locator(".yasr tbody tr:visible").all_inner_texts()


def ask(page: Page) -> None:
    page.locator(".yasqe_queryButton:visible").click()


def test_the_first_question_is_there_and_is_answered(opened):
    page = opened()
    expect(page.get_by_role("heading", name="graph")).to_be_visible()
    assert page.locator(".yasqe_queryButton.query_error").count() == 0
    ask(page)
    assert any("France" in row for row in rows(page))


def test_every_named_question_is_offered_and_understood(opened):
    page = opened()
    offered = page.locator("#named option").all_inner_texts()[1:]
    assert offered == [each.title for each in named().values()]
    for name in named():
        page.get_by_label("A question with a name").select_option(name)
        expect(page.locator(".tab.active")).to_contain_text(name)
        assert page.locator(".tabPanel.active .yasqe_queryButton.query_error").count() == 0, name


def test_a_named_question_is_answered(opened):
    page = opened()
    page.get_by_label("A question with a name").select_option("not-facts")
    ask(page)
    assert rows(page)


def test_a_thing_in_an_answer_leads_to_all_that_is_said_of_it(opened):
    page = opened()
    page.evaluate("window.kg.yasgui.getTab().getYasqe().setValue('SELECT ?s { ?s rdfs:label ?l } ORDER BY ?s LIMIT 1')")
    ask(page)
    page.locator(".yasr a.iri:visible").first.click()
    expect(page.locator(".tab")).to_have_count(2)
    assert any("rdfs:label" in row for row in rows(page))


def test_hostile_text_does_nothing(opened):
    page = opened(expected="Executing inline event handler violates")  # YASGUI measures cells as if they were HTML
    hostile = "<img src=x onerror=document.title=1><script>document.title=2</script>"
    query = f'SELECT ("{hostile}" AS ?text) {{}}'
    page.evaluate("query => window.kg.yasgui.getTab().getYasqe().setValue(query)", query)
    ask(page)
    (row,) = rows(page)
    assert hostile in row
    assert page.locator(".yasr img, .yasr script").count() == 0
    assert "ask the graph" in page.title()


def test_small_screens_need_no_scrolling_sideways(opened):
    page = opened(viewport={"width": 390, "height": 844})
    ask(page)
    assert rows(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_prefixes_are_completed_from_the_graph(opened):
    page = opened()
    page.evaluate("window.kg.yasgui.getTab().getYasqe().setValue('')")
    page.locator(".tabPanel.active .CodeMirror").click()
    page.keyboard.type("SELECT ?s { ?s a kg:", delay=30)
    page.wait_for_function("window.kg.yasgui.getTab().getYasqe().getValue().includes('PREFIX kg: <')")


def test_a_wrong_question_is_told_why(opened):
    page = opened(expected="status of 400")
    page.evaluate("window.kg.yasgui.getTab().getYasqe().setValue('SELECT ?s { ?s foo:bar ?o }')")
    ask(page)
    expect(page.locator(".yasr:visible")).to_contain_text("the prefix foo: is not declared")


def test_the_pages_lead_to_each_other(opened):
    page = opened()
    page.get_by_role("link", name="Graph").click()
    expect(page).to_have_title("the graph")


def test_declarations_are_those_that_a_query_needs():
    query = "# A question: of rdfs:label\nSELECT ?x { ?x rdf:type/kg:kind <http://e.example/kg:no> ; ?p 'owl:no' }"
    declared = _declared(query.replace("'", '"'), PREFIXES)
    assert declared.splitlines()[0] == "# A question: of rdfs:label"
    assert [line.split()[1] for line in declared.splitlines()[1:-1]] == ["kg:", "rdf:"]
