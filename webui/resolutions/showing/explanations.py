"""The stored explanation document as the pages show it. Without a document nothing is said: no reason is made up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypedDict

from resolver_core import (
    CauseEntry,
    DivergenceEntry,
    EvidenceEntry,
    ExplanationDocument,
    FindingEntry,
    FixEntry,
    InVainEntry,
    ModeFailureEntry,
    TargetEntry,
    class_in_words,
    platform_of,
)
from webui.resolutions.showing.experiments import ExperimentView, experiment_view
from webui.resolutions.showing.patches import PatchLine, patch_lines


@dataclass(frozen=True, slots=True)
class FixView:
    """An edit that was tried. `place` finds it again in the document."""

    place: str
    title: str
    lines: tuple[PatchLine, ...]
    patch: str
    verdict: str
    agrees: bool
    moves: tuple[str, ...]
    command: str  #: what to type; "" where the edit is all
    breaks: bool  #: something disappears or can no longer be installed somewhere
    leaves_others: bool  #: other projects still differ with it

    @property
    def standing(self) -> str:
        """How both modes stand with it: what the verdict begins with."""
        return self.verdict.partition("; ")[0]

    @property
    def effects(self) -> list[tuple[str, str]]:
        """What else the verdict says, one thing each: where ("here with uv sync", or ""), and what moves there."""
        said = (part.rpartition(": ") if part.count(": ") == 1 else ("", "", part) for part in self.verdict.split("; "))
        return [(where, what) for where, _, what in said][1:]


@dataclass(frozen=True, slots=True)
class CauseView:
    """Why, with the experiments behind it."""

    slug: str
    proof: str  #: "proven", "not-proven" or "undecided"
    summary: str
    evidence: tuple[EvidenceEntry, ...]
    experiments: tuple[ExperimentView, ...]
    details: tuple[str, ...] = ()  #: for which the summary has no room

    @property
    def word(self) -> str:
        """The class, as a badge shows it."""
        return class_in_words(self.slug).replace("-", " ")

    @property
    def proof_word(self) -> str:
        """How far it is proven."""
        return self.proof.replace("-", " ")

    @property
    def is_proven(self) -> bool:
        """Whether the experiments prove it."""
        return self.proof == "proven"


@dataclass(frozen=True, slots=True)
class Explained:
    """Something with a cause: a divergence, a failure or a finding."""

    projects: tuple[str, ...]
    mode: str  #: "" for a divergence
    follows_from: str  #: the project whose divergence brings this one; "" for a root
    cause: CauseView | None
    further: tuple[CauseView, ...]  #: that are proven to take part, too
    fixes: tuple[FixView, ...]
    in_vain: tuple[InVainEntry, ...]  #: what was tried and is not offered

    @property
    def causes(self) -> list[CauseView]:
        """All of them, the first one first."""
        return [cause for cause in (self.cause, *self.further) if cause]


class Explanation:
    """What was explained at one target."""

    def __init__(self, document: ExplanationDocument | None, python: str, platform: str) -> None:
        here = (python, platform)
        self.divergences = list(_divergences(document, here)) if document else []
        self.failures = list(_failures(document, here)) if document else []
        self.findings = list(_findings(document, here)) if document else []
        self.is_there = bool(document)
        self.is_complete = document["complete"] if document else True
        self.assumptions = list(document.get("assumptions", ())) if document else []
        self._by_project = {entry.projects[0]: entry for entry in (*self.findings, *self.divergences)}

    def of(self, project: str) -> Explained | None:
        """What is known of the divergence of a project, or of a pick that is equal and still surprises."""
        return self._by_project.get(project)

    def cause_class(self, project: str) -> str:
        """The class of a project's cause, or of the project's that it follows from; "" where none is known."""
        followed: set[str] = set()
        known = self.of(project)
        while known is not None and known.cause is None and known.follows_from not in followed:
            followed.add(known.follows_from)
            known = self.of(known.follows_from)
        return known.cause.slug if known and known.cause else ""

    def about(self, project: str) -> list[Explained]:
        """Everything that speaks of a project."""
        everything = [*self.divergences, *self.failures, *self.findings]
        return [entry for entry in everything if project in entry.projects]

    def followers(self, project: str) -> list[str]:
        """The projects whose divergence follows from this one's."""
        return [entry.projects[0] for entry in self.divergences if entry.follows_from == project]

    @property
    def fixes(self) -> list[FixView]:
        """Every fix once, those that are the whole answer first."""
        found = [fix for entry in (*self.failures, *self.divergences, *self.findings) for fix in entry.fixes]
        once = {(fix.patch, fix.command): fix for fix in found}
        return sorted(once.values(), key=lambda fix: fix.leaves_others)

    @property
    def in_vain(self) -> list[InVainEntry]:
        """Every edit that was tried and is not offered, once, but for those that are a fix of something else."""
        offered = {fix.title for fix in self.fixes}
        found = [one for entry in (*self.failures, *self.divergences, *self.findings) for one in entry.in_vain]
        return list({one["title"]: one for one in found if one["title"] not in offered}.values())


def _divergences(document: ExplanationDocument, here: tuple[str, str]) -> Iterator[Explained]:
    for number, entry in enumerate(document["divergences"]):
        if _is_at(entry["target"], here):
            causes = (entry["cause"], *entry.get("further_causes", ()))
            yield Explained(
                projects=(entry["project"],),
                mode="",
                follows_from=entry["consequence_of"] or "",
                **_reasons(f"divergences.{number}", causes, entry),
            )


def _failures(document: ExplanationDocument, here: tuple[str, str]) -> Iterator[Explained]:
    for number, entry in enumerate(document["failures"]):
        if _is_at(entry["target"], here):
            causes = (entry["cause"], *entry.get("further_causes", ()))
            yield Explained(
                projects=tuple(entry["projects"]) or ("",),
                mode=entry["mode"],
                follows_from="",
                **_reasons(f"failures.{number}", causes, entry),
            )


def _findings(document: ExplanationDocument, here: tuple[str, str]) -> Iterator[Explained]:
    for number, entry in enumerate(document["findings"]):
        if _is_at(entry["target"], here):
            yield Explained(
                projects=(entry["project"],),
                mode=entry["mode"],
                follows_from="",
                **_reasons(f"findings.{number}", (entry["cause"],), entry),
            )


def at_target(document: ExplanationDocument, python: str, platform: str) -> ExplanationDocument:
    """An explanation with what is said of one target alone."""
    here = (python, platform)
    return {
        **document,
        "targets": [entry for entry in document["targets"] if _is_at(entry, here)],
        "failures": [entry for entry in document["failures"] if _is_at(entry["target"], here)],
        "findings": [entry for entry in document["findings"] if _is_at(entry["target"], here)],
        "divergences": [entry for entry in document["divergences"] if _is_at(entry["target"], here)],
    }


def _is_at(target: TargetEntry | None, here: tuple[str, str]) -> bool:
    return target is None or (target["python"], platform_of(target)) == here


class _Reasons(TypedDict):
    cause: CauseView | None
    further: tuple[CauseView, ...]
    fixes: tuple[FixView, ...]
    in_vain: tuple[InVainEntry, ...]


def _reasons(
    place: str, causes: Iterable[CauseEntry | None], entry: DivergenceEntry | ModeFailureEntry | FindingEntry
) -> _Reasons:
    first, *further = (_cause(f"{place}.{number}", cause) for number, cause in enumerate(causes))
    return {
        "cause": first,
        "further": tuple(cause for cause in further if cause),
        "fixes": tuple(_fix(f"{place}.{number}", fix) for number, fix in enumerate(entry["fixes"])),
        "in_vain": tuple(entry.get("in_vain", ())),
    }


def _cause(place: str, cause: CauseEntry | None) -> CauseView | None:
    if not cause:
        return None
    proof = cause.get("proof") or ("proven" if cause.get("proven") else "not-proven")
    experiments = [experiment_view(f"{place}.{number}", entry) for number, entry in enumerate(cause["experiments"])]
    return CauseView(
        cause["class"],
        proof,
        cause["summary"],
        tuple(cause["evidence"]),
        tuple(experiments),
        tuple(cause.get("details", ())),
    )


def _fix(place: str, fix: FixEntry) -> FixView:
    return FixView(
        place=place,
        title=fix["title"],
        lines=tuple(patch_lines(fix["patch"])),
        patch=fix["patch"],
        verdict=fix["verdict"],
        agrees=bool(fix.get("agrees")),
        moves=tuple(fix.get("moves", ())),
        command=fix.get("command", ""),
        breaks=fix.get("harm") == "breaks",
        leaves_others=bool(fix.get("still_differ")),
    )
