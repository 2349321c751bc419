"""`prerelease`: a pre-release counts in one mode, or is the only way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from packaging.utils import NormalizedName

from resolver_core.answer.resolution import Pin
from resolver_core.explain.causes.cause import Diverging, Failing, Hypothesis, KnownCause, Phase, Surprising
from resolver_core.explain.causes.classes import CauseClass
from resolver_core.explain.explanation import Evidence
from resolver_core.explain.lab.changes import Change, SettingChange, Start
from resolver_core.explain.lab.experiments import outcome_of
from resolver_core.explain.lab.laboratory import Laboratory
from resolver_core.explain.lab.pages_read import files_of
from resolver_core.explain.lab.setting_edits import with_project_setting
from resolver_core.explain.lab.toml_text import for_each
from resolver_core.explain.lab.trials import Candidate, edited
from resolver_core.explain.wording.causes import prerelease as words
from resolver_core.explain.wording.names import pinned, release
from resolver_core.inputs.problem import PrereleaseMode

ALLOW, DISALLOW = PrereleaseMode.ALLOW.value, PrereleaseMode.DISALLOW.value


class Prerelease(KnownCause):
    """What the pre-releases of a project make of the answer, allowed or refused."""

    name = CauseClass.PRERELEASE
    phase_in_failures = Phase.FIRST

    def in_divergence(self, diverging: Diverging) -> Iterator[Hypothesis]:
        """One of the two versions is a pre-release."""
        single, universal, project = diverging.row.single, diverging.row.universal, diverging.project
        if single is None or universal is None or single.version.is_prerelease == universal.version.is_prerelease:
            return
        picked = single.version if single.version.is_prerelease else universal.version
        for value in (ALLOW, DISALLOW):
            yield Hypothesis(
                self.name,
                diverging.agreement(_changed([project], value), words.changed([project], value)),
                words.in_divergence(project, picked, value),
                (Evidence("pre-release", release(project, picked)),),
            )

    def in_failure(self, failing: Failing) -> Iterator[Hypothesis]:
        """There are pre-releases, and they are not allowed."""
        laboratory = failing.laboratory
        if not failing.is_clash or laboratory.single_policy.prerelease is PrereleaseMode.ALLOW:
            return
        found = [file for file in files_of(laboratory, *failing.projects) if file.version.is_prerelease]
        newest = {file.project: max(f.version for f in found if f.project == file.project) for file in found}
        if newest:
            yield Hypothesis(
                self.name,
                failing.answer(_changed(newest, ALLOW), words.changed(newest, ALLOW)),
                words.in_failure(newest),
                tuple(Evidence("pre-release", release(name, version)) for name, version in newest.items()),
                edited(words.setting(ALLOW, newest), _set(failing.problem.text, newest, ALLOW)),
            )

    def in_pick(self, surprising: Surprising, pin: Pin) -> Iterator[Hypothesis]:
        """A pre-release where a stable release would do as well: without one nobody is surprised."""
        laboratory, project = surprising.laboratory, pin.project
        refused = _changed([project], DISALLOW)
        if not pin.version.is_prerelease or not _has_stable(laboratory, project):
            return
        if not laboratory.run(Start.SINGLE, refused).solved:
            return
        outcome = outcome_of(laboratory, Start.SINGLE, refused, project).text
        yield Hypothesis(
            self.name,
            surprising.otherwise(project, refused, words.changed([project], DISALLOW)),
            words.in_pick(pin, outcome),
            (Evidence("pre-release", pinned(pin.key)),),
            edited(words.refuse(project), _set(surprising.problem.text, [project], DISALLOW)),
            about=project,
        )

    def edits(self, diverging: Diverging) -> Iterator[Candidate]:
        """Pre-releases of the project allowed, or refused."""
        for value in (ALLOW, DISALLOW):
            text = _set(diverging.problem.text, [diverging.project], value)
            yield from edited(words.setting(value, [diverging.project]), text)


def _has_stable(laboratory: Laboratory, project: NormalizedName) -> bool:
    """Whether a stable release was ever made: for a project without one a pre-release is what is normal."""
    return any(not file.version.is_prerelease for file in files_of(laboratory, project))


def _changed(projects: Iterable[NormalizedName], value: str) -> Change:
    return Change(settings=tuple(SettingChange("prerelease", value, name) for name in projects))


def _set(text: str, projects: Iterable[NormalizedName], value: str) -> str | None:
    return for_each(
        text, projects, lambda one, name: with_project_setting(one, "prerelease-package", name, value=value)
    )
