"""`compare`: what it prints of a verdict, and what it needs. tests/web/api/test_following.py asks a live instance."""

from __future__ import annotations

from pathlib import Path

import pytest

from resolver_core.cli.compare_command import told
from resolver_core.cli.main import main


def test_a_verdict_in_words() -> None:
    verdict = {
        "verdict": "differs",
        "headline": "torch differs.",
        "differing": [{"project": "torch", "single": "2.4.1", "universal": None}],
        "cause": "no-compatible-file",
        "page": "http://instance.test/r/abc",
    }
    assert told(verdict).splitlines() == [
        "differs: torch differs.",
        "  torch: 2.4.1 / -",
        "cause: no-compatible-file",
        "http://instance.test/r/abc",
    ]


def test_it_needs_an_instance_and_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("WHICHWHEEL_URL", raising=False)
    assert main(["compare", "pyproject.toml"]) == 2
    assert "--at URL" in capsys.readouterr().err
    assert main(["compare", str(tmp_path / "absent"), "--at", "http://instance.test"]) == 2
    assert "cannot be read" in capsys.readouterr().err
