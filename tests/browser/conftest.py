"""A real Chromium against the real application with its embedded workers, on an index of our own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.support.large_project import large_files
from tests.support.served_index import ServedIndex, served_index
from tests.support.servers import PATIENCE_S, Application, program, running_application
from tests.support.whole_application import CHROMIUM_OPTIONS, TORCH_FILES
from tests.support.workspace import WORKSPACE_INDEX


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    return {"executable_path": program("chromium"), "args": list(CHROMIUM_OPTIONS)}


@pytest.fixture(scope="session")
def browser(browser: Browser) -> Browser:
    """The browser, waiting patiently: on a busy machine everything comes, late."""
    new_context = browser.new_context

    def patient(**options: Any) -> BrowserContext:
        context = new_context(**options)
        context.set_default_timeout(PATIENCE_S * 1000)
        return context

    browser.new_context = patient  # type: ignore[method-assign, assignment]
    expect.set_options(timeout=PATIENCE_S * 1000)
    return browser


@pytest.fixture(scope="session")
def index() -> Iterator[ServedIndex]:
    with served_index([*TORCH_FILES, *large_files(), *WORKSPACE_INDEX]) as served:
        yield served


@pytest.fixture(scope="session")
def application(
    index: ServedIndex, examples_database: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Application]:
    folder = tmp_path_factory.mktemp("application")
    settings = {"WHICHWHEEL_SUBMISSIONS_PER_MINUTE": "0", "WHICHWHEEL_HEARTBEAT_SECONDS": "1"}
    with running_application(folder, index.url, database=examples_database, **settings) as running:
        yield running


@pytest.fixture(scope="session")
def base_url(application: Application) -> str:
    return application.url
