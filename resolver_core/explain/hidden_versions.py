"""Facts that hide versions from a mode without an answer: cut-offs, yanks, settings, lines, indexes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from packaging.utils import NormalizedName, canonicalize_name

from resolver_core.answer.resolution import Resolution
from resolver_core.explain.explanation import CauseClass, Evidence
from resolver_core.explain.failure_hypotheses import FailureHypothesis, projects_of
from resolver_core.explain.fixes import Candidate
from resolver_core.explain.hypotheses import constraining_lines, unreadable_files
from resolver_core.explain.lab.changes import Alteration, AlterationKind, Change, SettingChange, Start
from resolver_core.explain.lab.edits import (
    with_list_item,
    with_project_setting,
    with_setting,
    without_entry,
    without_explicit,
    without_requirements_on,
)
from resolver_core.explain.lab.laboratory import Laboratory
from resolver_core.explain.lab.pages_read import pages_of
from resolver_core.inputs.problem import IndexStrategy, InputKind, PrereleaseMode


def of_hidden_versions(laboratory: Laboratory, resolution: Resolution) -> Iterator[FailureHypothesis]:
    """What may hide the versions that would satisfy everything. Raises OutOfBudget."""
    projects = projects_of(resolution)
    if resolution.failure is None:
        yield from _cutoffs(laboratory, projects)
        yield from _prereleases(laboratory, projects)
        yield from _yanks(laboratory, projects)
        yield from _lines(laboratory, projects)
        yield from _routing(laboratory, projects)
    yield from _unreadable(laboratory, projects)


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
