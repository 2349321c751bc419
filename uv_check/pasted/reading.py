"""Reads what a uv wrote: a lock, a compiled or a frozen list, a tree, or a verbose log."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

from packaging.utils import canonicalize_name

from resolver_core import Mistake, Problem, ProblemSyntaxError, Resolution, parse_lock, resolution_of_lock
from uv_check.question import Mode
from uv_check.reading.compiled import read_compiled
from uv_check.reading.log import is_log, read_log


class PastedKind(StrEnum):
    """What kind of output it is."""

    LOCK = "uv.lock"
    COMPILED = "uv pip compile"
    FROZEN = "uv pip freeze"
    TREE = "uv tree"
    LOG = "uv lock -v"


Versions = Mapping[str, frozenset[str]]
"""By project, the versions that an output holds of it."""


@dataclass(frozen=True)
class Pasted:
    """An output as far as it can be compared. `options` are those that it states, by their names for a command."""

    kind: PastedKind
    mode: Mode
    versions: Versions
    uv_version: str | None = None
    revision: int | None = None  #: of a lock's format
    cutoff: datetime | None = None
    newest_upload: datetime | None = None  #: of all files that it names
    options: Mapping[str, str] = field(default_factory=dict)
    from_cache: bool = False
    used_lock: bool = False


_COMMAND = re.compile(r"^#\s+(uv pip compile .*)$", re.MULTILINE)
_TREE_LINE = re.compile(r"^[│├└─\s|`+-]*([A-Za-z0-9][\w.-]*)(?:\[[^\]]*\])? v(\S+)", re.MULTILINE)
_LOCK_OPTIONS = {"resolution": "--resolution", "prerelease": "--prerelease", "fork_strategy": "--fork-strategy"}
_FLAGS = ("--universal", "--upgrade", "--all-extras", "--no-build", "--no-deps", "--pre")
_ONE_TARGET = re.compile(r"(?<!all )marker environment resolution took")


def read_pasted(text: str, problem: Problem) -> Pasted:
    """Read an output, whatever it is. Raises `ProblemSyntaxError` where it is none that is known."""
    if re.search(r"^\[\[package\]\]", text, re.MULTILINE):
        return _lock(text, problem)
    if is_log(text):
        return _log(text)
    own = str(problem.name or "")
    if tree := _TREE_LINE.findall(text):
        pairs = [(canonicalize_name(name), version) for name, version in tree]
        return Pasted(PastedKind.TREE, Mode.LOCK, _grouped(pair for pair in pairs if pair[0] != own))
    pins = [(line.name, str(line.version)) for line in read_compiled(text) if line.version is not None]
    if not pins:
        message = "This is neither a uv.lock nor a list, a tree or a log that uv wrote."
        raise ProblemSyntaxError((Mistake(message),))
    return _list(text, [pair for pair in pins if pair[0] != own])


def _lock(text: str, problem: Problem) -> Pasted:
    lock = parse_lock(text)
    resolution = resolution_of_lock(lock, problem)
    uploads = [file.uploaded_at for pin in resolution.pins for file in pin.distributions if file.uploaded_at]
    revision = lock.document.get("revision")
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
        versions=_grouped((decision.project, decision.version) for decision in log.decisions),
        uv_version=log.version,
        cutoff=_moment(log.cutoff or ""),
        from_cache=log.from_cache,
        used_lock=log.used_lock,
    )


def _list(text: str, pins: list[tuple[str, str]]) -> Pasted:
    command = _COMMAND.search(text)
    if command is None:
        return Pasted(PastedKind.FROZEN, Mode.COMPILE, _grouped(pins))
    options = _options(command[1])
    return Pasted(
        kind=PastedKind.COMPILED,
        mode=Mode.COMPILE,
        versions=_grouped(pins),
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


def versions_of(resolution: Resolution) -> Versions:
    """The versions of an answer; the project itself aside."""
    return _grouped((pin.project, str(pin.version)) for pin in resolution.pins if not pin.is_root)


def _grouped(pairs: Iterable[tuple[str, str]]) -> Versions:
    found: dict[str, set[str]] = {}
    for name, version in pairs:
        found.setdefault(name, set()).add(version)
    return {name: frozenset(versions) for name, versions in found.items()}


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
