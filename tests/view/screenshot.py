"""A picture of the page for people to look at: the example articles, opened at one claim.

python tests/view/screenshot.py page.png [--dark] [--size 1440x900] [--search WORDS]
"""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parents[2]))

from kg import build
from tests.view.conftest import ARGUMENTS

EXAMPLES = Path(__file__).parents[2] / "examples"


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("picture", type=Path)
    arguments.add_argument("--dark", action="store_true")
    arguments.add_argument("--size", default="1440x900")
    arguments.add_argument("--search", default="France cancels talks", help="what is typed; the first hit is opened")
    chosen = arguments.parse_args()
    width, height = map(int, chosen.size.split("x"))
    page = build(*sorted(EXAMPLES.glob("*.md"))).to_html()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = Path(folder) / "graph.html"
        path.write_text(page, "utf-8")
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        opened = browser.new_page(
            viewport={"width": width, "height": height},
            color_scheme="dark" if chosen.dark else "light",
            reduced_motion="reduce",
        )
        opened.goto(path.as_uri())
        opened.wait_for_selector("html[data-ready]", state="attached")
        if chosen.search:
            opened.keyboard.press("/")
            opened.keyboard.insert_text(chosen.search)
            opened.keyboard.press("Enter")
            opened.wait_for_timeout(300)
        opened.screenshot(path=chosen.picture)
        browser.close()


if __name__ == "__main__":
    main()
