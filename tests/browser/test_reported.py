"""What a person does with the five reported cases, in a real browser. Each case is solved once for all tests."""

from __future__ import annotations

import gzip
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.reported import (
    ACCELERATORS,
    GRADIO,
    JUPYTER,
    NIGHTLY,
    REPORTED,
    TORCH,
    Reported,
    recorded_index,
    reported_application,
)

pytestmark = [pytest.mark.browser, pytest.mark.slow]

VIEWS = ("differences", "packages", "graph", "graph&scope=whole", "trace", "input", "record")
each_case = pytest.mark.parametrize("case", REPORTED, ids=lambda case: case.slug.rpartition("-")[2])


@dataclass(frozen=True)
class Pasted:
    """What was seen from the paste to the finished page."""

    address: str
    said_while_running: str
    was_reloaded: bool
    address_at_end: str


@dataclass(frozen=True)
class Site:
    """The application with every case answered, by its slug; "matrix" is the torch case at three targets."""

    url: str
    base: str  #: of the recorded index
    pasted: dict[str, Pasted]

    def of(self, case: Reported) -> str:
        return self.pasted[case.slug].address


def fill(page: Page, url: str, base: str, case: Reported) -> None:
    page.goto(url)
    page.get_by_label("pyproject.toml").fill(case.text(base))
    page.get_by_label("Python", exact=True).select_option(case.python)
    page.get_by_label("As of").fill(case.as_of)


def begin(page: Page) -> tuple[str, str]:
    """Press the button; the address, and what the page says at first."""
    page.get_by_role("button", name="Compare").click()
    page.wait_for_url(re.compile(r"/r/[a-z0-9]{18}$"))
    page.evaluate("window.sameDocument = true")
    return page.url, page.locator("main").inner_text()


@pytest.fixture(scope="session")
def site(browser: Browser, examples_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """All cases pasted with the form, one tab each, and followed to their ends."""
    folder = tmp_path_factory.mktemp("reported")
    with recorded_index() as base, reported_application(folder, base, examples_database) as application:
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        tabs: dict[str, tuple[Page, str, str]] = {}
        for case in REPORTED:
            page = context.new_page()
            fill(page, application.url, base, case)
            tabs[case.slug] = (page, *begin(page))
        page = context.new_page()
        fill(page, application.url, base, TORCH)
        page.get_by_text("More targets").click()
        for words in ("Python 3.9, Linux x86_64", "Python 3.12, macOS arm64"):
            page.get_by_label(words).check()
        tabs["matrix"] = (page, *begin(page))
        pasted = {slug: follow(*tab) for slug, tab in tabs.items()}
        context.close()
        yield Site(application.url, base, pasted)


def follow(page: Page, address: str, said: str) -> Pasted:
    """Wait until the answers and their reasons are there."""
    page.wait_for_selector("#resolution[data-state=ended]")
    page.wait_for_selector("#explaining[hx-get]", state="detached")
    page.wait_for_selector("[data-explained]", state="detached")
    return Pasted(address, said, not page.evaluate("window.sameDocument === true"), page.url)


@pytest.fixture(autouse=True)
def quiet_console(page: Page) -> Iterator[None]:
    """No page may break its own content security policy, or any script."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    yield
    assert not [text for text in said if "404" not in text and "422" not in text]


def words(place: Locator) -> str:
    return " ".join(place.inner_text().replace("\xa0", " ").split())


def drawer(page: Page) -> Locator:
    return page.get_by_role("complementary", name="Project")


def shown_projects(page: Page) -> list[str]:
    return [row.get_attribute("id") or "" for row in page.locator("[data-rows] tbody tr[id]:visible").all()]


def active(page: Page) -> str:
    return str(page.evaluate("document.activeElement.textContent.trim()"))


# -- from the paste to the headline -------------------------------------------------------------


@each_case
def test_a_paste_becomes_the_finished_page_without_a_reload(site: Site, case: Reported) -> None:
    seen = site.pasted[case.slug]
    assert "Comparing at" in seen.said_while_running
    assert "Cancel" in seen.said_while_running
    assert not seen.was_reloaded
    assert seen.address_at_end == seen.address


@each_case
def test_the_headline_names_root_versions_and_cause(page: Page, site: Site, case: Reported) -> None:
    page.goto(site.of(case))
    assert words(page.get_by_role("heading", level=1)) == case.headline
    expect(page.locator(".lede")).to_contain_text(case.reason)
    assert page.title().startswith(case.headline.rstrip(".").split(" ")[0])


@each_case
def test_the_drawer_tells_the_cause_and_its_proof(page: Page, site: Site, case: Reported) -> None:
    page.goto(f"{site.of(case)}/p/{case.project}")
    why = page.locator("section.why").first
    expect(why.locator(".badge").first).to_have_text(case.cause)
    expect(why).to_contain_text("proven")
    expect(why.locator("tbody tr").first).to_be_visible()


@each_case
def test_fixes_are_shown_with_their_verdict_and_open_as_a_new_paste(page: Page, site: Site, case: Reported) -> None:
    page.goto(site.of(case))
    page.locator(".advice").get_by_role("link", name=re.compile("moves$")).click()
    # Where both were old in both modes, they agree "as before"; where they differed, they agree now.
    expect(page.locator("#fixes details summary .verdict").first).to_contain_text(re.compile("agrees?"))
    # The best one may be a command; a new paste is made of one that changes the text.
    fix = page.locator("#fixes details").filter(has=page.locator(".patch .added")).first
    if fix.get_attribute("open") is None:
        fix.locator("summary").first.click()
    added = [words(line)[1:].strip() for line in fix.locator(".patch .added").all()]
    assert added
    fix.get_by_role("link", name="Open as a new paste").click()
    pasted = page.get_by_label("pyproject.toml").input_value()
    assert all(line in " ".join(pasted.split()) for line in added)
    expect(page.get_by_label("Python", exact=True)).to_have_value(case.python)


def test_a_patch_is_copied(browser: Browser, site: Site) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(site.of(TORCH))
    page.get_by_role("button", name="Copy the patch").first.click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert "+    \"torch<=2.4.1 ; python_version < '3.9'\"," in page.evaluate("navigator.clipboard.readText()")
    context.close()


# -- the rows -----------------------------------------------------------------------------------


def test_rows_are_filtered_by_cause_and_text_and_sorted_with_the_keyboard_alone(page: Page, site: Site) -> None:
    page.goto(site.of(ACCELERATORS))
    shown_at_first = shown_projects(page)
    everything = [row.get_attribute("id") for row in page.locator("[data-rows] tbody tr[id]").all()]
    cause = page.get_by_label("Cause")
    cause.focus()
    page.keyboard.type("extras")
    page.wait_for_url(re.compile("cause=extras-groups-conflicts"))
    expect(page.get_by_label("Cause")).to_be_focused()
    number = re.search(r"\((\d+)\)", words(page.locator("[name=cause] option:checked")))
    assert number
    expect(page.locator("[data-rows] tbody tr[id]")).to_have_count(int(number[1]))
    filtered = shown_projects(page)
    assert set(filtered) <= set(everything)  # with those that were folded under their roots

    page.get_by_label("Sort by").focus()
    page.keyboard.type("name")
    page.wait_for_url(re.compile("cause=extras-groups-conflicts&?.*sort=name|sort=name.*cause=extras"))
    # The address changes before the rows do: compare with what was shown before.
    expect(page.locator("[data-rows] tbody tr[id]").first).to_have_id(sorted(filtered)[0])

    page.get_by_label("Sort by").blur()
    page.keyboard.press("/")
    page.keyboard.type("torch")
    expect(page.locator("[data-rows] tbody tr[id]:not([id*=torch])")).to_have_count(0)
    assert set(shown_projects(page)) == {name for name in shown_projects(page) if "torch" in name} != set()
    page.reload()
    assert "q=torch" in page.url
    expect(page.get_by_role("searchbox")).to_have_value("torch")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    expect(drawer(page)).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.press("Delete")  # a wider text: the rows that were left out come back
    expect(page.locator("[data-rows] tbody tr[id]")).to_have_count(int(number[1]))
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.get_by_role("link", name="Clear").click()
    assert shown_projects(page) == shown_at_first


def test_a_badge_leads_to_the_rows_of_its_cause(page: Page, site: Site) -> None:
    page.goto(site.of(TORCH))
    page.locator("#row-torch .cause-badge").click()
    page.wait_for_url(re.compile("cause=no-compatible-file"))
    expect(page.locator("[data-rows] tbody tr[id]")).to_have_count(14)
    expect(page.locator("#row-triton")).to_contain_text("follows from torch")


def test_a_finding_is_told_though_nothing_differs(page: Page, site: Site) -> None:
    page.goto(site.of(GRADIO))
    assert shown_projects(page) == ["row-numba"]
    expect(page.locator("#row-numba .cause")).to_contain_text("equal in both")


# -- the drawer ---------------------------------------------------------------------------------


def test_the_drawer_opens_by_its_row_and_by_its_address(page: Page, site: Site) -> None:
    page.goto(site.of(TORCH))
    page.locator("#row-torch a.name").click()
    expect(drawer(page).get_by_role("heading", level=1)).to_have_text("torch")
    address = page.url
    page.goto("about:blank")
    page.goto(address)
    expect(drawer(page).get_by_role("heading", level=1)).to_have_text("torch")
    page.get_by_role("button", name="Close").click()
    expect(drawer(page)).to_be_hidden()
    page.reload()
    expect(page.locator("#row-torch")).to_have_class(re.compile("is-current"))
    expect(drawer(page)).to_be_hidden()


def test_the_drawer_shows_where_two_metadata_files_disagree(page: Page, site: Site) -> None:
    page.goto(f"{site.of(NIGHTLY)}#project-torch")
    lines = drawer(page).locator(".metadata-lines .only-single")
    expect(lines.first).to_be_visible()
    nvidia = [text for text in lines.all_inner_texts() if "Requires-Dist: nvidia-" in text]
    assert len(nvidia) >= 13
    expect(drawer(page)).to_contain_text("read for metadata, not installed")


def test_a_path_leads_to_the_line_of_the_text(page: Page, site: Site) -> None:
    page.goto(f"{site.of(TORCH)}#project-triton")
    drawer(page).get_by_role("link", name="line 6").first.click()
    page.wait_for_url(re.compile("view=input#L6"))
    expect(page.locator("#L6")).to_be_in_viewport()
    expect(page.locator("#L6")).to_contain_text('"torch",')


# -- graph, trace, targets ----------------------------------------------------------------------


def test_the_graph_shows_what_matters_zooms_and_opens_the_drawer(page: Page, site: Site) -> None:
    page.goto(f"{site.of(GRADIO)}?view=graph")
    nodes = page.locator(".graph-svg a")
    few = nodes.count()
    assert few < 31
    picture = page.locator(".graph-svg")
    width = picture.bounding_box()["width"]  # type: ignore[index]
    page.get_by_role("button", name="Larger").click()
    assert picture.bounding_box()["width"] > width  # type: ignore[index]
    page.get_by_role("button", name="Fit the width").click()
    page.locator(".graph-svg a", has_text="numba").click()
    expect(drawer(page).get_by_role("heading", level=1)).to_have_text("numba")
    page.keyboard.press("Escape")
    page.get_by_role("link", name="All 117 projects").click()
    expect(nodes).not_to_have_count(few)
    assert few < nodes.count() < 117, "what goes together is folded"
    page.get_by_role("link", name="What is worth a look").click()
    expect(nodes).to_have_count(few)


def test_the_graph_of_a_failure_leads_to_what_stopped_it(page: Page, site: Site) -> None:
    page.goto(f"{site.of(JUPYTER)}?view=graph")
    expect(page.locator(".graph-svg a", has_text="tornado")).to_be_visible()
    assert page.locator(".graph-svg a").count() < 31
    expect(page.locator(".graph")).to_contain_text("Only one side has a solution")


def test_no_label_of_the_graph_is_wider_than_its_box(page: Page, site: Site) -> None:
    for case in (GRADIO, ACCELERATORS, TORCH):
        page.goto(f"{site.of(case)}?view=graph&scope=whole")
        wide = page.eval_on_selector_all(
            ".graph-svg g.node",
            """nodes => nodes.filter(node => {
                const box = node.querySelector("rect").getBBox();
                return [...node.querySelectorAll("text")].some(text => text.getBBox().width > box.width - 8);
            }).map(node => node.textContent)""",
        )
        assert not wide


def test_the_trace_is_filtered_by_project_and_kind(page: Page, site: Site) -> None:
    page.goto(f"{site.of(GRADIO)}?view=trace")
    page.get_by_label("Project").fill("numba")
    page.get_by_role("button", name="Apply").click()
    moments = page.locator(".moments .moment")
    expect(moments.nth(3)).to_be_visible()
    page.get_by_label("Kind").select_option("decisions")
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_label("Project")).to_have_value("numba")
    expect(moments.first).to_be_visible()
    assert all("numba" in text for text in moments.all_inner_texts())


def test_several_targets_are_a_matrix_that_leads_with_the_root(page: Page, site: Site) -> None:
    page.goto(site.pasted["matrix"].address)
    expect(page.locator(".matrix thead th")).to_have_count(5)
    expect(page.locator(".matrix tbody tr").first).to_have_id("row-torch")
    expect(page.get_by_role("heading", level=1)).to_contain_text("torch is")
    page.locator(".matrix thead a").first.click()
    expect(page.locator(".facts")).to_contain_text("Python 3.8, Linux x86_64")
    expect(page.locator("#row-torch .cause-badge")).to_have_text(TORCH.cause)


# -- other ends ---------------------------------------------------------------------------------


def test_a_solve_is_cancelled(page: Page, site: Site) -> None:
    fill(page, site.url, site.base, GRADIO)
    page.get_by_label("As of").fill("2024-10-06")  # a question of its own
    begin(page)
    page.get_by_role("button", name="Cancel").click()
    page.wait_for_selector("#resolution[data-state=ended]")
    expect(page.get_by_role("heading", level=1)).to_contain_text("was cancelled")
    expect(page.get_by_role("button", name="Retry")).to_be_visible()


def test_the_answer_is_saved_in_every_format(page: Page, site: Site) -> None:
    page.goto(site.of(TORCH))
    page.get_by_text("Download").click()
    saved: dict[str, str] = {}
    links = page.locator(".menu-body a")
    for number in range(links.count()):
        with page.expect_download() as download:
            links.nth(number).click()
        data = Path(download.value.path()).read_bytes()
        name = download.value.suggested_filename
        saved[f"{number} {name}"] = (gzip.decompress(data) if name.endswith(".gz") else data).decode()
    assert len(saved) == 12
    pylock = next(text for name, text in saved.items() if "pylock" in name)
    assert {one["name"]: one["version"] for one in tomllib.loads(pylock)["packages"]}["torch"] == "2.4.1"
    assert any("torch==2.4.1" in text for name, text in saved.items() if "requirements" in name)
    assert any("torch" in text and "2.5.1" in text for name, text in saved.items() if name.endswith(".md"))


def test_two_permalinks_are_compared(page: Page, site: Site) -> None:
    before, after = (site.of(case).rpartition("/")[2] for case in (TORCH, NIGHTLY))
    page.goto(f"{site.url}/c/{before}..{after}")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Changed")
    expect(page.locator(".patch").first).to_contain_text('+name = "torchnightly"')
    page.get_by_role("link", name="Swap").click()
    page.wait_for_url(f"**/c/{after}..{before}")
    expect(page.locator(".patch").first).to_contain_text('-name = "torchnightly"')


def test_dropped_files_find_their_fields(page: Page, site: Site) -> None:
    page.goto(site.url)
    drop = """files => {
        const data = new DataTransfer();
        for (const [name, text] of files) data.items.add(new File([text], name));
        const form = document.getElementById("paste");
        form.dispatchEvent(new DragEvent("dragover", { dataTransfer: data, bubbles: true, cancelable: true }));
        form.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
    }"""
    text, lock = TORCH.text(site.base), 'version = 1\nrequires-python = ">=3.8"\n'
    page.evaluate(drop, [["pyproject.toml", text], ["uv.lock", lock]])
    expect(page.get_by_label("pyproject.toml")).to_have_value(text)
    expect(page.get_by_label("uv.lock", exact=True)).to_have_value(lock)
    page.evaluate(drop, [["requirements.txt", "torch>=2\n"]])
    expect(page.get_by_label("Text of requirements.txt")).to_have_value("torch>=2\n")
    expect(page.get_by_label("pyproject.toml", exact=True)).to_have_value(text)


def test_mistakes_are_marked_in_the_editor(page: Page, site: Site) -> None:
    fill(page, site.url, site.base, JUPYTER)
    text = JUPYTER.text(site.base).replace('"jupyter",', '"jupyter >> 1",\n    "not a name!",')
    page.get_by_label("pyproject.toml").fill(text)
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_role("alert")).to_contain_text("2 mistakes")
    expect(page.locator(".gutter .marked")).to_have_text(["5", "6"])
    page.get_by_role("link", name=re.compile("line 6")).click()
    assert page.evaluate("getSelection().toString()").strip() == '"not a name!",'


# -- every reader -------------------------------------------------------------------------------


def test_keys_alone_lead_from_the_paste_to_the_drawer_and_back(page: Page, site: Site) -> None:
    page.goto(site.url)

    def tab_to(name: str) -> None:
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.id || document.activeElement.name") == name:
                return
        pytest.fail(f"Tab does not lead to {name}")

    tab_to("text")
    page.keyboard.insert_text(TORCH.text(site.base))
    tab_to("python")
    page.keyboard.type(TORCH.python)
    tab_to("exclude_newer")
    page.keyboard.type(TORCH.as_of)
    tab_to("compare")
    page.keyboard.press("Enter")
    page.wait_for_url(site.of(TORCH))  # the same question has the same address
    page.keyboard.press("j")
    assert active(page) == "torch"
    page.keyboard.press("Enter")
    expect(drawer(page)).to_be_focused()
    page.keyboard.press("Tab")
    assert active(page) == "Close"
    page.keyboard.press("Escape")
    expect(drawer(page)).to_be_hidden()
    assert active(page) == "torch"
    page.go_back()  # the browser's own key
    page.wait_for_url(f"{site.url}/")
    expect(page.get_by_label("pyproject.toml")).to_be_visible()


@each_case
def test_nothing_is_cut_on_a_narrow_screen(browser: Browser, site: Site, case: Reported) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    addresses = [f"{site.of(case)}?view={view}" for view in VIEWS]
    addresses += [f"{site.of(case)}/p/{case.project}", f"{site.of(case)}#project-{case.project}"]
    addresses += [site.pasted["matrix"].address] if case is TORCH else []
    wrong = {}
    for address in addresses:
        page.goto("about:blank")
        page.goto(address)
        if "#project" in address and case is not JUPYTER:
            expect(drawer(page)).to_be_visible()
        wide, cut = page.evaluate(
            """() => {
                const root = document.documentElement;
                const hides = one => ["hidden", "clip"].includes(getComputedStyle(one).overflowX);
                const cut = [...document.querySelectorAll("main *")].filter(one =>
                    one.clientWidth > 1 && hides(one) && one.scrollWidth > one.clientWidth + 1 && !one.closest("svg"));
                return [root.scrollWidth - root.clientWidth, cut.map(one => one.className + ": " + one.textContent)];
            }"""
        )
        if wide > 0 or cut:
            wrong[address] = (wide, cut)
    context.close()
    assert not wrong


def test_everything_is_read_without_javascript(browser: Browser, site: Site) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site.of(TORCH))
    assert words(page.get_by_role("heading", level=1)) == TORCH.headline
    expect(page.locator("#row-torch .cause-badge")).to_have_text(TORCH.cause)
    expect(page.locator("#fixes .patch").first).to_contain_text("python_version < '3.9'")
    page.get_by_label("Cause").select_option("no-compatible-file")
    page.get_by_role("searchbox").fill("nvidia")
    page.get_by_role("button", name="Apply").click()
    expect(page.locator("[data-rows] table").first.locator("tbody tr[id]")).to_have_count(11)
    page.locator("#row-nvidia-cublas-cu12 a.name").click()
    expect(page.locator("section.why")).to_contain_text("It follows from torch")
    page.get_by_role("link", name="line 6").first.click()
    page.wait_for_url(re.compile("view=input#L6"))
    for part, seen in (
        ("Graph", ".graph-svg"),
        ("Trace", ".moments"),
        ("Record", ".record"),
        ("All packages", "table"),
    ):
        page.get_by_role("link", name=part, exact=True).click()
        expect(page.locator(seen).first).to_be_visible()
    context.close()
