"""What an explanation says: divergences, failures and findings, each with a cause and the experiments behind it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from packaging.utils import NormalizedName
from packaging.version import Version

from resolver_core.answer.comparison import Difference
from resolver_core.explain.causes.classes import CauseClass
from resolver_core.explain.lab.changes import Axis, Change, Start
from resolver_core.explain.panel.shifts import Shift
from resolver_core.explain.panel.weight import Harm
from resolver_core.explain.wording.paragraphs import Paragraph
from resolver_core.explain.wording.sentences import is_counterfactual, sentences
from resolver_core.targets.environment import Environment


class Proof(StrEnum):
    """How far a cause is proven."""

    PROVEN = "proven"  #: sufficient and necessary
    NOT_PROVEN = "not-proven"
    UNDECIDED = "undecided"  #: an index did not answer, or a recorded one lacks what an experiment asked for


@dataclass(frozen=True, slots=True)
class Experiment:
    """One solve with one thing changed, and what it showed. It can be repeated: `start`, `change`, `target`.

    `outcome` is what the project in question came out as: a version, "absent", "unsatisfiable" or
    "failed: …" ("solved" where the question is whether there is an answer); `expected` is what it had to
    be to support the cause.
    """

    title: str
    start: Start
    change: Change
    target: Environment
    about: NormalizedName | None  #: the project in question; None: whether there is an answer
    outcome: str
    expected: str
    supports: bool
    undecided: bool = False
    edit: str = ""  #: the change of the pasted text as a unified diff; "" for none

    @property
    def axes(self) -> tuple[Axis, ...]:
        """The axes that were set to the other policy's values."""
        return self.change.axes


@dataclass(frozen=True, slots=True)
class Evidence:
    """One fact under a sentence: a file, a requirement, a marker, an index."""

    kind: str
    text: str
    filename: str = ""


@dataclass(frozen=True, slots=True)
class Cause:
    """Why, with its proof. `axes` are empty where something else than an axis was changed."""

    cause_class: CauseClass
    axes: tuple[Axis, ...]
    proof: Proof
    summary: str
    evidence: tuple[Evidence, ...] = ()
    experiments: tuple[Experiment, ...] = ()
    details: tuple[str, ...] = ()  #: sentences for which the summary has no room

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """All that is said, in order; what would be otherwise is said of the experiments that show it."""
        shown = tuple(experiment for experiment in self.experiments if experiment.supports)
        texts = (*sentences(self.summary), *self.details)
        return tuple(Sentence(text, shown if is_counterfactual(text) else ()) for text in texts)

    def telling(self, said: Paragraph) -> Cause:
        """The same cause in other words."""
        return replace(self, summary=said.summary, details=said.details)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a summary, with the experiments without which it must not be said."""

    text: str
    experiments: tuple[Experiment, ...] = ()


@dataclass(frozen=True, slots=True)
class Fix:
    """An edit of the pasted text, or a command, that was tried in both modes and looked at on the panel.

    `agrees`: both modes solve, and the project in question no longer differs at the target; `still_differ` are the
    others that do. `shifts` are everything that it changes anywhere, `moves` the same in lines.
    """

    title: str
    patch: str  #: unified diff of the pasted text; "" where a command does it without an edit
    text: str  #: the whole text after the edit
    verdict: str  #: agreement and every effect anywhere, in one line
    agrees: bool
    moves: tuple[str, ...] = ()
    shifts: tuple[Shift, ...] = ()
    still_differ: tuple[NormalizedName, ...] = ()
    harm: Harm = Harm.NONE
    command: str = ""  #: what to type; "" where the edit is all
    is_offered: bool = True  #: False: told only that it was tried, and what came of it
    places: tuple[Environment, ...] = ()  #: where it was looked at
    target: Environment | None = None  #: whom it is for, where that is another than was asked about
    extras: tuple[NormalizedName, ...] = ()  #: that it asks for beside what was asked for


@dataclass(frozen=True, slots=True)
class Side:
    """What one answer has of a project at the target."""

    version: str
    source: str
    metadata_from: str | None
    install_file: str | None


@dataclass(frozen=True, slots=True)
class Divergence:
    """A project that differs between the two answers at a target."""

    project: NormalizedName
    target: Environment
    difference: Difference
    single: Side | None
    universal: Side | None
    root: bool
    consequence_of: NormalizedName | None = None
    follows_by: Experiment | None = None  #: of a consequence: the other project as in the other mode, and it agrees
    cause: Cause | None = None  #: the first of the ranked list; None for a consequence
    further_causes: tuple[Cause, ...] = ()  #: the rest of it
    fixes: tuple[Fix, ...] = ()


@dataclass(frozen=True, slots=True)
class ModeFailure:
    """A mode that has no answer where the other may have one."""

    mode: str
    target: Environment | None
    kind: str
    filename: str
    status_code: int | None
    projects: tuple[str, ...]
    cause: Cause
    further_causes: tuple[Cause, ...] = ()
    fixes: tuple[Fix, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """A pick that is equal in both modes, or nearly so, and still surprises."""

    project: NormalizedName
    mode: str
    target: Environment | None
    cause: Cause
    fixes: tuple[Fix, ...] = ()
    consequence_of: NormalizedName | None = None  #: another finding, without which this pick is another
    follows_by: Experiment | None = None  #: the experiment that lifts the other one


class State(StrEnum):
    """What a mode made of a version."""

    TAKEN = "taken"
    PASSED = "passed"  #: for a reason
    NOT_NEEDED = "not-needed"  #: another one was taken first
    NOT_REACHED = "not-reached"  #: the solve ended before it came there


@dataclass(frozen=True, slots=True)
class Standing:
    """What one mode made of a version. `kind` is a `considered.ReasonKind` for a version that was passed over.

    Two standings are equal where they say the same; `detail` and `files` speak of the one version.
    """

    state: State
    kind: str = ""
    text: str = ""
    line: int | None = None  #: of the pasted text, where the reason is one
    path: tuple[str, ...] = ()  #: from the user's own line down to who requires it: "line 4", "b 1"
    where: str = ""  #: a marker, where the parts of the lock differ about it
    detail: str = field(default="", compare=False)  #: what files there are, where none can be used
    files: tuple[str, ...] = field(default=(), compare=False)  #: the nearest ones, or the one that is unreadable
    elsewhere: tuple[Standing, ...] = ()  #: what other parts of the lock made of it


@dataclass(frozen=True, slots=True)
class Rung:
    """A run of versions of which the same is said, newest first. None: the mode does not have the project."""

    versions: tuple[Version, ...]
    uploaded_at: datetime | None  #: of the newest of them; None where nobody knows
    prereleases: int  #: how many of a run are passed over for being pre-releases alone: nothing else is said of them
    single: Standing | None
    universal: Standing | None


@dataclass(frozen=True, slots=True)
class Ladder:
    """All versions of one project at one target."""

    project: NormalizedName
    target: Environment
    rungs: tuple[Rung, ...]


@dataclass(frozen=True)
class Explanation:
    """Everything that could be said and proven within the budget."""

    targets: tuple[Environment, ...]
    failures: tuple[ModeFailure, ...]
    findings: tuple[Finding, ...]
    divergences: tuple[Divergence, ...]
    solves: int  #: how many were spent
    complete: bool  #: False where the budget ended first
    ladders: tuple[Ladder, ...] = ()  #: where they were asked for: of every project at every target
    assumptions: tuple[str, ...] = ()  #: what the answers rest on without proof, and so does everything above
