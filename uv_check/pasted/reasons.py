"""Why somebody's own uv may have answered otherwise: what its output says itself, and what its versions tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from packaging.version import InvalidVersion, Version

from resolver_core import UV_VERSION, Distribution, IndexSnapshot, InvalidTarget, ProjectPage, target
from uv_check.pasted.reading import Pasted, PastedKind
from uv_check.question import Mode, Question

LOCK_REVISION = 5
"""Of the locks that the emulated uv writes."""


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


def suspicions(
    pasted: Pasted, question: Question, snapshot: IndexSnapshot, differences: Sequence[PastedDifference]
) -> tuple[Suspicion, ...]:
    """What may be the reasons of differences: everything that is stated, and each further reason once.

    Of a project whose page was not recorded no date is known, so nothing follows from its versions.
    """
    reasons = _Reasons(pasted, question, snapshot)
    found = list(dict.fromkeys(reasons.stated()))
    named = {suspicion.reason for suspicion in found}
    for difference in differences:
        for suspicion in reasons.inferred(difference):
            if suspicion.reason not in named:
                named.add(suspicion.reason)
                found.append(suspicion)
    if not found:  # what is missing follows from other versions, where there are any
        known = [difference.project for difference in differences if reasons.is_recorded(difference.project)]
        found += [Suspicion(Reason.OPTIONS, False, "", project) for project in known[:1]]
    return tuple(found)


@dataclass
class _Reasons:
    pasted: Pasted
    question: Question
    snapshot: IndexSnapshot
    own_cutoff: datetime | None = field(init=False)

    def __post_init__(self) -> None:
        self.own_cutoff = self.question.policy(self.pasted.mode).settings.exclude_newer

    def stated(self) -> Iterator[Suspicion]:
        """What the output says itself."""
        pasted, own = self.pasted, self.own_cutoff
        if pasted.uv_version is not None and pasted.uv_version != UV_VERSION:
            yield Suspicion(Reason.UV_VERSION, True, pasted.uv_version, UV_VERSION)
        if pasted.revision is not None and pasted.revision != LOCK_REVISION:
            yield Suspicion(Reason.UV_VERSION, True, f"revision {pasted.revision}", f"revision {LOCK_REVISION}")
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
            if name in own and not _is_same(name, own[name], value):
                yield Suspicion(Reason.OPTIONS, True, f"{name} {value}".strip(), f"{name} {own[name]}".strip())

    def inferred(self, difference: PastedDifference) -> Iterator[Suspicion]:
        """What one difference tells."""
        if not difference.ours:
            yield Suspicion(Reason.OTHER_INPUT, False, difference.project)
            return
        if not self.is_recorded(difference.project):
            return
        for text in difference.theirs:
            if text not in difference.ours:
                version = _version(text)
                is_newer = version is None or version >= max(map(Version, difference.ours))
                yield self._newer(difference, text) if is_newer else self._older(difference, text)

    def is_recorded(self, project: str) -> bool:
        """Whether a page of a project is there."""
        return any(name == project and isinstance(page, ProjectPage) for name, page in self._pages())

    def _newer(self, difference: PastedDifference, text: str) -> Suspicion:
        """A newer version: it was not there yet, or it was, and something else kept it out here."""
        files, uploaded = self._files(difference.project, text), self._uploaded(difference.project, text)
        is_hidden = not files or (self.own_cutoff is not None and uploaded is not None and uploaded >= self.own_cutoff)
        return Suspicion(Reason.DATE if is_hidden else Reason.OPTIONS, False, f"{difference.project} {text}")

    def _older(self, difference: PastedDifference, text: str) -> Suspicion:
        """An older version: either ours was not there yet, or it was kept. A lock's youngest file tells which."""
        newest = max(difference.ours, key=Version)
        ours_uploaded = self._uploaded(difference.project, newest)
        theirs, mine = f"{difference.project} {text}", f"{difference.project} {newest}"
        made = self.pasted.newest_upload
        is_made_later = made is not None and ours_uploaded is not None and made >= ours_uploaded
        is_kept = is_made_later or self.pasted.kind is PastedKind.FROZEN
        return Suspicion(Reason.EXISTING_LOCK if is_kept else Reason.DATE, False, theirs, mine)

    def _uploaded(self, project: str, version: str) -> datetime | None:
        """When the first file of a version was uploaded, as far as the recorded pages say."""
        moments = (file.uploaded_at for file in self._files(project, version))
        return min((moment for moment in moments if moment is not None), default=None)

    def _files(self, project: str, version: str) -> list[Distribution]:
        pages = (page for name, page in self._pages() if name == project and isinstance(page, ProjectPage))
        return [file for page in pages for file in page.distributions if str(file.version) == version]

    def _pages(self) -> Iterator[tuple[str, object]]:
        return ((name, page) for (_, _, name), page in self.snapshot.pages.items())


def _is_same(option: str, own: str, value: str) -> bool:
    """Whether two values of an option mean the same: a platform has short names, too."""
    if option != "--python-platform" or own == value:
        return own == value
    try:
        ours, theirs = (target("3.12", platform) for platform in (own, value))
    except InvalidTarget:
        return False
    return (ours.markers, ours.tags) == (theirs.markers, theirs.tags)


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
