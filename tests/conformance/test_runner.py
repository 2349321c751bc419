"""The runner answers a folder of scenarios; what it finds is compared with uv's measured answers."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conformance.processes import spread
from tests.conformance.settings import differing_rows
from tests.support.builders import LINUX, WINDOWS
from tests.support.crashing import crash_on_some
from tests.support.shared import REPOSITORY, require_shared

SCENARIO = """
name = "two-versions"
[root]
requires = ["a<2"]
requires_python = ">=3.12"
optional_dependencies = { x = ["b"] }
[packages.a.versions."1.0.0"]
requires = ["b>=1 ; sys_platform == 'win32'"]
[packages.a.versions."2.0.0"]
[packages.b.versions."1.0.0"]
[[single]]
extras = ["x"]
[[single]]
platform = "x86_64-pc-windows-msvc"
"""

PROJECTS = ("seed-9514-torch", "seed-10693-nightly", "seed-11926-jupyter", "seed-9640-accelerators")
"""The recorded projects that take seconds; `make conformance` answers all of them."""


def run(*arguments: object) -> None:
    """The runner in a process of its own, as the comparers start it."""
    command = [sys.executable, "-m", "tests.conformance", *map(str, arguments)]
    subprocess.run(command, cwd=REPOSITORY, check=True)


def test_a_crash_in_one_case_does_not_stop_the_others(capsys: pytest.CaptureFixture[str]) -> None:
    assert spread(crash_on_some, [1, 2, 3, 4], jobs=2, tell=str) == [10, 40]
    assert "ValueError: two" in capsys.readouterr().err


@pytest.mark.slow
def test_a_scenario_is_answered_row_by_row(tmp_path: Path) -> None:
    require_shared("scenarios", "server.py")
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / "two-versions.toml").write_text(SCENARIO, "utf-8")
    run("random", tmp_path, tmp_path / "out.json", "--jobs", 1)
    (entry,) = json.loads((tmp_path / "out.json").read_text("utf-8"))["scenarios"]
    packages = {
        (row["platform"], *row.get("extras", [])): row["packages"] for row in entry["single"] if row["python"] == "3.12"
    }
    assert packages[LINUX,] == {"a": "1.0.0"}
    assert packages[LINUX, "x"] == {"a": "1.0.0", "b": "1.0.0"}
    assert packages[WINDOWS,] == {"a": "1.0.0", "b": "1.0.0"}
    lock = {package["name"]: package for package in entry["universal"]["packages"]}
    assert set(lock) == {"project", "a", "b"}
    assert lock["a"]["dependencies"] == [{"name": "b", "version": "1.0.0", "marker": "sys_platform == 'win32'"}]
    assert list(lock["project"]["optional-dependencies"]) == ["x"]


@pytest.mark.slow
def test_every_scenario_agrees_with_uv(tmp_path: Path) -> None:
    folder = require_shared("scenarios", "scenarios").parent
    run("scenarios", folder / "scenarios", tmp_path / "out.json")
    command = [sys.executable, folder / "compare.py", folder / "expected.json", tmp_path / "out.json"]
    subprocess.run([*command, "--json", tmp_path / "results.json"], check=True, capture_output=True)
    results = json.loads((tmp_path / "results.json").read_text("utf-8"))
    assert len(results) > 300
    assert not [f"{row['name']} {row['kind']} {row['row']}" for row in results if not row["agree"]]


@pytest.mark.slow
def test_every_setting_agrees_with_uv(tmp_path: Path) -> None:
    folder = require_shared("settings", "expected.json").parent
    run("settings", folder, tmp_path / "out.json")
    expected = json.loads((folder / "expected.json").read_text("utf-8"))
    compared, different = differing_rows(expected, json.loads((tmp_path / "out.json").read_text("utf-8")))
    assert compared >= len(expected["cases"])
    assert not different


@pytest.mark.slow
@pytest.mark.parametrize("slug", PROJECTS)
def test_a_recorded_project_agrees_with_uv(slug: str, tmp_path: Path) -> None:
    folder = require_shared("frozen-index")
    run("projects", folder / "projects", tmp_path, slug)
    command = [sys.executable, folder / "compare.py", tmp_path, "--slug", slug]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
