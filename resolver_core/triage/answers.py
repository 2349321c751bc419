"""Our answer to a question of a report, as what can be held against what its reporter saw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from packaging.utils import NormalizedName

from resolver_core.answer.failure import FailureKind
from resolver_core.answer.pins import Pin
from resolver_core.answer.resolution import Outcome, Resolution
from resolver_core.index.base import Index
from resolver_core.inputs.report.sides import SideMode
from resolver_core.pip.as_pip import resolve_as_pip
from resolver_core.policy import Policy, requires_python_of
from resolver_core.solver.solve import resolve
from resolver_core.triage.question import Asked


@dataclass(frozen=True)
class Ours:
    """What was found for one question: how it ended, by project the versions and all their files.

    `read` has by project the file that is read or installed. `failed_on` is what could not be had.
    """

    mode: SideMode
    outcome: Outcome
    versions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    files: Mapping[str, frozenset[str]] = field(default_factory=dict)
    read: Mapping[str, str] = field(default_factory=dict)
    failed_on: str = ""
    failure: FailureKind | None = None
    unread: tuple[str, ...] = ()  #: projects whose requirements are assumed: only a build or their source would tell

    @property
    def is_undecided(self) -> bool:
        """Whether the data were not to be had, so that nothing is known."""
        return self.outcome is Outcome.FAILED and self.failure is not None


def answered(asked: Asked, index: Index) -> Ours:
    """Solve a question in its own mode. Raises what `resolve` raises."""
    return ours_of(_resolution(asked, index), asked.mode)


def ours_of(resolution: Resolution, mode: SideMode, *, selection: tuple[NormalizedName, ...] = ()) -> Ours:
    """A resolution as what can be compared: of a lock all its versions, of one platform what is installed there."""
    pins: list[Pin] = list(resolution.pins)
    if mode is not SideMode.UNIVERSAL and resolution.solved and resolution.target is not None:
        pins = list(resolution.at(resolution.target, selection).values())
    kept = [pin for pin in pins if pin.provenance is not None or not pin.is_root]
    versions: dict[str, tuple[str, ...]] = {}
    for pin in kept:
        versions[pin.project] = tuple(dict.fromkeys((*versions.get(pin.project, ()), str(pin.version))))
    failure = resolution.failure
    failed_on = "" if failure is None else failure.filename or ", ".join(failure.projects) or failure.url
    return Ours(
        mode,
        resolution.outcome,
        versions,
        {pin.project: frozenset(file.filename for file in pin.distributions) for pin in kept},
        {pin.project: name for pin in kept if (name := _file_of(pin))},
        failed_on,
        None if failure is None else failure.kind,
        tuple(sorted({pin.project for pin in resolution.assumed})),
    )


def _file_of(pin: Pin) -> str:
    if pin.install_file is not None:
        return pin.install_file.filename
    return "" if pin.provenance is None else pin.provenance.filename or ""


def _resolution(asked: Asked, index: Index) -> Resolution:
    if asked.mode is SideMode.AS_PIP:
        return resolve_as_pip(asked.problem, asked.target, asked.options, asked.selection, index)
    if asked.mode is SideMode.UNIVERSAL:
        requires_python = requires_python_of(asked.problem, asked.target)
        return resolve(asked.problem, Policy.universal(asked.problem, requires_python, asked.options), index)
    return resolve(
        asked.problem, Policy.single_platform(asked.problem, asked.target, asked.options, asked.selection), index
    )
