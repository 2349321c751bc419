"""Trouble that no resolver has a part in: a build, an installation, a network, permissions, the program itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from resolver_core.inputs.report import Report
from resolver_core.triage.held_against import says_no_answer


class TroubleKind(StrEnum):
    """What an error is about, where it is not about versions."""

    BUILD = "build"  #: a source distribution does not build
    NETWORK = "network"  #: an index or a host does not answer
    PERMISSION = "permission"  #: a file or a folder must not be written
    INSTALLATION = "installation"  #: files of an environment are in the way, or missing
    INTERPRETER = "interpreter"  #: no Python, or another one, was found
    PROGRAM = "program"  #: an installed program fails when it runs


_PATTERNS = (
    (
        TroubleKind.PERMISSION,
        r"permission denied|permissionerror|access is denied|errno 13|winerror 5|not permitted|"
        r"externally[- ]managed|read-only file system",
    ),
    (
        TroubleKind.NETWORK,
        r"all attempts to connect|max retries exceeded|connection (?:refused|reset|error|timed)|"
        r"dns error|name resolution|name or service not known|timed? ?out|certificate|error sending request|"
        r"connectionerror|proxy|tls|getaddrinfo",
    ),
    (
        TroubleKind.BUILD,
        r"failed to build|build backend|failed building wheel|subprocess-exited-with-error|"
        r"metadata-generation-failed|build_wheel|setup\.py|getting requirements to build|calledprocesserror|"
        r"cannot install on python version|chefbuilderror|cargo|meson|cmake",
    ),
    (
        TroubleKind.INTERPRETER,
        r"no interpreter found|no python|could not find .{0,40}python|not a valid python|"
        r"failed to (?:inspect|query) python|python (?:version )?.{0,20}not found|broken virtual|"
        r"no virtual environment",
    ),
    (
        TroubleKind.INSTALLATION,
        r"failed to (?:install|uninstall|remove|link|hardlink|copy|unzip|extract|move)|"
        r"missing record|no such file or directory|disk|no space left|oserror|filenotfounderror",
    ),
    (TroubleKind.PROGRAM, r"modulenotfounderror|importerror|attributeerror|segmentation fault|dll load|typeerror"),
)
_KINDS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _PATTERNS)
_NO_FILE = re.compile(r"can't be installed because it doesn't have|no (?:compatible|matching) (?:wheel|distribution)")


@dataclass(frozen=True, slots=True)
class Trouble:
    """What an error is about, with the line that says it."""

    kind: TroubleKind
    line: int
    quote: str


def other_trouble(report: Report) -> Trouble | None:
    """What the errors of a report are about, where none of them is about versions or a file of the index."""
    files = tuple(one.filename for one in report.premises if one.filename)
    found: Trouble | None = None
    for error in report.errors:
        if says_no_answer(error.text) or _NO_FILE.search(error.text) or any(file in error.text for file in files):
            return None
        kind = next((kind for kind, pattern in _KINDS if pattern.search(error.text)), None)
        if kind is not None and found is None:
            found = Trouble(kind, error.number, error.text)
    return found
