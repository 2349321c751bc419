"""axe-core finds nothing to complain about on any page, in either theme."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.answers import all_pages
from tests.browser.test_reports import REPORT
from tests.support.served_index import ServedIndex
from tests.support.servers import Application

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def pages(application: Application, index: ServedIndex) -> dict[str, str]:
    return all_pages(application.url, index.url)


@pytest.fixture(params=["light", "dark"])
def themed(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, color_scheme=request.param, reduced_motion="reduce"
    )
    yield context.new_page()
    context.close()


def violations(page: Page) -> list[str]:
    """What is wrong, with the elements."""
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"][:5]]


def test_no_page_has_violations(themed: Page, pages: dict[str, str]) -> None:
    found = {}
    for name, address in pages.items():
        themed.goto(address)
        if wrong := violations(themed):
            found[name] = wrong
    assert not found


def test_the_drawer_and_the_keys_have_no_violations(themed: Page, pages: dict[str, str]) -> None:
    themed.goto(pages["result"])
    themed.locator("#row-torch a.name").click()
    themed.wait_for_selector("#drawer:not([hidden])")
    assert not violations(themed)
    themed.keyboard.press("Escape")
    themed.keyboard.press("?")
    themed.wait_for_selector("dialog[open]")
    assert not violations(themed)


def test_mistakes_have_no_violations(themed: Page, pages: dict[str, str]) -> None:
    themed.goto(pages["paste"])
    themed.get_by_label("pyproject.toml").fill("[project\n")
    themed.get_by_role("button", name="Compare").click()
    themed.wait_for_selector("#text-mistakes")
    assert not violations(themed)


def test_a_report_and_its_verdict_have_no_violations(themed: Page, pages: dict[str, str]) -> None:
    themed.goto(pages["paste"])
    themed.get_by_label("pyproject.toml").fill(REPORT)
    themed.get_by_role("button", name="Compare").click()
    themed.get_by_role("heading", name="Read from the report").wait_for()
    assert not violations(themed)
    themed.get_by_role("button", name="Compare").click()
    themed.locator("#verdict .asked-facts, #verdict [data-copy]").first.wait_for()
    assert not violations(themed)
