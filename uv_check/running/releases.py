"""Which uv is asked."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from packaging.version import Version

from resolver_core import UV_VERSION
from uv_check.errors import NotAsked, Obstacle

FOLDER_VARIABLE = "WHICHWHEEL_UV_FOLDER"
"""Names a folder with further releases of uv: `VERSION/uv` in it, or `VERSION/bin/uv`."""
_VERSION = re.compile(r"uv (\d\S*)")
_OPTION = re.compile(r"^\s+(?:-\w, )?(--[a-z][a-z-]*)", re.MULTILINE)
_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Uv:
    """An installed uv."""

    program: Path
    version: Version

    def knows(self, option: str, *command: str) -> bool:
        """Whether a command of this release has an option."""
        return option in _options(str(self.program), command)


def installed_uv(wanted: str | None = None) -> Uv:
    """The uv at a path or of a version; without either the one that is emulated. Raises `NotAsked`."""
    wanted = wanted or UV_VERSION
    if os.sep in wanted:
        return _uv_at(Path(wanted))
    for program in _programs():
        try:
            found = _uv_at(program)
        except NotAsked:
            continue
        if str(found.version) == wanted:
            return found
    raise NotAsked(Obstacle.NO_UV, wanted)


def _uv_at(program: Path) -> Uv:
    version = _version_of(str(program.absolute()))
    if version is None:
        raise NotAsked(Obstacle.NO_UV, str(program))
    return Uv(program.absolute(), Version(version))


def _programs() -> Iterator[Path]:
    """Where a uv may stand: the installed package, the search path, the folder of further releases."""
    try:
        from uv import find_uv_bin

        yield Path(find_uv_bin())
    except (ImportError, FileNotFoundError):
        pass
    if (found := shutil.which("uv")) is not None:
        yield Path(found)
    if folder := os.environ.get(FOLDER_VARIABLE):
        yield from sorted(Path(folder).glob("*/uv"))
        yield from sorted(Path(folder).glob("*/bin/uv"))


@lru_cache(maxsize=64)
def _version_of(program: str) -> str | None:
    found = _VERSION.match(_output(program, "--version"))
    return None if found is None else found[1]


@lru_cache(maxsize=64)
def _options(program: str, command: tuple[str, ...]) -> frozenset[str]:
    return frozenset(_OPTION.findall(_output(program, *command, "--help")))


def _output(program: str, *arguments: str) -> str:
    try:
        done = subprocess.run(
            [program, *arguments], capture_output=True, text=True, timeout=_SECONDS, env={"NO_COLOR": "1"}
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout
