"""The files that a question on the command line leads to, read from the file system as one value."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from resolver_core.errors import ProblemSyntaxError
from resolver_core.inputs.decoding import decoded
from resolver_core.inputs.mentioned import Mentioned, mentioned_in
from resolver_core.inputs.project_files import PYPROJECT, ProjectFiles, matches_glob

MOST_FILES = 2_000
"""Files that are read at most; what lies beyond counts as absent."""


def read_folder(text: str, file: Path, directory: Path | None) -> ProjectFiles:
    """A file's text with those it leads to. `directory` is where uv would be started.

    Without it that is the workspace around the file, else the folder of the file.
    """
    place = file if directory is None else directory / file
    root = (workspace_around(place.absolute().parent) if directory is None else directory).absolute()
    path = Path(os.path.relpath(place.absolute(), root)).as_posix()
    return _Gathering(root).gathered(text, path)


def workspace_around(folder: Path) -> Path:
    """The folder of the nearest workspace table whose members include a folder; else the folder itself."""
    for candidate in (folder, *folder.parents):
        text = _read(candidate / PYPROJECT)
        patterns = () if text is None else mentioned_in(text, PYPROJECT).members
        inside = tuple(Path(os.path.relpath(folder, candidate)).as_posix().split("/"))
        if any(matches_glob(tuple(pattern.split("/")), inside) for pattern in patterns):
            return candidate
    return folder


class _Gathering:
    def __init__(self, root: Path) -> None:
        self._root = root
        self._texts: dict[str, str] = {}
        self._folders: set[str] = set()

    def gathered(self, text: str, path: str) -> ProjectFiles:
        """Everything that the text leads to, directly or through others."""
        self._texts[path] = text
        waiting = [path, *self._added(PYPROJECT, "uv.toml")]
        while waiting and len(self._texts) < MOST_FILES:
            current = waiting.pop(0)
            waiting += self._followed(mentioned_in(self._texts[current], current))
        return ProjectFiles(self._texts, path, frozenset(self._folders))

    def _followed(self, mentioned: Mentioned) -> list[str]:
        folders = [*mentioned.folders, *(folder for pattern in mentioned.members for folder in self._members(pattern))]
        self._folders.update(folder for folder in folders if (self._root / folder).is_dir())
        return self._added(*mentioned.files, *(f"{folder}/{PYPROJECT}" for folder in folders))

    def _members(self, pattern: str) -> Iterator[str]:
        pattern = os.path.normpath(pattern)
        if pattern.startswith(("/", "..")) or pattern == os.curdir:  # the root is a member anyway
            return
        try:
            for found in sorted(self._root.glob(pattern)):
                if found.is_dir():
                    yield found.relative_to(self._root).as_posix()
        except (ValueError, OSError):
            return

    def _added(self, *paths: str) -> list[str]:
        added = []
        for path in map(os.path.normpath, paths):
            text = None if path in self._texts else _read(self._root / path)
            if text is not None:
                self._texts[path] = text
                added.append(path)
        return added


def _read(path: Path) -> str | None:
    """The text of a file; None for what is absent or no text."""
    try:
        return decoded(path.read_bytes())
    except (OSError, ProblemSyntaxError, ValueError):
        return None
