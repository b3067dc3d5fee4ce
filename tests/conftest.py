"""What all tests share: no network, and the example built once."""

import os
import shutil
import socket
from pathlib import Path

import pytest
from hypothesis import settings

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

settings.register_profile("same", deadline=None, derandomize=True, max_examples=50)
settings.load_profile("same")  # the same examples each time, and no stop watch on a busy machine

ROOT = Path(__file__).parent.parent

collect_ignore_glob = ["bench/*", "quality/train_*.py"]
"""Programs to be run by hand."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--golden", action="store_true", help="rewrite the recorded output in tests/golden")


@pytest.fixture(autouse=True, scope="session")
def no_network():
    """Any attempt to reach another machine fails the test that makes it."""
    connect = socket.socket.connect

    def refuse(self, address):
        if self.family != socket.AF_UNIX and address[0] not in ("127.0.0.1", "::1", "localhost"):
            raise AssertionError(f"a test tried to connect to {address}")
        return connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", refuse)
        yield


@pytest.fixture(scope="session")
def articles() -> tuple[Path, Path]:
    """The two example articles: of Friday, and of Sunday, when it is denied who wrote the letter."""
    return ROOT / "examples" / "channel-talks.md", ROOT / "examples" / "whose-letter.md"


@pytest.fixture(scope="session")
def example(articles):
    """The graph of both articles."""
    from kg import build

    return build(*articles)


@pytest.fixture(scope="session")
def browser():
    """A real Chromium; there is one in a process, which is all that Playwright can have."""
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        if os.environ.get("CI") == "true":
            pytest.fail("Chromium is not installed: apt-get install chromium")
        pytest.skip("Chromium is not installed: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    from tests.view.conftest import ARGUMENTS

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()
