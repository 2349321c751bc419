"""Screenshots of every page, light and dark, wide and narrow: `python -m tests.browser.screenshots FOLDER`.

It starts the application on an index of its own and asks it; nothing of the outside is needed.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.support.served_index import served_index
from tests.support.servers import program, running_application, slow_down
from tests.support.whole_application import CHAIN, CHROMIUM_OPTIONS, TORCH, TORCH_FILES, a_long_chain

WIDTHS = {"wide": 1440, "narrow": 390}
BAD = TORCH.replace('"torch",', '"torch >> 2",\n    "not a name!",')


def ask(page: Page, url: str, text: str, *, wait: bool = True, index_url: str = "") -> str:
    """Send a text; the address of its answer."""
    page.goto(url)
    page.get_by_label("pyproject.toml").fill(text)
    page.get_by_label("Python", exact=True).select_option("3.8" if "3.8" in text else "3.12")
    if index_url:
        page.get_by_text("Advanced").click()
        page.get_by_label("Index", exact=True).fill(index_url)
    page.get_by_role("button", name="Compare").click()
    if wait:
        page.wait_for_selector("#resolution[data-state=ended]", timeout=20_000)
    return page.url


def addresses(page: Page, url: str) -> Mapping[str, str]:
    """What there is to see, by file name."""
    answer = ask(page, url, TORCH)
    return {
        "paste": url,
        "example": f"{url}/?example=torch-python-3.8",
        "result": answer,
        "packages": f"{answer}?view=packages",
        "input": f"{answer}?view=input",
        "record": f"{answer}?view=record",
        "unsatisfiable": ask(page, url, TORCH.replace('"torch"', '"torch>=9"')),
        "index-trouble": ask(page, url, TORCH, index_url="http://127.0.0.1:9/simple"),
        "not-found": f"{url}/nowhere",
    }


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


def take_all(browser: Browser, url: str, slow_url: str, folder: Path) -> None:
    """Every page in every look."""
    with opened(browser, 1440, "light") as page:
        shown = addresses(page, url)
    for size, width in WIDTHS.items():
        for scheme in ("light", "dark"):
            with opened(browser, width, scheme) as page:
                for name, address in shown.items():
                    page.goto(address)
                    page.screenshot(path=folder / f"{name}-{size}-{scheme}.png", full_page=True)
                ask(page, url, BAD, wait=False)
                page.screenshot(path=folder / f"mistakes-{size}-{scheme}.png", full_page=True)
                running = ask(page, url, CHAIN, wait=False, index_url=slow_url)
                page.wait_for_timeout(1500)
                page.screenshot(path=folder / f"running-{size}-{scheme}.png", full_page=True)
                page.goto(running)
                page.get_by_role("button", name="Cancel").click()


def main() -> None:
    """The program."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "test-results/screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as data,
        served_index(TORCH_FILES) as index,
        served_index(a_long_chain(40)) as slow,
        running_application(Path(data), index.url, WHICHWHEEL_SUBMISSIONS_PER_MINUTE="0") as application,
        sync_playwright() as playwright,
    ):
        slow_down(slow, 0.3)
        browser = playwright.chromium.launch(executable_path=program("chromium"), args=list(CHROMIUM_OPTIONS))
        take_all(browser, application.url, slow.url, folder)
        browser.close()
    print(f"{len(list(folder.glob('*.png')))} screenshots in {folder}")


if __name__ == "__main__":
    main()
