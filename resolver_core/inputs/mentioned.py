"""Which other files a text leads to: members of a workspace, path sources, included lists. Nothing is read here.

Who has a file system asks this what to read next (the command line); who has not can tell what is missing.
"""

from __future__ import annotations

import posixpath
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from resolver_core.inputs.project_files import ROOT, joined

_INCLUDE = re.compile(r"^[ \t]*+(?:-r|-c|--requirement|--constraint)[ \t=]*+([^\s#]++)", re.MULTILINE)
_OF_SETUPTOOLS = ("setup.py", "setup.cfg")
_FILE = re.compile(r"[=:][ \t]*(?:\n[ \t]+)?file:[ \t]*([^\n]+)")
_FOLDER = re.compile(
    r"^[ \t]*+(?:(?:-e|--editable)[ \t=]*+)?(?:[\w.-]++[ \t]*+(?:\[[^\]\n]*+\])?[ \t]*+@[ \t]*+)?"
    r"(?:file:)?(\.{1,2}(?:/[^\s\[;#]*+)?)(?=[\s\[;#]|$)",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Mentioned:
    """Paths from the root of the files. `members` are patterns of folders."""

    files: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    members: tuple[str, ...] = ()


def mentioned_in(text: str, path: str) -> Mentioned:
    """What a file at a path leads to; a text that cannot be read leads nowhere."""
    folder = posixpath.dirname(path) or ROOT
    if path.endswith(".toml"):
        return _in_toml(text, folder)
    if posixpath.basename(path) in _OF_SETUPTOOLS:
        return Mentioned(
            tuple(joined(folder, name.strip()) for found in _FILE.findall(text) for name in found.split(","))
        )
    files = tuple(joined(folder, name.strip("\"'")) for name in _INCLUDE.findall(text))
    folders = tuple(joined(folder, name) for name in _FOLDER.findall(text))
    return Mentioned(files, folders)


def _in_toml(text: str, folder: str) -> Mentioned:
    try:
        document = tomllib.loads(text.removeprefix("\ufeff"))
    except (tomllib.TOMLDecodeError, RecursionError, ValueError):
        return Mentioned()
    uv = _table(_table(document, "tool"), "uv")
    patterns = _table(uv, "workspace").get("members")
    members = [item for item in patterns if isinstance(item, str)] if isinstance(patterns, list) else []
    return Mentioned(
        files=tuple(joined(folder, name) for name in _of_dynamic(document)),
        folders=tuple(joined(folder, name) for name in _paths(_table(uv, "sources"))),
        members=tuple(joined(folder, pattern) for pattern in members),
    )


def _of_dynamic(document: Mapping[str, object]) -> Iterator[str]:
    """Where setuptools, or a plugin of Hatchling, looks for what is dynamic."""
    dynamic = _table(document, "project").get("dynamic")
    if not isinstance(dynamic, list) or not {"dependencies", "optional-dependencies"} & {*map(str, dynamic)}:
        return
    yield from _OF_SETUPTOOLS
    table = _table(_table(_table(document, "tool"), "setuptools"), "dynamic")
    for entry in (table.get("dependencies"), *_table(table, "optional-dependencies").values()):
        yield from _names(entry.get("file") if isinstance(entry, dict) else None)
    hooks = _table(_table(_table(_table(document, "tool"), "hatch"), "metadata"), "hooks")
    if "requirements_txt" in hooks:
        hook = _table(hooks, "requirements_txt")
        yield from _names(hook.get("files", hook.get("filename", "requirements.txt")))
        for entry in _table(hook, "optional-dependencies").values():
            yield from _names(entry)


def _names(value: object) -> Iterator[str]:
    return (name for name in (value if isinstance(value, list) else [value]) if isinstance(name, str))


def _paths(sources: Mapping[str, object]) -> Iterator[str]:
    for entry in sources.values():
        for source in entry if isinstance(entry, list) else [entry]:
            if isinstance(source, dict) and isinstance(source.get("path"), str):
                yield source["path"]


def _table(table: Mapping[str, object], key: str) -> Mapping[str, object]:
    value = table.get(key)
    return value if isinstance(value, dict) else {}
