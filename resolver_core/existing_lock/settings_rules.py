"""Settings that a lock was made under, beside those of today."""

from __future__ import annotations

from collections.abc import Mapping

from packaging.utils import NormalizedName

from resolver_core.answer.lock_verdict import StaleLock, StaleReason
from resolver_core.existing_lock.comparison import Comparison
from resolver_core.inputs.cutoff import Cutoff
from resolver_core.inputs.problem import ForkStrategy, PrereleaseMode, ResolutionMode, Settings

Cutoffs = Mapping[NormalizedName, Cutoff | None]


def resolution_mode(comparison: Comparison) -> StaleReason | None:
    """Whether `resolution` is another."""
    locked = comparison.locked.options.resolution_mode or ResolutionMode.HIGHEST
    return _changed(StaleLock.RESOLUTION_MODE, locked, comparison.settings.resolution or ResolutionMode.HIGHEST)


def fork_strategy(comparison: Comparison) -> StaleReason | None:
    """Whether `fork-strategy` is another."""
    locked = comparison.locked.options.fork_strategy or ForkStrategy.REQUIRES_PYTHON
    asked = comparison.settings.fork_strategy or ForkStrategy.REQUIRES_PYTHON
    return _changed(StaleLock.FORK_STRATEGY, locked, asked)


def exclude_newer(comparison: Comparison) -> StaleReason | None:
    """Whether a cut-off is another: the general one, else that of a project in the lock.

    Of a span only the span counts, not the moment at which it ends today; a moment may move to a later one.
    """
    locked, settings = comparison.locked.options.exclude_newer, comparison.settings
    asked = [_cutoff(settings)]
    if comparison.policy.as_of:  # the moment of the question is no setting, unless the lock has it as one
        asked.insert(0, _cutoff(comparison.problem.settings))
    if not any(_same(locked, cutoff) for cutoff in asked):
        return StaleReason(StaleLock.EXCLUDE_NEWER, _written(locked), _written(asked[0]))
    return _of_packages(comparison, _cutoffs_of_packages(settings))


def upgrade(comparison: Comparison) -> StaleReason | None:
    """Whether everything is to be upgraded."""
    return StaleReason(StaleLock.UPGRADE) if comparison.settings.upgrade else None


def upgrade_package(comparison: Comparison) -> StaleReason | None:
    """Whether some projects are to be upgraded."""
    upgraded = comparison.settings.upgrade_package
    return StaleReason(StaleLock.UPGRADE_PACKAGE, asked=tuple(sorted(upgraded))) if upgraded else None


def prerelease(comparison: Comparison) -> StaleReason | None:
    """Whether `prerelease` is another, in general or for one project."""
    options, settings = comparison.locked.options, comparison.settings
    locked = options.prerelease_mode or PrereleaseMode.IF_NECESSARY
    general = _changed(StaleLock.PRERELEASE, locked, settings.prerelease or PrereleaseMode.IF_NECESSARY)
    if general is not None:
        return general
    before = {(str(name), mode) for name, mode in options.prerelease_package.items()}
    now = {(str(name), mode.value) for name, mode in settings.prerelease_package.items()}
    if before == now:
        return None
    return StaleReason(StaleLock.PRERELEASE, _modes(before - now), _modes(now - before))


def _changed(kind: StaleLock, locked: str, asked: str) -> StaleReason | None:
    return None if locked == asked else StaleReason(kind, (str(locked),), (str(asked),))


def _modes(modes: set[tuple[str, str]]) -> tuple[str, ...]:
    return tuple(f"{name}: {mode}" for name, mode in sorted(modes))


# -- cut-offs ---------------------------------------------------------------------------------------


def _of_packages(comparison: Comparison, asked: Cutoffs) -> StaleReason | None:
    """Projects that the lock does not hold are passed over.

    A span ends the comparison: the moment that it stands for is another one today, uv takes that for the one change
    there is, and such a change does not count. So what comes after it by name is not compared (measured).
    """
    held = comparison.locked.options.exclude_newer_package
    locked = {name: held[name] for name in sorted(held) if comparison.concerns(name)}
    for name, before in locked.items():
        after = asked.get(name)
        if name not in asked or (not _same(before, after) and after is not None):
            return StaleReason(StaleLock.EXCLUDE_NEWER, _told(locked, name), _told(asked, name), name)
        if before is not None and after is not None and before.amounts is not None:
            return None
    for name in sorted(asked):
        if name not in locked and comparison.concerns(name) and asked[name] is not None:
            return StaleReason(StaleLock.EXCLUDE_NEWER, (), _told(asked, name), name)
    return None


def _told(cutoffs: Cutoffs, name: NormalizedName) -> tuple[str, ...]:
    if name in cutoffs and cutoffs[name] is None:
        return ("false",)
    return _written(cutoffs.get(name))


def _cutoffs_of_packages(settings: Settings) -> Cutoffs:
    spans = settings.cutoff_span_package
    cutoffs = settings.exclude_newer_package.items()
    return {name: None if moment is None else Cutoff(moment, spans.get(name)) for name, moment in cutoffs}


def _cutoff(settings: Settings) -> Cutoff | None:
    return None if settings.exclude_newer is None else Cutoff(settings.exclude_newer, settings.cutoff_span)


def _same(locked: Cutoff | None, asked: Cutoff | None) -> bool:
    if locked is None or asked is None:
        return locked is asked
    if locked.amounts is not None or asked.amounts is not None:
        return locked.amounts == asked.amounts
    return locked.instant <= asked.instant


def _written(cutoff: Cutoff | None) -> tuple[str, ...]:
    return () if cutoff is None else (cutoff.span or f"{cutoff.instant:%Y-%m-%dT%H:%M:%SZ}",)
