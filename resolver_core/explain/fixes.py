"""Candidate edits per cause class; each is applied, solved in both modes, and shown with its verdict."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from packaging.requirements import Requirement
from packaging.utils import NormalizedName

from resolver_core.answer.comparison import Row
from resolver_core.answer.resolution import FailureKind, Pin, Resolution
from resolver_core.errors import ProblemSyntaxError
from resolver_core.explain.explanation import CauseClass, Fix
from resolver_core.explain.hypotheses import narrowed_python
from resolver_core.explain.lab.changes import Change, Start
from resolver_core.explain.lab.edits import (
    declared_requirement,
    with_dependencies_replaced,
    with_list_item,
    with_project_setting,
    with_supplied_metadata,
    without_entry,
    without_explicit,
    without_requirements_on,
)
from resolver_core.explain.lab.experiments import differing as differing_projects
from resolver_core.explain.lab.laboratory import Laboratory, OutOfBudget, unified_diff
from resolver_core.explain.lab.pages_read import pins_of
from resolver_core.index.records import CoreMetadata
from resolver_core.targets.environment import Environment


@dataclass(frozen=True, slots=True)
class Candidate:
    """An edit that may help; `text` is the whole text after it."""

    title: str
    text: str


def candidates(laboratory: Laboratory, cause: CauseClass, row: Row) -> Iterator[Candidate]:
    """Edits worth trying for a divergence, those that change least first; each text once."""
    seen = {laboratory.problem.text}
    for title, edited in _edits(laboratory, cause, row):
        if edited is not None and edited not in seen:
            seen.add(edited)
            yield Candidate(title, edited)


Edit = tuple[str, str | None]
"""A title, and the text after the edit: None where the text has no place for it."""


def _edits(laboratory: Laboratory, cause: CauseClass, row: Row) -> Iterator[Edit]:
    yield from _edits_of_class(laboratory, cause, row)
    single, universal, text = row.single, row.universal, laboratory.problem.text
    if single is not None and universal is not None and single.version != universal.version:
        low, high = sorted((single, universal), key=lambda pin: pin.version)
        yield _bounded(high, ">=", text)
        yield _bounded(low, "<=", text)
    if single is not None and universal is None:
        yield _bounded(single, "==", text)
    yield _narrowed(laboratory)
    yield from _limited(laboratory)


def _edits_of_class(laboratory: Laboratory, cause: CauseClass, row: Row) -> Iterator[Edit]:
    single, universal, text = row.single, row.universal, laboratory.problem.text
    project = row.project
    match cause:
        case CauseClass.WHEEL_METADATA_DIFFERS if single is not None:
            of_single = [pin.metadata for pin in (single, *_only_single(laboratory)) if pin.metadata is not None]
            for metadata in (of_single[:1], of_single):
                yield from ((candidate.title, candidate.text) for candidate in stated(metadata, text))
        case CauseClass.NO_COMPATIBLE_FILE | CauseClass.PLATFORM_TAGS if single is not None and universal is not None:
            yield from _for_this_target(single, laboratory.target, text)
        case CauseClass.LOCAL_VERSION:
            for pin in pins_of(universal, single):
                bound = f"{project}{'==' if pin.version.local else '==='}{pin.version}"
                words = "label included" if pin.version.local else "without a label"
                yield f"ask for {project} {pin.version}, {words}", bounded_text(project, bound, text)
        case CauseClass.EXCLUDE_NEWER:
            title = f"switch the cut-off off for {project}"
            yield title, with_project_setting(text, "exclude-newer-package", project, value=False)
        case CauseClass.PRERELEASE:
            for value in ("allow", "disallow"):
                title = f"{value} pre-releases of {project}"
                yield title, with_project_setting(text, "prerelease-package", project, value=value)
        case CauseClass.OVERRIDES_CONSTRAINTS:
            for key in ("constraint-dependencies", "override-dependencies"):
                edited = without_requirements_on(text, ("tool", "uv", key), project)
                yield f"remove the {key.partition('-')[0]} on {project}", edited
        case CauseClass.INDEX_ROUTING:
            for pin in pins_of(universal, single):
                if pin.index_url:
                    yield "open the explicit index to every project", without_explicit(text, pin.index_url)
            yield f"remove the sources of {project}", without_entry(text, ("tool", "uv", "sources", project))
        case CauseClass.PYTHON_RANGE:
            yield _narrowed(laboratory)
        case _:
            return


def _only_single(laboratory: Laboratory) -> tuple[Pin, ...]:
    """The projects that only the single-platform answer installs."""
    here, there = laboratory.pins(laboratory.single), laboratory.pins(laboratory.universal)
    return tuple(pin for name, pin in here.items() if name not in there)


def _narrowed(laboratory: Laboratory) -> Edit:
    minor = ".".join(map(str, laboratory.target.python_version.release[:2]))
    return f"narrow requires-python to Python {minor}", narrowed_python(laboratory)


def _limited(laboratory: Laboratory) -> Iterator[Edit]:
    """The lock for the target's platform alone."""
    if not laboratory.problem.environments:
        marker = platform_marker(laboratory.target)
        keys = ("tool", "uv", "environments")
        yield f"lock for {marker} alone", with_list_item(laboratory.problem.text, keys, marker)


def stated(metadata: Sequence[CoreMetadata], text: str) -> tuple[Candidate, ...]:
    """One edit that states the metadata of some versions by hand; none where the text has no place for it."""
    edited: str | None = text
    for one in metadata:
        edited = None if edited is None else with_supplied_metadata(edited, _supplied_entry(one))
    first = " and ".join(f"{one.name} {one.version}" for one in metadata[:2])
    title = f"state the metadata of {first}{' and others' if len(metadata) > 2 else ''} yourself"
    return () if edited is None else (Candidate(title, edited),)


def _supplied_entry(metadata: CoreMetadata) -> dict[str, object]:
    """A `dependency-metadata` entry that says what a metadata file says."""
    entry: dict[str, object] = {"name": str(metadata.name), "version": str(metadata.version)}
    entry["requires-dist"] = [str(requirement) for requirement in metadata.requires_dist]
    if metadata.requires_python is not None:
        entry["requires-python"] = str(metadata.requires_python)
    if metadata.provides_extra:
        entry["provides-extra"] = list(map(str, metadata.provides_extra))
    return entry


def _for_this_target(single: Pin, target: Environment, text: str) -> Iterator[tuple[str, str | None]]:
    python = ".".join(map(str, target.python_version.release[:2]))
    here, elsewhere = f"python_version == '{python}'", f"python_version != '{python}'"
    declared = declared_requirement(text, single.project)
    if declared is not None and ";" not in declared:
        comma = "," if Requirement(declared).specifier else ""
        # The bound elsewhere keeps a lock from taking the older version everywhere: it prefers what another part has.
        lines = [f"{declared}{comma}<={single.version} ; {here}", f"{declared}{comma}>{single.version} ; {elsewhere}"]
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
    try:
        single, universal = laboratory.both(Change(text=candidate.text))
    except ProblemSyntaxError:
        return None
    verdict, agrees = _verdict(laboratory, single, universal, project)
    moves = [*_moves(laboratory, single, universal, project)]
    if agrees:
        moves += _moves_elsewhere(laboratory, candidate, project)
    return Fix(
        title=candidate.title,
        patch=unified_diff(laboratory.problem.text, candidate.text, laboratory.file_name),
        text=candidate.text,
        verdict=verdict,
        agrees=agrees,
        moves=tuple(moves),
    )


def _moves_elsewhere(laboratory: Laboratory, candidate: Candidate, project: NormalizedName) -> Iterator[str]:
    """What the edit changes where it is installed at the other targets, as far as solves are left for that."""
    for target in laboratory.other_targets[:MOST_OTHER_TARGETS]:
        there = laboratory.elsewhere(target)
        if there.solves_left < SOLVES_KEPT:
            return
        before, after = there.single, there.run(Start.SINGLE, Change(text=candidate.text))
        if before.solved and not after.solved:
            yield f"install on {target.label}: no longer solvable"
        elif before.solved:
            for line in _installed(there.pins(before), there.pins(after), ()):
                yield f"install on {target.label}: {line}"


MOST_OTHER_TARGETS = 3
"""Other targets at which a fix is looked at."""
SOLVES_KEPT = 20
"""Solves that are kept for causes and fixes rather than spent on what a fix does elsewhere."""


def _verdict(
    laboratory: Laboratory, single: Resolution, universal: Resolution, project: NormalizedName
) -> tuple[str, bool]:
    for mode, resolution in (("single-platform", single), ("universal", universal)):
        if resolution.failure is not None and resolution.failure.kind is FailureKind.NOT_RECORDED:
            return f"undecided: the recorded index lacks {resolution.failure.filename or 'a page'}", False
        if not resolution.solved:
            before = laboratory.single if mode == "single-platform" else laboratory.universal
            return f"{'no longer' if before.solved else 'still not'} solvable: the {mode} solve fails", False
    differing = differing_projects(laboratory, single, universal)
    if not differing:
        return "both modes now agree", True
    differing.sort(key=lambda name: name != project)
    listed = ", ".join(differing[:4]) + (f" and {len(differing) - 4} more" if len(differing) > 4 else "")
    if project not in differing:
        return f"{project} now agrees; still differ: {listed}", True
    return f"still differ: {listed}", False


def _moves(
    laboratory: Laboratory, single: Resolution, universal: Resolution, project: NormalizedName
) -> tuple[str, ...]:
    """What else the edit changes: at the target when installed, and anywhere in the lock."""
    if not (single.solved and universal.solved):
        return ()
    installed = _installed(laboratory.pins(laboratory.single), laboratory.pins(single), (project,))
    found = [f"install: {line}" for line in installed]
    old_lock, new_lock = _locked(laboratory.universal), _locked(universal)
    for name in sorted(old_lock.keys() | new_lock.keys(), key=lambda name: (name != project, name)):
        was, now = old_lock.get(name, "absent"), new_lock.get(name, "absent")
        if was != now:
            found.append(f"lock: {name} {was} → {now}")
    return tuple(found)


def _installed(
    before: dict[NormalizedName, Pin], after: dict[NormalizedName, Pin], without: tuple[NormalizedName, ...]
) -> Iterator[str]:
    for name in sorted(before.keys() | after.keys()):
        old, new = _version(before.get(name)), _version(after.get(name))
        if name not in without and old != new:
            yield f"{name} {old} → {new}"


def _version(pin: Pin | None) -> str:
    return "absent" if pin is None else str(pin.version)


def _locked(resolution: Resolution) -> dict[NormalizedName, str]:
    versions: dict[NormalizedName, list[str]] = {}
    for pin in resolution.pins:
        if not pin.is_root:
            versions.setdefault(pin.project, []).append(str(pin.version))
    return {name: ", ".join(sorted(found)) for name, found in versions.items()}


MOST_TRIED = 6
"""Edits that are tried for one divergence."""
MOST_FAILED = 2
"""Edits that did not help and are shown."""


def try_fixes(laboratory: Laboratory, cause: CauseClass, row: Row, wanted: int = 2) -> tuple[Fix, ...]:
    """Fixes for a divergence: tried until enough of them work or the budget ends; those that work first.

    Of those that do not work the first few are kept: they answer "why not simply …".
    """
    found: list[Fix] = []
    for candidate in islice(candidates(laboratory, cause, row), MOST_TRIED):
        try:
            fix = tried(laboratory, candidate, row.project)
        except OutOfBudget:
            break
        if fix is not None:
            found.append(fix)
        if sum(fix.agrees for fix in found) >= wanted:
            break
    return (*(fix for fix in found if fix.agrees), *[fix for fix in found if not fix.agrees][:MOST_FAILED])
