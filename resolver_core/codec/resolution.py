"""A `Resolution` as a JSON document, and back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, NotRequired, TypedDict

from resolver_core.answer.caution import CautionSaid
from resolver_core.answer.replayed import AGREES, Opinion, Verdict
from resolver_core.answer.resolution import Edge, Fork, Outcome, PageRecord, Pin, Resolution, SolveStats
from resolver_core.answer.split import Split, SplitKind
from resolver_core.answer.ways import RequirementGraph
from resolver_core.codec.conflict import (
    ConflictEntry,
    FailureEntry,
    conflict_entry,
    conflict_of,
    failure_entry,
    failure_of,
)
from resolver_core.codec.lock_verdict import LockVerdictEntry, lock_verdict_entry, lock_verdict_of
from resolver_core.codec.package import (
    EdgeEntry,
    PackageEntry,
    edge_entry,
    edge_of,
    edges_of,
    key_of,
    name_of,
    package_entry,
    pin_of,
)
from resolver_core.codec.says import one_of, says
from resolver_core.codec.schema_version import SCHEMA_VERSION, UnknownDocument, is_readable
from resolver_core.codec.target import SolvedTargetEntry, solved_target_entry, target_of, time_of, time_text
from resolver_core.explain.wording.assumptions import assumption
from resolver_core.explain.wording.failures import warning
from resolver_core.explain.wording.forks import split_on
from resolver_core.explain.wording.replays import verdict
from resolver_core.policy import UV_VERSION

OneOutcome = Annotated[str, one_of(Outcome)]


class ForkEntry(TypedDict):
    """One part of a universal resolution."""

    id: Annotated[str, says('"0.1" is a part of "0"')]
    marker: Annotated[str, says("its environments")]
    parent: Annotated[str | None, says("the part that was divided")]
    split_on: Annotated[str, says('what divided it; "" for an initial part')]
    included: Annotated[
        list[str], says("extras and groups of declared conflicts that are on: `project[extra]` or `project:group`")
    ]
    excluded: Annotated[list[str], says("those that are off")]


class PageEntry(TypedDict):
    """A page of an index that a solve rests on."""

    project: Annotated[str, says("whose page it is")]
    index_url: Annotated[str, says("the index")]
    read_at: Annotated[str | None, says("when the bytes came from the index")]
    from_cache: Annotated[bool, says("whether they were kept from before")]


class StatsEntry(TypedDict):
    """Counts of one solve."""

    decisions: Annotated[int, says("versions that were chosen, those given up again included")]
    conflicts: Annotated[int, says("clashes on the way")]
    forks: Annotated[int, says("parts that were solved")]
    pages_read: Annotated[int, says("pages of projects")]
    metadata_read: Annotated[int, says("metadata files")]
    bytes_read: Annotated[int, says("of the metadata")]
    elapsed_seconds: Annotated[float, says("with the time that the index took")]
    replay: Annotated[str, says('resolvelib\'s verdict: `agrees`, `disagrees: …`; "" where it was not asked')]
    used_operator_credentials: NotRequired[
        Annotated[bool, says("index data may come from where only the operator may")]
    ]


class AssumptionEntry(TypedDict):
    """Metadata that are assumed: only a build, or a source that is not read, would tell for sure."""

    project: Annotated[str, says("whose metadata")]
    version: Annotated[str, says("of which version; `0` stands for an unknown one")]
    text: Annotated[str, says("one sentence")]


class ResolutionDocument(TypedDict):
    """The answer of one solve under one policy (`to_json`, read back by `from_json`)."""

    schema_version: Annotated[int, says("of this document")]
    uv: Annotated[str, says("the version of uv that is emulated")]
    problem_digest: Annotated[str, says("SHA-256 (hex) of the text that was solved")]
    label: Annotated[
        str, says("`single`, `universal`, or the name of another policy; `uv.lock` for a lock that was read")
    ]
    outcome: Annotated[
        OneOutcome, says("`solved`, `unsatisfiable` (then `conflict` says why) or `failed` (then `failure` does)")
    ]
    requires_python: Annotated[str, says("the Python range of the answer; for one platform `>=` its version")]
    axes: Annotated[
        dict[str, str],
        says("the policy, by axis and shared setting ([architecture](architecture.md)); values are text"),
    ]
    target: Annotated[SolvedTargetEntry | None, says("`null` without a target")]
    forks: Annotated[list[ForkEntry], says("the parts in solving order")]
    fork_markers: Annotated[list[str], says("`resolution-markers` of the lock")]
    supported_markers: Annotated[list[str], says("`supported-markers` of the lock")]
    required_markers: Annotated[list[str], says("`required-markers` of the lock")]
    packages: Annotated[list[PackageEntry], says("the chosen versions")]
    requested: Annotated[list[EdgeEntry], says("edges of the request itself, where there is no project to hold them")]
    conflict: Annotated[ConflictEntry | None, says("why there is no solution")]
    failure: Annotated[FailureEntry | None, says("why the solve could not go on")]
    warnings: Annotated[list[str], says("sentences")]
    assumptions: NotRequired[Annotated[list[AssumptionEntry], says("what the answer rests on without proof")]]
    pages: Annotated[list[PageEntry], says("every page the solve rests on")]
    stats: Annotated[StatsEntry, says("counts of the solve")]
    lock: NotRequired[Annotated[LockVerdictEntry, says("what became of an existing `uv.lock`, where there is one")]]


def to_json(resolution: Resolution) -> ResolutionDocument:
    """The document of a resolution (docs/documents.md)."""
    document: ResolutionDocument = {
        "schema_version": SCHEMA_VERSION,
        "uv": UV_VERSION,
        "problem_digest": resolution.problem_digest,
        "label": resolution.label,
        "outcome": resolution.outcome.value,
        "requires_python": resolution.requires_python,
        "axes": dict(resolution.axes),
        "target": None if resolution.target is None else solved_target_entry(resolution.target),
        "forks": [fork_entry(fork) for fork in resolution.forks],
        "fork_markers": list(resolution.fork_markers),
        "supported_markers": list(resolution.supported_markers),
        "required_markers": list(resolution.required_markers),
        "packages": [package_entry(pin, resolution.edges_from(pin.key)) for pin in resolution.pins],
        "requested": [edge_entry(edge) for edge in resolution.edges_from(None)],
        "conflict": None if resolution.conflict is None else conflict_entry(resolution.conflict),
        "failure": None if resolution.failure is None else failure_entry(resolution.failure),
        "warnings": list(map(warning, resolution.warnings)),
        "pages": [page_entry(page) for page in resolution.pages],
        "stats": stats_entry(resolution.stats),
    }
    if resolution.assumed:
        document["assumptions"] = [assumption_entry(pin) for pin in resolution.assumed]
    if resolution.lock_verdict is not None:
        document["lock"] = lock_verdict_entry(resolution.lock_verdict)
    return document


def assumption_entry(pin: Pin) -> AssumptionEntry:
    """The entry of metadata that are assumed."""
    return {"project": pin.project, "version": str(pin.version), "text": assumption(pin)}


def fork_entry(fork: Fork) -> ForkEntry:
    """The entry of a part."""
    return {
        "id": fork.id,
        "marker": fork.marker,
        "parent": fork.parent,
        "split_on": split_on(fork.split_on),
        "included": list(fork.included),
        "excluded": list(fork.excluded),
    }


def page_entry(page: PageRecord) -> PageEntry:
    """The entry of a page that was read."""
    return {
        "project": page.project,
        "index_url": page.index_url,
        "read_at": time_text(page.read_at),
        "from_cache": page.from_cache,
    }


def stats_entry(stats: SolveStats) -> StatsEntry:
    """The entry of the counts."""
    entry: StatsEntry = {
        "decisions": stats.decisions,
        "conflicts": stats.conflicts,
        "forks": stats.forks,
        "pages_read": stats.pages_read,
        "metadata_read": stats.metadata_read,
        "bytes_read": stats.bytes_read,
        "elapsed_seconds": stats.elapsed_seconds,
        "replay": verdict(stats.replay),
    }
    if stats.used_operator_credentials:
        entry["used_operator_credentials"] = True
    return entry


def from_json(document: ResolutionDocument) -> Resolution:
    """The resolution of a document that `to_json` made. Raises UnknownDocument."""
    if not is_readable(document.get("schema_version")):
        raise UnknownDocument
    conflict, failure, lock = document["conflict"], document["failure"], document.get("lock")
    return Resolution(
        problem_digest=document["problem_digest"],
        label=document["label"],
        outcome=Outcome(document["outcome"]),
        requires_python=document["requires_python"],
        axes=document["axes"],
        target=target_of(document["target"]),
        forks=tuple(map(fork_of, document["forks"])),
        pins=tuple(map(pin_of, document["packages"])),
        edges=tuple(_edges(document)),
        fork_markers=tuple(document["fork_markers"]),
        supported_markers=tuple(document["supported_markers"]),
        required_markers=tuple(document["required_markers"]),
        conflict=None if conflict is None else conflict_of(conflict),
        failure=None if failure is None else failure_of(failure),
        warnings=tuple(map(CautionSaid, document["warnings"])),
        pages=tuple(map(page_of, document["pages"])),
        stats=stats_of(document["stats"]),
        lock_verdict=None if lock is None else lock_verdict_of(lock),
    )


def requirements_from_json(document: ResolutionDocument) -> RequirementGraph:
    """The edges of a resolution document alone, for those who need nothing else of it."""
    roots = frozenset(key_of(package) for package in document["packages"] if package["root"])
    return RequirementGraph(tuple(_edges(document)), roots, tuple(document["fork_markers"]))


def fork_of(entry: ForkEntry) -> Fork:
    """The part of an entry."""
    included, excluded = tuple(entry["included"]), tuple(entry["excluded"])
    said = entry["split_on"]
    split = Split(SplitKind.SAID, said) if said else None
    return Fork(entry["id"], entry["marker"], entry["parent"], split, included, excluded)


def stats_of(entry: StatsEntry) -> SolveStats:
    """The counts of an entry."""
    said = entry["replay"]
    replay = AGREES if said == verdict(AGREES) else Verdict(Opinion.SAID, names=(said,)) if said else None
    return SolveStats(
        decisions=entry["decisions"],
        conflicts=entry["conflicts"],
        forks=entry["forks"],
        pages_read=entry["pages_read"],
        metadata_read=entry["metadata_read"],
        bytes_read=entry["bytes_read"],
        elapsed_seconds=entry["elapsed_seconds"],
        replay=replay,
        used_operator_credentials=entry.get("used_operator_credentials", False),
    )


def page_of(entry: PageEntry) -> PageRecord:
    """The page of an entry."""
    return PageRecord(name_of(entry["project"]), entry["index_url"], time_of(entry["read_at"]), entry["from_cache"])


def _edges(document: ResolutionDocument) -> Iterable[Edge]:
    for entry in document["requested"]:
        yield edge_of(None, entry)
    for package in document["packages"]:
        yield from edges_of(package)
