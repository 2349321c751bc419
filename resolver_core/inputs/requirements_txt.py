"""A `requirements.txt` as a problem: requirements and the options that uv reads from such a file.

Measured with uv 0.13.8: `--pre`, `--require-hashes`, `--prefer-binary`, `--trusted-host` and `--use-feature`
change nothing; a comment begins at a `#` after white space only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from packaging.utils import (
    InvalidSdistFilename,
    InvalidWheelFilename,
    NormalizedName,
    parse_sdist_filename,
    parse_wheel_filename,
)

from resolver_core import stopping
from resolver_core.errors import Mistake, ProblemSyntaxError
from resolver_core.index.records import IndexLocation
from resolver_core.inputs import limits
from resolver_core.inputs.document import first_mistakes
from resolver_core.inputs.problem import InputKind, Problem, RequirementLine, Settings
from resolver_core.inputs.requirement import InvalidText, parse_name, parse_requirement, parse_url
from resolver_core.inputs.uv_indexes import parse_index_url
from resolver_core.inputs.uv_settings import read_format_control

_COMMENT = re.compile(r"(?:^|(?<=\s))#.*$")
_OPTION = re.compile(r"(--?[A-Za-z][A-Za-z-]*?)(?:\s*=\s*|\s+|(?<=^-[a-z])(?=\S)|$)(.*)", re.DOTALL)
_HASH = re.compile(r"(?<=\s)--hash[=\s]\s*\S+")
_TRAILING_OPTION = re.compile(r"\s(--[a-z][a-z-]*)")
_LONG_NAMES = {
    "-i": "--index-url",
    "-f": "--find-links",
    "-r": "--requirement",
    "-c": "--constraint",
    "-e": "--editable",
}
_IGNORED = frozenset(("--pre", "--require-hashes", "--prefer-binary", "--trusted-host", "--use-feature", "--no-index"))
_REFUSED = {
    "--requirement": "Another file cannot be read here: paste its lines instead of `{line}`.",
    "--constraint": "A constraints file cannot be read here: add its bounds to the requirements instead of `{line}`.",
    "--editable": "A local project cannot be read here: paste what it requires instead of `{line}`.",
}
_LOCAL = "`{line}` is a local file or directory, which cannot be read here: name a project."


@dataclass(frozen=True, slots=True)
class _Line:
    """A logical line (continuations joined, comment removed) with the number of its first line."""

    text: str
    number: int


@dataclass
class _Reading:
    """What was read so far."""

    requirements: list[RequirementLine] = field(default_factory=list)
    default: IndexLocation | None = None
    extra: list[IndexLocation] = field(default_factory=list)
    flat: list[IndexLocation] = field(default_factory=list)
    no_binary: list[str] = field(default_factory=list)
    only_binary: list[str] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)
    notes: dict[str, None] = field(default_factory=dict)


def parse_requirements_txt(text: str) -> Problem:
    """Read a `requirements.txt`. Raises `ProblemSyntaxError` with every mistake."""
    reading = _Reading()
    for line in _logical_lines(text):
        stopping.check()
        try:
            _read_line(reading, line)
        except InvalidText as error:
            reading.mistakes.append(Mistake(str(error), line.number, None, line.text[: limits.CHARACTERS]))
    if not reading.requirements and not reading.mistakes:
        reading.mistakes.append(Mistake("The text names no requirement."))
    if reading.mistakes:
        raise ProblemSyntaxError(first_mistakes(reading.mistakes))
    default = () if reading.default is None else (reading.default,)
    indexes = (*reading.extra, *default, *reading.flat)
    return Problem(
        kind=InputKind.REQUIREMENTS,
        text=text,
        dependencies=tuple(reading.requirements),
        default_groups=(),
        indexes=indexes,
        pip_indexes=indexes,
        settings=_settings(reading),
        notes=tuple(reading.notes),
    )


def _settings(reading: _Reading) -> Settings:
    no_binary, no_binary_package = _format_control(reading.no_binary)
    no_build, no_build_package = _format_control(reading.only_binary)
    return Settings(
        no_binary=no_binary,
        no_binary_package=no_binary_package,
        no_build=no_build,
        no_build_package=no_build_package,
    )


def _format_control(values: list[str]) -> tuple[bool | None, frozenset[NormalizedName] | None]:
    if not values:
        return None, None
    everything, names = read_format_control(tuple(values))
    return everything, frozenset(parse_name(name) for name in names)


def _logical_lines(text: str) -> Iterator[_Line]:
    pending, first = "", 1
    for number, physical in enumerate(text.removeprefix("\ufeff").split("\n"), start=1):
        first = first if pending else number
        line = _COMMENT.sub("", physical.rstrip("\r"))
        if line.endswith("\\"):
            pending += line[:-1] + " "
            continue
        if (pending + line).strip():
            yield _Line((pending + line).strip(), first)
        pending = ""
    if pending.strip():
        yield _Line(pending.strip(), first)


def _read_line(reading: _Reading, line: _Line) -> None:
    if line.text.startswith("-"):
        _read_option(reading, line)
    else:
        requirement = _HASH.sub("", line.text).rstrip()
        if requirement != line.text:
            reading.notes["Hashes are ignored: they do not change which versions are chosen."] = None
        reading.requirements.append(_requirement(requirement, line.number))


def _read_option(reading: _Reading, line: _Line) -> None:
    match = _OPTION.fullmatch(line.text)
    option, value = (match[1], match[2].strip()) if match else (line.text, "")
    option = _LONG_NAMES.get(option, option)
    if option in _REFUSED:
        raise InvalidText(_REFUSED[option].format(line=line.text))
    if option in _IGNORED:
        reading.notes[f"`{option}` is ignored{' here' if option == '--no-index' else ', as uv does'}."] = None
        return
    if not value and option in ("--index-url", "--extra-index-url", "--find-links", "--no-binary", "--only-binary"):
        raise InvalidText(f"`{option}` needs a value.")
    _apply_option(reading, option, value)


def _apply_option(reading: _Reading, option: str, value: str) -> None:
    match option:
        case "--index-url":
            reading.default = IndexLocation(parse_index_url(value), default=True)
        case "--extra-index-url":
            reading.extra.append(IndexLocation(parse_index_url(value)))
        case "--find-links":
            reading.flat.append(IndexLocation(parse_index_url(value), flat=True))
        case "--no-binary":
            reading.no_binary.append(_format_name(value))
        case "--only-binary":
            reading.only_binary.append(_format_name(value))
        case _:
            raise InvalidText(f"`{option}` is not an option that uv reads from a requirements.txt.")


def _format_name(value: str) -> str:
    """`:all:`, `:none:` or one project; uv takes no list here."""
    if "," in value:
        raise InvalidText(f"`{value}` is a list: give the option once for each project.")
    return value if value in (":all:", ":none:") else parse_name(value)


def _requirement(text: str, line: int) -> RequirementLine:
    option = _TRAILING_OPTION.search(text)
    if option is not None:
        raise InvalidText(f"`{option[1]}` cannot follow a requirement; only `--hash` can.")
    if text.startswith(("./", "../", "/", "~/", "file:", ".\\")) or text in (".", ".."):
        raise InvalidText(_LOCAL.format(line=text))
    named = _with_name(text) if re.match(r"[A-Za-z+]+://", text) else text
    return RequirementLine(parse_requirement(named), text, line)


def _with_name(url: str) -> str:
    """`NAME @ URL` for a bare URL whose file name tells the project."""
    address = re.split(r"\s", url, maxsplit=1)[0]
    filename = unquote(urlsplit(parse_url(address)).path.rsplit("/", 1)[-1])
    try:
        name = parse_wheel_filename(filename)[0]
    except InvalidWheelFilename:
        try:
            name = parse_sdist_filename(filename)[0]
        except InvalidSdistFilename as error:
            raise InvalidText(f"The project's name is missing: write `NAME @ {address}`.") from error
    return f"{name} @ {url}"
