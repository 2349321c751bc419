"""From a result to the copied scenario of the smallest project, in a browser; stopping keeps the smallest so far."""

from __future__ import annotations

import tomllib

import pytest
from playwright.sync_api import Page, expect

from tests.browser.answers import ask
from tests.browser.test_accessibility import violations
from tests.support.whole_application import TORCH

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_from_a_result_to_the_copied_scenario(page: Page, base_url: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(ask(base_url, text=TORCH))
    page.get_by_role("button", name="Find the smallest project that shows it").click()
    answer = page.locator(".smallest-answer")
    expect(answer.locator(".verdict")).to_contain_text("enough")
    assert not violations(page)
    answer.get_by_text("packse scenario", exact=True).click()
    answer.get_by_role("button", name="Copy the packse scenario").click()
    expect(answer.get_by_role("button", name="Copied")).to_be_visible()
    copied = tomllib.loads(page.evaluate("navigator.clipboard.readText()"))
    assert "torch" in copied["packages"]
    assert copied["root"]["requires"] == ["torch"]


def test_a_search_is_seen_on_its_way_or_at_its_end(page: Page, base_url: str) -> None:
    """Where the button to stop is there it is pressed; what was proven by then, or that nothing was, is said."""
    page.goto(ask(base_url, text=TORCH.replace("old-python", "stopped")))
    page.get_by_role("button", name="Find the smallest project that shows it").click()
    stop, verdict = page.get_by_role("button", name="Stop, and keep what is proven"), page.locator(".smallest-answer")
    expect(stop.or_(verdict).first).to_be_visible()
    if stop.is_visible():
        stop.click()
    expect(verdict.or_(page.locator(".answer .wrong")).first).to_be_visible()
