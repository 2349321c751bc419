"""Why there is no solution, as values: facts, and what follows from them. `explain.wording.conflicts` has their words.

Facts of which the same is said are equal: a proof tells each once.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from packaging.utils import NormalizedName
from packaging.version import Version

from resolver_core.candidates.rejection import Rejection

# -- what facts speak of ------------------------------------------------------------------------------


class Subject(StrEnum):
    """What is decided about and is no project."""

    REQUEST = "request"
    PYTHON = "python"


@dataclass(frozen=True, slots=True)
class ListedVersions:
    """The published versions in a range, as many as are named: up to three, or the lowest and the highest.

    Where there is none, `specifier` is the range itself; "" where it cannot be written.
    """

    named: tuple[Version, ...]
    count: int
    is_all: bool = False  #: every published version, of several
    specifier: str = ""


@dataclass(frozen=True, slots=True)
class SomeVersions:
    """A package with a range of its versions. `listed` None: all there ever are, or the one of a direct URL."""

    package: str  #: "numpy", "numpy[extra]" or "project:group"
    listed: ListedVersions | None = None
    is_every: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a requirement asks for. `listed` are the versions where no specifier says it; None for any version."""

    package: str
    specifier: str = ""
    listed: ListedVersions | None = None
    marker: str = ""  #: "" where it always applies


@dataclass(frozen=True, slots=True)
class SkippedListing:
    """A file that an index lists and that nobody can use, in the words of whoever read its name."""

    filename: str
    reason: str


# -- facts --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NoVersion:
    """No version of a project is in a range. `specifier` "": what is left cannot be written."""

    project: NormalizedName
    specifier: str = ""
    is_every: bool = False  #: none is usable at all
    index_url: str = ""  #: the only index that was asked, where a source sends the project to one
    skipped: tuple[SkippedListing, ...] = ()  #: listed files of such versions


@dataclass(frozen=True, slots=True)
class Requires:
    """Versions require something."""

    dependent: SomeVersions
    wanted: Wanted


@dataclass(frozen=True, slots=True)
class RequiresPython:
    """Versions are for Pythons that this solve is not for. `allowed` "": it cannot be written."""

    dependent: SomeVersions
    allowed: str
    target: str


@dataclass(frozen=True, slots=True)
class UserRequires:
    """The user's text requires something, perhaps in an extra or a group; or an experiment supposes it."""

    wanted: Wanted
    extra: NormalizedName | None = None
    group: NormalizedName | None = None
    lines: tuple[int, ...] = ()
    is_supposed: bool = False  #: nobody wrote it: it has no lines


@dataclass(frozen=True, slots=True)
class Unusable:
    """One version cannot be used."""

    project: NormalizedName
    version: Version
    rejection: Rejection


@dataclass(frozen=True, slots=True)
class NotFound:
    """No index knows a project: none of those that were `asked`, or one refused to answer."""

    project: NormalizedName
    asked: tuple[str, ...] = ()
    refused_by: str = ""
    status_code: int | None = None


@dataclass(frozen=True, slots=True)
class Clashing:
    """One part of a conclusion: a range, or (where `excluded`) anything but it."""

    subject: SomeVersions | Subject
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class Concluded:
    """What follows: these cannot go together, or (of one project) cannot be used."""

    parts: tuple[Clashing, ...]
    is_of_several: bool


@dataclass(frozen=True, slots=True)
class Unsatisfiable:
    """What follows in the end: the request cannot be met."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a stored document says: its facts were not kept."""

    text: str


# -- facts of pip's search ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PipRequires:
    """A requirement as pip met it. `parent` "" is the user, or the experiment that supposes it."""

    parent: str
    text: str
    line: int | None = None
    is_supposed: bool = False


@dataclass(frozen=True, slots=True)
class PipPython:
    """The Python that pip solves for."""

    version: Version


@dataclass(frozen=True, slots=True)
class OnNoIndex:
    """No index lists a file of a project."""

    project: NormalizedName


@dataclass(frozen=True, slots=True)
class NoFileForTarget:
    """No version in a range has a file for the target."""

    project: NormalizedName
    specifier: str


@dataclass(frozen=True, slots=True)
class PipCombined:
    """Requirements that hold together: all of them (`is_last`) cannot be met, and there pip's search ended."""

    is_last: bool = False


Fact = (
    NoVersion
    | Requires
    | RequiresPython
    | UserRequires
    | Unusable
    | NotFound
    | Concluded
    | Unsatisfiable
    | PipRequires
    | PipPython
    | OnNoIndex
    | NoFileForTarget
    | PipCombined
    | Said
)


@dataclass(frozen=True, slots=True)
class Premise:
    """One fact or one conclusion in the proof that there is no solution.

    A fact has no `causes`; a conclusion has two. `fact` None is a step that is not told: between the packages that
    stand for one project. `projects` are the projects it speaks of; `lines` the user's lines (1-based) it rests on.
    """

    fact: Fact | None
    projects: tuple[str, ...] = ()
    lines: tuple[int, ...] = ()
    causes: tuple[Premise, ...] = ()


@dataclass(frozen=True, slots=True)
class Conflict:
    """No selection of versions satisfies all requirements: the proof, from the user's lines down."""

    fork_id: str
    fork_marker: str  #: "" where the whole problem clashes
    proof: Premise
    summary: tuple[Fact, ...]  #: in reading order
    projects: tuple[str, ...]  #: the clashing projects
