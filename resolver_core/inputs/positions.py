"""Where each key and value of a TOML text stands. tomllib gives a place for syntax errors only.

The scanner trusts that tomllib has accepted the text; it walks over it once and records the place of
every table, key and array item under its path, such as `("project", "dependencies", 2)`.
"""

from __future__ import annotations

import contextlib
import re
import tomllib
from bisect import bisect_right
from dataclasses import dataclass

Path = tuple[str | int, ...]
"""A way into a TOML document: keys and, below arrays, numbers from 0."""

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_STRING = re.compile(
    r'"""(?:[^\\]|\\[\s\S])*?"{3,5}'
    r"|'''[\s\S]*?'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'"
)
_SCALAR = re.compile(r"[^,\]}#\n]+")


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a text; both numbers are 1-based, columns count characters."""

    line: int
    column: int


def locate(text: str) -> dict[Path, Place]:
    """The place of every item of a valid TOML text: of a key's value, or of the header of a table.

    Whatever the scanner cannot follow is left out (the caller then has no line to show).
    """
    scanner = _Scanner(text)
    with contextlib.suppress(_Lost, RecursionError):
        scanner.scan_document()
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    return {path: _place(starts, offset) for path, offset in scanner.offsets.items()}


def _place(starts: list[int], offset: int) -> Place:
    line = bisect_right(starts, offset)
    return Place(line, offset - starts[line - 1] + 1)


class _Lost(Exception):
    """The text is not what the scanner expects."""


class _Scanner:
    """One walk over a text; `offsets` collects the beginning of each item."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0
        self.offsets: dict[Path, int] = {}
        self.array_tables: dict[Path, int] = {}

    def scan_document(self) -> None:
        table: Path = ()
        while True:
            self.skip(_BLANK)
            if self.position >= len(self.text):
                return
            if self.peek("["):
                table = self.header()
            else:
                self.pair(table)

    def header(self) -> Path:
        """`[a.b]` or `[[a.b]]`; the path of the table that follows."""
        start = self.position
        double = self.text.startswith("[[", start)
        self.position += 2 if double else 1
        keys = self.key()
        self.expect("]]" if double else "]")
        parent = self.resolve(keys[:-1])
        path: Path = (*parent, keys[-1])
        if double:
            self.array_tables[path] = self.array_tables.get(path, -1) + 1
            self.offsets.setdefault(path, start)
            path = (*path, self.array_tables[path])
        elif path in self.array_tables:
            raise _Lost
        self.record(path, start)
        return path

    def resolve(self, keys: tuple[str, ...]) -> Path:
        """The path of a table whose ancestors may be arrays of tables: their last item is meant."""
        path: Path = ()
        for key in keys:
            path = (*path, key)
            if path in self.array_tables:
                path = (*path, self.array_tables[path])
        return path

    def pair(self, table: Path) -> None:
        """`key = value` below `table`."""
        start = self.position
        path = (*table, *self.key())
        for length in range(len(table) + 1, len(path)):
            self.offsets.setdefault(path[:length], start)
        self.expect("=")
        self.skip(_SPACE)
        self.value(path)

    def value(self, path: Path) -> None:
        self.record(path, self.position)
        if self.peek("["):
            self.array(path)
        elif self.peek("{"):
            self.inline_table(path)
        elif not self.take(_STRING):
            self.take(_SCALAR) or self.lost()

    def array(self, path: Path) -> None:
        self.expect("[")
        index = 0
        while True:
            self.skip(_BLANK)
            if self.accept("]"):
                return
            self.value((*path, index))
            index += 1
            self.skip(_BLANK)
            if not self.accept(","):
                self.expect("]")
                return

    def inline_table(self, path: Path) -> None:
        self.expect("{")
        while True:
            self.skip(_BLANK)
            if self.accept("}"):
                return
            self.pair(path)
            self.skip(_BLANK)
            if not self.accept(","):
                self.expect("}")
                return

    def key(self) -> tuple[str, ...]:
        """A bare, quoted or dotted key, with the blanks around it."""
        keys: list[str] = []
        while True:
            self.skip(_SPACE)
            keys.append(self.simple_key())
            self.skip(_SPACE)
            if not self.accept("."):
                return tuple(keys)

    def simple_key(self) -> str:
        quoted = self.take(_STRING) if self.text[self.position : self.position + 1] in ('"', "'") else ""
        if quoted:
            return str(tomllib.loads(f"key = {quoted}")["key"])
        return self.take(_BARE_KEY) or self.lost()

    def record(self, path: Path, offset: int) -> None:
        self.offsets[path] = offset

    def peek(self, piece: str) -> bool:
        return self.text.startswith(piece, self.position)

    def accept(self, piece: str) -> bool:
        found = self.peek(piece)
        self.position += len(piece) if found else 0
        return found

    def expect(self, piece: str) -> None:
        if not self.accept(piece):
            self.lost()

    def skip(self, pattern: re.Pattern[str]) -> None:
        self.take(pattern)

    def take(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self.text, self.position)
        if match is None:
            return ""
        self.position = match.end()
        return match.group()

    def lost(self) -> str:
        raise _Lost
