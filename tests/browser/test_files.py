"""The files of a workspace: dropped, chosen or packed, sent to the API, and read by the command line. One answer."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import httpx2
import pytest
from playwright.sync_api import Page, expect

from tests.support.served_index import ServedIndex
from tests.support.servers import REPOSITORY, until
from tests.support.workspace import CART, ROOT, WORKSPACE, locked_by_us, locked_by_uv, written

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """The folder of the workspace."""
    return written({**WORKSPACE, ".git/notes.txt": "x", "src/shop.c": "x"}, tmp_path / "shop")


def drop(page: Page, *paths: Path) -> None:
    """Drop files or folders of this machine onto the text, as a person does."""
    box = page.locator("#text").bounding_box()
    assert box is not None
    session = page.context.new_cdp_session(page)
    data = {"items": [], "files": [str(path) for path in paths], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver", "drop"):
        where = {"x": box["x"] + 40, "y": box["y"] + 40}
        session.send("Input.dispatchDragEvent", {"type": kind, **where, "data": data})


def answer(base_url: str, number: str) -> dict[str, Any]:
    """The document of an answer, once nothing changes any more."""
    found: list[dict[str, Any]] = []

    def has_ended() -> bool:
        document = httpx2.get(f"{base_url}/api/v1/resolutions/{number}").json()
        found.append(document)
        return bool(document["state"] != "running")

    until(has_ended, "the answer")
    assert found[-1]["state"] == "done"
    return found[-1]


def compared(page: Page, base_url: str) -> dict[str, Any]:
    """The document of what the form asks."""
    page.get_by_role("button", name="Compare").click()
    page.wait_for_url("**/r/*")
    return answer(base_url, page.url.rsplit("/", 1)[1])


def test_dropped_sent_and_read_they_are_locked_as_uv_does(
    page: Page, base_url: str, index: ServedIndex, shop: Path, tmp_path: Path
) -> None:
    page.goto("/")
    drop(page, shop)
    expect(page.get_by_role("textbox", name="Path", exact=True)).to_have_count(len(WORKSPACE) - 1)
    dropped = compared(page, base_url)
    assert (dropped["input"], {**dropped["files"], ROOT: dropped["text"]}) == (ROOT, WORKSPACE)
    sent = httpx2.post(f"{base_url}/api/v1/resolutions", json={"files": WORKSPACE}).json()
    command = [sys.executable, "-m", "resolver_core", "resolve", str(shop / ROOT), "--format", "json"]
    options = ["--mode", "both", "--python", "3.12", "--platform", "linux", "--index-url", index.url]
    read = subprocess.run([*command, *options], capture_output=True, text=True, cwd=REPOSITORY, check=True)
    documents = [dropped, answer(base_url, sent["id"]), json.loads(read.stdout)]
    uv = locked_by_uv(WORKSPACE, tmp_path / "by uv", index.url)
    assert [locked_by_us(document["universal"]) for document in documents] == [uv, uv, uv]


def test_any_member_can_be_the_question_and_the_page_says_which(page: Page, base_url: str, shop: Path) -> None:
    page.goto("/")
    drop(page, shop)
    page.get_by_role("radio", name=f"Ask about {CART}").check()
    document = compared(page, base_url)
    assert (document["input"], document["text"]) == (CART, WORKSPACE[CART])
    page.get_by_role("link", name="Input").click()
    expect(page.get_by_text("asked about")).to_be_visible()
    expect(page.locator(".question-files li").first).to_contain_text(CART)
    page.get_by_text(ROOT, exact=True).click()
    expect(page.get_by_text('members = ["packages/*"]')).to_be_visible()
    page.get_by_role("link", name="Change it").first.click()
    expect(page.get_by_label("Path of the text above")).to_have_value(CART)
    assert compared(page, base_url)["files"] == document["files"]


def test_an_archive_is_read_before_it_is_asked_about(page: Page, base_url: str, shop: Path, tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for path in sorted(shop.rglob("*")):
            archive.write(path, path.relative_to(tmp_path))
    (tmp_path / "shop.zip").write_bytes(packed.getvalue())
    page.goto("/")
    drop(page, tmp_path / "shop.zip")
    expect(page.get_by_role("status")).to_contain_text("5 project files read, 1 other left out")
    document = compared(page, base_url)
    assert document["input"] == ROOT
    assert {path for path in document["files"] if not path.startswith(".git")} == set(WORKSPACE) - {ROOT}


def test_without_javascript_files_are_uploaded(page: Page, base_url: str, shop: Path) -> None:
    context = page.context.browser.new_context(java_script_enabled=False)  # type: ignore[union-attr]
    plain = context.new_page()
    plain.goto(base_url)
    plain.get_by_label("Files or an archive").set_input_files(shop / ROOT)
    plain.get_by_role("button", name="Compare").click()
    expect(plain.get_by_role("status")).to_contain_text("1 project file read")
    assert WORKSPACE[ROOT] in plain.get_by_label("pyproject.toml", exact=True).input_value()
    context.close()
