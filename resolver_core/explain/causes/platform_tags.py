"""`platform-tags`: a version has wheels for the target's kind of machine, but for a newer one.

What proves it is the same solve on a machine of that age. Nobody gets a newer machine by an edit, so the edits are
those for a version without a file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from packaging.utils import NormalizedName

from resolver_core.answer.resolution import Pin
from resolver_core.explain.causes.cause import Diverging, Failing, Hypothesis, KnownCause, Surprising
from resolver_core.explain.causes.classes import CauseClass
from resolver_core.explain.causes.shared_edits import held_at
from resolver_core.explain.explanation import Evidence
from resolver_core.explain.lab.changes import Change, Start
from resolver_core.explain.lab.pages_read import files_of
from resolver_core.explain.lab.trials import SOLVED, Candidate, Result, Trial, version_of
from resolver_core.explain.wording.causes import platform_tags as words
from resolver_core.explain.wording.experiments import NO_ANSWER
from resolver_core.index.records import Distribution
from resolver_core.targets.environment import Environment
from resolver_core.targets.fitting import fits
from resolver_core.targets.system_version import SystemVersion, asked_by
from resolver_core.targets.wheel_tags import TagMismatch, platform_family, rank_of

MOST_AGES = 4
"""Newer machines that are tried, the oldest first."""


class PlatformTags(KnownCause):
    """Only the age of the target's glibc, musl or macOS is in the way."""

    name = CauseClass.PLATFORM_TAGS

    def in_divergence(self, diverging: Diverging) -> Iterator[Hypothesis]:
        """The lock's version has wheels for a newer machine only, or something that it needs has."""
        row, target = diverging.row, diverging.target
        if row.universal is None or version_of(row.single) == version_of(row.universal):
            return
        own = _of_newer(row.universal.distributions, target)
        for version in _ages(own):
            yield self._agreeing(diverging, own, version)
        if diverging.by_axes is CauseClass.NO_COMPATIBLE_FILE:
            files = own | _of_newer(_only_locked(diverging), target)
            for version in _ages(files):
                if version not in own.values():
                    yield self._agreeing(diverging, files, version)

    def _agreeing(
        self, diverging: Diverging, files: dict[Distribution, SystemVersion], version: SystemVersion
    ) -> Hypothesis:
        target, single = diverging.target, version_of(diverging.row.single)
        return Hypothesis(
            self.name,
            (
                *diverging.agreement(_on(version), words.on(version)),
                *_before(version, target, diverging.project, single, lambda result: result.text == single),
            ),
            words.in_divergence(diverging.project, target, version, _named(files)),
            _evidence(files),
        )

    def in_failure(self, failing: Failing) -> Iterator[Hypothesis]:
        """An install that could be made on a newer machine."""
        if not failing.is_clash or failing.mode is not Start.SINGLE:
            return
        target = failing.target
        files = _of_newer(files_of(failing.laboratory, *failing.projects), target)
        for version in _ages(files):
            yield Hypothesis(
                self.name,
                (
                    *failing.answer(_on(version), words.on(version)),
                    *_before(version, target, None, NO_ANSWER, lambda result: result.text != SOLVED),
                ),
                words.in_failure(target, version, _named(files)),
                _evidence(files),
            )

    def in_pick(self, surprising: Surprising, pin: Pin) -> Iterator[Hypothesis]:
        """A source distribution is taken where a newer machine would take a wheel of the same version."""
        target, taken = surprising.target, pin.install_file
        if taken is None or taken.is_wheel:
            return
        files = _of_newer(pin.distributions, target)

        def is_wheel(result: Result) -> bool:
            return result.text == str(pin.version) and _installs_wheel(result.pin)

        for version in _ages(files)[:1]:
            yield Hypothesis(
                self.name,
                (Trial(Start.SINGLE, _on(version), words.on(version), pin.project, is_wheel, words.wheel_of(pin)),),
                words.in_pick(pin, target, version, _named(files)),
                _evidence(files),
                about=pin.project,
                mode=Start.SINGLE.value,
            )

    def edits(self, diverging: Diverging) -> Iterator[Candidate]:
        """Another version at the target than elsewhere."""
        row = diverging.row
        if row.single is not None and row.universal is not None:
            yield from held_at(diverging, row.single, row.universal)


def _on(version: SystemVersion) -> Change:
    return Change(system_version=version.number)


def _installs_wheel(pin: Pin | None) -> bool:
    return pin is not None and pin.install_file is not None and pin.install_file.is_wheel


def _before(
    version: SystemVersion,
    target: Environment,
    about: NormalizedName | None,
    expected: str,
    supports: Callable[[Result], bool],
) -> Iterator[Trial]:
    """The machine that is a little too old; nothing where that is the target itself."""
    older = version.older
    if target.system is not None and older > target.system:
        yield Trial(Start.SINGLE, _on(older), words.on(older), about, supports, expected)


def _of_newer(files: Iterable[Distribution], target: Environment) -> dict[Distribution, SystemVersion]:
    """Wheels that miss the target by the age of its system alone, each with the oldest one that it is content with.

    Nothing where a wheel of the same version fits.
    """
    found: dict[Distribution, SystemVersion] = {}
    served = set[object]()
    for file in files:
        if file.is_wheel and fits(file, target):
            served.add((file.project, file.version))
        asked = _asked(file, target)
        if asked is not None:
            found[file] = asked
    return {file: asked for file, asked in found.items() if (file.project, file.version) not in served}


def _asked(file: Distribution, target: Environment) -> SystemVersion | None:
    """The oldest system of the target's kind that a wheel is content with, where nothing but it is in the way."""
    if not file.is_wheel or rank_of(target.tags).judge(file.tags) is not TagMismatch.PLATFORM or target.system is None:
        return None
    families = {platform_family(tag.platform) for tag in target.tags}
    asked = (asked_by(tag.platform) for tag in file.tags if platform_family(tag.platform) in families)
    same = [version for version in asked if version is not None and version.system is target.system.system]
    return min((version for version in same if version > target.system), default=None)


def _ages(files: dict[Distribution, SystemVersion]) -> list[SystemVersion]:
    """The newer machines to try."""
    return sorted(set(files.values()))[:MOST_AGES]


def _named(files: dict[Distribution, SystemVersion]) -> list[tuple[str, SystemVersion]]:
    return sorted(((file.filename, asked) for file, asked in files.items()), key=lambda one: (one[1], one[0]))


def _evidence(files: dict[Distribution, SystemVersion]) -> tuple[Evidence, ...]:
    return tuple(Evidence("newer-system", str(asked), name) for name, asked in _named(files)[:5])


def _only_locked(diverging: Diverging) -> Iterator[Distribution]:
    """The files of what the lock alone has at the target."""
    laboratory = diverging.laboratory
    here = laboratory.pins(laboratory.single)
    there = laboratory.pins(laboratory.universal)
    return chain.from_iterable(
        pin.distributions
        for project, pin in there.items()
        if project not in here or here[project].version != pin.version
    )
