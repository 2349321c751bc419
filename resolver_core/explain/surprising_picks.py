"""Picks by a rule few people know: yanked, pre-release, ignored limits, cut-offs, overrides, skipped files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from packaging.utils import NormalizedName, canonicalize_name

from resolver_core.answer.installed import installed_edges
from resolver_core.answer.resolution import Pin
from resolver_core.explain.explanation import Cause, CauseClass, Evidence, Experiment, Finding, Fix, Proof
from resolver_core.explain.fixes import Candidate, bounded_text, tried
from resolver_core.explain.hypotheses import constraining_lines, unreadable_files, upper_bounds_obeyed
from resolver_core.explain.lab.changes import Alteration, AlterationKind, Change, SettingChange, Start
from resolver_core.explain.lab.edits import (
    declared_requirement,
    with_dependencies_replaced,
    with_project_setting,
    without_entry,
    without_requirements_on,
)
from resolver_core.explain.lab.experiments import measured
from resolver_core.explain.lab.laboratory import Laboratory, OutOfBudget
from resolver_core.inputs.problem import InputKind


@dataclass(frozen=True, slots=True)
class _Surprise:
    """A pick and the change without which it would be another. `{}` in `summary` is what it would be then."""

    project: NormalizedName
    cause_class: CauseClass
    words: str
    change: Change
    summary: str
    evidence: tuple[Evidence, ...]
    edits: tuple[Candidate, ...] = ()


def surprising_picks(laboratory: Laboratory) -> Iterator[Finding]:
    """Those that turn out differently without the rule. Raises OutOfBudget."""
    for surprise in _surprises(laboratory):
        finding = _tested(laboratory, surprise)
        if finding is not None:
            yield finding


def _surprises(laboratory: Laboratory) -> Iterator[_Surprise]:
    pins = laboratory.pins(laboratory.single)
    for pin in pins.values():
        yield from _yanked(laboratory, pin)
        yield from _prerelease(laboratory, pin)
        yield from _upper_bound(laboratory, pin)
        yield from _skipped(laboratory, pin)
    yield from _cutoff(laboratory, pins)
    yield from _overridden(laboratory)


def _tested(laboratory: Laboratory, surprise: _Surprise) -> Finding | None:
    project = surprise.project
    before = laboratory.result(laboratory.single, project).text

    def experiment(start: Start, change: Change = surprise.change, words: str = surprise.words) -> Experiment:
        return measured(
            laboratory,
            start,
            change,
            words,
            about=project,
            supports=lambda result: result.text != before,
            expected=f"anything but {before}",
        )

    experiments = [experiment(Start.SINGLE)]
    if not experiments[0].supports:
        return None
    there = laboratory.result(laboratory.universal, project).text
    if there == before:
        experiments.append(experiment(Start.UNIVERSAL))
    if surprise.cause_class is CauseClass.PYTHON_UPPER_BOUND:
        experiments.append(experiment(Start.AS_PIP, Change(), "of the same text"))
    outcome = experiments[0].outcome
    then = {"absent": "it is absent", "unsatisfiable": "there is no answer"}.get(outcome, f"it is {outcome}")
    cause = Cause(
        surprise.cause_class,
        (),
        Proof.PROVEN,
        surprise.summary.format(then),
        surprise.evidence,
        tuple(one for one in experiments if one.supports),
    )
    return Finding(
        project, "both" if there == before else "single", laboratory.target, cause, _fixes(laboratory, surprise)
    )


def _fixes(laboratory: Laboratory, surprise: _Surprise) -> tuple[Fix, ...]:
    found: list[Fix] = []
    for candidate in surprise.edits:
        try:
            fix = tried(laboratory, candidate, surprise.project)
        except OutOfBudget:
            break
        if fix is not None:
            found.append(fix)
    return tuple(sorted(found, key=lambda fix: not fix.agrees))


def _candidates(title: str, text: str | None) -> tuple[Candidate, ...]:
    return () if text is None else (Candidate(title, text),)


def _yanked(laboratory: Laboratory, pin: Pin) -> Iterator[_Surprise]:
    yanked = [file for file in pin.distributions if file.is_yanked]
    read = None if pin.provenance is None else pin.provenance.distribution
    if not yanked or not (pin.install_file in yanked or read in yanked):
        return
    project, reason = pin.project, yanked[0].yanked_reason
    asking = _asking(laboratory, pin)
    text, declared = laboratory.problem.text, declared_requirement(laboratory.problem.text, project)
    other = None if declared is None else with_dependencies_replaced(text, project, [f"{project}!={pin.version}"])
    yield _Surprise(
        project,
        CauseClass.YANKED,
        f"without the yanked files of {project}",
        Change(index=(Alteration(AlterationKind.YANKED_REMOVED, project),)),
        f"{project} {pin.version} was yanked{f' (“{reason}”)' if reason else ''} and is taken all the same, because "
        f"{asking} pins it. Without it {{}}.",
        tuple(Evidence("yanked-file", file.yanked_reason or "", file.filename) for file in yanked[:5]),
        _candidates(f"ask for another release of {project}", other),
    )


def _asking(laboratory: Laboratory, pin: Pin) -> str:
    selection = laboratory.selection
    edges = installed_edges(laboratory.single, laboratory.target, selection.extras, selection.groups)
    for edge in edges:
        if edge.child.project == pin.project and edge.specifier.startswith("=="):
            return f"{pin.project}{edge.specifier}"
    return "a requirement"


def _prerelease(laboratory: Laboratory, pin: Pin) -> Iterator[_Surprise]:
    """A pre-release where a stable release would do as well: without one nobody is surprised."""
    if not pin.version.is_prerelease:
        return
    project = pin.project
    refused = Change(settings=(SettingChange("prerelease", "disallow", project),))
    if not laboratory.run(Start.SINGLE, refused).solved:
        return
    setting = with_project_setting(laboratory.problem.text, "prerelease-package", project, value="disallow")
    yield _Surprise(
        project,
        CauseClass.PRERELEASE,
        f"with pre-releases of {project} refused",
        refused,
        f"{project} {pin.version} is a pre-release. With pre-releases of {project} refused {{}}.",
        (Evidence("pre-release", f"{project} {pin.version}"),),
        _candidates(f"refuse pre-releases of {project}", setting),
    )


def _upper_bound(laboratory: Laboratory, pin: Pin) -> Iterator[_Surprise]:
    said = None if pin.metadata is None else pin.metadata.requires_python
    python = laboratory.target.python_version
    if said is None or said.contains(python, prereleases=True):
        return
    project = pin.project
    change = upper_bounds_obeyed(laboratory, project)
    without = laboratory.result(laboratory.run(Start.SINGLE, change), project).pin
    bound = None if without is None else f"{project}<={without.version.public}"
    text = None if bound is None else bounded_text(project, bound, laboratory.problem.text)
    yield _Surprise(
        project,
        CauseClass.PYTHON_UPPER_BOUND,
        f"with the upper limit of Requires-Python obeyed for {project}",
        change,
        f"{project} {pin.version} requires Python {said}, which excludes {python}: uv ignores upper limits, pip obeys "
        "them. With the limit obeyed {}.",
        (Evidence("requires-python", f"{project} {pin.version}: {said}"),),
        _candidates(f"hold {project} at a release that allows Python {python}", text),
    )


def _skipped(laboratory: Laboratory, pin: Pin) -> Iterator[_Surprise]:
    newer = [entry for entry, version in unreadable_files(laboratory, pin.project) if version >= pin.version]
    if newer:
        yield _Surprise(
            pin.project,
            CauseClass.INVALID_METADATA,
            f"with the unreadable fields of {pin.project} left out",
            Change(index=(Alteration(AlterationKind.REPAIRED, pin.project),)),
            f"{newer[0].filename} is passed over in silence, because it cannot be read ({newer[0].text}). Without the "
            "unreadable field {}. The publisher has to repair it.",
            tuple(newer[:5]),
        )


def _cutoff(laboratory: Laboratory, pins: dict[NormalizedName, Pin]) -> Iterator[_Surprise]:
    """A cut-off that stands in the pasted text, where it may have been forgotten; one asked for surprises nobody."""
    settings, text = laboratory.problem.settings, laboratory.problem.text
    if laboratory.options.settings.exclude_newer is not None:
        return
    for project in (
        name for name, cutoff in settings.exclude_newer_package.items() if cutoff is not None and name in pins
    ):
        removed = without_entry(text, ("tool", "uv", "exclude-newer-package", project))
        yield _hidden_by_cutoff(project, SettingChange("exclude-newer", "off", project), removed)
    if settings.exclude_newer is not None:
        everything = laboratory.run(Start.SINGLE, Change(settings=(SettingChange("exclude-newer", "off"),)))
        after = laboratory.pins(everything)
        changed = [name for name, pin in pins.items() if name in after and after[name].version != pin.version]
        if changed:
            removed = without_entry(text, ("tool", "uv", "exclude-newer"))
            more = tuple(
                Evidence("hidden-version", f"{name} {pins[name].version} (it becomes {after[name].version})")
                for name in changed[:20]
            )
            yield replace(_hidden_by_cutoff(changed[0], SettingChange("exclude-newer", "off"), removed), evidence=more)


def _hidden_by_cutoff(project: NormalizedName, change: SettingChange, removed: str | None) -> _Surprise:
    return _Surprise(
        project,
        CauseClass.EXCLUDE_NEWER,
        f"without the cut-off{f' for {change.project}' if change.project else ''}",
        Change(settings=(change,)),
        f"The cut-off in the text hides newer releases of {project}: without it {{}}.",
        (),
        _candidates("remove the cut-off", removed),
    )


def _overridden(laboratory: Laboratory) -> Iterator[_Surprise]:
    """An override that adds or removes a project at the target; that it changes a version is what it is for."""
    if laboratory.problem.kind is not InputKind.PYPROJECT:
        return
    for key, lines in constraining_lines(laboratory):
        if key != "override-dependencies":
            continue
        for line in lines:
            project = canonicalize_name(line.requirement.name)
            text = without_requirements_on(laboratory.problem.text, ("tool", "uv", key), project)
            if text is None:
                continue
            without = laboratory.run(Start.SINGLE, Change(text=text))
            is_there, was_there = project in laboratory.pins(laboratory.single), project in laboratory.pins(without)
            if without.solved and is_there != was_there:
                what = "brings it in where no requirement asks for it" if is_there else "drops it where it is asked for"
                yield _Surprise(
                    project,
                    CauseClass.OVERRIDES_CONSTRAINTS,
                    f"without the override of {project}",
                    Change(text=text),
                    f"The override {line.text!r} replaces every requirement on {project}, markers included, and "
                    f"{what}. Without the override {{}}.",
                    (Evidence("override", line.text),),
                    (Candidate(f"remove the override of {project}", text),),
                )
