"""A failure that a report states, as a premise of the question: this file cannot be had."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from packaging.utils import (
    InvalidSdistFilename,
    InvalidWheelFilename,
    canonicalize_name,
    parse_sdist_filename,
    parse_wheel_filename,
)

from resolver_core.inputs.report.failures import Unreachable
from resolver_core.inputs.report.placeholders import is_placeholder
from resolver_core.inputs.requirement import InvalidText

_PINNED = re.compile(r"([A-Za-z0-9][\w.-]{0,100})==(\d[\w.+!]{0,60})")
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

    def is_named_in(self, text: str) -> bool:
        """Whether an error speaks of the file: by its name, or as the `project==version` that it is of."""
        return bool(self.filename) and (self.filename in text or self._is_of_version_in(text))

    def _is_of_version_in(self, text: str) -> bool:
        try:
            is_wheel = self.filename.endswith(".whl")
            name, version = (parse_wheel_filename if is_wheel else parse_sdist_filename)(self.filename)[:2]
        except (InvalidWheelFilename, InvalidSdistFilename):
            return False
        pinned = (found.groups() for found in _PINNED.finditer(text))
        return any(canonicalize_name(project) == name and given == str(version) for project, given in pinned)


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


def premise_text(premise: StatedFailure) -> str:
    """A premise as a line: the address or the name of the file, and its status where there was an answer."""
    about = premise.url or premise.filename
    return about if premise.status is None else f"{about} {premise.status}"


def read_premise(line: str) -> StatedFailure:
    """The premise of a line, as `premise_text` writes it. Raises `InvalidText` for anything else."""
    url, _, status = line.strip().rpartition(" ")
    if not url:
        url, status = status, ""
    if status and not (status.isascii() and status.isdigit() and len(status) == 3):
        raise InvalidText(f"`{status}` is no HTTP status: write an address or a file, a space, and a status like 404.")
    filename, project = _named(url.strip())
    if not filename and not project:
        raise InvalidText(f"`{url}` is neither a file of a distribution nor the page of a project below /simple/.")
    return StatedFailure(url.strip(), int(status) if status else None, 0, filename, project, is_placeholder(url))
