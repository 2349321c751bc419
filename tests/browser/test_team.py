"""Three people at one table: an owner, a member and a viewer, each in a browser of their own."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.core.triage.test_triaging import both
from tests.support.reports import STATED, a_report
from tests.support.servers import Application
from tests.support.shared import REPOSITORY
from webui.team.code_host import signature

pytestmark = [pytest.mark.browser, pytest.mark.slow]

OLD = STATED.replace("3.12.4", "3.8.20")
TORCH = a_report("torch", transcript=both("2.5.1", "2.4.1"), stated=OLD)
THREADS = 'version = 1\n\n[[thread]]\nfingerprint = "1:index-routing:jinja2:"\nurl = "https://code.test/issues/1"\n'
PASSWORD = "correct horse battery"


@dataclass
class Person:
    """Somebody with a browser."""

    name: str
    page: Page
    home: str  #: the address of the team


@dataclass
class Table:
    """A team whose people sit in front of it."""

    ada: Person  #: owns it
    ben: Person  #: is a member
    cleo: Person  #: looks on


def run(application: Application, *arguments: str) -> str:
    """What a command of the installation says."""
    command = [sys.executable, "manage.py", *arguments]
    ended = subprocess.run(
        command, cwd=REPOSITORY, env=dict(application.environment), capture_output=True, text=True, check=True
    )
    return ended.stdout.strip()


def joined(context: BrowserContext, application: Application, link: str, name: str, team: str) -> Person:
    """Somebody who opens an invitation and makes an account."""
    page = context.new_page()
    page.goto(link)
    page.get_by_label("E-mail").fill(f"{name.lower()}@{team}.test")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Join").click()
    expect(page.get_by_text("Welcome to")).to_be_visible()
    return Person(name, page, f"{application.url}/team/{team}/")


def invitation(owner: Person, role: str) -> str:
    """The link that an owner makes."""
    owner.page.goto(f"{owner.home}people")
    owner.page.get_by_label("Role:").select_option(role)
    owner.page.get_by_role("button", name="Make a link").click()
    return owner.page.locator("code.key").inner_text()


def seated(browser: Browser, application: Application, team: str, **options: Any) -> Iterator[Table]:
    """A new team of three."""
    contexts = [browser.new_context(**options) for _ in range(3)]
    link = run(application, "found_team", team, "--origin", application.url)
    ada = joined(contexts[0], application, link, "Ada", team)
    ben = joined(contexts[1], application, invitation(ada, "member"), "Ben", team)
    cleo = joined(contexts[2], application, invitation(ada, "viewer"), "Cleo", team)
    yield Table(ada, ben, cleo)
    for context in contexts:
        context.close()


@pytest.fixture
def table(browser: Browser, application: Application, request: pytest.FixtureRequest) -> Iterator[Table]:
    team = re.sub(r"\W+", "-", request.node.name.replace("_", "-"))[:30].strip("-")
    yield from seated(browser, application, team, permissions=["clipboard-read", "clipboard-write"])


def take_in(person: Person, text: str, title: str) -> str:
    """Paste a report; the address of its case."""
    person.page.goto(f"{person.home}cases/new")
    person.page.get_by_label("The report, or a pyproject.toml").fill(text)
    person.page.get_by_label("Title").fill(title)
    person.page.get_by_role("button", name="Add the case").click()
    person.page.wait_for_url(re.compile(r"/cases/\d+$"))
    return person.page.url


def state(person: Person) -> Any:
    """Where the case on somebody's page stands."""
    return person.page.locator("#live .facts .state").first


def send_issue(person: Person, application: Application, secret: str, number: int, body: str) -> int:
    """What a code host sends; the number of the case."""
    url = f"https://code.test/issues/{number}"
    issue = {"title": f"Issue {number}", "body": body, "html_url": url, "number": number}
    sent = json.dumps({"action": "opened", "issue": issue}).encode()
    headers = {"Content-Type": "application/json", "X-GitHub-Event": "issues"}
    headers["X-Hub-Signature-256"] = signature(secret, sent)
    team = person.home.rstrip("/").rpartition("/")[2]
    request = urllib.request.Request(f"{application.url}/api/v1/teams/{team}/issues", sent, headers)
    with urllib.request.urlopen(request) as response:
        return int(json.load(response)["case"])


def test_three_at_one_table(table: Table, application: Application) -> None:
    ada, ben, cleo = table.ada, table.ben, table.cleo
    address = take_in(ada, TORCH, "torch differs on Python 3.8")
    expect(state(ada)).to_have_text("reproduced")
    for looking in (ben, cleo):
        looking.page.goto(address)

    # Two see the same case move, without a reload.
    ada.page.reload()
    ada.page.get_by_label("Assignee").select_option(label="Ben")
    ada.page.get_by_label("Note (Markdown)").fill("Is it **the same** as before?")
    ada.page.get_by_role("button", name="Explained").click()
    for looking in (ben, cleo):
        expect(state(looking)).to_have_text("explained")
        expect(looking.page.locator("#live .markdown strong")).to_have_text("the same")
        expect(looking.page.locator("#live .facts")).to_contain_text("assigned to Ben")
    assert cleo.page.locator("#change").count() == 0

    # Ben's form is older than what Ada did: he is told, and what he wrote is still there.
    ben.page.get_by_label("Note (Markdown)").fill("Which Python is it?")
    ben.page.get_by_role("button", name="Needs information").click()
    expect(ben.page.get_by_role("alert")).to_contain_text("somebody was quicker")
    expect(ben.page.get_by_label("Note (Markdown)")).to_have_value("Which Python is it?")
    expect(state(ben)).to_have_text("explained")

    # The answer is copied with one click.
    ben.page.locator("#live [data-copy]").first.click()
    copied = ben.page.evaluate("navigator.clipboard.readText()")
    assert "torch" in copied
    assert f"{application.url}/r/" in copied

    # Over the webhook comes another report of the same; it is merged, and taken out again.
    ada.page.goto(f"{ada.home}set-up")
    ada.page.get_by_role("button", name="Make a secret").click()
    secret = ada.page.locator(".success code.key").inner_text()
    ben.page.goto(ben.home)
    second = send_issue(ada, application, secret, 7, f"Me too!\n\n{TORCH}")
    expect(ben.page.locator(f"[data-case='{second}'] .stands")).to_have_text("reproduced")
    ben.page.locator(f"[data-case='{second}'] .title").click()
    ben.page.get_by_role("button", name="Merge into #1").click()
    expect(ben.page.locator("#live .message").first).to_contain_text("A duplicate of")
    expect(cleo.page.locator("#live")).to_contain_text("merged")
    ben.page.get_by_role("button", name="Unmerge from #1").click()
    expect(ben.page.locator("#live")).not_to_contain_text("A duplicate of")

    # What was closed as fixed returns as a regression.
    ben.page.goto(address)
    ben.page.get_by_role("button", name="Close as fixed").click()
    expect(state(ben)).to_have_text("closed as fixed")
    third = send_issue(ada, application, secret, 8, f"Again!\n\n{TORCH}")
    ben.page.goto(f"{ben.home}cases/{third}")
    expect(ben.page.locator("#live .regression")).to_be_visible()
    expect(ben.page.locator("#live")).to_contain_text("A regression")

    # Asked again, overview, threads.
    ben.page.goto(f"{ben.home}asked-again")
    ben.page.get_by_role("button", name="Ask 2 cases again").click()
    expect(ben.page.locator("h1")).to_have_text("2 cases: 2 are as before")
    ben.page.goto(f"{ben.home}overview")
    ben.page.locator(".counts tr", has_text="no compatible file").get_by_role("link").click()
    expect(ben.page.locator(".case-row")).to_have_count(3)
    ben.page.goto(f"{ben.home}threads")
    ben.page.get_by_label("or its text").fill(THREADS)
    ben.page.get_by_role("button", name="Import").click()
    expect(ben.page.get_by_text("1 threads taken.")).to_be_visible()
    cleo.page.goto(f"{cleo.home}threads")
    expect(cleo.page.get_by_role("link", name="https://code.test/issues/1")).to_be_visible()
    ada.page.goto(f"{ada.home}audit")
    expect(ada.page.locator(".history")).to_contain_text("closed as fixed")


def test_with_the_keyboard_alone(table: Table) -> None:
    page = table.ben.page
    page.goto(f"{table.ben.home}cases/new")
    page.get_by_label("The report, or a pyproject.toml").fill("### Slow 0\n\nThe shelf is slow.")
    page.keyboard.press("Control+Enter")
    page.wait_for_url(re.compile(r"/cases/1$"))
    for number in (2, 3):
        take_in(table.ada, f"### Slow {number}\n\nThe cache is slow.", f"Slow {number}")
    page.goto(table.ben.home)
    page.keyboard.press("/")
    page.keyboard.type("cache")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"q=cache"))
    for key in "jjkx":
        page.keyboard.press(key)
    expect(page.locator(".case-row.at input")).to_be_checked()
    # What is marked stays so when the list is exchanged under it.
    take_in(table.ada, "### Slow 4\n\nThe cache is slow.", "Slow 4")
    expect(page.locator(".case-row")).to_have_count(3)
    expect(page.locator("[data-case='3'] input")).to_be_checked()
    page.locator("[data-case='3'] .title").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/cases/3$"))
    page.keyboard.press("w")
    page.keyboard.type("Noted.")
    page.keyboard.press("Escape")
    page.locator("#save").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#live .markdown")).to_have_text("Noted.")
    page.keyboard.press("c")
    assert page.evaluate("navigator.clipboard.readText()")
    page.keyboard.press("m")
    assert page.evaluate("document.activeElement.name") == "state"
    page.keyboard.press("Enter")
    expect(page.locator("#live .history")).to_contain_text("→")


def pages_of(table: Table) -> list[str]:
    """Every page of a team that has something in it."""
    first = take_in(table.ada, TORCH, "torch differs on Python 3.8")
    expect(state(table.ada)).to_have_text("reproduced")
    take_in(
        table.ada, f"Me too!\n\n{TORCH}", "a-very-long-name-of-a-file-1.0-cp310-cp310-manylinux_2_17_x86_64.whl " * 2
    )
    expect(state(table.ada)).to_have_text("reproduced")
    table.ada.page.goto(f"{table.ada.home}asked-again")
    table.ada.page.get_by_role("button", name="Ask 2 cases again").click()
    round_address = table.ada.page.url
    below = ("", "cases/new", "overview", "threads", "asked-again", "people", "set-up", "audit", "?q=nothing")
    return [first, round_address, *(f"{table.ada.home}{one}" for one in below)]


def test_no_page_has_violations_or_overflows(table: Table, browser: Browser, application: Application) -> None:
    addresses = [*pages_of(table), f"{application.url}/team/"]
    kept = table.ada.page.context.storage_state()
    found = {}
    for theme in ("light", "dark"):
        for width in (1280, 390):
            context = browser.new_context(
                viewport={"width": width, "height": 900},
                color_scheme=theme,  # type: ignore[arg-type]
                storage_state=kept,
                reduced_motion="reduce",
            )
            page = context.new_page()
            for address in addresses:
                page.goto(address)
                problems = Axe().run(page).response["violations"]
                wrong = [f"{one['id']}: {node['html'][:160]}" for one in problems for node in one["nodes"][:3]]
                if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                    wrong.append("it overflows")
                if wrong:
                    found[theme, width, address] = wrong
            context.close()
    anonymous = browser.new_page()
    for path in ("/account/sign-in", "/account/reset", "/team/", "/team/nobody/", "/account/join/x"):
        anonymous.goto(f"{application.url}{path}")
        if wrong := Axe().run(anonymous).response["violations"]:
            found["light", 1280, path] = [str(one["id"]) for one in wrong]
    anonymous.close()
    assert not found


def test_without_scripts_everything_but_the_live_part(browser: Browser, application: Application) -> None:
    for table in seated(browser, application, "no-scripts", java_script_enabled=False):
        ada, ben = table.ada, table.ben
        address = take_in(ada, "### Slow\n\nThe cache is slow.", "Slow")
        ben.page.goto(address)
        ben.page.get_by_label("Note (Markdown)").fill("Noted.")
        ben.page.get_by_role("button", name="Close as answered").click()
        expect(state(ben)).to_have_text("closed as answered")
        expect(ben.page.locator("#live .markdown")).to_have_text("Noted.")
        take_in(ada, "### Slow 2\n\nThe cache is slow.", "Slow 2")
        ben.page.goto(ben.home)
        ben.page.locator(".case-row input").check()
        ben.page.locator("#bulk").select_option(label="priority high")
        ben.page.get_by_role("button", name="Apply").click()
        expect(ben.page.get_by_text("1 case changed.")).to_be_visible()
        ben.page.set_viewport_size({"width": 390, "height": 800})
        ben.page.goto(f"{ben.home}overview")
        newest = ben.page.locator(".weeks rect").last.bounding_box()
        assert newest is not None
        assert 0 < newest["x"] < 390, "the newest week is in sight, and those before it to its left"
        ben.page.get_by_role("button", name="Sign out").click()
        ben.page.goto(ben.home)
        expect(ben.page.get_by_role("heading", name="Nothing here")).to_be_visible()
        ben.page.get_by_label("E-mail").fill("BEN@no-scripts.test")
        ben.page.get_by_label("Password").fill(PASSWORD)
        ben.page.get_by_role("button", name="Sign in").click()
        ben.page.wait_for_url(ben.home)
