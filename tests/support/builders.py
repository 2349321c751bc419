"""Small values for tests of the core: indexes, problems and targets in a line each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from resolver_core.index.kept.memory import MemoryFile, MemoryIndex
from resolver_core.inputs.parse import parse_problem
from resolver_core.inputs.problem import Problem
from resolver_core.targets.environment import Environment
from resolver_core.targets.named import target

LINUX, MACOS, WINDOWS = "x86_64-unknown-linux-gnu", "aarch64-apple-darwin", "x86_64-pc-windows-msvc"

Releases = Mapping[str, Sequence[str]] | Iterable[MemoryFile]
"""Of one project: version -> requirements (a pure wheel each), or files."""


def a_release(
    project: str, version: str, *requires: str, tag: str = "py3-none-any", sdist: bool = False, **fields: Any
) -> MemoryFile:
    """One file of a release: a wheel with a tag, or the sdist. `fields` are those of `MemoryFile`."""
    stem = f"{project.replace('-', '_')}-{version}"
    return MemoryFile(f"{stem}.tar.gz" if sdist else f"{stem}-{tag}.whl", requires, **fields)


def an_index(projects: Mapping[str, Releases], **fields: Any) -> MemoryIndex:
    """An index in memory: `an_index({"a": {"1.0": ["b>=2"]}, "b": [a_release("b", "2.0", yanked_reason="")]})`."""
    return MemoryIndex({name: _files(name, releases) for name, releases in projects.items()}, **fields)


def a_problem(
    *dependencies: str, requires_python: str | None = ">=3.12", tool_uv: str = "", more: str = "", **fields: Any
) -> Problem:
    """A project with these dependencies; `tool_uv` and `more` are TOML, `fields` replace those of the problem."""
    lines = ["[project]", 'name = "project"', 'version = "0.1.0"', f"dependencies = {list(dependencies)!r}"]
    if requires_python is not None:
        lines.append(f"requires-python = {requires_python!r}")
    text = "\n".join([*lines, more, "[tool.uv]", tool_uv, ""])
    return replace(parse_problem(text, filename="pyproject.toml"), **fields)


def a_target(python: str = "3.12", platform: str = LINUX) -> Environment:
    """A Python on a platform."""
    return target(python, platform)


def _files(name: str, releases: Releases) -> tuple[MemoryFile, ...]:
    if isinstance(releases, Mapping):
        return tuple(a_release(name, version, *requires) for version, requires in releases.items())
    return tuple(releases)
