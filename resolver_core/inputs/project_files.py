"""The files of a question as a pure value: texts by their path, and which of them is asked about.

Nothing here reads a file system. Who has files (the command line, a form, an archive) makes this value of them.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from functools import cached_property
from hashlib import sha256

ROOT = "."
"""The folder in which the files stand."""

PYPROJECT = "pyproject.toml"


@dataclass(frozen=True)
class ProjectFiles:
    """Texts by path. Paths are relative to one root, with `/` between folders; `input` is the path asked about.

    `other_folders` are folders that are known to be there though none of their files is.
    """

    texts: Mapping[str, str] = field(repr=False)
    input: str = PYPROJECT
    other_folders: frozenset[str] = frozenset()

    @classmethod
    def single(cls, text: str, filename: str | None = None) -> ProjectFiles:
        """One file; without a name it is a paste, whose kind its text tells."""
        return cls({filename or "": text}, filename or "")

    @property
    def text(self) -> str:
        """The text that is asked about. Raises KeyError where it is not among the files."""
        return self.texts[self.input]

    @property
    def folder(self) -> str:
        """The folder of the text that is asked about."""
        return posixpath.dirname(self.input) or ROOT

    def with_text(self, text: str) -> ProjectFiles:
        """The same files with another text asked about at the same place."""
        return replace(self, texts={**self.texts, self.input: text})

    def as_pyproject(self) -> ProjectFiles:
        """The same files with the one asked about under the name that uv looks for."""
        path = self.pyproject(self.folder)
        if path == self.input:
            return self
        others = {name: text for name, text in self.texts.items() if name not in (path, self.input)}
        return replace(self, texts={path: self.text, **others}, input=path)

    def get(self, path: str) -> str | None:
        """The text of a file; None where it is not among the files."""
        return self.texts.get(path)

    @staticmethod
    def pyproject(folder: str) -> str:
        """The path that the `pyproject.toml` of a folder has."""
        return PYPROJECT if folder == ROOT else f"{folder}/{PYPROJECT}"

    @cached_property
    def folders(self) -> frozenset[str]:
        """Every folder that holds a file, directly or further down."""
        found = {ROOT, *self.other_folders}
        for path in self.texts:
            folder = posixpath.dirname(path)
            while folder:
                found.add(folder)
                folder = posixpath.dirname(folder)
        return frozenset(found)

    def matching(self, pattern: str) -> Iterator[str]:
        """The folders below the root that a glob pattern names, in order."""
        parts = tuple(joined(ROOT, pattern).split("/"))
        below = (folder for folder in sorted(self.folders) if folder != ROOT)
        return (folder for folder in below if matches_glob(parts, tuple(folder.split("/"))))

    @cached_property
    def digest(self) -> str:
        """SHA-256 (hex): the same files with the same question give the same."""
        if len(self.texts) == 1:
            return sha256(self.text.encode()).hexdigest()
        parts = [self.input, *(part for path in sorted(self.texts) for part in (path, self.texts[path]))]
        return sha256("\0".join(parts).encode()).hexdigest()


def joined(folder: str, path: str) -> str:
    """A path written in a folder, from the root; it begins with `..` where it leads out of the files."""
    return posixpath.normpath(posixpath.join(folder, path.replace("\\", "/")))


def matches_glob(pattern: tuple[str, ...], path: tuple[str, ...]) -> bool:
    """Whether the names of a path fit a glob, name by name; `**` stands for any folders, at the end for one or more."""
    if not pattern:
        return not path
    if pattern[0] == "**":
        if len(pattern) == 1:
            return bool(path)
        return any(matches_glob(pattern[1:], path[skipped:]) for skipped in range(len(path) + 1))
    return bool(path) and fnmatchcase(path[0], pattern[0]) and matches_glob(pattern[1:], path[1:])
