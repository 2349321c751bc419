"""How long the result page of a project of 333 packages takes from an interaction to the next paint.

    python -m benchmarks.interactions [PROJECTS] [--rounds 5]

The browser itself measures (Event Timing): from the event to the frame after its handlers, in steps of 8 ms. What an
interaction asks the server for comes later and is not part of it. PROJECTS is the folder of the frozen projects.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser.answers import ask
from tests.conformance.projects import BASE_IN_FILES, Project, index_base, load_case
from tests.support.servers import program, running_application
from tests.support.whole_application import CHROMIUM_OPTIONS

LARGEST = "demand-forecast"
SETTINGS = {"WHICHWHEEL_SUBMISSIONS_PER_MINUTE": "0", "WHICHWHEEL_EXPLAIN_SECONDS": "30"}
WATCH = """
window.interactions = [];
new PerformanceObserver(list => window.interactions.push(
    ...list.getEntries().filter(entry => entry.interactionId).map(entry => [entry.name, entry.duration])
)).observe({type: "event", durationThreshold: 16, buffered: true});
"""
TYPED = ("aio", "py", "home", "z")


def filtered(page: Page, address: str) -> None:
    """The list: typing in the filter, other rows, another order."""
    page.goto(f"{address}?show=all")
    for word in TYPED:
        page.keyboard.press("/")
        page.keyboard.type(word, delay=40)
        page.get_by_role("searchbox").fill("")
        page.keyboard.press("Escape")
    for place in (1, 0, 1):
        page.get_by_label("Sort by").select_option(index=place)


def opened(page: Page, address: str) -> None:
    """The drawer: by the keyboard and by the mouse, and closed again."""
    page.goto(f"{address}?show=all")
    for _ in range(4):
        page.keyboard.press("j")
        page.keyboard.press("Enter")
        page.wait_for_selector("#drawer h1")
        page.keyboard.press("Escape")
    for row in page.locator("[data-rows] a.name").all()[:3]:
        row.click()
        page.wait_for_selector("#drawer h1")
        page.get_by_role("button", name="Close").click()


def drawn(page: Page, address: str) -> None:
    """The graph of everything: larger, smaller, found, and a project opened."""
    page.goto(f"{address}?view=graph&scope=whole")
    for name in ("Larger", "Larger", "Smaller"):
        page.get_by_role("button", name=name).click()
    page.get_by_label("Find a project").press_sequentially("aiohttp", delay=40)
    page.locator(".graph-svg g.node.is-found a, .graph-svg a").first.click()


def measured(page: Page, address: str, rounds: int) -> dict[str, list[float]]:
    """Milliseconds of each interaction by the part of the page."""
    found: dict[str, list[float]] = {}
    for _ in range(rounds):
        for part in (filtered, opened, drawn):
            part(page, address)
            page.wait_for_timeout(200)  # the last frame is told a little later
            found.setdefault(part.__name__, []).extend(took for _, took in page.evaluate("window.interactions"))
    return found


def figures(milliseconds: list[float]) -> str:
    """Number, median, 95th percentile and the most. What took less than 16 ms is not told by the browser."""
    ordered = sorted(milliseconds)
    p95 = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
    cuts = f"median {statistics.median(ordered):.0f} ms, p95 {p95:.0f} ms, most {ordered[-1]:.0f} ms"
    return f"{len(ordered):4} interactions, {cuts}"


def main() -> int:
    """Measure and print; 1 where the 95th percentile of a part is 100 ms or more."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("projects", type=Path, nargs="?", default=Path("../shared/frozen-index/projects"))
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    folder = asked.projects / LARGEST
    case = load_case(folder)
    with (
        tempfile.TemporaryDirectory() as data,
        index_base(Project(folder, folder, None, 0), case) as base,
        running_application(Path(data), f"{base}/simple", **SETTINGS) as application,
        sync_playwright() as playwright,
    ):
        text = (folder / "pyproject.toml").read_text("utf-8").replace(BASE_IN_FILES, base)
        address = ask(application.url, text=text, python="3.12")
        browser = playwright.chromium.launch(executable_path=program("chromium"), args=list(CHROMIUM_OPTIONS))
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.add_init_script(WATCH)
        page.goto(f"{address}?view=packages")
        print(f"{page.locator('main tbody tr').count()} packages in the list of all")
        found = measured(page, address, asked.rounds)
        browser.close()
    for part, milliseconds in found.items():
        print(f"{part:9} {figures(milliseconds) if milliseconds else 'nothing took 16 ms'}")
    every = [one for milliseconds in found.values() for one in milliseconds]
    print(f"all       {figures(every)}")
    return int(sorted(every)[int(0.95 * len(every))] >= 100)


if __name__ == "__main__":
    raise SystemExit(main())
