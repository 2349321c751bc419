"""`no-compatible-file`: a version has no wheel for the target and no source distribution."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from itertools import islice

from packaging.utils import NormalizedName
from packaging.version import Version

from resolver_core.explain.causes.cause import Diverging, Failing, Hypothesis, KnownCause, Phase
from resolver_core.explain.causes.classes import CauseClass
from resolver_core.explain.causes.shared_edits import held_at
from resolver_core.explain.explanation import Evidence
from resolver_core.explain.lab.changes import Alteration, AlterationKind, Axis, Change, Start
from resolver_core.explain.lab.file_holes import refused_files
from resolver_core.explain.lab.pages_read import files_of
from resolver_core.explain.lab.requirement_edits import with_bound, with_marker
from resolver_core.explain.lab.scope_edits import with_files_required
from resolver_core.explain.lab.trials import Candidate, edited
from resolver_core.explain.wording.causes import no_compatible_file as words
from resolver_core.explain.wording.fixes import require_files
from resolver_core.index.records import Distribution
from resolver_core.targets.fitting import is_installable

MOST_WITHOUT = 2
"""Projects of a clash for which a file that fits is made up."""
MOST_MARKED = 8
"""Requirements that are guarded by a marker before it is given up."""
MOST_LEFT_OUT = 40
"""Versions without a file that one requirement excludes."""


class NoCompatibleFile(KnownCause):
    """The lock takes a version that some environment has a file of; the install needs one for its own."""

    name = CauseClass.NO_COMPATIBLE_FILE
    phase_in_failures = Phase.LOOSER

    def claims(self, axes: Set[Axis], result: Diverging | Failing) -> bool:
        """The file rule."""
        return Axis.FILE_RULE in axes

    def reason(self, diverging: Diverging) -> str:
        """What files the version has."""
        return words.reason(diverging.pins[0], diverging.target)

    def counterfactuals(self, diverging: Diverging, projects: Sequence[NormalizedName]) -> Iterator[Candidate]:
        """Every version of the lock needs a file for the target; or the versions without one are left out."""
        text, target = diverging.problem.text, diverging.target
        yield from edited(require_files(target), with_files_required(text, target))
        for project in projects:
            without = _without_file(diverging, project)
            bound = f"{project}{','.join(f'!={version.public}' for version in without)}"
            yield from edited(words.leave_out(bound), with_bound(text, project, bound) if without else None)

    def in_failure(self, failing: Failing) -> Iterator[Hypothesis]:
        """An install that could be made if files of other platforms counted; a mode that lacks one file."""
        if failing.resolution.conflict is not None and failing.mode is Start.SINGLE:
            yield Hypothesis(
                self.name,
                failing.answer(Change(axes=(Axis.FILE_RULE,)), words.ANY_PLATFORM),
                words.in_failure(failing.target),
                edits=tuple(_asked_elsewhere(failing)),
            )
        for files in islice(refused_files(failing.laboratory, failing.resolution.conflict), MOST_WITHOUT):
            fitting = Change(index=(Alteration(AlterationKind.FILE_FITS, files[0].project, files[0].filename),))
            yield Hypothesis(
                self.name,
                failing.answer(fitting, words.with_file(files[0])),
                words.of_version(files, failing.target),
                (Evidence("no-file", words.has(files, failing.target)),),
            )

    def edits(self, diverging: Diverging) -> Iterator[Candidate]:
        """Another version at the target than elsewhere."""
        row = diverging.row
        if row.single is not None and row.universal is not None:
            yield from held_at(diverging, row.single, row.universal)


def _without_file(diverging: Diverging, project: NormalizedName) -> list[Version]:
    """The versions above the installed one, up to the lock's, that the target has no file of."""
    laboratory = diverging.laboratory
    single = laboratory.pins(laboratory.single).get(project)
    universal = laboratory.pins(laboratory.universal).get(project)
    if universal is None:
        return []
    files: dict[Version, list[Distribution]] = {}
    for file in files_of(laboratory, project):
        if (single is None or file.version > single.version) and file.version <= universal.version:
            files.setdefault(file.version, []).append(file)
    none = (
        version for version, listed in files.items() if not any(is_installable(one, diverging.target) for one in listed)
    )
    return sorted(none)[-MOST_LEFT_OUT:]


def _asked_elsewhere(failing: Failing) -> Iterator[Candidate]:
    """Ask for what has no file on this platform everywhere but here: one requirement after the other."""
    marker = f"sys_platform != '{failing.target.markers['sys_platform']}'"
    text, marked = failing.problem.text, list[NormalizedName]()
    while failing.resolution.conflict is not None and len(marked) < MOST_MARKED:
        for name in failing.projects:
            edited = None if name in marked else with_marker(text, name, marker)
            if edited is not None:
                text = edited
                marked.append(name)
                break
        else:
            return
        resolution = failing.laboratory.run(Start.SINGLE, Change(text=text))
        failing = Failing(failing.laboratory, failing.mode, resolution)
    if failing.resolution.solved and marked:
        yield Candidate(words.ask_elsewhere(marked, marker), text)
