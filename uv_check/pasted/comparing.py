"""An output of somebody's own uv beside our answer, and beside the one that the real uv was checked with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from packaging.version import InvalidVersion, Version

from resolver_core import UV_VERSION, IndexSnapshot, ProjectPage, Resolution
from uv_check.pasted.reading import Pasted, PastedKind, Versions, versions_of
from uv_check.question import Mode, Question


class Reason(StrEnum):
    """Why a uv answers otherwise on the same text."""

    DATE = "date"  #: another date: versions were uploaded in between, or another cut-off holds
    UV_VERSION = "uv-version"  #: another release of uv
    STALE_CACHE = "stale-cache"  #: pages out of a cache
    EXISTING_LOCK = "existing-lock"  #: versions of an earlier lock, list or environment were kept
    OPTIONS = "options"  #: other options, another target, other extras
    OTHER_INPUT = "other-input"  #: projects that this text does not lead to


@dataclass(frozen=True, slots=True)
class Suspicion:
    """A reason with what speaks for it. `is_stated`: the output says so itself; else it follows from its versions."""

    reason: Reason
    is_stated: bool
    theirs: str = ""
    ours: str = ""


@dataclass(frozen=True, slots=True)
class PastedDifference:
    """A project with other versions on both sides; empty: not there."""

    project: str
    ours: tuple[str, ...]
    theirs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PastedComparison:
    """Where an output differs, the first difference first, and what may be the reasons, the surest first."""

    kind: PastedKind
    mode: Mode
    differences: tuple[PastedDifference, ...]
    suspicions: tuple[Suspicion, ...]
    equals_checked: bool | None = None  #: whether it is what the real uv answered here; None: it was not asked

    @property
    def first(self) -> PastedDifference | None:
        """The first difference."""
        return self.differences[0] if self.differences else None


def compare_pasted(
    pasted: Pasted,
    question: Question,
    ours: Resolution,
    snapshot: IndexSnapshot,
    checked: Pasted | None = None,
) -> PastedComparison:
    """Compare the versions, and look for reasons where they differ.

    `ours` is the answer in the output's mode, `snapshot` what it was read from, `checked` what uv wrote on that.
    """
    differences = tuple(_differences(pasted, versions_of(ours), ours))
    suspicions = tuple(dict.fromkeys(_Reasons(pasted, question, ours, snapshot, differences).found()))
    return PastedComparison(
        kind=pasted.kind,
        mode=pasted.mode,
        differences=differences,
        suspicions=tuple(sorted(suspicions, key=lambda each: not each.is_stated)) if differences else (),
        equals_checked=None if checked is None else checked.versions == pasted.versions,
    )


def _differences(pasted: Pasted, mine: Versions, ours: Resolution) -> Iterator[PastedDifference]:
    """In the order in which our answer needs the projects: what is asked for directly comes first."""
    direct = {edge.child.project for edge in ours.edges if edge.parent is None or ours.pin(edge.parent).is_root}
    names = sorted(mine.keys() | pasted.versions.keys(), key=lambda name: (name not in direct, name))
    for name in names:
        here, there = mine.get(name, frozenset()), pasted.versions.get(name, frozenset())
        # A log tells of versions that were tried, too: it differs where none of ours is among them.
        is_same = bool(here & there) if pasted.kind is PastedKind.LOG and there else here == there
        if not is_same:
            yield PastedDifference(name, tuple(sorted(here)), tuple(sorted(there)))


@dataclass(frozen=True, slots=True)
class _Reasons:
    pasted: Pasted
    question: Question
    ours: Resolution
    snapshot: IndexSnapshot
    differences: tuple[PastedDifference, ...]

    def found(self) -> Iterator[Suspicion]:
        """Everything that speaks for a reason."""
        yield from self._stated()
        for difference in self.differences:
            yield from self._inferred(difference)

    def _stated(self) -> Iterator[Suspicion]:
        pasted, own = self.pasted, self.question.policy(self.pasted.mode).settings.exclude_newer
        if pasted.uv_version is not None and pasted.uv_version != UV_VERSION:
            yield Suspicion(Reason.UV_VERSION, True, pasted.uv_version, UV_VERSION)
        if pasted.cutoff is not None and pasted.cutoff != own:
            yield Suspicion(Reason.DATE, True, pasted.cutoff.isoformat(), "" if own is None else own.isoformat())
        if pasted.used_lock and self.question.options.lock is None:
            yield Suspicion(Reason.EXISTING_LOCK, True)
        if pasted.from_cache:
            yield Suspicion(Reason.STALE_CACHE, True)
        yield from self._options()

    def _options(self) -> Iterator[Suspicion]:
        own = _own_options(self.question, self.pasted.mode)
        for name, value in self.pasted.options.items():
            if name in own and own[name] != value:
                yield Suspicion(Reason.OPTIONS, True, f"{name} {value}".strip(), f"{name} {own[name]}".strip())

    def _inferred(self, difference: PastedDifference) -> Iterator[Suspicion]:
        if not difference.ours:
            yield Suspicion(Reason.OTHER_INPUT, False, difference.project)
            return
        for text in difference.theirs:
            version = _version(text)
            uploaded = self._uploaded(difference.project, text)
            if version is None or version >= max(map(Version, difference.ours)):
                if uploaded is None or self._is_hidden(uploaded):
                    yield Suspicion(Reason.DATE, False, f"{difference.project} {text}")
                continue
            yield self._older(difference, text)

    def _older(self, difference: PastedDifference, text: str) -> Suspicion:
        """An older version: either ours was not there yet, or it was kept. A lock's youngest file tells which."""
        newest = max(difference.ours, key=Version)
        ours_uploaded = self._uploaded(difference.project, newest)
        theirs, mine = f"{difference.project} {text}", f"{difference.project} {newest}"
        made = self.pasted.newest_upload
        if made is not None and ours_uploaded is not None and made >= ours_uploaded:
            return Suspicion(Reason.EXISTING_LOCK, False, theirs, mine)
        if self.pasted.kind is PastedKind.FROZEN:
            return Suspicion(Reason.EXISTING_LOCK, False, theirs, mine)
        return Suspicion(Reason.DATE, False, theirs, mine)

    def _is_hidden(self, uploaded: datetime) -> bool:
        cutoff = self.question.policy(self.pasted.mode).settings.exclude_newer
        return cutoff is not None and uploaded >= cutoff

    def _uploaded(self, project: str, version: str) -> datetime | None:
        """When the first file of a version was uploaded, as far as the recorded pages say."""
        moments = [
            file.uploaded_at
            for (_, _, name), page in self.snapshot.pages.items()
            if name == project and isinstance(page, ProjectPage)
            for file in page.distributions
            if str(file.version) == version and file.uploaded_at is not None
        ]
        return min(moments, default=None)


def _own_options(question: Question, mode: Mode) -> dict[str, str]:
    """Our values of the options that an output may state."""
    policy = question.policy(mode)
    own = {
        "--resolution": policy.resolution.value,
        "--prerelease": policy.prerelease.value,
        "--fork-strategy": policy.fork_strategy.value,
        "--index-strategy": policy.index_strategy.value,
    }
    if mode is Mode.COMPILE:
        own |= {"--python-version": question.target.python, "--python-platform": question.target.platform}
    return own


def _version(text: str) -> Version | None:
    try:
        return Version(text)
    except InvalidVersion:
        return None
