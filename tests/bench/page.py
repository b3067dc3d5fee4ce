"""How fast the page is, in units of what plain pyvis needs for a small graph.

    python tests/bench/page.py [--turns 3]

Everything is measured turn by turn in fresh pages of one headless Chromium, and the median is printed. *Ready* is the
time from navigation to the settled picture; for pyvis, to the event ``stabilized``. A frame is the time spent in one
animation callback while the picture is dragged. Builds are CPU time.
"""

import argparse
import re
import shutil
import sys
import tempfile
import time
import warnings
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, sync_playwright
from pyvis.network import Network

sys.path.insert(0, str(Path(__file__).parents[2]))

from kg.model import Entity
from kg.view.html import html
from tests.view import samples
from tests.view.conftest import ARGUMENTS

FRAMES = """
window.frames_ = [];
const ask = window.requestAnimationFrame.bind(window);
window.requestAnimationFrame = (work) => ask((now) => {
    const start = performance.now();
    work(now);
    window.frames_.push(performance.now() - start);
});
"""
READY = """
new MutationObserver(() => {
    window.ready_ = window.ready_ || (document.documentElement.dataset.ready && performance.now());
}).observe(document, { attributes: true, subtree: true, attributeFilter: ["data-ready"] });
"""


def plain(told: samples.Told, entities: int | None = None) -> str:
    """The page that pyvis makes by itself, with an attribute that says when it has settled."""
    knowledge, _ = told
    network = Network(directed=True, cdn_resources="in_line")
    chosen = knowledge.entities[:entities]
    known = {entity.iri for entity in chosen}
    for entity in chosen:
        network.add_node(entity.iri, label=entity.label, title=entity.label)
    for claim in knowledge.claims:
        if isinstance(claim.object, Entity) and {claim.subject.iri, claim.object.iri} <= known:
            network.add_edge(claim.subject.iri, claim.object.iri, label=claim.predicate.label, title=claim.sentence)
    text = network.generate_html()
    made = "network = new vis.Network(container, data, options);"
    assert made in text
    told_when = 'network.once("stabilized", () => { document.documentElement.dataset.ready = "true"; });'
    # Its style sheets and scripts from elsewhere would only fail: there is no network.
    text = re.sub(r'<(link|script)[^>]*(href|src)="https?:[^>]*>(</script>)?', "", text)
    return text.replace(made, made + told_when)


def opened(browser: Browser, path: Path, *, drag: bool = False) -> tuple[float, float]:
    """Milliseconds until a page is ready, and of its median frame while it is dragged."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.add_init_script(FRAMES + READY)
    page.goto(path.as_uri())
    page.wait_for_function("window.ready_", timeout=300_000) if "plain" in path.name else page.wait_for_selector(
        "html[data-ready]", state="attached"
    )
    ready = page.evaluate("window.ready_")
    frame = 0.0
    if drag:
        page.evaluate("window.frames_.length = 0")
        page.mouse.move(420, 560)
        page.mouse.down()
        for step in range(40):
            page.mouse.move(420 + 6 * step, 560 - 8 * step)
            page.wait_for_timeout(16)
        page.mouse.up()
        frame = median(sorted(page.evaluate("window.frames_"))[-30:])
    page.close()
    return ready, frame


def searched(browser: Browser, path: Path, words: Sequence[str]) -> float:
    """Milliseconds of script for one letter more in the search: best of five, of the slowest letter."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(path.as_uri())
    page.wait_for_selector("html[data-ready]", state="attached")
    page.wait_for_timeout(3000)  # the index is made when the page has nothing else to do
    times = page.evaluate(
        """words => words.flatMap((word) => [...word].map((_, i) => {
        const box = document.getElementById("query");
        box.value = word.slice(0, i + 1);
        return Math.min(...[1, 2, 3, 4, 5].map(() => {
            const start = performance.now();
            box.dispatchEvent(new Event("input"));
            return performance.now() - start;
        })); }))""",
        list(words),
    )
    page.close()
    return max(times)


def cpu(work) -> float:
    """Seconds of CPU time that some work takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--turns", type=int, default=3)
    turns = arguments.parse_args().turns
    warnings.simplefilter("ignore")
    small, middle, large = (samples.crowd(count) for count in (50, 1_000, 10_000))
    pages = {
        "plain-50": plain(small),
        "ours-50": html(*small),
        "ours-1000": html(*middle),
        "ours-10000": html(*large),
    }
    ready: dict[str, list[float]] = {name: [] for name in pages}
    frames: dict[str, list[float]] = {name: [] for name in pages}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        for name, text in pages.items():
            (Path(folder) / f"{name}.html").write_text(text, "utf-8")
        for _ in range(turns):
            for name in pages:
                settled, frame = opened(browser, Path(folder) / f"{name}.html", drag=True)
                ready[name].append(settled)
                frames[name].append(frame)
        path = Path(folder) / "ours-10000.html"
        search = median(
            searched(browser, path, ["ada weiss", "zzz", "case 1999", "moreau never"]) for _ in range(turns)
        )
        browser.close()
    settled_ms = {name: median(values) for name, values in ready.items()}
    frame_ms = {name: median(values) for name, values in frames.items()}

    def line(what: str, figure: str, goal: str) -> None:
        print(f"{what:<62} {figure:>10}   {goal}")

    for name in pages:
        line(f"{name}: ready, ms; frame, ms", f"{settled_ms[name]:.0f}; {frame_ms[name]:.1f}", "")
    ratio = settled_ms["ours-1000"] / settled_ms["plain-50"]
    line("ready of 1,000 entities ÷ stabilized of plain pyvis with 50", f"{ratio:.2f}", "at most 1")
    ratio = frame_ms["ours-1000"] / frame_ms["plain-50"]
    line("frame of 1,000 entities ÷ frame of plain pyvis with 50", f"{ratio:.2f}", "at most 1.5")
    ratio = settled_ms["ours-10000"] / settled_ms["ours-1000"]
    line("ready of 10,000 entities ÷ ready of 1,000", f"{ratio:.2f}", "at most 4")
    line("slowest letter typed into the search of 10,000 entities, ms", f"{search:.0f}", "at most 50")
    line("page without data, kB", f"{len(html(*samples.empty()).encode()) / 1000:.0f}", "at most 520")
    words = sum(len(claim.sentence.encode()) for claim in large[0].claims)
    bytes_each = (len(pages["ours-10000"].encode()) - len(html(*samples.empty()).encode()) - words) / len(
        large[0].claims
    )
    line("each claim beside its sentence (entities shared out), bytes", f"{bytes_each:.0f}", "at most 500")
    ours = median(cpu(lambda: html(*large)) for _ in range(turns))
    line("building the page of 10,000 entities, s of CPU", f"{ours:.1f}", "at most 5")
    theirs = cpu(lambda: plain(large, 2_000))
    line("plain pyvis, 2,000 of these entities, s of CPU", f"{theirs:.1f}", "")


if __name__ == "__main__":
    main()
