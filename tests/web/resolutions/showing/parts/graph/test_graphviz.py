"""dot's layout is read where dot is; without it, or when it fails, there is none."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from webui.resolutions.showing.parts.graph.graphviz import by_dot

PLAIN = """\
graph 1 4 2
node n0 1 1.5 1 0.5 "" solid box black lightgrey
node n1 3 0.5 1 0.5 "" solid box black lightgrey
edge n0 n1 4 1.5 1.5 2 1.5 2 0.5 2.5 0.5 solid black
stop
"""


def a_dot(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    program = folder / "dot"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


def test_its_plain_output_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "plain").write_text(PLAIN)
    a_dot(tmp_path, f"cat > {tmp_path}/source; cat {tmp_path}/plain", monkeypatch)
    layout = by_dot({"a": 72.0, "b": 72.0}, [("a", "b")])
    assert layout is not None
    assert (layout.width, layout.height) == (288, 144)
    assert layout.middles == {"a": (72, 36), "b": (216, 108)}
    assert layout.routes == {("a", "b"): [(108, 36), (180, 108)]}
    assert "n0 -> n1;" in (tmp_path / "source").read_text()


def test_a_failure_is_no_layout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a_dot(tmp_path, "exit 3", monkeypatch)
    assert by_dot({"a": 72.0}, []) is None


def test_a_missing_program_is_no_layout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert by_dot({"a": 72.0}, []) is None
