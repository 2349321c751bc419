"""What may keep a mode from having an answer, each with the change that would give it one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations, islice

from packaging.utils import NormalizedName, canonicalize_name
from packaging.version import Version

from resolver_core.explain.changes import Alteration, AlterationKind, Axis, Change, SettingChange, Start
from resolver_core.explain.edits import (
    with_conflicts,
    with_dependencies_replaced,
    with_list_item,
    with_marker,
    with_project_setting,
    with_setting,
    without_entry,
    without_explicit,
    without_requirements_on,
)
from resolver_core.explain.fixes import Candidate, platform_marker, stated
from resolver_core.explain.hypotheses import constraining_lines, narrowed_python, unreadable_files
from resolver_core.explain.laboratory import Laboratory
from resolver_core.explain.model import CauseClass, Evidence
from resolver_core.explain.recorded import fits, pages_of
from resolver_core.index.records import Distribution, MetadataRead
from resolver_core.inputs.problem import IndexStrategy, InputKind, PrereleaseMode
from resolver_core.resolution import Failure, FailureKind, Premise, Resolution


@dataclass(frozen=True, slots=True)
class FailureHypothesis:
    """A possible cause of a failure. `edits` are what a user could write to the same effect."""

    cause_class: CauseClass
    words: str  #: go on after "single-platform solve …"
    change: Change
    summary: str
    evidence: tuple[Evidence, ...] = ()
    edits: tuple[Candidate, ...] = ()


def of_failure(
    laboratory: Laboratory, mode: Start, resolution: Resolution, *, by_fact: bool
) -> Iterator[FailureHypothesis]:
    """What a failure suggests. Facts are what the index or a setting says; the others loosen what is asked for."""
    failure = resolution.failure
    if failure is not None:
        if by_fact and failure.kind is FailureKind.FETCH and failure.filename:
            yield from _unreachable(laboratory, mode, resolution)
        if by_fact and failure.kind is FailureKind.BUILD:
            yield from _dynamic(laboratory, resolution)
        if by_fact and failure.kind is FailureKind.INVALID:
            yield from _unreadable(laboratory, projects_of(resolution))
        return
    projects = projects_of(resolution)
    if by_fact:
        yield from _cutoffs(laboratory, projects)
        yield from _prereleases(laboratory, projects)
        yield from _yanks(laboratory, projects)
        yield from _unreadable(laboratory, projects)
        yield from _lines(laboratory, projects)
        yield from _routing(laboratory, projects)
        return
    if mode is Start.SINGLE:
        yield _files_elsewhere(laboratory, resolution)
    else:
        yield from _extras(laboratory)
        yield from _narrower(laboratory)
    yield from _user_lines(laboratory, resolution)


def projects_of(resolution: Resolution) -> tuple[NormalizedName, ...]:
    """The projects that a failure speaks of."""
    failure, conflict = resolution.failure, resolution.conflict
    names = failure.projects if failure is not None else () if conflict is None else conflict.projects
    return tuple(dict.fromkeys(map(canonicalize_name, names)))


# -- data that could not be had ---------------------------------------------------------------------

MOST_UNREACHABLE = 4
"""Files in a row that are read from a sibling before it is given up."""


def _unreachable(laboratory: Laboratory, mode: Start, resolution: Resolution) -> Iterator[FailureHypothesis]:
    """Take the metadata of a file that can be read; where the next file fails too, of that one as well."""
    first, pairs = resolution.failure, list[tuple[Distribution, MetadataRead]]()
    change = Change()
    while resolution.failure is not None and resolution.failure.filename and len(pairs) < MOST_UNREACHABLE:
        pair = _with_sibling(laboratory, resolution.failure)
        if pair is None or pair in pairs:
            return
        pairs.append(pair)
        change = Change(index=tuple(_read_instead(*pair) for pair in pairs))
        resolution = laboratory.run(mode, change)
    if not resolution.solved or first is None:
        return
    read = pairs[0][1]
    own = read.provenance.filename or ""
    status = f"answers HTTP {first.status_code}" if first.status_code else "cannot be read"
    more = f" ({len(pairs)} files are out of reach)" if len(pairs) > 1 else ""
    is_own = read.provenance.distribution is not None and fits(read.provenance.distribution, laboratory.target)
    whose = f"what {laboratory.target.label} would use" if is_own else "another file of the version"
    text = laboratory.problem.text
    yield FailureHypothesis(
        CauseClass.REPRESENTATIVE_UNREACHABLE,
        f"with the metadata of {own} in place of those of {first.filename}",
        change,
        f"The {mode.words} solve reads the metadata of {first.filename}, which {status}{more}. {own} ({whose}) can be "
        "read, and with its metadata the solve has an answer.",
        (
            Evidence("unreachable-file", f"HTTP status {first.status_code}", first.filename),
            Evidence("metadata-file", whose, own),
        ),
        stated([read.metadata for _, read in pairs], text),
    )


def _read_instead(file: Distribution, read: MetadataRead) -> Alteration:
    return Alteration(AlterationKind.METADATA_OF_SIBLING, file.project, f"{file.filename}={read.provenance.filename}")


def _with_sibling(laboratory: Laboratory, failure: Failure) -> tuple[Distribution, MetadataRead] | None:
    """A file that cannot be read, with the metadata of one of the same version that can: the target's if possible."""
    for project in failure.projects:
        for page in pages_of(laboratory, canonicalize_name(project)):
            file = next((one for one in page.distributions if one.filename == failure.filename), None)
            if file is not None:
                siblings = [one for one in page.distributions if one.version == file.version and one != file]
                siblings.sort(key=lambda one: (not (one.is_wheel and fits(one, laboratory.target)), not one.is_wheel))
                for sibling in siblings[:MOST_SIBLINGS]:
                    answer = laboratory.index.metadata(sibling)
                    if isinstance(answer, MetadataRead):
                        return file, answer
    return None


MOST_SIBLINGS = 5
"""Files of a version that are asked for in place of one that cannot be read."""


def _dynamic(laboratory: Laboratory, resolution: Resolution) -> Iterator[FailureHypothesis]:
    """State the metadata: those of a wheel of the version, or of the nearest version that could be read."""
    failure = resolution.failure
    if failure is None or laboratory.problem.kind is not InputKind.PYPROJECT:
        return
    for project in projects_of(resolution):
        pair = _with_sibling(laboratory, failure)
        nearest = pair[1] if pair is not None else _nearest(laboratory, project, failure.filename)
        if nearest is None:
            continue
        version = _version_of(laboratory, project, failure.filename) or nearest.metadata.version
        metadata = replace(nearest.metadata, version=version)
        for candidate in stated([metadata], laboratory.problem.text):
            source = nearest.provenance.filename or str(nearest.metadata.version)
            yield FailureHypothesis(
                CauseClass.DYNAMIC_METADATA,
                f"with the metadata of {project} {version} stated (as in {source})",
                Change(text=candidate.text),
                f"With the metadata of {project} {version} stated by hand nothing needs to be built, and the solve has "
                f"an answer (here with those of {source}; check them).",
                (
                    Evidence("needs-build", "its metadata are dynamic", failure.filename),
                    Evidence("metadata-file", "where the stated metadata come from", source),
                ),
                (candidate,),
            )


def _version_of(laboratory: Laboratory, project: NormalizedName, filename: str) -> Version | None:
    files = (file for page in pages_of(laboratory, project) for file in page.distributions)
    return next((file.version for file in files if file.filename == filename), None)


def _nearest(laboratory: Laboratory, project: NormalizedName, filename: str) -> MetadataRead | None:
    """The newest wheel below the file's version whose metadata can be read, else the oldest above."""
    version = _version_of(laboratory, project, filename)
    files = [file for page in pages_of(laboratory, project) for file in page.distributions if file.is_wheel]
    if version is None:
        return None
    below = sorted((file for file in files if file.version < version), key=lambda file: file.version, reverse=True)
    above = sorted((file for file in files if file.version > version), key=lambda file: file.version)
    for file in [*below[:1], *above[:1]]:
        answer = laboratory.index.metadata(file)
        if isinstance(answer, MetadataRead):
            return answer
    return None


# -- facts that hide versions -----------------------------------------------------------------------


def _cutoffs(laboratory: Laboratory, projects: tuple[NormalizedName, ...]) -> Iterator[FailureHypothesis]:
    settings, text = laboratory.single_policy.settings, laboratory.problem.text
    cutoffs = [settings.exclude_newer, *settings.exclude_newer_package.values()]
    cutoff = next((one for one in cutoffs if one is not None), None)
    if cutoff is None:
        return
    off = without_entry(text, ("tool", "uv", "exclude-newer"))
    yield FailureHypothesis(
        CauseClass.EXCLUDE_NEWER,
        "without any cut-off",
        Change(settings=(SettingChange("exclude-newer", "off"),)),
        f"The cut-off {cutoff:%Y-%m-%dT%H:%M:%SZ} hides what would satisfy it: without a cut-off there is an answer.",
        (Evidence("cut-off", cutoff.isoformat()),),
        () if off is None else (Candidate("remove exclude-newer", off),),
    )
    undated = [
        file
        for project in projects
        for page in pages_of(laboratory, project)
        for file in page.distributions
        if file.uploaded_at is None
    ]
    if undated:
        named = dict.fromkeys(file.project for file in undated)
        yield FailureHypothesis(
            CauseClass.INDEX_METADATA_GAP,
            "with an upload time for every file",
            Change(index=tuple(Alteration(AlterationKind.DATES_FILLED, name) for name in named)),
            f"The index gives no upload time for {undated[0].filename}, so the cut-off hides it: with upload times "
            "before the cut-off there is an answer.",
            tuple(Evidence("missing-field", "upload-time", file.filename) for file in undated[:5]),
            tuple(_cutoffs_off(text, named)),
        )


def _cutoffs_off(text: str, names: Iterable[NormalizedName]) -> Iterator[Candidate]:
    edited: str | None = text
    for name in names:
        edited = None if edited is None else with_project_setting(edited, "exclude-newer-package", name, value=False)
    if edited is not None:
        yield Candidate(f"switch the cut-off off for {', '.join(names)}", edited)


def _prereleases(laboratory: Laboratory, projects: tuple[NormalizedName, ...]) -> Iterator[FailureHypothesis]:
    found = [
        file
        for project in projects
        for page in pages_of(laboratory, project)
        for file in page.distributions
        if file.version.is_prerelease
    ]
    if not found or laboratory.single_policy.prerelease is PrereleaseMode.ALLOW:
        return
    names = dict.fromkeys(file.project for file in found)
    edited: str | None = laboratory.problem.text
    for name in names:
        edited = None if edited is None else with_project_setting(edited, "prerelease-package", name, value="allow")
    newest = {file.project: max(f.version for f in found if f.project == file.project) for file in found}
    yield FailureHypothesis(
        CauseClass.PRERELEASE,
        f"with pre-releases of {', '.join(names)} allowed",
        Change(settings=tuple(SettingChange("prerelease", "allow", name) for name in names)),
        f"Only a pre-release satisfies it: with pre-releases of {', '.join(names)} allowed there is an answer.",
        tuple(Evidence("pre-release", f"{name} {version}") for name, version in newest.items()),
        () if edited is None else (Candidate(f"allow pre-releases of {', '.join(names)}", edited),),
    )


def _yanks(laboratory: Laboratory, projects: tuple[NormalizedName, ...]) -> Iterator[FailureHypothesis]:
    yanked = [
        file
        for project in projects
        for page in pages_of(laboratory, project)
        for file in page.distributions
        if file.is_yanked
    ]
    if not yanked:
        return
    change = Change(
        index=tuple(Alteration(AlterationKind.YANKS_IGNORED, name) for name in dict.fromkeys(f.project for f in yanked))
    )
    resolution = laboratory.run(Start.SINGLE, change)
    used = {(pin.project, pin.version) for pin in laboratory.pins(resolution).values()}
    needed = dict.fromkeys((file.project, file.version) for file in yanked if (file.project, file.version) in used)
    edited: str | None = laboratory.problem.text
    for project, version in needed:
        pin = f"{project}=={version}"
        edited = None if edited is None else with_list_item(edited, ("project", "dependencies"), pin)
    listed = ", ".join(f"{project} {version}" for project, version in needed)
    reasons = dict.fromkeys(file.yanked_reason or "" for file in yanked if (file.project, file.version) in needed)
    why = f" ({'; '.join(filter(None, reasons))})" if any(reasons) else ""
    yield FailureHypothesis(
        CauseClass.YANKED,
        "with yanked files counted like others",
        change,
        f"{listed or yanked[0].filename} would satisfy it but was yanked{why}: a yanked version counts only where one "
        "of your own requirements pins it. If it were not yanked there would be an answer.",
        tuple(Evidence("yanked-file", file.yanked_reason or "", file.filename) for file in yanked[:5]),
        () if edited is None or not needed else (Candidate(f"pin {listed} yourself", edited),),
    )


def _unreadable(laboratory: Laboratory, projects: tuple[NormalizedName, ...]) -> Iterator[FailureHypothesis]:
    evidence = [entry for project in projects for entry, _ in unreadable_files(laboratory, project)]
    if evidence:
        yield FailureHypothesis(
            CauseClass.INVALID_METADATA,
            "with unreadable fields left out",
            Change(index=tuple(Alteration(AlterationKind.REPAIRED, project) for project in projects)),
            f"{evidence[0].filename} is passed over, because it cannot be read ({evidence[0].text}): without the "
            "unreadable field there is an answer. The publisher has to repair it.",
            tuple(evidence[:5]),
        )


def _lines(laboratory: Laboratory, projects: tuple[NormalizedName, ...]) -> Iterator[FailureHypothesis]:
    if laboratory.problem.kind is not InputKind.PYPROJECT:
        return
    for key, lines in constraining_lines(laboratory):
        kind = key.partition("-")[0]
        for name in dict.fromkeys(canonicalize_name(line.requirement.name) for line in lines):
            text = without_requirements_on(laboratory.problem.text, ("tool", "uv", key), name)
            if text is not None and name in projects:
                yield FailureHypothesis(
                    CauseClass.OVERRIDES_CONSTRAINTS,
                    f"without the {kind} on {name}",
                    Change(text=text),
                    f"Without the {kind} on {name} there is an answer.",
                    tuple(
                        Evidence(kind, line.text) for line in lines if canonicalize_name(line.requirement.name) == name
                    ),
                    (Candidate(f"remove the {kind} on {name}", text),),
                )


def _routing(laboratory: Laboratory, projects: tuple[NormalizedName, ...]) -> Iterator[FailureHypothesis]:
    text, policy = laboratory.problem.text, laboratory.universal_policy
    several = len(laboratory.problem.indexes) + len(laboratory.options.indexes) > 0
    if several and policy.index_strategy is not IndexStrategy.UNSAFE_BEST_MATCH:
        edited = with_setting(text, ("tool", "uv", "index-strategy"), IndexStrategy.UNSAFE_BEST_MATCH.value)
        yield FailureHypothesis(
            CauseClass.INDEX_ROUTING,
            "with the versions of all indexes put together",
            Change(settings=(SettingChange("index-strategy", IndexStrategy.UNSAFE_BEST_MATCH.value),)),
            "uv stops at the first index that has the name: with the versions of all indexes put together there is an "
            "answer. Mixing indexes lets anyone who publishes the name on one of them win.",
            tuple(Evidence("index", page.index_url) for name in projects for page in pages_of(laboratory, name)),
            () if edited is None else (Candidate("let every index offer every project", edited),),
        )
    for index in laboratory.problem.indexes:
        opened = without_explicit(text, index.url)
        if opened is not None:
            yield FailureHypothesis(
                CauseClass.INDEX_ROUTING,
                "with the explicit index open to every project",
                Change(text=opened),
                f"{index.name or index.url} is explicit, so that it is asked for nothing else: open to every project "
                "it gives an answer.",
                (Evidence("explicit-index", index.url),),
                (Candidate(f"open the index {index.name or index.url} to every project", opened),),
            )


# -- what only loosens the question -------------------------------------------------------------------


def _files_elsewhere(laboratory: Laboratory, resolution: Resolution) -> FailureHypothesis:
    return FailureHypothesis(
        CauseClass.NO_COMPATIBLE_FILE,
        "with files of any platform",
        Change(axes=(Axis.FILE_RULE,)),
        f"Versions that would satisfy it have no file for {laboratory.target.label}: if files of other platforms "
        "counted there would be an answer.",
        edits=tuple(_asked_elsewhere(laboratory, resolution)),
    )


MOST_MARKED = 8
"""Requirements that are guarded by a marker before it is given up."""


def _asked_elsewhere(laboratory: Laboratory, resolution: Resolution) -> Iterator[Candidate]:
    """Ask for what has no file on this platform everywhere but here: one requirement after the other."""
    marker = f"sys_platform != '{laboratory.target.markers['sys_platform']}'"
    text, marked = laboratory.problem.text, list[NormalizedName]()
    while resolution.conflict is not None and len(marked) < MOST_MARKED:
        for name in projects_of(resolution):
            edited = None if name in marked else with_marker(text, name, marker)
            if edited is not None:
                text = edited
                marked.append(name)
                break
        else:
            return
        resolution = laboratory.run(Start.SINGLE, Change(text=text))
    if resolution.solved and marked:
        yield Candidate(f"ask for {', '.join(marked)} only where {marker}", text)


def _extras(laboratory: Laboratory) -> Iterator[FailureHypothesis]:
    """Extras and groups that cannot be had together: declare the first pair that makes it solvable."""
    problem = laboratory.problem
    if problem.kind is not InputKind.PYPROJECT or problem.conflicts:
        return
    parts = [("extra", name) for name in problem.optional_dependencies]
    parts += [("group", name) for name in problem.dependency_groups]
    for pair in islice(combinations(parts, 2), MOST_PAIRS):
        text = with_conflicts(problem.text, pair)
        if text is not None:
            words = " and ".join(f"{kind} {name}" for kind, name in pair)
            yield FailureHypothesis(
                CauseClass.EXTRAS_GROUPS_CONFLICTS,
                f"with {words} declared as conflicting",
                Change(text=text),
                f"A lock solves all extras and groups together, and {words} exclude each other: declared as "
                "conflicting they are locked apart, and there is an answer.",
                tuple(Evidence(kind, name) for kind, name in pair),
                (Candidate(f"declare {words} as conflicting", text),),
            )


MOST_PAIRS = 10
"""Pairs of extras and groups that are tried."""


def _narrower(laboratory: Laboratory) -> Iterator[FailureHypothesis]:
    text = narrowed_python(laboratory)
    minor = ".".join(map(str, laboratory.target.python_version.release[:2]))
    if text is not None:
        yield FailureHypothesis(
            CauseClass.PYTHON_RANGE,
            f"with requires-python narrowed to Python {minor}",
            Change(text=text),
            f"The lock has to hold for every Python in {laboratory.problem.requires_python}: for Python {minor} alone "
            "there is an answer.",
            (Evidence("requires-python", str(laboratory.problem.requires_python)),),
            (Candidate(f"narrow requires-python to Python {minor}", text),),
        )
    if not laboratory.problem.environments:
        marker = platform_marker(laboratory.target)
        limited = with_list_item(laboratory.problem.text, ("tool", "uv", "environments"), marker)
        if limited is not None:
            yield FailureHypothesis(
                CauseClass.PLATFORM_RANGE,
                f"for {marker} alone",
                Change(text=limited),
                f"The lock has to hold on every platform: for {marker} alone there is an answer.",
                (Evidence("environment", marker),),
                (Candidate(f"lock for {marker} alone", limited),),
            )


def _user_lines(laboratory: Laboratory, resolution: Resolution) -> Iterator[FailureHypothesis]:
    """Loosen one of the user's own lines that the proof of the conflict rests on."""
    problem = laboratory.problem
    if resolution.conflict is None or problem.kind is not InputKind.PYPROJECT:
        return
    numbers = _lines_of(resolution.conflict.proof)
    for line in problem.dependencies:
        if line.line in numbers and line.requirement.specifier:
            name = canonicalize_name(line.requirement.name)
            loose = str(line.requirement).replace(str(line.requirement.specifier), "", 1)
            text = with_dependencies_replaced(problem.text, name, [loose])
            if text is not None:
                yield FailureHypothesis(
                    CauseClass.REQUIREMENTS_CONFLICT,
                    f"with {line.text!r} loosened to {loose!r}",
                    Change(text=text),
                    f"If {line.text!r} did not hold there would be an answer.",
                    (Evidence("requirement", line.text),),
                    (Candidate(f"loosen {name}", text),),
                )


def _lines_of(premise: Premise) -> set[int]:
    waiting, seen, lines = [premise], set[int](), set[int]()
    while waiting:
        one = waiting.pop()
        if id(one) not in seen:
            seen.add(id(one))
            lines.update(one.lines)
            waiting.extend(one.causes)
    return lines
