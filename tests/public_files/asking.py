"""One file put to uv and to us, in both modes, on the default index as of one moment."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name
from uv import find_uv_bin

from tests.public_files.listed import PublicFile

AS_OF = "2026-11-20T00:00:00Z"
"""Files uploaded later do not count, for anyone: a run can be repeated."""
PYTHON = "3.12"
SECONDS = 300
"""For one answer; uv may have to build for it."""
TRANSLATED = "uv itself ignores it"
"""What our note says of another tool's table that we read and uv does not."""
_REASONS = {
    "no project table": "No `project` table found",
    "no Python": "No interpreter found",
    "git": "Git operation failed|failed to clone|git\\+",
    "index out of reach": "Failed to fetch|dns error|error sending request",
    "no solution": "No solution found",
    "build": "Failed to build|Build backend|build backend|egg_info",
    "not readable": "Couldn't parse|Failed to parse|TOML parse error|Expected",
    "workspace": "[Ww]orkspace",
}
Pair = tuple[str, str]
"""A project with a version."""


@dataclass(frozen=True)
class Assumption:
    """What we took for granted of a project."""

    project: str
    version: str
    is_source: bool  #: it comes from no index: uv would have to fetch it


@dataclass(frozen=True)
class Answer:
    """The versions that somebody answers, or why there is none."""

    pairs: frozenset[Pair] | None
    reason: str = ""
    assumptions: tuple[Assumption, ...] = ()
    is_translated: bool = False  #: another tool's table was read that uv ignores: not to be compared


@dataclass(frozen=True)
class Uv:
    """uv with a cache of its own."""

    cache: Path

    def lock(self, file: PublicFile, path: Path) -> Answer:
        """`uv lock`; a requirements file is first made the dependencies of a project."""
        if file.is_script:
            done = self._run(["lock", "--script", path.name], path.parent)
            lock = path.with_name(f"{path.name}.lock")
        elif file.is_requirements:
            folder = path.parent / "asked"
            failed = self._made_a_project(path, folder)
            if failed is not None:
                return failed
            done, lock = self._run(["lock", *_index_options(path)], folder), folder / "uv.lock"
        elif file.is_project:
            if not _is_for_uv(path):
                return Answer(None, "no project table")
            done, lock = self._run(["lock"], path.parent), path.with_name("uv.lock")
        else:
            return Answer(None, "nothing to lock")
        return Answer(_locked(tomllib.loads(lock.read_text()))) if done.returncode == 0 else _refused(done)

    def single(self, path: Path) -> Answer:
        """`uv pip compile` for one platform."""
        options = ["--python-version", PYTHON, "--python-platform", "linux", "--no-header", "--no-annotate", "--quiet"]
        done = self._run(["pip", "compile", path.name, *options], path.parent)
        lines = (line.split(" ;")[0].split(" \\")[0].strip() for line in done.stdout.splitlines())
        pinned = (line.split("==", 1) for line in lines if "==" in line and not line.startswith(("#", "-")))
        if done.returncode:
            return _refused(done)
        return Answer(frozenset((canonicalize_name(name.split("[")[0]), version) for name, version in pinned))

    def _made_a_project(self, path: Path, folder: Path) -> Answer | None:
        folder.mkdir()
        project = f'[project]\nname = "asked"\nversion = "0"\nrequires-python = ">={PYTHON}"\ndependencies = []\n'
        constraints = list(_constraints(path))
        project += f"[tool.uv]\nconstraint-dependencies = {json.dumps(constraints)}\n" if constraints else ""
        (folder / "pyproject.toml").write_text(project)
        done = self._run(["add", "--frozen", "-r", f"../{path.name}"], folder)
        return None if done.returncode == 0 else _refused(done)

    def _run(self, arguments: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("UV_", "VIRTUAL_ENV"))}
        environment |= {"UV_PYTHON_DOWNLOADS": "never", "NO_COLOR": "1", "UV_CACHE_DIR": str(self.cache)}
        command = [find_uv_bin(), *arguments, "--exclude-newer", AS_OF]
        if arguments[0] == "add":
            command = command[:-2]
        try:
            return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=SECONDS)
        except subprocess.TimeoutExpired:
            return subprocess.CompletedProcess(command, 1, "", "error: no answer in time")


def ours(path: Path, *options: str) -> dict[str, Answer]:
    """Our answers by mode. `options` are more of the command line's."""
    command = [
        sys.executable,
        "-m",
        "resolver_core",
        "resolve",
        str(path),
        "--python",
        PYTHON,
        "--exclude-newer",
        AS_OF,
    ]
    command += ["--format", "json", "--timeout", str(SECONDS), *options]
    done = subprocess.run(command, capture_output=True, text=True)
    if not done.stdout.startswith("{"):
        words = (done.stderr.strip().splitlines() or ["?"])[-1]
        return dict.fromkeys(("lock", "single"), Answer(None, words[:200]))
    document = json.loads(done.stdout)
    is_translated = TRANSLATED in done.stderr
    answers = {"lock": _read(document["universal"]), "single": _read(document["single"][0])}
    return {mode: replace(answer, is_translated=is_translated) for mode, answer in answers.items()}


def _read(resolution: Mapping[str, Any]) -> Answer:
    if resolution["outcome"] != "solved":
        trouble = resolution["failure"] or resolution["conflict"] or {}
        return Answer(None, str(trouble.get("message") or trouble.get("text") or resolution["outcome"])[:200])
    packages = resolution["packages"]
    on_indexes = {package["name"] for package in packages if package["index_url"]}
    assumptions = tuple(
        Assumption(entry["project"], entry["version"], entry["project"] not in on_indexes)
        for entry in resolution.get("assumptions", [])
    )
    pairs = frozenset((entry["name"], entry["version"]) for entry in packages if entry["index_url"])
    return Answer(pairs, "", assumptions)


def _is_for_uv(path: Path) -> bool:
    """Whether uv locks anything of it: it reads no table of Poetry."""
    document = tomllib.loads(path.read_text())
    return "project" in document or "workspace" in document.get("tool", {}).get("uv", {})


def _locked(lock: Mapping[str, Any]) -> frozenset[Pair]:
    entries = lock.get("package", [])
    return frozenset((entry["name"], entry["version"]) for entry in entries if "registry" in entry["source"])


def _refused(done: subprocess.CompletedProcess[str]) -> Answer:
    words = done.stderr
    known = (reason for reason, pattern in _REASONS.items() if re.search(pattern, words))
    errors = (line for line in words.splitlines() if line.startswith("error"))
    return Answer(None, next(known, next(errors, "?")[:80]))


def _index_options(path: Path) -> Iterable[str]:
    """The indexes that a requirements file names, which `uv add` does not take over."""
    options = {"-i": "--default-index", "--index-url": "--default-index", "--extra-index-url": "--index"}
    for line in path.read_text().splitlines():
        option, _, url = line.replace("=", " ", 1).partition(" ")
        if option in options:
            yield from (options[option], url.strip())


def _constraints(path: Path) -> Iterable[str]:
    for line in path.read_text().splitlines():
        option, _, name = line.partition(" ")
        if option in ("-c", "--constraint"):
            for constraint in (path.parent / name.strip()).read_text().splitlines():
                if (written := constraint.split("#")[0].strip()) and not written.startswith("-"):
                    yield written
