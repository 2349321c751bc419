"""Ten things that visitors of a permalink want, each in two clicks at most: the script counts them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.answers import ask
from tests.support.served_index import ServedIndex
from tests.support.servers import Application
from tests.support.whole_application import TORCH

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MOST_CLICKS = 2
PERMALINK = "/r/example-no-wheel-for-this-python"


@dataclass
class Visitor:
    """Somebody with a mouse, who types into what has the focus."""

    page: Page
    clicks: list[str] = field(default_factory=list)

    def click(self, what: Locator) -> None:
        """Click something that can be seen."""
        self.clicks.append(str(what))
        expect(what).to_be_visible()
        what.click()

    def type(self, text: str) -> None:
        """Type, and press Enter."""
        self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")

    def sees(self, what: Locator, *texts: str | re.Pattern[str]) -> None:
        """Something on the screen says all of this."""
        expect(what).to_be_in_viewport()
        for text in texts:
            expect(what).to_contain_text(text)


@pytest.fixture
def visitor(page: Page, base_url: str) -> Iterator[Visitor]:
    """A visitor of the permalink of the reported case, on a screen of a laptop."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("request", lambda request: said.append(request.url) if not request.url.startswith(base_url) else None)
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{base_url}{PERMALINK}")
    found = Visitor(page)
    yield found
    assert len(found.clicks) <= MOST_CLICKS, found.clicks
    assert said == []


def drawer(page: Page) -> Locator:
    return page.get_by_role("complementary", name="Project")


def test_what_differs(visitor: Visitor) -> None:
    visitor.sees(visitor.page.get_by_role("heading", level=1), "torch is ◆ 2.5.1 with uv sync and ● 2.4.1")
    visitor.sees(visitor.page.locator("#row-torch"), "2.4.1", "2.5.1")


def test_why(visitor: Visitor) -> None:
    visitor.sees(visitor.page.locator(".lede"), "has no file for Python 3.8", "The lock accepts it because")
    visitor.click(visitor.page.locator("#row-torch a.name"))
    visitor.sees(drawer(visitor.page).locator(".why").first, "proven")


def test_which_file_supplied_the_metadata(visitor: Visitor) -> None:
    files = visitor.page.locator(".lead-files")
    visitor.sees(
        files,
        "uv sync",
        "torch-2.5.1-cp310-cp310-manylinux1_x86_64.whl",
        "no wheel or source distribution of 2.5.1 can be installed",
    )
    visitor.sees(files, "torch-2.4.1-cp38-cp38-manylinux1_x86_64.whl", "the file that would be installed here")


def test_what_to_do(visitor: Visitor) -> None:
    advice = visitor.page.get_by_role("region", name="What to do")
    visitor.sees(advice, '"torch<=2.4.1')
    visitor.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visitor.click(advice.get_by_role("button", name="Copy"))
    expect(advice).to_contain_text("Copied")
    assert '+    "torch<=2.4.1' in visitor.page.evaluate("navigator.clipboard.readText()")


def test_whether_that_is_safe_on_macos(visitor: Visitor) -> None:
    visitor.click(visitor.page.get_by_role("region", name="What to do").get_by_role("link", name="What it moves"))
    visitor.sees(visitor.page.locator("#fixes .moves").first, "macOS arm64")


def test_who_requires_a_project(visitor: Visitor) -> None:
    visitor.page.keyboard.press("/")
    visitor.page.keyboard.type("sympy")
    visitor.click(visitor.page.locator("#row-sympy a.name"))
    visitor.click(drawer(visitor.page).get_by_role("link", name="Paths"))
    visitor.sees(drawer(visitor.page).locator(".ways").first, "torch", "sympy")


def test_who_requires_a_project_without_the_keyboard_map(visitor: Visitor) -> None:
    visitor.click(visitor.page.get_by_role("link", name="All packages"))
    visitor.page.wait_for_url(re.compile("view=packages"))
    visitor.click(visitor.page.locator("tr", has_text="sympy").locator("a.name").first)
    expect(drawer(visitor.page).or_(visitor.page.locator(".drawer-page"))).to_contain_text("line 6 → torch any")


def test_why_not_another_version(visitor: Visitor) -> None:
    visitor.click(visitor.page.locator("#row-torch a.name"))
    visitor.click(drawer(visitor.page).get_by_role("link", name="Ask"))
    expect(visitor.page.get_by_label("or why not")).to_be_focused()
    visitor.type("2.1")
    visitor.sees(drawer(visitor.page).locator("#answer"), "2.1")


def test_send_it_to_a_colleague(visitor: Visitor) -> None:
    visitor.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visitor.click(visitor.page.get_by_role("button", name="Copy link"))
    expect(visitor.page.get_by_role("button", name="Copied")).to_be_visible()
    assert visitor.page.evaluate("navigator.clipboard.readText()") == visitor.page.url


def an_edit(page: Page, before: str) -> None:
    """Change an answer and wait for the new one."""
    page.goto(before)
    page.get_by_role("link", name="Change it").click()
    expect(page.get_by_role("region", name="The answer now")).to_contain_text("2.5.1")
    page.get_by_label("pyproject.toml").fill(TORCH.replace('"torch"', '"torch<2.5"'))
    page.get_by_role("button", name="Compare").click()
    page.wait_for_selector("#resolution[data-state=ended]")


def test_see_what_an_edit_moved_and_undo_it(page: Page, application: Application, index: ServedIndex) -> None:
    before = ask(application.url, text=TORCH)
    an_edit(page, before)
    visitor = Visitor(page)
    visitor.sees(page.get_by_role("group", name="What moved"), "uv pip install nothing moved", "torch 2.5.1 → 2.4.1")
    visitor.click(page.get_by_role("link", name="undo: back to it"))
    expect(page).to_have_url(before)
    assert len(visitor.clicks) <= MOST_CLICKS


def test_find_an_earlier_paste(page: Page, application: Application, index: ServedIndex) -> None:
    page.goto(application.url)
    page.get_by_label("pyproject.toml").fill(TORCH.replace("old-python", "last-week"))
    page.get_by_label("Python", exact=True).select_option("3.8")
    page.get_by_role("button", name="Compare").click()
    page.wait_for_selector("#resolution[data-state=ended]")
    asked = page.url.partition("?")[0]
    page.goto(f"{application.url}{PERMALINK}")
    visitor = Visitor(page)
    visitor.click(page.get_by_label("Site").get_by_role("link", name="My pastes"))
    visitor.click(page.locator("#pastes a", has_text="last-week").first)
    expect(page).to_have_url(asked)
    assert len(visitor.clicks) <= MOST_CLICKS
