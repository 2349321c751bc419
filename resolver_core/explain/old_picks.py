"""Falls to a release years old that no requirement asks for, and that hardly anybody wants.

A release that some requirement in the answer holds back is no surprise: whoever wrote it wanted that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from packaging.utils import NormalizedName
from packaging.version import Version

from resolver_core.answer.installed import installed_edges
from resolver_core.answer.resolution import Pin
from resolver_core.explain.explanation import Cause, CauseClass, Evidence, Finding, Proof
from resolver_core.explain.fixes import Candidate, bounded_text, tried
from resolver_core.explain.lab.changes import Change, Start
from resolver_core.explain.lab.experiments import measured
from resolver_core.explain.lab.laboratory import Laboratory
from resolver_core.explain.lab.pages_read import pages_of
from resolver_core.explain.narrowing import allowed_versions
from resolver_core.explain.wording.causes import fallen_sentence, forced_sentence
from resolver_core.index.records import Distribution
from resolver_core.inputs.problem import ResolutionMode

YEARS_OLD = timedelta(days=2 * 365)
"""How much older than the newest allowed release a pick has to be to surprise."""


@dataclass(frozen=True, slots=True)
class _Fall:
    pin: Pin
    newest: Version
    years: float


def old_picks(laboratory: Laboratory) -> Iterator[Finding]:
    """Releases years older than the newest that all requirements allow, each with the bound that would lift it.

    Raises OutOfBudget.
    """
    if not laboratory.single.solved or laboratory.single_policy.resolution is not ResolutionMode.HIGHEST:
        return
    falls = {fall.pin.project: fall for fall in _falls(laboratory)}
    for project, fall in falls.items():
        if not _has_fallen_parent(laboratory, project, falls):
            finding = _explained(laboratory, fall)
            if finding is not None:
                yield finding


def _falls(laboratory: Laboratory) -> Iterator[_Fall]:
    for pin in laboratory.pins(laboratory.single).values():
        allowed = allowed_versions(laboratory, laboratory.single, pin)
        if not allowed or allowed[-1] <= pin.version:
            continue
        chosen, newest = _uploaded(pin.distributions), _uploaded(_files(laboratory, pin, allowed[-1]))
        if chosen is not None and newest is not None and newest - chosen >= YEARS_OLD:
            yield _Fall(pin, allowed[-1], (newest - chosen).days / 365)


def _files(laboratory: Laboratory, pin: Pin, version: Version) -> Iterator[Distribution]:
    for page in pages_of(laboratory, pin.project):
        yield from (file for file in page.distributions if file.version == version)


def _uploaded(files: Iterable[Distribution]) -> datetime | None:
    return min((file.uploaded_at for file in files if file.uploaded_at is not None), default=None)


def _has_fallen_parent(laboratory: Laboratory, project: NormalizedName, falls: dict[NormalizedName, _Fall]) -> bool:
    selection = laboratory.selection
    edges = installed_edges(laboratory.single, laboratory.target, selection.extras, selection.groups)
    parents = {edge.parent.project for edge in edges if edge.parent is not None and edge.child.project == project}
    return any(parent in falls and parent != project for parent in parents)


def _explained(laboratory: Laboratory, fall: _Fall) -> Finding | None:
    """Proven by adding the bound: the solve succeeds without the old release, or fails because of what is named."""
    pin = fall.pin
    bound = f"{pin.project}>={fall.newest.public}"
    text = bounded_text(pin.project, bound, laboratory.problem.text)
    if text is None:
        return None
    change = Change(text=text)
    lifted = laboratory.run(Start.SINGLE, change)
    result = laboratory.result(lifted, pin.project)
    if lifted.failure is not None or (lifted.solved and result.pin is None):
        return None
    experiment = measured(
        laboratory,
        Start.SINGLE,
        change,
        f"with {bound}",
        about=pin.project,
        supports=lambda _: True,
        expected=f"{fall.newest} or newer, or the clash",
    )
    if lifted.conflict is not None:
        summary = forced_sentence(str(pin.project), str(pin.version), str(fall.newest), fall.years, lifted.conflict)
        cause = Cause(CauseClass.BACKTRACKING, (), Proof.PROVEN, summary, (), (experiment,))
        return Finding(pin.project, "both", laboratory.target, cause)
    fix = tried(laboratory, Candidate(f"ask for {pin.project} {fall.newest.public} or newer", text), pin.project)
    moved = _moved_down(laboratory, laboratory.pins(lifted), pin.project)
    cause = Cause(
        CauseClass.BACKTRACKING,
        (),
        Proof.PROVEN if moved else Proof.NOT_PROVEN,
        fallen_sentence(str(pin.project), str(pin.version), str(fall.newest), fall.years, moved, bound),
        tuple(Evidence("moves", line) for line in moved),
        (experiment,),
    )
    return Finding(pin.project, "both", laboratory.target, cause, () if fix is None else (fix,))


def _moved_down(laboratory: Laboratory, after: dict[NormalizedName, Pin], project: NormalizedName) -> list[str]:
    before = laboratory.pins(laboratory.single)
    return [
        f"{name} {before[name].version} (it becomes {pin.version})"
        for name, pin in sorted(after.items())
        if name != project and name in before and pin.version < before[name].version
    ]
