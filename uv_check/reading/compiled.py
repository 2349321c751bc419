"""Lists of pinned requirements: what `uv pip compile` and `uv pip freeze` write."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

_FROM = re.compile(r"\s*# from (\S+)")
_OPTION = re.compile(r"\s*(?:-|--hash=|\\$)")


@dataclass(frozen=True, slots=True)
class PinnedLine:
    """One pinned project. `source` is its URL, or that of the index where the list says it; else ""."""

    name: str
    version: Version | None  #: None: the line names a URL
    source: str = ""
    marker: str = ""


def read_compiled(text: str) -> list[PinnedLine]:
    """Every pin of a list; lines that pin nothing (options, paths, comments) are passed over."""
    found: list[PinnedLine] = []
    for line in text.replace("\\\n", " ").splitlines():
        index = _FROM.fullmatch(line)
        if index is not None and found:
            found[-1] = PinnedLine(found[-1].name, found[-1].version, index[1].rstrip("/"), found[-1].marker)
            continue
        found += _pin(line)
    return found


def _pin(line: str) -> Iterator[PinnedLine]:
    if _OPTION.match(line):
        return
    text = re.sub(r"\s--hash=\S+", "", line.partition(" #")[0]).strip()
    try:
        requirement = Requirement(text)
    except InvalidRequirement:
        return
    name = canonicalize_name(requirement.name)
    marker = "" if requirement.marker is None else str(requirement.marker)
    if requirement.url is not None:
        yield PinnedLine(name, None, requirement.url, marker)
        return
    clauses = list(requirement.specifier)
    if len(clauses) == 1 and clauses[0].operator in ("==", "==="):
        try:
            yield PinnedLine(name, Version(clauses[0].version), "", marker)
        except InvalidVersion:
            return
