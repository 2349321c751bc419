"""The real uv, asked from an example and from a live paste, and what somebody's own uv wrote, in a browser."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.answers import a_lock, ask
from tests.browser.test_accessibility import themed, violations
from tests.support.served_index import ServedIndex
from tests.support.whole_application import TORCH

__all__ = ["themed"]

pytestmark = [pytest.mark.browser, pytest.mark.slow]

EXAMPLE = "/r/example-no-wheel-for-this-python"
SAME = re.compile(r"checked with uv 0\.13\.8: the same \d+ versions")


@pytest.fixture
def without_scripts(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def badges(page: Page) -> Locator:
    return page.locator(".uv-check .agrees")


def check(page: Page) -> None:
    """Press the button, wait for the answer, and go back to the page with the badge."""
    address = page.url
    page.get_by_role("button", name="Check with the real uv").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What the real uv answers")
    expect(page.locator(".answer").get_by_text(SAME)).to_have_count(2)
    page.goto(address)
    expect(badges(page)).to_have_text([re.compile(f"lock: {SAME.pattern}"), re.compile(f"compile: {SAME.pattern}")])
    expect(page.get_by_role("button", name="Check with the real uv")).to_have_count(0)


def test_an_example_is_checked_with_the_real_uv(page: Page, base_url: str) -> None:
    page.goto(f"{base_url}{EXAMPLE}")
    check(page)


def test_a_live_paste_is_checked_with_the_real_uv(page: Page, base_url: str) -> None:
    page.goto(base_url)
    page.get_by_label("pyproject.toml").fill(TORCH.replace("old-python", "checked"))
    page.get_by_label("Python", exact=True).select_option("3.8")
    page.get_by_role("button", name="Compare").click()
    page.wait_for_selector("#resolution[data-state=ended]")
    check(page)
    badges(page).first.get_by_role("link").click()
    expect(page.get_by_text(SAME)).to_have_count(2)


def test_every_target_is_checked_from_the_page_of_all(page: Page, base_url: str) -> None:
    page.goto(ask(base_url, text=TORCH, targets=["3.10/x86_64-unknown-linux-gnu"]))
    page.get_by_role("button", name="Check with the real uv").click()
    starts = ("lock", r"compile at .* 3\.8.*", r"compile at .* 3\.10.*")
    expect(badges(page)).to_have_text([re.compile(f"{start}: {SAME.pattern}") for start in starts])  # without a reload


def test_what_my_uv_wrote_is_compared(page: Page, base_url: str, index: ServedIndex) -> None:
    page.goto(ask(base_url, text=TORCH))
    page.get_by_text("This differs from my uv").click()
    page.get_by_label("What your uv wrote").fill(a_lock(index.url))
    page.get_by_role("button", name="Compare with my uv").click()
    answer = page.locator(".answer")
    expect(answer).to_contain_text("First difference: torch: 2.5.1 here, 2.4.1 there")
    expect(answer).to_contain_text("It was made by another release of uv (revision 0 there, revision 5 here).")


def test_it_works_without_scripts(without_scripts: Page, base_url: str, index: ServedIndex) -> None:
    page = without_scripts
    page.goto(ask(base_url, text=TORCH))
    page.get_by_text("This differs from my uv").click()
    page.get_by_label("What your uv wrote").fill("torch==2.4.1\nsympy==1.13.1\ntriton==3.0.0\n")
    page.get_by_role("button", name="Compare with my uv").click()
    expect(page.locator(".answer")).to_contain_text("This uv pip freeze has the same versions.")


def test_the_pages_have_no_violations_and_nothing_is_cut(themed: Page, base_url: str, index: ServedIndex) -> None:
    for width in (1440, 390):
        themed.set_viewport_size({"width": width, "height": 900})
        themed.goto(ask(base_url, text=TORCH))
        themed.get_by_text("This differs from my uv").click()
        assert not violations(themed)
        assert themed.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        themed.get_by_label("What your uv wrote").fill(a_lock(index.url))
        themed.get_by_role("button", name="Compare with my uv").click()
        themed.wait_for_selector(".own-uv-answer")
        assert not violations(themed)
        assert themed.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
