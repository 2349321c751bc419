"""`python -m uv_check`, on an index on loopback."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.served_index import ServedFile, served_index
from uv_check.command_line import main
from uv_check.platforms import would_install
from uv_check.running.releases import installed_uv
from uv_check.serving.recorded import Absent, AbsentKind
from uv_check.verdict import ModeCheck, Verdict
from uv_check.wording import badge, told

PROJECT = '[project]\nname = "x"\nversion = "1"\nrequires-python = ">=3.10"\ndependencies = ["app"]\n'
FILES = [ServedFile("app-1-py3-none-any.whl", ("base",)), ServedFile("base-2-cp312-cp312-win_amd64.whl")]


def asked(tmp_path: Path, *options: str, files: list[ServedFile] = FILES) -> int:
    (tmp_path / "pyproject.toml").write_text(PROJECT)
    with served_index(files) as index:
        words = [str(tmp_path / "pyproject.toml"), "--index-url", index.url, "--no-cache", "--timeout", "0", *options]
        return main([*words, "--platform", "x86_64-pc-windows-msvc", "--python", "3.12"])


def test_it_agrees_in_both_modes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert asked(tmp_path) == 0
    assert capsys.readouterr().out.splitlines() == [
        "uv lock: checked with uv 0.13.8: the same 2 versions",
        "uv pip compile: checked with uv 0.13.8: the same 2 versions",
    ]


def test_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert asked(tmp_path, "--mode", "universal", "--format", "json") == 0
    document = json.loads(capsys.readouterr().out)
    assert document["verdict"] == "agrees"
    assert [(mode["mode"], mode["packages"]) for mode in document["modes"]] == [("lock", 2)]


def test_a_uv_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert asked(tmp_path, "--uv", "0.0.1") == 2
    assert "there is no uv 0.0.1 here" in capsys.readouterr().err


def test_a_file_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["/nowhere/pyproject.toml"]) == 2
    assert "/nowhere/pyproject.toml" in capsys.readouterr().err


def test_what_a_lock_would_install_and_which_wheel_is_missing(tmp_path: Path) -> None:
    from resolver_core import target
    from resolver_core.index.kept.memory import MemoryFile
    from tests.support.checked import World
    from uv_check.checking import check_mode
    from uv_check.question import Mode

    projects = {
        "app": [MemoryFile("app-1-py3-none-any.whl", requires=["base"])],
        "base": [MemoryFile("base-2-cp312-cp312-win_amd64.whl")],
    }
    question, ours, snapshot = World(PROJECT, projects).answered(Mode.LOCK)
    lock = check_mode(question, Mode.LOCK, ours, snapshot, installed_uv()).document
    for platform, versions, missing in (
        ("x86_64-pc-windows-msvc", {"app": "1", "base": "2"}, ""),
        ("x86_64-unknown-linux-gnu", {}, "base 2"),
    ):
        found = would_install(PROJECT, lock, target("3.12", platform), installed_uv(), question.selection)
        assert (found.versions, found.without_file) == (versions, missing)
        assert bool(found.hint) is bool(missing)


def test_the_words_of_every_verdict() -> None:
    from uv_check.comparing.decisions import Parting
    from uv_check.comparing.difference import Difference, Field
    from uv_check.errors import Obstacle
    from uv_check.question import Mode
    from uv_check.reading.log import Decision

    absent = (Absent(AbsentKind.PAGE, "app", "https://index.test"),)
    differs = ModeCheck(
        Mode.LOCK,
        Verdict.DIFFERS,
        "0.13.8",
        differences=tuple(Difference(field, "app", "1", "") for field in Field) * 6,
        parting=Parting(2, Decision("app", "1"), None),
        detail="error: no",
    )
    lines = list(told(differs))
    assert lines[0] == f"uv lock: checked with uv 0.13.8: {len(differs.differences)} differences"
    assert "  After 2 equal decisions: app 1 here, nothing more in uv" in lines
    assert "index data are missing" in badge(ModeCheck(Mode.LOCK, Verdict.ABSENT, "0.13.8", absent=absent))
    assert "2 seconds" in badge(ModeCheck(Mode.LOCK, Verdict.NOT_ASKED, obstacle=Obstacle.TIME, detail="2"))
    assert badge(ModeCheck(Mode.LOCK, Verdict.AGREES, "0.13.8", packages=1)).endswith("the same version")
