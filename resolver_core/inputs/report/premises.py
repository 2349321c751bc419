"""A failure that a report states, as a premise of the question: this file cannot be had."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from resolver_core.inputs.report.failures import Unreachable
from resolver_core.inputs.report.placeholders import is_placeholder

_FILES = (".whl", ".tar.gz", ".zip", ".metadata")


@dataclass(frozen=True, slots=True)
class StatedFailure:
    """An address that the report says does not answer, to be laid over what the index says.

    `filename` names the file that it is of, so that the premise holds on any index that lists the file; "" for a
    page. `status` is None where there was no answer at all.
    """

    url: str
    status: int | None
    line: int
    filename: str = ""
    project: str = ""  #: whose page it is, where it is one
    is_placeholder: bool = False  #: the host stands for the default index


def premises_of(unreachable: Iterable[Unreachable]) -> tuple[StatedFailure, ...]:
    """The premises that a report states: one for each file, or page of an index, that did not answer."""
    found: dict[tuple[str, str], StatedFailure] = {}
    for one in unreachable:
        filename, project = _named(one.url)
        if filename or project:
            key = (filename, "" if filename else one.url)
            found.setdefault(
                key, StatedFailure(one.url, one.status, one.line, filename, project, is_placeholder(one.url))
            )
    return tuple(found.values())


def _named(url: str) -> tuple[str, str]:
    """The file that an address names, or the project whose page it is."""
    try:
        path = unquote(urlsplit(url.replace("<", "").replace(">", "")).path)
    except ValueError:
        return "", ""
    last = path.rstrip("/").rpartition("/")[2]
    if last.endswith(_FILES):
        return last.removesuffix(".metadata"), ""
    before, _, project = path.rstrip("/").rpartition("/simple/")
    return "", project if "/simple/" in path and "/" not in project and (before or project) else ""
