"""Command lines of uv and pip in a report, and the options that matter for a resolution."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field

from packaging.requirements import InvalidRequirement, Requirement

from resolver_core.inputs.report.blocks import Parts

LONGEST_LINE = 2_000
"""Characters of a line that is read as a command."""

_TOOLS = ("uv", "uvx", "pip", "pip3")
_INSTALLS = ({"uv", "pip", "install"}, {"uv", "add"}, {"pip", "install"}, {"pip3", "install"})
_OPTIONS = {
    "--python": "python",
    "-p": "python",
    "--python-version": "python",
    "--python-platform": "platform",
    "--extra": "extras",
    "--group": "groups",
    "--index-url": "index_url",
    "--default-index": "index_url",
    "-i": "index_url",
    "--extra-index-url": "extra_index_urls",
    "--index": "extra_index_urls",
    "--index-strategy": "index_strategy",
    "--prerelease": "prerelease",
    "--resolution": "resolution",
    "--fork-strategy": "fork_strategy",
    "--exclude-newer": "exclude_newer",
    "--with": "with",
}
_WITH_VALUE = frozenset({"-r", "--requirement", "-c", "--constraint", "-t", "--target", "-f", "--find-links", "-e"})
"""Other options that take a word."""


@dataclass(frozen=True, slots=True)
class Command:
    """One command line: the options that a resolution knows, by the name of their field, and what it installs."""

    text: str
    line: int
    options: tuple[tuple[str, str], ...] = ()
    requirements: tuple[str, ...] = field(default=())
    is_of_project: bool = False  #: it works on the project file: uv sync, uv lock, or the file by its name
    reads_requirements: bool = False  #: it reads a requirements file


def commands_in(parts: Parts) -> Iterator[Command]:
    """Every command line of uv or pip, in order."""
    lines = list(parts.prose)
    for block in parts.blocks:
        lines += enumerate(block.text.split("\n"), block.line)
    for number, line in sorted(lines):
        for text in _pieces(line):
            command = _command(text, number)
            if command is not None:
                yield command


def _pieces(line: str) -> Iterator[str]:
    """What may be a command in a line: the line after its prompt, and what stands between back-ticks."""
    if len(line) > LONGEST_LINE:
        return
    if "`" in line:
        yield from line.split("`")[1::2]
    else:
        yield line.strip().lstrip("$>% ").removeprefix("RUN ")


def _command(text: str, number: int) -> Command | None:
    if not text.startswith(_TOOLS):
        return None
    try:
        words = shlex.split(text, comments=True)
    except ValueError:
        return None
    if len(words) < 2 or words[0] not in _TOOLS:
        return None
    options, plain = _read(words)
    is_install = any(tools <= set(plain[:3]) for tools in _INSTALLS)
    start = plain.index("install") if "install" in plain[:3] else plain.index("add") if "add" in plain[:2] else 0
    asked = [word for word in plain[start + 1 :] if _is_requirement(word)] if is_install else []
    asked += [value for name, value in options if name == "with" and _is_requirement(value)]
    kept = tuple((name, value) for name, value in options if name != "with")
    is_of_project = "pyproject.toml" in words or plain[1:2] in (["sync"], ["lock"], ["export"], ["tree"])
    reads_requirements = any(word.endswith(".txt") for word in words)
    return Command(text.strip(), number, kept, tuple(asked), is_of_project, reads_requirements)


def _read(words: list[str]) -> tuple[list[tuple[str, str]], list[str]]:
    """Options with their values, and the words that are none."""
    options: list[tuple[str, str]] = []
    plain: list[str] = []
    waiting = iter(words)
    for word in waiting:
        name, equals, value = word.partition("=")
        if name in _OPTIONS:
            value = value if equals else next(waiting, "")
            if value and not value.startswith("-"):
                options.append((_OPTIONS[name], value))
        elif word in _WITH_VALUE:
            next(waiting, None)
        elif not word.startswith("-"):
            plain.append(word)
    return options, plain


def _is_requirement(word: str) -> bool:
    try:
        requirement = Requirement(word)
    except InvalidRequirement:
        return False
    return not requirement.url and "$" not in word
