"""What uv's verbose log (`-v`) tells of a resolution."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from packaging.utils import canonicalize_name

_ANSI = re.compile(r"\x1b\[[0-9;]*m")
_SELECTING = re.compile(r"Selecting: ([\w.-]+)(?:\[[^\]\n]{0,200}\])?==(\S+) \[([^\]\n]{0,200})\]")
_FOLLOWING = re.compile(r"Adding transitive dependency for ([\w.-]+)(?:\[[^\]]*\])?==(\S+): ([\w.-]+)\S*?==(\S+)$")
_SEARCHING = re.compile(r"Searching for a compatible version of ([\w.-]+)")
_VERSION = re.compile(r"(?:DEBUG )?uv (\d\S*)", re.MULTILINE)
_CUTOFF = re.compile(r"Solving with exclude-newer: (?:global: )?(\S+)")
_OWN_LINES = re.compile(r"^(?:DEBUG|TRACE|INFO|WARN|warning:|Using |Resolv|Downloading|Building|\s*$)")
# A page that is taken without asking; metadata of a file never change, and a stale response is asked for again.
_FROM_CACHE = re.compile(r"Found fresh response for: \S+/\s*$", re.MULTILINE)
_LOCK_KEPT = "Existing `uv.lock` satisfies"


@dataclass(frozen=True, slots=True)
class Decision:
    """A version that was chosen while solving."""

    project: str
    version: str


@dataclass(frozen=True, slots=True)
class Log:
    """The parts of a log that are looked at."""

    version: str | None
    cutoff: str | None
    decisions: tuple[Decision, ...]  #: each once, in the order of the first time
    looked_into: frozenset[Decision]  #: those of the decisions for which metadata were needed
    searched: frozenset[str]  #: projects for which a version was looked for
    from_cache: bool  #: whether anything was answered by a cache
    used_lock: bool  #: whether an existing lock was kept or preferred
    message: str  #: what it says beside the log


def is_log(text: str) -> bool:
    """Whether a text looks like a verbose log of uv."""
    return _SEARCHING.search(text) is not None or re.search(r"^(?:\S+ )?DEBUG ", text, re.MULTILINE) is not None


def read_log(text: str) -> Log:
    """Read what uv wrote to its standard error."""
    plain = _ANSI.sub("", text)
    version, cutoff = _VERSION.search(plain), _CUTOFF.search(plain)
    selected = [(Decision(canonicalize_name(found[1]), found[2]), found[3]) for found in _SELECTING.finditer(plain)]
    return Log(
        version=None if version is None else version[1],
        cutoff=None if cutoff is None else cutoff[1].rstrip(","),
        decisions=tuple(dict.fromkeys(decision for decision, _ in selected)),
        looked_into=frozenset(_looked_into(plain)),
        searched=frozenset(canonicalize_name(found[1]) for found in _SEARCHING.finditer(plain)),
        from_cache=_FROM_CACHE.search(plain) is not None,
        used_lock=_LOCK_KEPT in plain or _is_preferred_at_first(selected),
        message="\n".join(line for line in plain.splitlines() if not _OWN_LINES.match(line)),
    )


def _is_preferred_at_first(selected: Iterable[tuple[Decision, str]]) -> bool:
    """Whether a version was preferred before this run chose it: later forks prefer what earlier ones chose."""
    first: dict[Decision, str] = {}
    for decision, why in selected:
        first.setdefault(decision, why)
    return "preference" in first.values()


def _looked_into(log: str) -> Iterator[Decision]:
    """What is chosen for a marker or an extra is tied to itself at first, without a look into its metadata.

    Where it is chosen again nothing is said of that any more, so what was tied once stays so.
    """
    place, tied = "", set[tuple[str, Decision]]()
    chosen: list[tuple[str, Decision]] = []
    for line in log.splitlines():
        if searching := _SEARCHING.search(line):
            place = line[searching.start(1) :].rpartition(" (")[0]
        elif selecting := _SELECTING.search(line):
            chosen.append((place, Decision(canonicalize_name(selecting[1]), selecting[2])))
        elif chosen and (following := _FOLLOWING.search(line)):
            parent, child = (Decision(canonicalize_name(following[at]), following[at + 1]) for at in (1, 3))
            if parent == child == chosen[-1][1]:
                tied.add(chosen[-1])
    yield from (decision for at, decision in chosen if (at, decision) not in tied)
