from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.core.cli.commands import FILES, Commands
from tests.support.served_index import ServedIndex, served_index


@pytest.fixture(scope="package")
def index() -> Iterator[ServedIndex]:
    with served_index(FILES) as running:
        yield running


@pytest.fixture
def commands(
    index: ServedIndex, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Commands:
    return Commands(index, tmp_path, capsys, monkeypatch)
