"""What becomes of a permalink: deleting it later, its expiry, forks, links that store nothing, forms, Back."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

from tests.support.servers import Application
from tests.support.whole_application import TORCH

pytestmark = pytest.mark.browser


def compared(page: Page, base_url: str, text: str = TORCH) -> str:
    """Paste a text and wait for its answer; the address of the permalink."""
    page.goto(base_url)
    page.locator("#text").fill(text)
    page.locator("#python").select_option("3.8")
    page.locator("#compare").click()
    expect(page.locator("#resolution")).to_have_attribute("data-state", "ended")
    return page.url


def test_an_answer_is_deleted_later_from_my_pastes(page: Page, base_url: str) -> None:
    permalink = compared(page, base_url)
    expect(page.locator("#delete-link")).to_contain_text("shown this once")
    page.reload()
    expect(page.locator("#delete-link")).to_have_count(0)
    # The link stays in the browser, whatever becomes of the author's cookie.
    page.context.clear_cookies()
    page.get_by_role("navigation", name="Site").get_by_role("link", name="My pastes").click()
    row = page.locator(f"[data-paste='{permalink.rpartition('/')[2]}']")
    expect(row).to_contain_text("old-python")
    row.get_by_role("link", name="Delete").click()
    page.get_by_role("button", name="Delete it").click()
    expect(page.get_by_role("heading", name="Deleted")).to_be_visible()
    response = page.goto(permalink)
    assert response is not None
    assert response.status == 404
    page.goto(f"{base_url}/mine")
    expect(row).to_have_count(0)


def test_an_expired_page_keeps_its_verdict(page: Page, base_url: str, application: Application) -> None:
    permalink = compared(page, base_url)
    headline = page.locator("h1").inner_text()
    with closing(sqlite3.connect(application.data_dir / "whichwheel.sqlite3", timeout=60)) as database, database:
        question = "UPDATE resolutions_submission SET expires_at = '2020-01-01 00:00:00' WHERE id = ?"
        database.execute(question, [permalink.rpartition("/")[2]])
    page.goto(permalink)
    expect(page.locator("h1")).to_have_text(headline.replace("\n", " "))
    expect(page.get_by_role("heading", name="What is gone")).to_be_visible()
    response = page.goto(f"{permalink}/pyproject.toml")
    assert response is not None
    assert response.status == 410


def test_a_fork_knows_its_parent_and_is_compared_with_it(page: Page, base_url: str) -> None:
    parent = compared(page, base_url)
    page.get_by_role("link", name="Change it").click()
    page.locator("#text").fill(TORCH.replace('"torch"', '"torch<2.5"'))
    page.locator("#compare").click()
    expect(page.locator("#resolution")).to_have_attribute("data-state", "ended")
    back = page.locator(f"a[href='{parent.removeprefix(base_url)}']")
    expect(back).to_have_text(["an earlier answer", "undo: back to it"])
    page.get_by_role("link", name="everything that moved").click()
    expect(page).to_have_url(f"{base_url}/c/{parent.rpartition('/')[2]}..{page.url.rpartition('..')[2]}")
    expect(page.locator("h1")).to_contain_text("Changed")


def test_solving_again_now_is_linked_both_ways_and_exactly_is_the_same(page: Page, base_url: str) -> None:
    before = compared(page, base_url)
    page.locator("summary", has_text="Resolve again").click()
    page.get_by_role("button", name="Resolve again with today's index (new permalink)").click()
    expect(page.locator("#resolution")).to_have_attribute("data-state", "ended")
    assert page.url != before
    page.goto(before)
    expect(page.get_by_role("link", name="the new answer")).to_be_visible()
    page.locator("summary", has_text="Resolve again").click()
    page.get_by_role("button", name="Check: resolve again from the stored data").click()
    expect(page.locator(".answer")).to_contain_text("the same document")
    expect(page.locator(".answer")).not_to_contain_text("differs")


def test_a_link_that_stores_nothing_fills_the_form(page: Page, base_url: str) -> None:
    asked: list[str] = []
    page.goto(base_url)
    page.locator("#text").fill(TORCH)
    page.locator("#python").select_option("3.9")
    page.locator("summary", has_text="Keeping").click()
    page.get_by_role("button", name="Copy a link that stores nothing").click()
    page.wait_for_function("location.hash.startsWith('#q=')")
    link = page.url
    other = page.context.new_page()
    other.on("request", lambda request: asked.append(request.url + (request.post_data or "")))
    other.goto(link)
    expect(other.locator("#text")).to_have_value(TORCH)
    expect(other.locator("#python")).to_have_value("3.9")
    assert not any("#q=" in one.removeprefix(link) for one in asked if one != link)


def test_a_prefilled_link_fills_the_form_without_scripts(page: Page, base_url: str) -> None:
    query = {"text": TORCH, "python": "3.9", "platform": "aarch64-apple-darwin", "as_of": "2024-11-29"}
    page.goto(f"{base_url}/?{urlencode(query)}")
    expect(page.locator("#text")).to_have_value(TORCH)
    expect(page.locator("#python")).to_have_value("3.9")
    expect(page.locator("#platform")).to_have_value("aarch64-apple-darwin")
    expect(page.locator("#exclude_newer")).to_have_value("2024-11-29")


def test_a_changed_example_reads_the_live_index(page: Page, base_url: str) -> None:
    page.goto(f"{base_url}/?example=no-wheel-for-this-python")
    page.locator("#text").fill(TORCH.replace('"torch"', '"torch<2.5"'))
    page.locator("#exclude_newer").fill("")
    page.locator("#compare").click()
    expect(page.locator("#resolution")).to_have_attribute("data-state", "ended")
    expect(page.locator("body")).not_to_contain_text("not recorded")
    page.goto(f"{page.url}?view=packages")
    expect(page.locator("main")).to_contain_text("2.4.1")


def test_back_closes_the_drawer(page: Page, base_url: str) -> None:
    page.goto(f"{base_url}/r/example-no-wheel-for-this-python")
    page.locator("a[data-drawer]").first.click()
    expect(page.locator("#drawer .drawer-head")).to_be_visible()
    page.go_back()
    expect(page.locator("#drawer .drawer-head")).to_have_count(0)
    expect(page).to_have_url(re.compile(r"/r/example-no-wheel-for-this-python(#.*)?$"))
