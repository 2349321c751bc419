"""What the errors of tools are about: requirements without an answer, a missing file, or no versions at all."""

from __future__ import annotations

import re
from enum import StrEnum

_NO_ANSWER = (
    "no solution found",
    "resolutionimpossible",
    "version solving failed",
    "unable to find a resolution",
    "no matching distribution found",
    "could not find a version that satisfies",
    "because no versions of",
)
"""How uv, pip, poetry and pdm say that requirements exclude each other."""


class TroubleKind(StrEnum):
    """What an error is about, where it is not about versions."""

    BUILD = "build"  #: a source distribution does not build
    NETWORK = "network"  #: an index or a host does not answer
    PERMISSION = "permission"  #: a file or a folder must not be written
    INSTALLATION = "installation"  #: files of an environment are in the way, or missing
    INTERPRETER = "interpreter"  #: no Python, or another one, was found
    PROJECT_FILE = "project-file"  #: a file of the project cannot be read
    PROGRAM = "program"  #: an installed program fails when it runs


_PATTERNS = (
    (TroubleKind.PROJECT_FILE, r"failed to parse:? `?[^\s`]{0,80}\.toml|toml parse error"),
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
        r"no virtual environment|not a (?:compatible|valid) (?:python )?environment",
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


def says_no_answer(text: str) -> bool:
    """Whether a line of an error says that requirements exclude each other."""
    return any(words in text.lower() for words in _NO_ANSWER)


def says_no_file(text: str) -> bool:
    """Whether a line of an error says that a version has no file for the machine."""
    return _NO_FILE.search(text) is not None


def kind_of(text: str) -> TroubleKind | None:
    """What a line of an error is about, where it is not about versions; None where nothing tells."""
    return next((kind for kind, pattern in _KINDS if pattern.search(text)), None)
