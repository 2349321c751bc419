"""Falls to a release years old: nothing forbids them, and hardly anybody wants them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from packaging.utils import NormalizedName
from packaging.version import Version

from resolver_core.candidates.python_range import PythonRange
from resolver_core.candidates.releases import Releases
from resolver_core.candidates.representative import FileRule, representative
from resolver_core.explain.changes import Change, Start
from resolver_core.explain.experiments import measured
from resolver_core.explain.fixes import Candidate, bounded_text, tried
from resolver_core.explain.laboratory import Laboratory, OutOfBudget
from resolver_core.explain.model import Cause, CauseClass, Evidence, Finding, Fix, Proof
from resolver_core.explain.sentences import fallen_sentence
from resolver_core.index.records import Distribution, IndexLocation, ProjectPage
from resolver_core.resolution import Pin
from resolver_core.selected import installed_edges
from resolver_core.wheel_tags import TagRanks

YEARS_OLD = timedelta(days=2 * 365)
"""How much older than the newest usable release a pick has to be to surprise."""


@dataclass(frozen=True, slots=True)
class _Fall:
    pin: Pin
    newest: Version
    years: float


def old_picks(laboratory: Laboratory) -> Iterator[Finding]:
    """Releases years older than the newest that fits the target, each with the bound that would lift it."""
    if not laboratory.single.solved:
        return
    falls = {fall.pin.project: fall for fall in _falls(laboratory)}
    for project, fall in falls.items():
        if not _has_fallen_parent(laboratory, project, falls):
            finding = _explained(laboratory, fall)
            if finding is not None:
                yield finding


def _falls(laboratory: Laboratory) -> Iterator[_Fall]:
    for pin in laboratory.pins(laboratory.single).values():
        newest = _newest(laboratory, pin)
        chosen = _uploaded(pin.distributions)
        if newest is None or chosen is None or newest[0] <= pin.version:
            continue
        gap = newest[1] - chosen
        if gap >= YEARS_OLD:
            yield _Fall(pin, newest[0], gap.days / 365)


def _newest(laboratory: Laboratory, pin: Pin) -> tuple[Version, datetime] | None:
    """The newest stable version with a file for the target, and when it came out."""
    if pin.index_url is None:
        return None
    page = laboratory.index.page(_location(laboratory, pin.index_url), pin.project)
    if not isinstance(page, ProjectPage):
        return None
    python = PythonRange.at_least(laboratory.target.python_version)
    rule = FileRule(TagRanks(laboratory.target.tags), python, cutoff=laboratory.single_policy.settings.exclude_newer)
    releases = Releases.of(page)
    for version in reversed(releases.versions):
        if version.is_prerelease:
            continue
        chosen = representative(releases.of_version(version), rule)
        fits = chosen.requires_python is None or python.contained_by(chosen.requires_python)
        when = _uploaded(releases.of_version(version))
        if chosen.is_compatible and fits and when is not None:
            return version, when
    return None


def _location(laboratory: Laboratory, url: str) -> IndexLocation:
    policy = laboratory.single_policy
    named = (index for index in policy.indexes if index.url == url)
    return next(named, IndexLocation(policy.default_index.rstrip("/"), default=True))


def _uploaded(files: tuple[Distribution, ...]) -> datetime | None:
    return min((file.uploaded_at for file in files if file.uploaded_at is not None), default=None)


def _has_fallen_parent(laboratory: Laboratory, project: NormalizedName, falls: dict[NormalizedName, _Fall]) -> bool:
    selection = laboratory.selection
    edges = installed_edges(laboratory.single, laboratory.target, selection.extras, selection.groups)
    parents = {edge.parent.project for edge in edges if edge.parent is not None and edge.child.project == project}
    return any(parent in falls and parent != project for parent in parents)


def _explained(laboratory: Laboratory, fall: _Fall) -> Finding | None:
    """Proven by adding the bound: then the solve succeeds without the old release. None where it cannot be lifted."""
    pin = fall.pin
    bound = f">={fall.newest.public}"
    text = bounded_text(pin.project, f"{pin.project}{bound}", laboratory.problem.text)
    if text is None:
        return None
    try:
        lifted = laboratory.run(Start.SINGLE, Change(text=text))
        result = laboratory.result(lifted, pin.project)
        if result.pin is None:
            return None
        fix = tried(laboratory, Candidate(f"ask for {pin.project} {fall.newest.public} or newer", text), pin.project)
    except OutOfBudget:
        return None
    moved = _moved_down(laboratory, laboratory.pins(lifted), pin.project)
    experiment = measured(
        laboratory,
        Start.SINGLE,
        Change(text=text),
        f"with {pin.project}{bound}",
        about=pin.project,
        supports=lambda result: result.pin is not None and result.pin.version >= fall.newest,
        expected=f"{fall.newest} or newer",
    )
    cause = Cause(
        CauseClass.BACKTRACKING,
        (),
        Proof.PROVEN if fix is not None and moved else Proof.NOT_PROVEN,
        fallen_sentence(pin.project, str(pin.version), str(fall.newest), fall.years, moved, bound),
        tuple(Evidence("moves", line) for line in moved),
        (experiment,),
    )
    fixes: tuple[Fix, ...] = () if fix is None else (fix,)
    return Finding(pin.project, "both", laboratory.target, cause, fixes)


def _moved_down(laboratory: Laboratory, after: dict[NormalizedName, Pin], project: NormalizedName) -> list[str]:
    before = laboratory.pins(laboratory.single)
    return [
        f"{name} {before[name].version} (it becomes {pin.version})"
        for name, pin in sorted(after.items())
        if name != project and name in before and pin.version < before[name].version
    ]
