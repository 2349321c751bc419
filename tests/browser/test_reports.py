"""An issue report from the paste to the copied reply, in a real browser: by mouse, and by the keyboard alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.support.reports import STATED, a_report

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SEEN = "$ uv sync\n + torch==2.5.1\n$ uv pip install -r pyproject.toml\n + torch==2.4.1"
UNDATED = STATED.replace(" Opened on 2024-11-29.", "")
REPORT = a_report("torch", transcript=SEEN, stated=UNDATED.replace("3.12.4", "3.8.20"))
OPEN = a_report("torch", transcript="$ uv pip install -r pyproject.toml", stated=UNDATED.replace("Python 3.12.4, ", ""))
RESULT = re.compile(r"/r/[a-z0-9]{18}$")
MOST_STOPS = 200
"""Stops of the tabulator before a control is taken for one that cannot be reached."""


@pytest.fixture
def page(browser: Browser, base_url: str) -> Iterator[Page]:
    context = browser.new_context(base_url=base_url, permissions=["clipboard-read", "clipboard-write"])
    yield context.new_page()
    context.close()


def reach(page: Page, control: Locator) -> None:
    """Go to a control with the tabulator."""
    handle = control.element_handle()
    for _ in range(MOST_STOPS):
        if page.evaluate("element => document.activeElement === element", handle):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{control} cannot be reached with the keyboard")


def copied(page: Page) -> str:
    expect(page.get_by_text("Copied", exact=False).first).to_be_visible()
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_by_mouse(page: Page) -> None:
    page.goto("/")
    page.get_by_label("pyproject.toml").fill(REPORT)
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_role("heading", name="Read from the report")).to_be_visible()
    expect(page.get_by_text("Not stated: no date")).to_be_visible()
    page.get_by_role("button", name="Compare").click()
    page.wait_for_url(RESULT)
    expect(page.get_by_role("heading", name="The report: reproduced")).to_be_visible()
    page.get_by_role("button", name="Copy the reply").click()
    reply = copied(page)
    assert reply.startswith("Thank you for the report! Reproduced")
    assert page.url in reply
    page.get_by_role("link", name="Correct what was read").click()
    expect(page.get_by_label("pyproject.toml")).to_have_value(re.compile("torch"))
    page.get_by_label("pyproject.toml").fill(
        page.get_by_label("pyproject.toml").input_value().replace("torch", "torch<2.5")
    )
    page.get_by_role("button", name="Compare").click()
    page.wait_for_url(RESULT)
    expect(page.get_by_role("heading", name="The report: partly reproduced")).to_be_visible()


def test_by_keyboard_alone(page: Page) -> None:
    page.goto("/")
    reach(page, page.get_by_label("pyproject.toml"))
    page.keyboard.insert_text(REPORT)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", name="Read from the report")).to_be_visible()
    reach(page, page.get_by_role("button", name="Compare"))
    page.keyboard.press("Enter")
    page.wait_for_url(RESULT)
    expect(page.get_by_role("heading", name="The report: reproduced")).to_be_visible()
    reach(page, page.get_by_role("button", name="Copy the reply"))
    page.keyboard.press("Enter")
    assert page.url in copied(page)


def test_what_is_asked_for_can_be_answered(page: Page) -> None:
    page.goto("/")
    page.get_by_label("pyproject.toml").fill(OPEN)
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_text("no Python version", exact=False).first).to_be_visible()
    page.get_by_role("button", name="Compare").click()
    page.wait_for_url(RESULT)
    expect(page.get_by_role("heading", name="The report: needs information")).to_be_visible()
    first = page.locator("#verdict .asked-facts a").first
    python = first.inner_text()
    first.click()
    expect(page.get_by_label("Python", exact=True)).to_have_value(python)
    page.get_by_role("button", name="Compare").click()
    page.wait_for_url(RESULT)
    expect(
        page.get_by_role("heading", name="The report: reproduced").or_(
            page.get_by_role("heading", name="The report: partly")
        )
    ).to_be_visible()
