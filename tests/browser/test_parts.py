"""The parts of a result page in a real browser: filter, keys, drawer, targets, graph, files that are dropped, pairs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.answers import a_lock, all_pages
from tests.support.served_index import ServedIndex
from tests.support.servers import Application
from tests.support.whole_application import TORCH

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def pages(application: Application, index: ServedIndex) -> dict[str, str]:
    return all_pages(application.url, index.url)


@pytest.fixture(autouse=True)
def quiet_console(page: Page) -> Iterator[None]:
    """No page may break its own content security policy, or any script."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    yield
    assert not [text for text in said if "404" not in text]


def focused_project(page: Page) -> str:
    return str(page.evaluate("document.activeElement.textContent"))


def test_the_filter_works_while_typing_and_stays_in_the_address(page: Page, pages: dict[str, str]) -> None:
    page.goto(pages["large"])
    page.get_by_role("searchbox").fill("only-new")
    expect(page.locator("#row-only-new-5")).to_be_visible()
    expect(page.locator("#row-layer-0-0")).to_be_hidden()
    assert page.url.endswith("?q=only-new")
    page.reload()
    expect(page.locator("[data-rows] tbody tr[id]")).to_have_count(5)
    page.get_by_label("Show").select_option("all")
    page.wait_for_url(re.compile("show=all"))


def test_back_closes_the_drawer_and_forward_opens_it_again(page: Page, pages: dict[str, str]) -> None:
    page.goto(pages["paste"])
    page.goto(pages["result"])
    drawer = page.get_by_role("complementary", name="Project")
    page.locator("#row-torch a.name").click()
    expect(drawer).to_contain_text("read for metadata, not installed")
    page.locator("#row-triton a.name").click()
    expect(drawer.get_by_role("heading", level=1)).to_have_text("triton")
    expect(page).to_have_url(re.compile("#project-triton$"))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.go_back()
    expect(drawer).to_be_hidden()
    expect(page).to_have_url(re.compile("#row-triton$"))
    assert focused_project(page) == "triton"
    assert not [address for address in asked if "/r/" in address]
    page.go_forward()
    expect(drawer.get_by_role("heading", level=1)).to_have_text("triton")
    page.get_by_role("button", name="Close").click()
    expect(drawer).to_be_hidden()
    expect(page).to_have_url(re.compile("#row-triton$"))
    page.go_back()
    expect(page).to_have_url(re.compile(f"^{pages['paste']}/?$"))


def test_the_filter_and_the_drawer_leave_each_other_alone(page: Page, pages: dict[str, str]) -> None:
    page.goto(pages["result"])
    page.keyboard.press("/")
    page.keyboard.type("tri")
    expect(page).to_have_url(re.compile(r"\?q=tri$"))
    expect(page.locator("#row-torch")).to_be_hidden()
    page.locator("#row-triton a.name").click()
    drawer = page.get_by_role("complementary", name="Project")
    expect(drawer.get_by_role("heading", level=1)).to_have_text("triton")
    expect(page).to_have_url(re.compile(r"\?q=tri#project-triton$"))
    page.get_by_label("Show").select_option("all")
    expect(page).to_have_url(re.compile(r"\?q=tri&show=all$"))
    expect(drawer).to_be_visible()
    page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    expect(page).to_have_url(re.compile(r"\?q=tri&show=all#row-triton$"))
    expect(page.locator("[data-rows] tbody tr[id]")).to_have_count(1)


def test_another_tab_is_the_browsers_business(page: Page, pages: dict[str, str]) -> None:
    page.goto(pages["result"])
    with page.context.expect_page() as opened:
        page.locator("#row-torch a.name").click(modifiers=["ControlOrMeta"])
    expect(opened.value).to_have_url(re.compile("/p/torch$"))
    expect(page.get_by_role("complementary", name="Project")).to_be_hidden()


def test_the_keyboard_walks_the_rows_and_opens_the_drawer(page: Page, pages: dict[str, str]) -> None:
    page.goto(pages["result"])
    page.keyboard.press("j")
    assert focused_project(page) == "torch"
    page.keyboard.press("j")
    assert focused_project(page) == "triton"
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    drawer = page.get_by_role("complementary", name="Project")
    expect(drawer).to_contain_text("read for metadata, not installed")
    assert page.url.endswith("#project-torch")
    page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    assert focused_project(page) == "torch"
    expect(page).to_have_url(re.compile("#row-torch$"))
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("jk")
    expect(page.get_by_role("searchbox")).to_have_value("jk")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_the_drawer_shows_what_became_of_every_version(page: Page, pages: dict[str, str]) -> None:
    page.goto(pages["result"])
    page.locator("#row-torch a.name").click()
    ladder = page.get_by_role("complementary", name="Project").locator(".ladder")
    expect(ladder.locator(".rung")).to_have_count(2)
    newest = ladder.locator(".rung").first
    expect(newest).to_contain_text("no file fits Python 3.8")
    expect(newest.locator(".rung-mark.universal")).to_have_text("◆")
    expect(newest.locator(".rung-mark.single")).to_have_text("○")


def test_a_ladder_reads_well_on_a_telephone(page: Page, pages: dict[str, str]) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(pages["project"])
    expect(page.locator(".ladder .rung").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_deep_link_shows_its_row_even_where_it_agrees(page: Page, pages: dict[str, str]) -> None:
    page.goto(f"{pages['result']}#row-sympy")
    expect(page.locator("#row-sympy")).to_be_visible()
    expect(page.locator("#row-sympy")).to_have_class(re.compile("is-current"))


def test_a_path_leads_to_the_line_of_the_text(page: Page, pages: dict[str, str]) -> None:
    page.goto(pages["result"])
    page.locator("#row-triton a.name").click()
    page.get_by_role("complementary", name="Project").get_by_role("link", name="line 6").first.click()
    page.wait_for_url(re.compile("view=input#L6"))
    expect(page.locator("#L6")).to_be_in_viewport()


def test_the_graph_opens_the_drawer_and_zooms(page: Page, pages: dict[str, str]) -> None:
    page.goto(pages["graph"])
    picture = page.locator(".graph-svg")
    width = picture.bounding_box()["width"]  # type: ignore[index]
    page.get_by_role("button", name="Larger").click()
    assert picture.bounding_box()["width"] > width  # type: ignore[index]
    page.locator(".graph-svg a", has_text="torch").click()
    expect(page.get_by_role("complementary", name="Project")).to_contain_text("torch")


def test_the_graph_fits_lights_ways_finds_projects_and_unfolds_groups(page: Page, pages: dict[str, str]) -> None:
    page.goto(pages["large-graph-whole"])
    picture, box = page.locator(".graph-svg"), page.locator("[data-picture]")
    assert picture.bounding_box()["width"] <= box.bounding_box()["width"]  # type: ignore[index]
    page.locator(".graph-svg a").first.hover()
    expect(picture).to_have_class(re.compile("has-focus"))
    expect(page.locator("path.edge.is-near").first).to_be_attached()
    page.get_by_label("Find a project").fill("layer-5-7")
    expect(page.locator("g.node.is-found")).to_have_count(1)
    groups = page.locator(".graph-svg a[href*=unfold]")
    before = page.locator("g.node").count()
    groups.first.click()
    page.wait_for_url(re.compile("unfold="))
    assert page.locator("g.node").count() > before
    page.get_by_role("link", name="Fold again").click()
    expect(page.locator("g.node")).to_have_count(before)


def test_the_graph_around_a_project_can_be_asked_for_without_a_script(browser: Browser, pages: dict[str, str]) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(pages["large-graph"])
    page.get_by_label("Find a project").fill("layer-3-4")
    page.get_by_role("button", name="Show around it").click()
    expect(page.locator(".graph-svg", has_text="layer-3-4")).to_be_visible()
    context.close()


def test_targets_are_columns_that_lead_to_their_pages(page: Page, pages: dict[str, str]) -> None:
    page.goto(pages["targets"])
    expect(page.locator(".matrix thead th")).to_have_count(6)
    page.locator(".matrix thead a").nth(1).click()
    expect(page.locator(".facts")).to_contain_text("Python 3.10, Linux x86_64")
    expect(page.locator("#row-torch")).to_contain_text("2.5.1")


def test_targets_and_a_lock_are_asked_for_on_the_paste_page(page: Page, index: ServedIndex) -> None:
    page.goto("/")
    page.get_by_label("pyproject.toml").fill(TORCH)
    page.get_by_label("Python", exact=True).select_option("3.8")
    page.get_by_text("More targets").click()
    page.get_by_label("Python 3.10, Linux x86_64").check()
    page.locator("#lock-field > summary").click()
    page.get_by_label("uv.lock", exact=True).fill(a_lock(index.url))
    page.get_by_label("Compare with this lock as uv wrote it").check()
    page.get_by_role("button", name="Compare").click()
    page.wait_for_selector("#resolution[data-state=ended]")
    expect(page.locator(".matrix thead th")).to_have_count(4)
    page.get_by_role("link", name="uv.lock", exact=True).click()
    expect(page.locator(".lock-view")).to_contain_text("only in ours")


def test_dropped_and_chosen_files_find_their_field(page: Page, tmp_path: Path, index: ServedIndex) -> None:
    (tmp_path / "pyproject.toml").write_text(TORCH)
    (tmp_path / "uv.lock").write_text(a_lock(index.url))
    page.goto("/")
    page.locator("#uploads").set_input_files([tmp_path / "pyproject.toml", tmp_path / "uv.lock"])
    expect(page.get_by_label("pyproject.toml")).to_have_value(TORCH)
    expect(page.get_by_label("uv.lock", exact=True)).to_have_value(a_lock(index.url))
    drop = """text => {
        const data = new DataTransfer();
        data.items.add(new File([text], "requirements.txt"));
        const form = document.getElementById("paste");
        form.dispatchEvent(new DragEvent("dragover", { dataTransfer: data, bubbles: true }));
        form.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true }));
    }"""
    page.evaluate(drop, "flask>=3\n")
    expect(page.get_by_label("Text of requirements.txt")).to_have_value("flask>=3\n")  # beside what is there
    expect(page.get_by_label("pyproject.toml", exact=True)).to_have_value(TORCH)


def test_files_can_be_saved(page: Page, pages: dict[str, str]) -> None:
    page.goto(pages["result"])
    page.get_by_text("Download").click()
    with page.expect_download() as saved:
        page.get_by_role("link", name="requirements.txt").first.click()
    assert "torch==2.4.1" in Path(saved.value.path()).read_text()


def test_two_permalinks_are_compared(page: Page, pages: dict[str, str]) -> None:
    page.goto(pages["pair"])
    expect(page.get_by_role("heading", level=1)).to_contain_text("Changed")
    page.get_by_role("link", name="Swap").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Changed")


@pytest.mark.parametrize("width", [390, 1440])
def test_no_page_overflows(browser: Browser, pages: dict[str, str], width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 844})
    page = context.new_page()
    wide = {}
    for name, address in pages.items():
        page.goto(address)
        more = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if more > 0:
            wide[name] = more
    context.close()
    assert not wide


def test_everything_can_be_read_without_javascript(browser: Browser, pages: dict[str, str]) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(pages["result"])
    page.locator("#row-torch a.name").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("torch")
    page.goto(pages["result"])
    page.get_by_role("searchbox").fill("triton")
    page.get_by_role("button", name="Apply").click()
    expect(page.locator("[data-rows] tbody tr[id]")).to_have_count(1)
    page.goto(pages["graph"])
    page.locator(".graph-svg a", has_text="triton").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("triton")
    context.close()
