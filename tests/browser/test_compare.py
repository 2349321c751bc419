"""The main job in a real browser: paste, progress, permalink, divergence; with and without JavaScript."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from threading import Event

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from tests.support.served_index import served_index
from tests.support.servers import Application, held, until
from tests.support.whole_application import TORCH, TORCH_FILES

pytestmark = [pytest.mark.browser, pytest.mark.slow]

HEADLINE = re.compile(r"torch is ◆\s2\.5\.1 with uv sync and ●\s2\.4\.1 with uv pip install\.")
ENDED = "#resolution[data-state=ended]"
PERMALINK = re.compile(r"/r/[a-z0-9]{18}$")


@pytest.fixture(autouse=True)
def clean_console(page: Page) -> Iterator[None]:
    """No page may break its own content security policy, or any script."""
    said: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if message.type == "error" and "422" not in message.text and "404" not in message.text:
            said.append(message.text)

    page.on("console", listen)
    page.on("pageerror", lambda error: said.append(str(error)))
    yield
    assert not said


@dataclass(frozen=True)
class HeldIndex:
    """An index of which nothing was read before, and that answers only once it is released."""

    url: str
    released: Event


@pytest.fixture
def held_index() -> Iterator[HeldIndex]:
    with served_index(TORCH_FILES) as index, held(index, "sympy", "triton") as released:
        yield HeldIndex(index.url, released)


def fill(page: Page, text: str = TORCH, cutoff: str = "", index_url: str = "") -> None:
    page.goto("/")
    if index_url:
        page.get_by_text("Advanced").click()
        page.get_by_label("Index", exact=True).fill(index_url)
    page.get_by_label("pyproject.toml").fill(text)
    page.get_by_label("Python", exact=True).select_option("3.8")
    page.get_by_label("As of").fill(cutoff)


def compare(page: Page, text: str = TORCH, cutoff: str = "") -> str:
    """Paste, press the button, wait for the answer; the permalink."""
    fill(page, text, cutoff)
    page.get_by_role("button", name="Compare").click()
    page.wait_for_selector(ENDED)
    return page.url


def overflow(page: Page) -> int:
    """How many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def test_paste_progress_permalink_divergence_reload(page: Page, held_index: HeldIndex) -> None:
    fill(page, cutoff="2024-11-29", index_url=held_index.url)
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Comparing at Python 3.8, Linux x86_64")
    expect(page.locator(".lane-single")).to_contain_text("projects")
    expect(page).to_have_url(PERMALINK)
    address = page.url

    held_index.released.set()
    page.wait_for_selector(ENDED)
    expect(page.get_by_role("heading", level=1)).to_have_text(HEADLINE)
    expect(page).to_have_title(re.compile("torch is ◆"))
    expect(page.get_by_role("status")).to_have_text(HEADLINE)
    row = page.locator("#row-torch")
    expect(row.locator(".cell-single")).to_contain_text("torch-2.4.1-cp38-cp38-manylinux1_x86_64.whl")
    expect(row.locator(".cell-universal")).to_contain_text("torch-2.5.1-cp310-cp310-manylinux1_x86_64.whl")
    expect(row.locator(".cell-universal")).to_contain_text("no file fits Python 3.8, Linux x86_64")
    expect(page.locator("#row-triton .cell-universal")).to_contain_text("3.1.0")
    assert page.url == address

    # Of what follows from another the file is left to the drawer, as soon as the reasons are there: versions stay.
    sides = page.locator("table.compare").first.locator(":is(.cell-single, .cell-universal) > .version")
    seen = [text.strip() for text in sides.all_inner_texts()]
    assert seen
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text(HEADLINE)
    assert [text.strip() for text in sides.all_inner_texts()] == seen


def test_the_same_question_has_the_same_address(page: Page) -> None:
    assert compare(page, cutoff="2024-11-30") == compare(page, cutoff="2024-11-30")


def test_a_page_opened_twice_shows_the_same(page: Page, context: BrowserContext) -> None:
    address = compare(page)
    other = context.new_page()
    other.goto(address)
    expect(other.get_by_role("heading", level=1)).to_have_text(HEADLINE)


def test_every_part_of_the_answer_opens(page: Page) -> None:
    compare(page)
    page.get_by_role("link", name="All packages").click()
    expect(page.locator("table.packages")).to_contain_text("sympy")
    page.get_by_role("link", name="Input").click()
    expect(page.locator("#L6")).to_contain_text("● 2.4.1 ◆ 2.5.1")
    page.get_by_role("link", name="Record").click()
    expect(page.locator("main")).to_contain_text("uv lock")
    expect(page.locator("main")).to_contain_text("metadata file beside it")


def test_mistakes_are_marked_and_the_text_stays(page: Page) -> None:
    text = '[project]\nname = "x"\nversion = "1"\ndependencies = [\n    "torch >> 2",\n]\n'
    fill(page, text)
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_role("alert")).to_contain_text("line 5")
    expect(page.get_by_label("pyproject.toml")).to_have_value(text)
    expect(page.locator(".gutter .marked")).to_have_text("5")
    page.get_by_role("link", name=re.compile("line 5")).click()
    selected = page.evaluate("getSelection().toString()")
    assert selected == '    "torch >> 2",'
    page.get_by_label("pyproject.toml").fill(TORCH)
    expect(page.locator(".gutter .marked")).to_have_count(0)


def test_an_unsatisfiable_project_is_told_in_words(page: Page) -> None:
    compare(page, TORCH.replace('"torch"', '"torch>=9"'))
    expect(page.get_by_role("heading", level=1)).to_contain_text("No version of torch fits what is asked for")
    expect(page.locator(".trouble-single .quoted")).to_contain_text('"torch>=9"')


def test_extras_in_the_text_become_check_boxes(page: Page) -> None:
    fill(page, TORCH + '\n[project.optional-dependencies]\nfast = ["triton"]\n')
    box = page.get_by_role("checkbox", name="extra fast")
    box.check()
    page.get_by_role("button", name="Compare").click()
    page.wait_for_selector(ENDED)
    expect(page.locator(".facts")).to_contain_text("extra fast")


def test_an_example_fills_the_form_in_one_click(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="torch on Python 3.8: edit it").click()
    expect(page.get_by_label("pyproject.toml")).to_have_value(re.compile(r'"torch"'))
    expect(page.get_by_label("As of")).to_have_value("2024-11-29")
    expect(page.get_by_label("Python", exact=True)).to_have_value("3.8")


def test_the_keyboard_alone_is_enough(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.get_by_label("pyproject.toml").focus()
    page.keyboard.insert_text(TORCH)
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(ENDED)


def heartbeats(application: Application) -> list[str]:
    """When the workers that were asked to stop looked at their rows last."""
    with closing(sqlite3.connect(application.data_dir / "whichwheel.sqlite3")) as database:
        query = "SELECT heartbeat_at FROM resolutions_solve WHERE state = 'running' AND cancel_requested ORDER BY id"
        return [str(beat) for (beat,) in database.execute(query)]


def await_a_look(application: Application) -> None:
    """Wait until every worker that was asked to stop has looked at its row."""
    before = set(heartbeats(application))
    until(lambda: not before & set(heartbeats(application)), "every worker to look at its row")


def test_a_running_comparison_can_be_cancelled(page: Page, held_index: HeldIndex, application: Application) -> None:
    fill(page, index_url=held_index.url)
    page.get_by_role("button", name="Compare").click()
    expect(page.locator(".lane-single")).to_contain_text("projects")
    page.get_by_role("button", name="Cancel").click()
    until(lambda: heartbeats(application), "the request to stop")
    await_a_look(application)
    await_a_look(application)  # the first may have begun before the request
    held_index.released.set()
    page.wait_for_selector(ENDED)
    expect(page.get_by_role("heading", level=1)).to_contain_text("cancelled")
    page.get_by_role("button", name="Retry").click()
    page.wait_for_selector(ENDED)
    expect(page.get_by_role("heading", level=1)).to_contain_text("torch is")


def test_without_javascript_the_page_refreshes_itself(browser: Browser, base_url: str, held_index: HeldIndex) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=base_url)
    page = context.new_page()
    fill(page, index_url=held_index.url)
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Comparing")
    held_index.released.set()
    expect(page.get_by_role("heading", level=1)).to_have_text(HEADLINE)
    expect(page.locator("#row-torch")).to_contain_text("2.5.1")
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_no_page_overflows_in_either_theme(browser: Browser, base_url: str, width: int, scheme: str) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 844},
        color_scheme=scheme,
        base_url=base_url,  # type: ignore[arg-type]
    )
    page = context.new_page()
    address = compare(page)
    views = [f"{address}?view={view}" for view in ("differences", "packages", "input", "record")]
    for path in ("/", "/?example=numpy-numba", "/nowhere", *views):
        page.goto(path)
        assert overflow(page) <= 0, path
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (paper == "rgb(255, 255, 255)") is (scheme == "light")
    context.close()


def test_the_theme_can_be_chosen_and_is_kept(page: Page) -> None:
    page.goto("/")
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_role("button", name=re.compile("theme")).click()
    after = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert before != after
    page.reload()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == after


def test_nothing_is_asked_of_other_hosts(page: Page, base_url: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    compare(page)
    assert {url.split("/")[2] for url in asked} == {base_url.split("/")[2]}
