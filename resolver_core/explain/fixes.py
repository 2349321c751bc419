"""Candidate edits per cause class; each is applied, solved in both modes, and shown with its verdict."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from packaging.requirements import Requirement
from packaging.utils import NormalizedName

from resolver_core.compare import Comparison, Difference, Row, compare
from resolver_core.environment import Environment
from resolver_core.explain.edits import (
    declared_requirement,
    with_dependencies_replaced,
    with_list_item,
    with_supplied_metadata,
)
from resolver_core.explain.laboratory import Laboratory, OutOfBudget, unified_diff
from resolver_core.explain.model import CauseClass, Fix
from resolver_core.resolution import FailureKind, Pin, Resolution

_OVER_FILES = (CauseClass.NO_COMPATIBLE_FILE, CauseClass.PLATFORM_TAGS)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An edit that may help; `text` is the whole text after it."""

    title: str
    text: str


def candidates(
    cause: CauseClass, row: Row, target: Environment, text: str, only_single: tuple[Pin, ...] = ()
) -> Iterator[Candidate]:
    """Edits worth trying for a divergence, those that change least first.

    `only_single` are the projects that only the single-platform answer installs.
    """
    for title, edited in _edits(cause, row, target, text, only_single):
        if edited is not None and edited != text:
            yield Candidate(title, edited)


def _edits(
    cause: CauseClass, row: Row, target: Environment, text: str, only_single: tuple[Pin, ...]
) -> Iterator[tuple[str, str | None]]:
    single, universal = row.single, row.universal
    if cause is CauseClass.WHEEL_METADATA_DIFFERS and single is not None:
        yield _supply(single, text)
        if only_single:
            yield _supply_all(single, only_single, text)
    if cause in _OVER_FILES and single is not None and universal is not None:
        yield from _for_this_target(single, target, text)
    if single is not None and universal is not None and single.version != universal.version:
        low, high = sorted((single, universal), key=lambda pin: pin.version)
        yield _bounded(high, ">=", text)
        yield _bounded(low, "<=", text)
    if single is not None and universal is None:
        yield _bounded(single, "==", text)


def _supply(pin: Pin, text: str) -> tuple[str, str | None]:
    return f"state the metadata of {pin.project} {pin.version} yourself", with_supplied_metadata(
        text, supplied_entry(pin)
    )


def _supply_all(pin: Pin, others: tuple[Pin, ...], text: str) -> tuple[str, str | None]:
    edited: str | None = text
    for each in (pin, *others):
        edited = None if edited is None else with_supplied_metadata(edited, supplied_entry(each))
    return f"state the metadata of {pin.project} {pin.version} and of what only it brings in", edited


def supplied_entry(pin: Pin) -> dict[str, object]:
    """A `dependency-metadata` entry that says what the pin's metadata file says."""
    entry: dict[str, object] = {"name": str(pin.project), "version": str(pin.version)}
    if pin.metadata is not None:
        entry["requires-dist"] = [str(requirement) for requirement in pin.metadata.requires_dist]
        if pin.metadata.requires_python is not None:
            entry["requires-python"] = str(pin.metadata.requires_python)
    return entry


def _for_this_target(single: Pin, target: Environment, text: str) -> Iterator[tuple[str, str | None]]:
    python = ".".join(map(str, target.python_version.release[:2]))
    here, elsewhere = f"python_version == '{python}'", f"python_version != '{python}'"
    declared = declared_requirement(text, single.project)
    if declared is not None and ";" not in declared:
        bounded = f"{declared}{',' if Requirement(declared).specifier else ''}<={single.version}"
        lines = [f"{bounded} ; {here}", f"{declared} ; {elsewhere}"]
        yield f"split {single.project} by Python {python}", with_dependencies_replaced(text, single.project, lines)
    required = f"{here} and {platform_marker(target)}"
    yield f"require files for {target.label}", with_list_item(text, ("tool", "uv", "required-environments"), required)
    bound = f"{single.project}<={single.version} ; {platform_marker(target)} and {here}"
    yield f"hold {single.project} back there", with_list_item(text, ("tool", "uv", "constraint-dependencies"), bound)


def platform_marker(target: Environment) -> str:
    """The platform of a target as a marker."""
    markers = target.markers
    return f"sys_platform == '{markers['sys_platform']}' and platform_machine == '{markers['platform_machine']}'"


def _bounded(pin: Pin, operator: str, text: str) -> tuple[str, str | None]:
    bound = f"{pin.project}{operator}{pin.version.public}"
    title = {">=": "ask for at least", "<=": "ask for at most", "==": "ask for"}[operator]
    return f"{title} {pin.project} {pin.version.public}", bounded_text(pin.project, bound, text)


def bounded_text(name: NormalizedName, bound: str, text: str) -> str | None:
    """The text with a bound: in the requirement where there is one, else beside it.

    A lower bound becomes a requirement of its own, so that the solver meets it early: as a constraint it
    would count against whoever requires the project.
    """
    declared = declared_requirement(text, name)
    if declared is not None and ";" not in declared:
        specifier = Requirement(bound).specifier
        narrowed = f"{declared}{',' if Requirement(declared).specifier else ''}{specifier}"
        return with_dependencies_replaced(text, name, [narrowed])
    if str(Requirement(bound).specifier).startswith(">="):
        return with_list_item(text, ("project", "dependencies"), bound)
    return with_list_item(text, ("tool", "uv", "constraint-dependencies"), bound)


def tried(laboratory: Laboratory, candidate: Candidate, project: NormalizedName) -> Fix | None:
    """The candidate with its verdict; None where the edited text is no longer a problem. Raises OutOfBudget."""
    problem = laboratory.edited(candidate.text)
    if problem is None:
        return None
    single = laboratory.solve(laboratory.single_policy_of(problem), problem)
    universal = laboratory.solve(laboratory.universal_policy_of(problem), problem)
    verdict, agrees = _verdict(laboratory, single, universal, project)
    name = "pyproject.toml"
    return Fix(
        title=candidate.title,
        patch=unified_diff(laboratory.problem.text, candidate.text, name),
        text=candidate.text,
        verdict=verdict,
        agrees=agrees,
        moves=_moves(laboratory, single, universal, project),
    )


def _verdict(
    laboratory: Laboratory, single: Resolution, universal: Resolution, project: NormalizedName
) -> tuple[str, bool]:
    for mode, resolution in (("single-platform", single), ("universal", universal)):
        if resolution.failure is not None and resolution.failure.kind is FailureKind.NOT_RECORDED:
            return f"undecided: the recorded index lacks {resolution.failure.filename or 'a page'}", False
        if not resolution.solved:
            return f"no longer solvable: the {mode} solve fails", False
    selection = laboratory.selection
    after: Comparison = compare(single, universal, laboratory.target, selection.extras, selection.groups)
    differing = [row.project for row in after.rows if row.difference is not Difference.NONE]
    if not differing:
        return "both modes now agree", True
    listed = ", ".join(differing[:4]) + (f" and {len(differing) - 4} more" if len(differing) > 4 else "")
    if project not in differing:
        return f"{project} now agrees; still differ: {listed}", True
    return f"still differ: {listed}", False


def _moves(
    laboratory: Laboratory, single: Resolution, universal: Resolution, project: NormalizedName
) -> tuple[str, ...]:
    """What else the edit changes: at the target when installed, and anywhere in the lock."""
    found: list[str] = []
    if not (single.solved and universal.solved):
        return ()
    before, after = laboratory.pins(laboratory.single), laboratory.pins(single)
    for name in sorted(before.keys() | after.keys()):
        old, new = _version(before.get(name)), _version(after.get(name))
        if name != project and old != new:
            found.append(f"install: {name} {old} → {new}")
    old_lock, new_lock = _locked(laboratory.universal), _locked(universal)
    for name in sorted(old_lock.keys() | new_lock.keys()):
        was, now = old_lock.get(name, "absent"), new_lock.get(name, "absent")
        if was != now:
            found.append(f"lock: {name} {was} → {now}")
    return tuple(found)


def _version(pin: Pin | None) -> str:
    return "absent" if pin is None else str(pin.version)


def _locked(resolution: Resolution) -> dict[NormalizedName, str]:
    versions: dict[NormalizedName, list[str]] = {}
    for pin in resolution.pins:
        if not pin.is_root:
            versions.setdefault(pin.project, []).append(str(pin.version))
    return {name: ", ".join(sorted(found)) for name, found in versions.items()}


def try_fixes(laboratory: Laboratory, cause: CauseClass, row: Row, wanted: int = 2) -> tuple[Fix, ...]:
    """Fixes for a divergence: tried until enough of them work or the budget ends; those that work first."""
    found: list[Fix] = []
    here, there = laboratory.pins(laboratory.single), laboratory.pins(laboratory.universal)
    only_single = tuple(pin for name, pin in here.items() if name not in there)
    for candidate in candidates(cause, row, laboratory.target, laboratory.problem.text, only_single):
        try:
            fix = tried(laboratory, candidate, row.project)
        except OutOfBudget:
            break
        if fix is not None:
            found.append(fix)
        if sum(fix.agrees for fix in found) >= wanted:
            break
    return tuple(sorted(found, key=lambda fix: not fix.agrees))
