"""Fixtures of the web tests: a fresh cache, and a queue that only remembers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import transaction
from pytest_django import Settings

from webui.resolutions.working import tasks


@pytest.fixture(autouse=True)
def fresh_cache() -> Iterator[None]:
    """The rate limit of one test must not reach the next."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def nothing_is_kept(settings: Settings, tmp_path: Path) -> None:
    """What a solve reads goes to a folder of the test, and no index is the default."""
    settings.DATA_DIR = tmp_path
    settings.DEFAULT_INDEX = "https://index.test/simple"


@pytest.fixture
def queue(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The ids of the solves that were sent to the workers."""
    sent: list[int] = []
    monkeypatch.setattr(tasks.solve, "delay", sent.append)
    # Tests run in a transaction that never commits.
    monkeypatch.setattr(transaction, "on_commit", lambda send, **options: send())
    return sent
