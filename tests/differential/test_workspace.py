"""A workspace, asked about at its root and at each of its members: our command line's lock is that of uv itself."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from resolver_core.cli.main import main
from tests.support.served_index import ServedIndex, served_index
from tests.support.workspace import (
    CART,
    MONEY,
    PRICES,
    ROOT,
    WORKSPACE,
    WORKSPACE_INDEX,
    locked_by_us,
    locked_by_uv,
    written,
)


@pytest.fixture(scope="module")
def index() -> Iterator[ServedIndex]:
    with served_index(WORKSPACE_INDEX) as served:
        yield served


@pytest.mark.parametrize("input", [ROOT, CART, PRICES, MONEY])
def test_the_command_line_locks_as_uv_does(
    index: ServedIndex,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    input: str,
) -> None:
    monkeypatch.chdir(written(WORKSPACE, tmp_path))
    main(["resolve", input, "--mode", "universal", "--format", "json", "--index-url", index.url])
    document = json.loads(capsys.readouterr().out)
    ours = locked_by_us(document["universal"])
    theirs = locked_by_uv(WORKSPACE, tmp_path, index.url, input)
    assert ours == theirs
    assert len(ours) > 1


def test_what_is_compared_depends_on_every_file(index: ServedIndex, tmp_path: Path) -> None:
    whole = locked_by_uv(WORKSPACE, tmp_path / "whole", index.url)
    for path, old, new in ((CART, "tables>=1", "mail>=1"), (PRICES, "checks", "sockets"), (MONEY, "rounding", "mail")):
        changed = WORKSPACE | {path: WORKSPACE[path].replace(f'"{old}', f'"{new}')}
        assert locked_by_uv(changed, tmp_path / path, index.url) != whole
