"""The uv that this project emulates, run against an index on loopback with nothing of the machine's own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from uv import find_uv_bin

_WORDS = {
    "lock": ["lock"],
    "export": ["export", "--no-emit-project", "--no-default-groups", "--no-header", "--no-annotate"],
    "compile": ["pip", "compile", "pyproject.toml", "--no-header", "--no-annotate"],
}
NO_VARIABLES: Mapping[str, str] = MappingProxyType({})
_KEPT = ("PATH", "HOME", "LANG", "TMPDIR")


@dataclass(frozen=True)
class UvRun:
    """What uv answered: versions by project (of the last mention, for a lock), or its words of refusal."""

    succeeded: bool
    versions: Mapping[str, str]
    errors: str
    document: str  #: the requirements or the lock, as written


def uv_compile(
    index_url: str | None,
    requirements: Iterable[str],
    *options: str,
    flat_url: str | None = None,
    variables: Mapping[str, str] = NO_VARIABLES,
) -> UvRun:
    """`uv pip compile` of these requirement lines, with `variables` in uv's environment."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "requirements.in").write_text("\n".join(requirements))
        command = ["pip", "compile", "requirements.in", "--quiet", "--no-config", "--no-header", "--no-annotate"]
        finished = run_uv([*command, *_index_options(index_url, flat_url), *options], folder, variables)
    lines = [line.split(" ;")[0].strip() for line in finished.stdout.splitlines()]
    versions = dict(line.split("==", 1) for line in lines if "==" in line)
    return UvRun(finished.returncode == 0, versions, finished.stderr, finished.stdout)


def uv_lock(
    index_url: str | None,
    requirements: Iterable[str],
    requires_python: str,
    *options: str,
    flat_url: str | None = None,
    tool_uv: str = "",
) -> UvRun:
    """`uv lock` of a project with these dependencies. `tool_uv` is more TOML for `[tool.uv]`."""
    with tempfile.TemporaryDirectory() as folder:
        project = f'[project]\nname = "project"\nversion = "1"\nrequires-python = "{requires_python}"\n'
        project += f"dependencies = {json.dumps(list(requirements))}\n[tool.uv]\n{tool_uv}\n"
        Path(folder, "pyproject.toml").write_text(project)
        finished = run_uv(["lock", "--quiet", *_index_options(index_url, flat_url), *options], folder)
        lock = Path(folder, "uv.lock")
        document = lock.read_text() if finished.returncode == 0 and lock.exists() else ""
    packages = tomllib.loads(document).get("package", [])
    versions = {package["name"]: package["version"] for package in packages if "version" in package}
    return UvRun(finished.returncode == 0, versions, finished.stderr, document)


def uv_on_project(
    text: str, index_url: str, command: str, *options: str, variables: Mapping[str, str] = NO_VARIABLES
) -> UvRun:
    """`uv lock`, `uv export` or `uv pip compile` ("compile") of a whole pyproject.toml, its `[tool.uv]` included."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "pyproject.toml").write_text(text)
        finished = run_uv([*_WORDS[command], "--quiet", "--default-index", index_url, *options], folder, variables)
        lock = Path(folder, "uv.lock")
        is_lock = command == "lock" and finished.returncode == 0 and lock.exists()
        document = lock.read_text() if is_lock else ""
    lines = [line.split(" ;")[0].strip() for line in finished.stdout.splitlines()]
    versions = dict(line.split("==", 1) for line in lines if "==" in line)
    return UvRun(finished.returncode == 0, versions, finished.stderr, document or finished.stdout)


def _index_options(index_url: str | None, flat_url: str | None) -> list[str]:
    options = ["--no-index"] if index_url is None else ["--default-index", index_url]
    return options + ([] if flat_url is None else ["--find-links", flat_url])


def run_uv(
    arguments: list[str], folder: str, variables: Mapping[str, str] = NO_VARIABLES
) -> subprocess.CompletedProcess[str]:
    """uv in a folder, with an empty cache and nothing of the user's own settings."""
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
    environment |= {"UV_PYTHON_DOWNLOADS": "never", "UV_HTTP_RETRIES": "0", "NO_COLOR": "1", **variables}
    with tempfile.TemporaryDirectory() as cache:
        environment["UV_CACHE_DIR"] = cache
        command = [find_uv_bin(), *arguments]
        if "--python" not in arguments:
            # To look through the machine for an interpreter takes longer than most of these answers.
            command += ["--python", sys.executable]
        return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
