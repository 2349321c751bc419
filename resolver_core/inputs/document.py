"""A TOML text with places and a list of mistakes: every reader of a pasted TOML text goes through it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from resolver_core.errors import Mistake, ProblemSyntaxError
from resolver_core.inputs import limits
from resolver_core.inputs.positions import Path, Place, locate
from resolver_core.inputs.requirement import InvalidText

Value = TypeVar("Value")
Table = Mapping[str, object]

_TOML_PLACE = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)$")
_ENDLESS_KEY = re.compile(rf"""(?<![\w"'.-])(?:[\w"'-]++[ \t]*+\.[ \t]*+){{{limits.KEY_PARTS}}}""")
_TYPE_NAMES = {
    dict: "a table",
    list: "a list",
    str: "a string",
    bool: "true or false",
    int: "a number",
    float: "a number",
}


def type_name(value: object) -> str:
    """What a TOML value is, in words: "a list", "a string"."""
    return _TYPE_NAMES.get(type(value), "a date or time")


def dotted(path: Path) -> str:
    """A path as TOML would write it: `tool.uv.index[0].url`."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def load_toml(text: str) -> Table:
    """The tables of a TOML text. Raises `ProblemSyntaxError` with the place of the first fault."""
    toml = text.removeprefix("\ufeff")
    if _ENDLESS_KEY.search(toml):
        raise ProblemSyntaxError((Mistake(f"The text has a dotted key of more than {limits.KEY_PARTS} parts."),))
    try:
        return tomllib.loads(toml)
    except ValueError as error:  # TOMLDecodeError, or a number of too many digits
        raise ProblemSyntaxError((_toml_mistake(str(error), toml),)) from error
    except RecursionError as error:
        raise ProblemSyntaxError((Mistake("The text is nested too deeply."),)) from error


@dataclass
class Document:
    """A parsed TOML text. Readers take typed values by path; whatever is wrong is collected in `mistakes`."""

    text: str
    data: Table
    places: Mapping[Path, Place]
    mistakes: list[Mistake] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    lock_mistakes: list[Mistake] = field(default_factory=list)  #: of what `uv lock` alone refuses
    obstacles: list[Mistake] = field(default_factory=list)  #: of what uv would take and nobody can read here

    @classmethod
    def parse(cls, text: str) -> Document:
        """Parse a TOML text.

        Raises `ProblemSyntaxError` with the line and column of the first fault if it is no valid TOML.
        """
        data = load_toml(text)
        refuse_many_keys(data)
        return cls(text, data, locate(text.removeprefix("\ufeff")))

    def view(self) -> Document:
        """The same text with mistakes of its own, for what is read under another rule."""
        shared = {"notes": self.notes, "lock_mistakes": self.lock_mistakes, "obstacles": self.obstacles}
        return Document(self.text, self.data, self.places, **shared)  # type: ignore[arg-type]

    def afresh(self) -> Document:
        """The same text without anything recorded."""
        return Document(self.text, self.data, self.places)

    def line(self, path: Path) -> int | None:
        """The line of an item, 1-based; None where it could not be located."""
        place = self.places.get(path)
        return None if place is None else place.line

    def mistake(self, message: str, path: Path, text: str = "") -> None:
        """Record a mistake at an item or, if that has no place, at the nearest table around it."""
        self.mistakes.append(self._at(message, path, text))

    def lock_mistake(self, message: str, path: Path, text: str = "") -> None:
        """Record at an item why `uv lock` does not take the text, which `uv pip` does."""
        self.lock_mistakes.append(self._at(message, path, text))

    def obstacle(self, message: str, path: Path, text: str = "") -> None:
        """Record at an item what uv would take but cannot be read here."""
        self.obstacles.append(self._at(message, path, text))

    def _at(self, message: str, path: Path, text: str) -> Mistake:
        place = next((self.places[path[:n]] for n in range(len(path), 0, -1) if path[:n] in self.places), None)
        line, column = (None, None) if place is None else (place.line, place.column)
        return Mistake(message, line, column, text)

    def mistake_at_line(self, message: str, line: int | None, text: str = "") -> None:
        """Record a mistake about something whose line is already known."""
        self.mistakes.append(Mistake(message, line, None, text))

    def raise_mistakes(self) -> None:
        """Raise `ProblemSyntaxError` if there is any mistake, in the order of the text."""
        mistakes = [*self.mistakes, *self.obstacles]
        if mistakes:
            ordered = sorted(dict.fromkeys(mistakes), key=lambda mistake: (mistake.line or 0, mistake.column or 0))
            raise ProblemSyntaxError(first_mistakes(ordered))

    def get(self, path: Path) -> object:
        """The raw value at a path of keys and numbers, or None."""
        value: object = self.data
        for part in path:
            if isinstance(value, dict) and isinstance(part, str):
                value = value.get(part)
            elif isinstance(value, list) and isinstance(part, int) and part < len(value):
                value = value[part]
            else:
                return None
        return value

    def has(self, path: Path) -> bool:
        """Whether there is anything at a path."""
        return self.get(path) is not None

    def _typed(self, path: Path, kind: type[Value], expected: str) -> Value | None:
        value = self.get(path)
        if value is None:
            return None
        # bool is a subclass of int; TOML keeps the two apart.
        if isinstance(value, kind) and not (kind is int and isinstance(value, bool)):
            return value
        self.mistake(f"`{dotted(path)}` must be {expected}, not {type_name(value)}.", path, _shown(value))
        return None

    def string(self, path: Path) -> str | None:
        """A string, or None where the key is absent or (recorded as a mistake) no string."""
        return self._typed(path, str, "a string")

    def boolean(self, path: Path) -> bool | None:
        """A boolean, or None."""
        return self._typed(path, bool, "true or false")

    def table(self, path: Path) -> Table:
        """A table; empty where the key is absent or no table."""
        return self._typed(path, dict, "a table") or {}

    def items(self, path: Path, expected: str = "a list") -> Iterator[tuple[Path, object]]:
        """The items of a list with their paths."""
        for index, value in enumerate(self._typed(path, list, expected) or ()):
            yield (*path, index), value

    def table_list(self, path: Path) -> list[object]:
        """The raw items of a list; empty where there is none."""
        value = self.get(path)
        return value if isinstance(value, list) else []

    def strings(self, path: Path) -> Iterator[tuple[Path, str]]:
        """The items of a list of strings with their paths; other items are recorded as mistakes."""
        for item, _ in self.items(path, "a list of strings"):
            text = self.string(item)
            if text is not None:
                yield item, text

    def read(self, path: Path, text: str, parse: Callable[[str], Value]) -> Value | None:
        """`parse(text)`, or None with the mistake recorded at `path`."""
        try:
            return parse(text)
        except InvalidText as error:
            self.mistake(str(error), path, text)
            return None

    def read_string(self, path: Path, parse: Callable[[str], Value]) -> Value | None:
        """The string at `path`, parsed; None where it is absent or wrong."""
        text = self.string(path)
        return None if text is None else self.read(path, text, parse)

    def read_strings(self, path: Path, parse: Callable[[str], Value]) -> Iterator[tuple[Path, Value]]:
        """The strings of a list, parsed, with their paths."""
        for item, text in self.strings(path):
            value = self.read(item, text, parse)
            if value is not None:
                yield item, value


def first_mistakes(mistakes: Sequence[Mistake]) -> tuple[Mistake, ...]:
    """As many as anybody reads, and how many more there are."""
    if len(mistakes) <= limits.MISTAKES:
        return tuple(mistakes)
    return *mistakes[: limits.MISTAKES], Mistake(f"There are {len(mistakes) - limits.MISTAKES:,} more mistakes.")


def refuse_many_keys(data: Table) -> None:
    """Raise `ProblemSyntaxError` for a TOML text with more keys than `limits.KEYS`."""
    count, waiting = 0, list[object]([data])
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            count += len(value)
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)
    if count > limits.KEYS:
        raise ProblemSyntaxError((Mistake(limits.too_many("The text", count, "keys", limits.KEYS)),))


def _toml_mistake(message: str, text: str) -> Mistake:
    match = _TOML_PLACE.search(message)
    reason = message[: match.start()] if match else message
    if match is None:
        return Mistake(f"This is not valid TOML: {reason}.")
    lines = text.split("\n")
    line, column = (int(match[1]), int(match[2])) if match[1] else (len(lines), len(lines[-1]) + 1)
    offending = lines[line - 1].strip() if line <= len(lines) else ""
    return Mistake(f"This is not valid TOML: {reason}.", line, column, offending)


def _shown(value: object) -> str:
    return value if isinstance(value, str) else str(value)
