"""A file with a stub project in place of each source that cannot be fetched, so that uv has an answer."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import tomlkit
from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from tests.public_files.asking import Assumption
from tests.public_files.listed import PublicFile


def put_stubs(file: PublicFile, path: Path, assumed: Iterable[Assumption]) -> None:
    """Write a stub for each, and change the text so that it leads to them."""
    stubs = {}
    for one in assumed:
        folder = path.parent / "stubs" / one.project
        folder.mkdir(parents=True)
        project = f'[project]\nname = "{one.project}"\nversion = "{one.version}"\n'
        (folder / "pyproject.toml").write_text(project)
        stubs[one.project] = folder
    if file.is_requirements:
        lines = path.read_text().splitlines()
        path.write_text("\n".join(_led_line(line, stubs) for line in lines) + "\n")
    elif file.is_project:
        path.write_text(_led_project(path.read_text(), stubs))


def _led_line(line: str, stubs: dict[str, Path]) -> str:
    name = _name(line)
    return f"{name} @ {stubs[name].as_uri()}" if name in stubs else line


def _name(line: str) -> str | None:
    fragment = re.search(r"#egg=([A-Za-z0-9._-]+)", line) or re.match(
        r"git\+[^@]*/([A-Za-z0-9._-]+?)(?:\.git)?(?:[@#]|$)", line
    )
    written = line.split("@")[0] if "@" in line and "://" not in line.split("@")[0] else None
    found = fragment.group(1) if fragment else written
    return canonicalize_name(found.split("[")[0].strip()) if found else None


def _led_project(text: str, stubs: dict[str, Path]) -> str:
    document = tomlkit.parse(text)
    project = document.get("project", {})
    tables = (project.get("optional-dependencies", {}), document.get("dependency-groups", {}))
    for listed in (project.get("dependencies", []), *(each for table in tables for each in table.values())):
        for place, written in enumerate(listed):
            listed[place] = _led_requirement(written, stubs)
    sources = document.setdefault("tool", {}).setdefault("uv", {}).setdefault("sources", {})
    for name, folder in stubs.items():
        for other in [key for key in sources if canonicalize_name(key) == name]:
            del sources[other]
        sources[name] = {"path": str(folder)}
    return tomlkit.dumps(document)


def _led_requirement(written: object, stubs: dict[str, Path]) -> object:
    if not isinstance(written, str):
        return written
    try:
        requirement = Requirement(written)
    except InvalidRequirement:
        return written
    if canonicalize_name(requirement.name) in stubs:
        requirement.url = None
    return str(requirement)
