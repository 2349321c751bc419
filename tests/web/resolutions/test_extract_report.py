"""`manage.py extract_report`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.core.inputs.report.test_read import FENCED


def test_it_prints_what_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "report.md"
    file.write_text(FENCED)
    call_command("extract_report", file)
    document = json.loads(capsys.readouterr().out)
    assert document["commands"] == [
        "uv pip install -r pyproject.toml",
        "uv sync --extra gpu --prerelease allow --index-url https://index.test/simple",
    ]
    assert document["platform"] == {"os": "macos", "arch": "arm64", "libc": None, "version": "14"}
    assert document["cause_class"] is None


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="No such file"):
        call_command("extract_report", tmp_path / "none.md")
    long = tmp_path / "long.md"
    long.write_text("x" * 1_200_000)
    with pytest.raises(CommandError, match="at most"):
        call_command("extract_report", long)
