"""Recorded examples, the ladder, questions, experiments and pasted reports in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_accessibility import themed, violations
from tests.core.inputs.report.test_read import FENCED

__all__ = ["themed"]

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TORCH = "/r/example-no-wheel-for-this-python"
NUMBA = "/r/example-a-fall-of-years"


def test_an_example_opens_at_once(page: Page, base_url: str) -> None:
    page.goto(base_url)
    page.get_by_role("link", name="torch on Python 3.8 The newest torch").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("2.5.1")
    expect(page.locator("#row-torch")).to_contain_text("no compatible file")
    assert page.evaluate("performance.getEntriesByType('resource').every(one => one.name.startsWith(location.origin))")


def test_the_drawer_has_the_ladder(page: Page, base_url: str) -> None:
    page.goto(f"{base_url}{TORCH}")
    page.locator("#row-torch a.name").click()
    ladder = page.locator("#drawer .ladder")
    expect(ladder).to_contain_text("hidden by exclude-newer")
    expect(ladder.locator(".rung.taken")).to_have_count(2)
    ladder.get_by_text("older versions").click()
    expect(ladder.locator("details .rung").first).to_be_visible()


def test_a_question_is_answered_in_the_drawer(page: Page, base_url: str) -> None:
    page.goto(f"{base_url}{TORCH}")
    page.locator("#row-torch a.name").click()
    page.get_by_role("button", name="Why this version?").click()
    answer = page.locator("#drawer #answer")
    expect(answer).to_contain_text("the index lists")
    expect(answer).to_contain_text("It is the newest version that everything here allows.")
    assert page.url.startswith(f"{base_url}{TORCH}")


def test_why_not_by_keyboard_alone(page: Page, base_url: str) -> None:
    page.goto(f"{base_url}{NUMBA}/p/numba")
    page.get_by_label("or why not").focus()
    page.keyboard.type("0.60.0")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    answer = page.locator("#answer")
    expect(answer).to_contain_text("numba==0.60.0 would be fine")
    expect(answer).to_contain_text("numpy 2.1.2 → 2.0.2")


def test_an_experiment_is_solved_again(page: Page, base_url: str) -> None:
    page.goto(f"{base_url}{TORCH}/p/torch")
    page.get_by_role("link", name="single-platform solve where a file for any platform will do").click()
    expect(page.get_by_text("It supports the cause.")).to_be_visible()
    page.get_by_role("button", name="Solve it again").click()
    expect(page.locator("#answer")).to_contain_text("Solved again from what was recorded: 2.5.1")


def test_a_report_fills_the_form(page: Page, base_url: str) -> None:
    page.goto(base_url)
    page.get_by_label("pyproject.toml").fill(FENCED)
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_role("heading", name="Read from the report")).to_be_visible()
    expect(page.locator('textarea[name="text"]')).to_have_value(FENCED.split("```toml\n")[1].split("```")[0])
    expect(page.get_by_label("Python", exact=True)).to_have_value("3.11")


@pytest.mark.parametrize(
    "path", [f"{TORCH}/p/torch", NUMBA, "/r/example-a-file-out-of-reach", "/r/example-two-accelerators"]
)
def test_nothing_is_cut_at_390_pixels(page: Page, base_url: str, path: str) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{base_url}{path}")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_the_new_pages_have_no_violations(themed: Page, base_url: str) -> None:
    for path in (f"{TORCH}/p/torch", f"{TORCH}/experiment/divergences.0.0.0", NUMBA, "/r/example-wheels-that-disagree"):
        themed.goto(f"{base_url}{path}")
        assert not violations(themed), path
    themed.goto(f"{base_url}{TORCH}/p/torch")
    themed.get_by_role("button", name="Why this version?").click()
    themed.wait_for_selector("#answer article")
    assert not violations(themed)
    themed.goto(base_url)
    themed.get_by_label("pyproject.toml").fill(FENCED)
    themed.get_by_role("button", name="Compare").click()
    themed.wait_for_selector(".read-report")
    assert not violations(themed)
