"""Reads what a uv wrote: a lock, a compiled or a frozen list, a tree, or a verbose log."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

from packaging.utils import canonicalize_name

from resolver_core import Mistake, ProblemSyntaxError, parse_lock, resolution_of_lock
from uv_check.comparing.compiled import holds
from uv_check.question import Mode, Question
from uv_check.reading.compiled import PinnedLine, read_compiled
from uv_check.reading.log import is_log, read_log
from uv_check.reading.versions import Versions, grouped, versions_of


class PastedKind(StrEnum):
    """What kind of output it is."""

    LOCK = "uv.lock"
    COMPILED = "uv pip compile"
    FROZEN = "uv pip freeze"
    TREE = "uv tree"
    LOG = "uv lock -v"


@dataclass(frozen=True)
class Pasted:
    """An output as far as it can be compared. `options` are those that it states, by their names for a command."""

    kind: PastedKind
    mode: Mode
    versions: Versions
    named: frozenset[str] = frozenset()  #: projects that are there without a version: by a URL, or in a search
    is_whole: bool = True  #: whether it holds everything of its answer, and not what one platform installs of it
    uv_version: str | None = None
    revision: int | None = None  #: of a lock's format
    cutoff: datetime | None = None
    newest_upload: datetime | None = None  #: of all files that it names
    options: Mapping[str, str] = field(default_factory=dict)
    from_cache: bool = False
    used_lock: bool = False


_COMMAND = re.compile(r"^#[ \t]+(uv (?:pip compile|export)\b.*)$", re.MULTILINE)
_TREE_LINE = re.compile(r"^[│├└─ \t|`+-]*([A-Za-z0-9][\w.-]*)(?:\[[^\]\n]*\])? v(\S+)", re.MULTILINE)
_LOCK_OPTIONS = {"resolution": "--resolution", "prerelease": "--prerelease", "fork_strategy": "--fork-strategy"}
_FLAGS = ("--universal", "--upgrade", "--all-extras", "--no-build", "--no-deps", "--pre")
_ONE_TARGET = re.compile(r"(?<!all )marker environment resolution took")
_LONGEST_LINE = 2_000
"""No uv writes a longer one outside of a lock."""


def read_pasted(text: str, question: Question) -> Pasted:
    """Read an output, whatever it is. Raises `ProblemSyntaxError` where it is none that is known."""
    if re.search(r"^\[\[package\]\]", text, re.MULTILINE):
        return _lock(text, question)
    text = "\n".join(line[:_LONGEST_LINE] for line in text.splitlines())
    if is_log(text):
        return _log(text)
    own = str(question.problem.name or "")
    if tree := _TREE_LINE.findall(text):
        pairs = [(canonicalize_name(name), version) for name, version in tree]
        return Pasted(PastedKind.TREE, Mode.LOCK, grouped(pair for pair in pairs if pair[0] != own), is_whole=False)
    lines = [line for line in read_compiled(text) if line.name != own]
    if not lines:
        message = "This is neither a uv.lock nor a list, a tree or a log that uv wrote."
        raise ProblemSyntaxError((Mistake(message),))
    return _list(text, lines, question)


def _lock(text: str, question: Question) -> Pasted:
    lock = parse_lock(text)
    resolution = resolution_of_lock(lock, question.problem)
    uploads = [file.uploaded_at for pin in resolution.pins for file in pin.distributions if file.uploaded_at]
    revision = lock.document.get("revision", 0)
    return Pasted(
        kind=PastedKind.LOCK,
        mode=Mode.LOCK,
        versions=versions_of(resolution),
        revision=revision if isinstance(revision, int) else None,
        cutoff=_moment(resolution.axes.get("exclude_newer", "")),
        newest_upload=max(uploads, default=None),
        options={name: resolution.axes[key] for key, name in _LOCK_OPTIONS.items() if key in resolution.axes},
    )


def _log(text: str) -> Pasted:
    log = read_log(text)
    return Pasted(
        kind=PastedKind.LOG,
        mode=Mode.COMPILE if _ONE_TARGET.search(text) else Mode.LOCK,
        versions=grouped((decision.project, decision.version) for decision in log.decisions),
        named=log.searched,
        uv_version=log.version,
        cutoff=_moment(log.cutoff or ""),
        from_cache=log.from_cache,
        used_lock=log.used_lock,
    )


def _list(text: str, lines: list[PinnedLine], question: Question) -> Pasted:
    """A list with markers, of `uv export` or `--universal`, holds a lock's versions; without, those of one target."""
    command = _COMMAND.search(text)
    options = {} if command is None else _options(command[1])
    is_export = command is not None and command[1].startswith("uv export")
    is_universal = is_export or "--universal" in options
    shown = [line for line in lines if is_universal or holds(line, question.target)]
    return Pasted(
        kind=PastedKind.FROZEN if command is None else PastedKind.COMPILED,
        mode=Mode.LOCK if is_universal else Mode.COMPILE,
        versions=grouped((line.name, str(line.version)) for line in shown if line.version is not None),
        named=frozenset(line.name for line in shown),
        is_whole=not is_universal,
        cutoff=_moment(options.pop("--exclude-newer", "")),
        options=options,
    )


def _options(command: str) -> dict[str, str]:
    """The options of a command line with their values; a flag has none."""
    try:
        words = shlex.split(command)
    except ValueError:
        words = command.split()
    found: dict[str, str] = {}
    for number, word in enumerate(words):
        name, separator, value = word.partition("=")
        if name.startswith("--"):
            following = words[number + 1] if number + 1 < len(words) else ""
            found[name] = value if separator or name in _FLAGS or following.startswith("-") else following
    return found


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
