"""A picture of the page for people to look at: the example articles, opened at one claim.

    python tests/view/screenshot.py page.png [--dark] [--size 1440x900] [--search WORDS] [--page graph.html]

The picture of the README: ``python tests/view/screenshot.py examples/page.png --size 1280x800``.
"""

import argparse
import shutil
import sys
import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parents[2]))

from kg import build
from tests.view.conftest import ARGUMENTS

EXAMPLES = Path(__file__).parents[2] / "examples"
WORDS = "Darmanin letter unacceptable"


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("picture", type=Path)
    arguments.add_argument("--dark", action="store_true")
    arguments.add_argument("--size", default="1440x900")
    arguments.add_argument("--search", default=WORDS, help="what is typed; the first hit is opened; empty for none")
    arguments.add_argument("--page", type=Path, help="a page that is there, instead of that of the examples")
    chosen = arguments.parse_args()
    width, height = map(int, chosen.size.split("x"))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = chosen.page
        if path is None:
            path = Path(folder) / "graph.html"
            build(*sorted(EXAMPLES.glob("*.md"))).to_html(path)
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        opened = browser.new_page(
            viewport={"width": width, "height": height},
            color_scheme="dark" if chosen.dark else "light",
            reduced_motion="reduce",
        )
        opened.goto(path.absolute().as_uri())
        opened.wait_for_selector("html[data-ready]", state="attached")
        if chosen.search:
            opened.keyboard.press("/")
            opened.keyboard.insert_text(chosen.search)
            opened.get_by_role("option").first.click()
        opened.evaluate("document.activeElement.blur()")
        opened.wait_for_timeout(300)
        picture = Image.open(BytesIO(opened.screenshot())).convert("RGB")
        browser.close()
    # A third of the size, and no difference to the eye.
    picture.quantize(256, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(chosen.picture, optimize=True)


if __name__ == "__main__":
    main()
