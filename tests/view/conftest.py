"""A real Chromium without a network, and pages opened in it that must stay silent."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page

from kg.view.html import html
from tests.view import samples

ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@cache
def told(name: str, *arguments: Any) -> samples.Told:
    """A sample by the name of its function, made once."""
    return getattr(samples, name)(*arguments)


@cache
def built(name: str, *arguments: Any, **options: Any) -> str:
    """The page of a sample, built once."""
    return html(*told(name, *arguments), **options)


@dataclass
class Opened:
    """A page in the browser, with all that it said and asked for."""

    page: Page
    path: Path
    messages: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def watch(self) -> Opened:
        self.page.on("console", lambda message: self.messages.append(f"{message.type}: {message.text}"))
        self.page.on("pageerror", lambda error: self.messages.append(f"error: {error}"))
        self.page.on("dialog", lambda dialog: (self.messages.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        self.page.on("request", lambda request: self.requests.append(request.url))
        return self

    def ready(self) -> Opened:
        self.page.wait_for_selector("html[data-ready]", state="attached")
        return self

    def go(self, fragment: str = "") -> Opened:
        self.page.goto(self.path.as_uri() + fragment)
        return self.ready()

    def where(self, iri: str) -> tuple[float, float]:
        """The point of the screen at which an entity or a claim's line is drawn."""
        point = self.page.evaluate("iri => window.kg.where(iri)", iri)
        assert point, f"{iri} is not drawn"
        return point["x"], point["y"]

    def card(self) -> str:
        return self.page.get_by_role("complementary", name="Details").inner_text()

    def follow(self, name: str, iri: str) -> None:
        """Follows a link to an entity or a claim, as if it had been typed."""
        self.page.keyboard.press("Escape")
        self.page.evaluate("fragment => { location.hash = fragment }", f"#{name}={quote(iri)}")
        self.page.wait_for_selector("#card-title:not(:text-is('Start here'))")

    def counts(self) -> str:
        return self.page.get_by_role("banner").get_by_role("paragraph").inner_text()

    def said(self) -> str:
        """What was announced last."""
        return self.page.locator("[aria-live]").inner_text()

    def search(self, text: str) -> None:
        self.page.keyboard.press("/")
        self.page.keyboard.insert_text(text)

    def silent(self) -> None:
        assert self.messages == []
        assert {address.split("#")[0] for address in self.requests} <= {self.path.as_uri()}


Opener = Callable[..., Opened]


def opener(browser: Browser, folder: Path) -> Iterator[Opener]:
    """Opens pages of samples; at the end, every page has asked for nothing and reported nothing."""
    everything: list[Opened] = []
    contexts = []

    def open_page(
        name: str,
        *arguments: Any,
        theme: str = "light",
        fragment: str = "",
        size: tuple[int, int] = (1440, 900),
        build: dict[str, Any] | None = None,
        text: str | None = None,
        **options: Any,
    ) -> Opened:
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]}, color_scheme=theme, offline=True, **options
        )
        contexts.append(context)
        path = folder / f"{name}.html"
        path.write_text(text or built(name, *arguments, **(build or {})), encoding="utf-8", newline="\n")
        found = Opened(context.new_page(), path).watch()
        everything.append(found)
        return found.go(fragment)

    yield open_page
    try:
        for page in everything:
            page.silent()
    finally:
        for context in contexts:
            context.close()


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Opener]:
    """Opens a fresh page of a sample."""
    yield from opener(browser, tmp_path)


@pytest.fixture(scope="module")
def article(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    """The page of the article, opened once for tests that only look at cards."""
    for open_page in opener(browser, tmp_path_factory.mktemp("article")):
        yield open_page("article")


@pytest.fixture(scope="module")
def hostile(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    """The page of the hostile graph, opened once."""
    for open_page in opener(browser, tmp_path_factory.mktemp("hostile")):
        yield open_page("hostile")
