"""What divides a part of the environments into further parts, as values. `explain.wording.forks` has the words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from packaging.specifiers import SpecifierSet
from packaging.version import Version

from resolver_core.answer.proof import Subject


class SplitKind(StrEnum):
    """What the parts differ in."""

    REQUIREMENTS = "requirements"  #: what a version (or the request) requires there
    PYTHON = "python"  #: whether a version is for their Pythons
    FILES = "files"  #: whether a version has files for them
    LOCAL_FILES = "local-files"  #: whether a local variant has files for them
    SAID = "said"  #: only the words are left: of a stored document


@dataclass(frozen=True, slots=True)
class Split:
    """Why a part was divided. `package` is the one that was decided; for `SplitKind.SAID` it is all that is known."""

    kind: SplitKind
    package: str | Subject
    version: Version | None = None
    requires_python: SpecifierSet | None = None  #: for PYTHON
