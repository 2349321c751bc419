"""Screenshots of every page, light and dark, wide and narrow: `python -m tests.browser.screenshots FOLDER`.

It starts the application on an index of its own and asks it; nothing of the outside is needed.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.answers import all_pages
from tests.support.large_project import large_files
from tests.support.served_index import served_index
from tests.support.servers import held, program, running_application
from tests.support.whole_application import CHAIN, CHROMIUM_OPTIONS, TORCH, TORCH_FILES, a_long_chain
from tests.support.workspace import WORKSPACE_INDEX

LONG = ("large", "large-graph-whole", "large-trace")  # only their first screen
WIDTHS = {"wide": 1440, "narrow": 390}
BAD = TORCH.replace('"torch",', '"torch >> 2",\n    "not a name!",')


def begin(page: Page, url: str, text: str, *, index_url: str = "") -> str:
    """Send a text with the form; the address of its answer."""
    page.goto(url)
    page.get_by_label("pyproject.toml").fill(text)
    if index_url:
        page.get_by_text("Advanced").click()
        page.get_by_label("Index", exact=True).fill(index_url)
    page.get_by_role("button", name="Compare").click()
    return page.url


@contextmanager
def opened(browser: Browser, width: int, scheme: str) -> Iterator[Page]:
    """A page of a window with this width and theme."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,  # type: ignore[arg-type]
        reduced_motion="reduce",
    )
    yield context.new_page()
    context.close()


def take_all(browser: Browser, url: str, index_url: str, slow_url: str, folder: Path) -> None:
    """Every page in every look."""
    shown = all_pages(url, index_url)
    for size, width in WIDTHS.items():
        for scheme in ("light", "dark"):
            with opened(browser, width, scheme) as page:
                look = f"{size}-{scheme}.png"
                for name, address in shown.items():
                    page.goto(address)
                    page.screenshot(path=folder / f"{name}-{look}", full_page=name not in LONG)
                take_moments(page, shown["result"], folder, look)
                begin(page, url, BAD)
                page.screenshot(path=folder / f"mistakes-{look}", full_page=True)
                running = begin(page, url, CHAIN, index_url=slow_url)
                page.wait_for_selector(".lane-single")
                page.screenshot(path=folder / f"running-{look}", full_page=True)
                page.goto(running)
                page.get_by_role("button", name="Cancel").click()


def take_moments(page: Page, answer: str, folder: Path, look: str) -> None:
    """What only scripts open: the drawer and the list of keys."""
    page.goto(answer)
    page.locator("#row-torch a.name").click()
    page.wait_for_selector("#drawer:not([hidden])")
    page.screenshot(path=folder / f"drawer-{look}")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    page.screenshot(path=folder / f"keys-{look}")


def main() -> None:
    """The program."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "test-results/screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as data,
        served_index([*TORCH_FILES, *large_files(), *WORKSPACE_INDEX]) as index,
        served_index(a_long_chain(40)) as slow,
        held(slow, "step-20"),
        running_application(Path(data), index.url, WHICHWHEEL_SUBMISSIONS_PER_MINUTE="0") as application,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=program("chromium"), args=list(CHROMIUM_OPTIONS))
        take_all(browser, application.url, index.url, slow.url, folder)
        browser.close()
    print(f"{len(list(folder.glob('*.png')))} screenshots in {folder}")


if __name__ == "__main__":
    main()
