"""One run of uv: its interpreter, its environment, its network and its bounds, its arguments, its files."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from packaging.specifiers import SpecifierSet

from resolver_core import (
    IndexLocation,
    IndexSnapshot,
    IndexStrategy,
    Options,
    PrereleaseMode,
    ProjectFiles,
    ResolutionMode,
    Settings,
    parse_project,
    target,
)
from tests.support.checked import LINUX, World
from uv_check.errors import NotAsked, Obstacle
from uv_check.question import Mode, Question
from uv_check.running import isolation
from uv_check.running.arguments import arguments
from uv_check.running.asking import python_within
from uv_check.running.files import write_files
from uv_check.running.interpreter import Python, facts, write_stand_in
from uv_check.running.isolation import Limits, environment, run
from uv_check.running.releases import FOLDER_VARIABLE, Uv, installed_uv
from uv_check.serving.places import Places
from uv_check.serving.recorded import RecordedAnswers
from uv_check.serving.server import listening

UV = installed_uv()
BASE = "http://127.0.0.1:1"
NOTHING = RecordedAnswers(IndexSnapshot(), Places(BASE))


# -- the interpreter ----------------------------------------------------------------------------------


@pytest.mark.parametrize("python", ["3.8", "3.12", "3.14", "3.15", "3.13t", "pypy3.10"])
def test_uv_takes_the_stand_in_for_an_interpreter(python: str, tmp_path: Path) -> None:
    program = write_stand_in(tmp_path / "python", Python.of_target(target(python, LINUX)))
    command = [str(UV.program), "python", "find", str(program)]
    done = subprocess.run(command, env=environment(tmp_path), cwd=tmp_path, capture_output=True, text=True)
    assert (done.returncode, done.stdout.strip()) == (0, str(program)), done.stderr


def test_the_stand_in_says_what_a_real_interpreter_says(tmp_path: Path) -> None:
    """A field that uv reads of this very interpreter is a field of the stand-in."""
    relay = tmp_path / "relay"
    answer = tmp_path / "answer.json"
    relay.write_text(f'#!/bin/sh\n{sys.executable} "$@" | /usr/bin/tee {answer}\n')
    relay.chmod(0o755)
    command = [str(UV.program), "python", "find", str(relay)]
    done = subprocess.run(command, env=environment(tmp_path), cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    real = json.loads(answer.read_text())
    ours = facts(Python("3.12.0"), tmp_path / "bin" / "python3")
    assert real.keys() <= ours.keys()
    for name in ("markers", "scheme", "virtualenv"):
        assert real[name].keys() == ours[name].keys()  # type: ignore[attr-defined]


def test_a_python_that_the_project_allows() -> None:
    wanted = Python("3.12.0")
    assert python_within(SpecifierSet(">=3.8"), wanted) is wanted
    assert python_within(SpecifierSet(">=3.13.2,<3.14"), wanted).full_version == "3.13.2"
    assert python_within(SpecifierSet(">4"), wanted) is wanted


# -- the isolation ------------------------------------------------------------------------------------


@pytest.mark.parametrize("has_namespaces", [True, False])
def test_there_is_no_other_network(has_namespaces: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server is reached. Without namespaces so are other sockets of this machine, but proxies lead nowhere."""
    if has_namespaces and not isolation.has_network_namespaces():
        pytest.skip("this machine gives us no network namespace")
    monkeypatch.setattr(isolation, "has_network_namespaces", lambda: has_namespaces)
    outside = listening()
    base, listener = isolation.base_and_listener()
    assert (listener is None) is has_namespaces
    code = (
        "import socket, sys, urllib.request, urllib.error, os\n"
        "try:\n    urllib.request.urlopen(sys.argv[1] + '/nothing')\n"
        "except urllib.error.HTTPError as error:\n    print(error.code)\n"
        "try:\n    socket.create_connection(('127.0.0.1', int(sys.argv[2])), 5)\n    print('reached')\n"
        "except OSError:\n    print('refused')\n"
        "try:\n    urllib.request.urlopen('http://index.test/')\n"
        "except OSError as error:\n    print('no way out')\n"
    )
    command = [sys.executable, "-c", code, base, str(outside.getsockname()[1])]
    finished = run(command, tmp_path, environment(tmp_path), Limits(), NOTHING, listener)
    expected = "refused" if has_namespaces else "reached"
    assert finished.stdout.split("\n")[:3] == ["404", expected, "no way out"], finished.stderr
    outside.close()
    if listener is not None:
        listener.close()


def test_nothing_of_the_machine_is_in_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UV_INDEX_URL", "https://secret.test")
    found = environment(tmp_path)
    assert "UV_INDEX_URL" not in found
    for name in ("HOME", "PATH", "UV_CACHE_DIR", "XDG_CONFIG_HOME", "TMPDIR"):
        assert found[name].startswith(str(tmp_path))


@pytest.mark.parametrize(
    ("code", "limits", "obstacle"),
    [
        ("while True: pass", Limits(seconds=0.2), Obstacle.TIME),
        ("open('large', 'wb').write(b'x' * 9000000)", Limits(file_bytes=1 << 20), None),
        ("x = b'x' * (4 << 30)", Limits(memory_bytes=1 << 30), None),
        ("import os, signal; os.kill(os.getpid(), signal.SIGTERM)", Limits(), Obstacle.RESOURCES),
    ],
)
def test_a_run_is_bounded(code: str, limits: Limits, obstacle: Obstacle | None, tmp_path: Path) -> None:
    command = [sys.executable, "-c", code]
    base, listener = isolation.base_and_listener()
    assert base
    if obstacle is None:
        assert run(command, tmp_path, environment(tmp_path), limits, NOTHING, listener).status != 0
        return
    with pytest.raises(NotAsked) as raised:
        run(command, tmp_path, environment(tmp_path), limits, NOTHING, listener)
    assert raised.value.obstacle is obstacle


# -- the arguments ------------------------------------------------------------------------------------


def asked(options: Options, mode: Mode, world: World | None = None) -> str:
    question = World(options=options).question() if world is None else world.question()
    return " ".join(arguments(question, mode, UV, Places(BASE), written_anew=False))


def test_options_become_arguments() -> None:
    settings = Settings(
        resolution=ResolutionMode.LOWEST_DIRECT,
        prerelease=PrereleaseMode.ALLOW,
        index_strategy=IndexStrategy.UNSAFE_BEST_MATCH,
        exclude_newer=datetime(2025, 1, 1, tzinfo=UTC),
        exclude_newer_package={"app": None, "old": datetime(2024, 1, 1, tzinfo=UTC)},  # type: ignore[dict-item]
        no_build=True,
        no_binary_package=frozenset({"old"}),  # type: ignore[arg-type]
        no_sources=True,
    )
    indexes = (
        IndexLocation("https://one.test/simple", name="one"),
        IndexLocation("https://links.test/page", flat=True),
    )
    options = Options("https://index.test/simple", indexes=indexes, settings=settings)
    lock = asked(options, Mode.LOCK)
    for words in (
        "--resolution lowest-direct",
        "--prerelease allow",
        "--index-strategy unsafe-best-match",
        "--exclude-newer 2025-01-01T00:00:00Z",
        "--exclude-newer-package app=false",
        "--exclude-newer-package old=2024-01-01T00:00:00Z",
        "--no-build",
        "--no-binary-package old",
        "--no-sources",
        f"--index one={BASE}/i/0",
        f"--find-links {BASE}/i/1",
        f"--default-index {BASE}/i/2",
    ):
        assert words in lock
    compiled = asked(options, Mode.COMPILE)
    assert "--only-binary :all:" in compiled
    assert "--no-binary old" in compiled
    assert f"--python-version 3.12 --python-platform {LINUX}" in compiled


def test_a_default_index_of_the_text_stays_the_default() -> None:
    text = '[project]\nname = "x"\nversion = "1"\n[[tool.uv.index]]\nurl = "https://own.test/simple"\ndefault = true\n'
    assert "--default-index" not in asked(Options(""), Mode.LOCK, World(text))


def test_a_span_of_the_text_is_said_as_the_moment_that_it_meant() -> None:
    text = '[project]\nname = "x"\nversion = "1"\n[tool.uv]\nexclude-newer = "30 days"\n'
    for mode in Mode:
        assert "--exclude-newer 20" in asked(Options(""), mode, World(text))


def test_an_option_that_an_old_release_lacks_is_named() -> None:
    old = Uv(Path("/bin/true"), UV.version)
    with pytest.raises(NotAsked) as raised:
        arguments(World().question(), Mode.LOCK, old, Places(BASE), written_anew=False)
    assert (raised.value.obstacle, raised.value.detail) == (Obstacle.OPTION, "--default-index")


# -- the files ----------------------------------------------------------------------------------------


def test_a_workspace_is_written_with_the_addresses_of_the_server(tmp_path: Path) -> None:
    root = (
        '[project]\nname = "x"\nversion = "1"\n[tool.uv.workspace]\nmembers = ["packages/*"]\n'
        '[[tool.uv.index]]\nurl = "https://own.test/simple/"\n'
    )
    texts = {"pyproject.toml": root, "packages/y/pyproject.toml": '[project]\nname = "y"\nversion = "1"\n'}
    problem = parse_project(ProjectFiles(texts))
    question = Question(problem, Options("https://index.test/simple"), target("3.12", LINUX))
    written = write_files(question, Mode.LOCK, tmp_path, Places(BASE), [])
    assert (written.input, written.lock, written.has_settings) == ("pyproject.toml", "uv.lock", True)
    assert (tmp_path / "packages/y/pyproject.toml").exists()
    assert f'url = "{BASE}/i/0/"' in (tmp_path / "pyproject.toml").read_text()


def test_no_file_is_written_outside_of_the_folder(tmp_path: Path) -> None:
    files = ProjectFiles({"pyproject.toml": '[project]\nname = "x"\nversion = "1"\n', "../out/pyproject.toml": ""})
    problem = parse_project(files)
    question = Question(problem, Options(""), target("3.12", LINUX))
    with pytest.raises(NotAsked):
        write_files(question, Mode.LOCK, tmp_path / "in", Places(BASE), [])
    assert not (tmp_path / "out").exists()


# -- the release --------------------------------------------------------------------------------------


def test_a_release_is_found_by_path_by_version_and_in_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "0.0.7").mkdir()
    program = tmp_path / "0.0.7" / "uv"
    program.write_text("#!/bin/sh\necho uv 0.0.7\n")
    program.chmod(0o755)
    assert str(installed_uv(str(program)).version) == "0.0.7"
    with pytest.raises(NotAsked) as raised:
        installed_uv("0.0.7")
    assert raised.value.obstacle is Obstacle.NO_UV
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path))
    assert installed_uv("0.0.7").program == program
    with pytest.raises(NotAsked):
        installed_uv(str(tmp_path / "none"))
