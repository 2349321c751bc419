"""Reasons beyond the axes that the evidence of a divergence suggests, each with the change that would prove it.

An axis says which rule of the two modes makes the difference. A hypothesis names the fact that the rule
meets: a cut-off that hides a file, a yank, a pre-release, a constraint, a field the index lacks. It holds
when both modes agree on the project with only that fact changed (docs/architecture.md, "What a proof is").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from packaging.utils import NormalizedName, canonicalize_name
from packaging.version import Version

from resolver_core.answer.comparison import Row
from resolver_core.candidates.verdicts import is_excluded
from resolver_core.explain.explanation import CauseClass, Evidence
from resolver_core.explain.lab.changes import Alteration, AlterationKind, Change, SettingChange
from resolver_core.explain.lab.edits import (
    with_setting,
    without_entry,
    without_explicit,
    without_requirements_on,
)
from resolver_core.explain.lab.laboratory import Laboratory
from resolver_core.explain.lab.pages_read import cutoff_of, fits, metadata_of, pages_of, pins_of
from resolver_core.index.records import MetadataProblem, MetadataProblemKind
from resolver_core.inputs.problem import InputKind, RequirementLine
from resolver_core.policy import Environments


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """A possible cause. `words` go on after "single-platform solve …"; `summary` is said once it is proven.

    `is_finer`: where it holds, it says more than the axis, and becomes the first cause.
    """

    cause_class: CauseClass
    words: str
    change: Change
    summary: str
    evidence: tuple[Evidence, ...] = ()
    is_finer: bool = True


_BY_REACH = frozenset(
    {CauseClass.PLATFORM_RANGE, CauseClass.MARKER_FORKS, CauseClass.PYTHON_RANGE, CauseClass.BACKTRACKING}
)
"""Classes that only say how far a requirement reaches: the line that brings it says more."""


def of_divergence(laboratory: Laboratory, row: Row, axis_class: CauseClass) -> Iterator[Hypothesis]:
    """What the evidence of a divergence suggests, the most telling first."""
    yield from _cutoffs(laboratory, row)
    yield from _yanks(row)
    yield from _prereleases(row)
    yield from _locals(row)
    yield from _unreadable(laboratory, row)
    yield from _upper_bounds(laboratory, row)
    yield from _lines(laboratory, row.project, is_finer=axis_class in _BY_REACH)
    yield from _routing(laboratory, row, axis_class)
    if axis_class not in (CauseClass.PYTHON_RANGE, CauseClass.EXTRAS_GROUPS_CONFLICTS):
        yield from _python_range(laboratory)


def _cutoffs(laboratory: Laboratory, row: Row) -> Iterator[Hypothesis]:
    project, cutoff = row.project, cutoff_of(laboratory, row.project)
    if cutoff is None:
        return
    hidden = [
        file
        for pin in pins_of(row.universal, row.single)
        for file in pin.distributions
        if is_excluded(file, cutoff) and fits(file, laboratory.target)
    ]
    if not hidden:
        return
    change = Change(settings=(SettingChange("exclude-newer", "off", project),))
    file = hidden[0]
    when = "the index does not say when it was uploaded" if file.uploaded_at is None else f"{file.uploaded_at:%Y-%m-%d}"
    yield Hypothesis(
        CauseClass.EXCLUDE_NEWER,
        f"without the cut-off for {project}",
        change,
        f"The cut-off {cutoff:%Y-%m-%dT%H:%M:%SZ} hides {file.filename} ({when}), a file that "
        f"{laboratory.target.label} could install: without the cut-off for {project} both modes agree.",
        tuple(Evidence("hidden-file", when, file.filename) for file in hidden[:5]),
    )
    if any(file.uploaded_at is None for file in hidden):
        yield Hypothesis(
            CauseClass.INDEX_METADATA_GAP,
            f"with an upload time for every file of {project}",
            Change(index=(Alteration(AlterationKind.DATES_FILLED, project),)),
            f"The index does not say when {file.filename} was uploaded, so a cut-off hides it: "
            "with an upload time before the cut-off both modes agree.",
            tuple(Evidence("missing-field", "upload-time", one.filename) for one in hidden if one.uploaded_at is None),
            is_finer=False,
        )


def _yanks(row: Row) -> Iterator[Hypothesis]:
    project = row.project
    yanked = [file for pin in pins_of(row.universal, row.single) for file in pin.distributions if file.is_yanked]
    if not yanked:
        return
    reason = f" (“{yanked[0].yanked_reason}”)" if yanked[0].yanked_reason else ""
    evidence = tuple(Evidence("yanked-file", file.yanked_reason or "", file.filename) for file in yanked[:5])
    for kind, words, ends in (
        (AlterationKind.YANKS_IGNORED, "with the yanked files counted like others", "if it were not yanked"),
        (AlterationKind.YANKED_REMOVED, "without the yanked files", "without it"),
    ):
        yield Hypothesis(
            CauseClass.YANKED,
            f"{words} ({project})",
            Change(index=(Alteration(kind, project),)),
            f"{yanked[0].filename} was yanked{reason}: a yanked file counts only for a version that one of your own "
            f"requirements pins where it applies. {ends.capitalize()}, both modes agree.",
            evidence,
        )


def _prereleases(row: Row) -> Iterator[Hypothesis]:
    if (
        row.single is None
        or row.universal is None
        or row.single.version.is_prerelease == row.universal.version.is_prerelease
    ):
        return
    picked = row.single.version if row.single.version.is_prerelease else row.universal.version
    for value, ends in (("allow", "allowed"), ("disallow", "refused")):
        yield Hypothesis(
            CauseClass.PRERELEASE,
            f"with pre-releases of {row.project} {ends}",
            Change(settings=(SettingChange("prerelease", value, row.project),)),
            f"{picked} is a pre-release: it counts only where a requirement that applies names one. "
            f"With pre-releases of {row.project} {ends} in both modes they agree.",
            (Evidence("pre-release", f"{row.project} {picked}"),),
        )


def _locals(row: Row) -> Iterator[Hypothesis]:
    if row.single is None or row.universal is None:
        return
    here, there = row.single.version, row.universal.version
    if here.public != there.public or here.local == there.local:
        return
    yield Hypothesis(
        CauseClass.LOCAL_VERSION,
        f"without the local versions of {row.project}",
        Change(index=(Alteration(AlterationKind.LOCALS_REMOVED, row.project),)),
        f"{here} and {there} are one release with different local labels, offered for different platforms: "
        "the lock keeps the plain one where a labelled one has no file. Without the labelled ones both modes agree.",
        (Evidence("local-version", f"{row.project} {here}"), Evidence("local-version", f"{row.project} {there}")),
    )


def _unreadable(laboratory: Laboratory, row: Row) -> Iterator[Hypothesis]:
    lowest = min(pin.version for pin in pins_of(row.single, row.universal))
    evidence = [entry for entry, version in unreadable_files(laboratory, row.project) if version >= lowest]
    if evidence:
        yield Hypothesis(
            CauseClass.INVALID_METADATA,
            f"with the unreadable fields of {row.project} left out",
            Change(index=(Alteration(AlterationKind.REPAIRED, row.project),)),
            f"{evidence[0].filename} is passed over, because it cannot be read ({evidence[0].text}). "
            "Without the unreadable field both modes agree.",
            tuple(evidence[:5]),
        )


def unreadable_files(laboratory: Laboratory, project: NormalizedName) -> Iterator[tuple[Evidence, Version]]:
    """Files of a project that are passed over for a field that breaks the rules, with their versions."""
    for page in pages_of(laboratory, project):
        for skipped in page.skipped:
            if skipped.repaired is not None:
                yield Evidence("unreadable-file", skipped.reason, skipped.filename), skipped.repaired.version
    for answer in metadata_of(laboratory, project):
        if isinstance(answer, MetadataProblem) and answer.kind is MetadataProblemKind.INVALID and answer.text:
            yield (
                Evidence("unreadable-file", answer.detail, answer.distribution.filename),
                answer.distribution.version,
            )


def _upper_bounds(laboratory: Laboratory, row: Row) -> Iterator[Hypothesis]:
    python = laboratory.target.python_version
    for pin in pins_of(row.universal, row.single):
        said = None if pin.metadata is None else pin.metadata.requires_python
        if said is not None and python not in said:
            yield Hypothesis(
                CauseClass.PYTHON_UPPER_BOUND,
                f"with the upper limits of Requires-Python obeyed for {pin.project}",
                upper_bounds_obeyed(laboratory, pin.project),
                f"{pin.project} {pin.version} requires Python {said}, which excludes {python}: uv ignores the upper "
                "limit. With it obeyed both modes agree.",
                (Evidence("requires-python", f"{pin.project} {pin.version}: {said}"),),
            )
            return


def upper_bounds_obeyed(laboratory: Laboratory, project: NormalizedName) -> Change:
    """Files of a project whose Requires-Python excludes the target's Python are not offered."""
    python = laboratory.target.python_version
    return Change(index=(Alteration(AlterationKind.UPPER_BOUNDS_OBEYED, project, str(python)),))


def _lines(laboratory: Laboratory, project: NormalizedName, *, is_finer: bool) -> Iterator[Hypothesis]:
    if laboratory.problem.kind is not InputKind.PYPROJECT:
        return
    for key, lines in constraining_lines(laboratory):
        about = [line for line in lines if canonicalize_name(line.requirement.name) == project]
        text = without_requirements_on(laboratory.problem.text, ("tool", "uv", key), project) if about else None
        if text is not None:
            kind = key.partition("-")[0]
            yield Hypothesis(
                CauseClass.OVERRIDES_CONSTRAINTS,
                f"without the {kind} on {project}",
                Change(text=text),
                f"The {kind} {about[0].text!r} reaches the two modes differently: without it they agree.",
                tuple(Evidence(kind, line.text) for line in about),
                is_finer,
            )


def constraining_lines(laboratory: Laboratory) -> Iterator[tuple[str, tuple[RequirementLine, ...]]]:
    """The lists of constraints and overrides of the pasted text, by their key."""
    yield "constraint-dependencies", laboratory.problem.constraints
    yield "override-dependencies", laboratory.problem.overrides


def _routing(laboratory: Laboratory, row: Row, axis_class: CauseClass) -> Iterator[Hypothesis]:
    """An index that only some requirements reach: the second class of many reports."""
    if axis_class is CauseClass.INDEX_ROUTING:
        return
    text, project = laboratory.problem.text, row.project
    for url in dict.fromkeys(pin.index_url for pin in pins_of(row.universal, row.single) if pin.index_url):
        opened = without_explicit(text, url)
        if opened is not None:
            yield Hypothesis(
                CauseClass.INDEX_ROUTING,
                "with the explicit index open to every project",
                Change(text=opened),
                f"The index of {project} is explicit, so that nothing else is looked for there: "
                "with the index open to every project both modes agree.",
                (Evidence("explicit-index", url),),
                is_finer=False,
            )
    sources = laboratory.problem.sources
    names = {source.value for source in sources.get(project, ())}
    sharing = [name for name, entries in sources.items() if names & {entry.value for entry in entries}]
    for sent in dict.fromkeys(((project,), tuple(sharing))) if names else ():
        yield from _without_sources(laboratory, project, sent)


def _without_sources(
    laboratory: Laboratory, project: NormalizedName, sent: tuple[NormalizedName, ...]
) -> Iterator[Hypothesis]:
    text: str | None = laboratory.problem.text
    for name in sent:
        text = None if text is None else without_entry(text, ("tool", "uv", "sources", name))
    if text is None:
        return
    explicit = [index for index in laboratory.problem.indexes if index.explicit]
    listed = ", ".join(sent)
    yield Hypothesis(
        CauseClass.INDEX_ROUTING,
        f"without the sources of {listed}",
        Change(text=text),
        f"Sources send {listed} to an index of {'its' if len(sent) == 1 else 'their'} own: without them both modes "
        f"agree on {project}.",
        (
            *(Evidence("source", f"{name}: {s.value}") for name in sent for s in laboratory.problem.sources[name]),
            *(Evidence("explicit-index", f"{index.name}: {index.url}") for index in explicit),
        ),
        is_finer=False,
    )


def _python_range(laboratory: Laboratory) -> Iterator[Hypothesis]:
    text = narrowed_python(laboratory)
    if text is not None:
        minor = laboratory.target.python_version.release[:2]
        words = ".".join(map(str, minor))
        yield Hypothesis(
            CauseClass.PYTHON_RANGE,
            f"with requires-python narrowed to Python {words}",
            Change(text=text),
            f"The lock has to hold for every Python in {laboratory.problem.requires_python}: narrowed to Python "
            f"{words} both modes agree.",
            (Evidence("requires-python", str(laboratory.problem.requires_python)),),
            is_finer=False,
        )


def narrowed_python(laboratory: Laboratory) -> str | None:
    """The text with requires-python narrowed to the target's minor version; None where that changes nothing."""
    if laboratory.problem.requires_python is None or laboratory.universal_policy.environments is Environments.TARGET:
        return None
    major, minor = laboratory.target.python_version.release[:2]
    narrow = f">={major}.{minor},<{major}.{minor + 1}"
    if str(laboratory.problem.requires_python) in (narrow, f"=={major}.{minor}.*"):
        return None
    return with_setting(laboratory.problem.text, ("project", "requires-python"), narrow)
