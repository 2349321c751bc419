"""Signing in at a provider, in a browser: somebody new joins by an invitation, and comes back by the button."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_team import run
from tests.support.openid_provider import CLIENT_ID, CLIENT_SECRET, OpenIDProvider, openid_provider
from tests.support.served_index import ServedIndex
from tests.support.servers import Application, running_application

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def provider() -> Iterator[OpenIDProvider]:
    with openid_provider() as running:
        yield running


@pytest.fixture(scope="module")
def signing_in(
    provider: OpenIDProvider,
    index: ServedIndex,
    examples_database: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Application]:
    """An installation that takes sign-ins of the provider."""
    settings = {
        "WHICHWHEEL_WORKERS": "1",
        "WHICHWHEEL_OPENID_ISSUER": provider.issuer,
        "WHICHWHEEL_OPENID_CLIENT_ID": CLIENT_ID,
        "WHICHWHEEL_OPENID_CLIENT_SECRET": CLIENT_SECRET,
        "WHICHWHEEL_OPENID_NAME": "Triage Login",
        "WHICHWHEEL_OPENID_NETWORKS": "127.0.0.0/8",
    }
    folder = tmp_path_factory.mktemp("openid")
    with running_application(folder, index.url, database=examples_database, **settings) as running:
        yield running


def test_somebody_joins_and_comes_back(page: Page, signing_in: Application, provider: OpenIDProvider) -> None:
    link = run(signing_in, "found_team", "Back", "--origin", signing_in.url)
    page.goto(link)
    page.get_by_role("link", name="Join with Triage Login").click()
    expect(page.get_by_text("Triage Login knows you as Ada")).to_be_visible()
    page.get_by_role("button", name="Join").click()
    expect(page.get_by_text("Welcome to Back")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    page.goto(f"{signing_in.url}/account/sign-in?next=/team/back/people")
    page.get_by_role("link", name="Sign in with Triage Login").press("Enter")
    page.wait_for_url(f"{signing_in.url}/team/back/people")
    expect(page.get_by_text("ada@triage.test").first).to_be_visible()
    log = (signing_in.data_dir / "serve.log").read_text()
    assert len(provider.given) == 6
    assert [secret for secret in (CLIENT_SECRET, *provider.given) if secret in log or secret in page.content()] == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_no_page_has_violations_or_overflows(
    browser: Browser, signing_in: Application, provider: OpenIDProvider, theme: str, width: int
) -> None:
    link = run(signing_in, "found_team", f"{theme} {width}", "--origin", signing_in.url)
    provider.person = {"sub": "new", "email": f"{theme}{width}@triage.test", "name": "Grace"}
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=theme,  # type: ignore[arg-type]
        reduced_motion="reduce",
    )
    page = context.new_page()
    found = {}
    begin = f"{signing_in.url}/account/openid"
    pages = {
        "sign-in": f"{signing_in.url}/account/sign-in",
        "join": link,
        "vouched": f"{begin}?next={link.removeprefix(signing_in.url)}",
        "refused": begin,
    }
    for name, address in pages.items():
        page.goto(address)
        wrong = [str(one["id"]) for one in Axe().run(page).response["violations"]]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wrong.append("it overflows")
        if wrong:
            found[name] = wrong
    context.close()
    assert not found
