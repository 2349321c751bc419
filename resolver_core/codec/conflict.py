"""Why a solve has no answer: a conflict with its proof, or a failure."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, NotRequired, TypedDict

from resolver_core.answer.failure import Failure, FailureKind, Obstacle
from resolver_core.answer.proof import Conflict, Premise, Said
from resolver_core.codec.says import one_of, says
from resolver_core.explain.wording.conflicts import premise as premise_text
from resolver_core.explain.wording.conflicts import summary
from resolver_core.explain.wording.failures import advice, message

OneFailureKind = Annotated[str, one_of(FailureKind)]


class PremiseEntry(TypedDict):
    """One step of a proof: a fact, or what follows from earlier steps."""

    text: Annotated[str, says("one sentence")]
    projects: Annotated[list[str], says("whom it speaks of")]
    lines: Annotated[list[int], says("of the user's text (1-based)")]
    causes: Annotated[list[int], says("numbers of earlier steps; none for a fact")]


class ProofEntry(TypedDict):
    """A proof that there is no solution."""

    steps: Annotated[list[PremiseEntry], says("in order; the last one is the conclusion")]


class ConflictEntry(TypedDict):
    """No selection of versions meets all requirements."""

    fork_id: Annotated[str, says("the part that has no solution")]
    fork_marker: Annotated[str, says('its environments; "" where the whole problem clashes')]
    summary: Annotated[list[str], says("sentences in reading order")]
    projects: Annotated[list[str], says("the clashing projects")]
    proof: Annotated[ProofEntry, says("from the user's lines down")]


class ObstacleEntry(TypedDict):
    """One thing that stood in the way of an answer."""

    kind: Annotated[
        OneFailureKind,
        says(
            "`fetch` (the index did not give what it lists), `build` (metadata that only a build could tell), "
            "`invalid` (data that contradict themselves), `unsupported` (a source that cannot be fetched here), "
            "`not-recorded` (a recorded index lacks the data: undecided)"
        ),
    ]
    message: Annotated[str, says("what happened, in words")]
    url: Annotated[str, says('what was asked for; "" where it is no address')]
    filename: Annotated[str, says('the file; "" for none')]
    status_code: Annotated[int | None, says("the HTTP status")]
    projects: Annotated[list[str], says("who needed it")]
    advice: NotRequired[Annotated[str, says("what to do about it, in words; absent where the message says it")]]


class FailureEntry(ObstacleEntry):
    """Data that a solve needed and did not get: the first obstacle, and all that was found behind it."""

    others: NotRequired[
        Annotated[list[ObstacleEntry], says("what else is in the way, in the order in which the search came to it")]
    ]


def conflict_entry(conflict: Conflict) -> ConflictEntry:
    """The entry of a conflict."""
    return {
        "fork_id": conflict.fork_id,
        "fork_marker": conflict.fork_marker,
        "summary": list(summary(conflict)),
        "projects": list(conflict.projects),
        "proof": proof_entry(conflict.proof),
    }


def proof_entry(proof: Premise) -> ProofEntry:
    """The proof as numbered steps: premises are shared, so a nested form would repeat them."""
    numbers: dict[int, int] = {}
    steps: list[PremiseEntry] = []
    waiting = [proof]
    while waiting:
        current = waiting[-1]
        missing = [cause for cause in current.causes if id(cause) not in numbers]
        if id(current) in numbers:
            waiting.pop()
        elif missing:
            waiting += missing
        else:
            steps.append(premise_entry(current, numbers))
            numbers[id(current)] = len(steps) - 1
            waiting.pop()
    return {"steps": steps}


def premise_entry(premise: Premise, numbers: dict[int, int]) -> PremiseEntry:
    """The entry of one step; `numbers` has the numbers of the earlier ones by their identity."""
    return {
        "text": premise_text(premise),
        "projects": list(premise.projects),
        "lines": list(premise.lines),
        "causes": [numbers[id(cause)] for cause in premise.causes],
    }


def failure_entry(failure: Failure) -> FailureEntry:
    """The entry of a failure."""
    entry: FailureEntry = {**obstacle_entry(failure)}  # type: ignore[typeddict-item]  # mypy wants "others" here
    if failure.others:
        entry["others"] = list(map(obstacle_entry, failure.others))
    return entry


def obstacle_entry(failure: Failure) -> ObstacleEntry:
    """The entry of one obstacle."""
    entry: ObstacleEntry = {
        "kind": failure.kind.value,
        "message": message(failure),
        "url": failure.url,
        "filename": failure.filename,
        "status_code": failure.status_code,
        "projects": list(failure.projects),
    }
    if told := advice(failure):
        entry["advice"] = told
    return entry


def conflict_of(entry: ConflictEntry) -> Conflict:
    """The conflict of an entry."""
    return Conflict(
        fork_id=entry["fork_id"],
        fork_marker=entry["fork_marker"],
        proof=proof_of(entry["proof"]),
        summary=tuple(map(Said, entry["summary"])),
        projects=tuple(entry["projects"]),
    )


def proof_of(entry: ProofEntry) -> Premise:
    """The conclusion of an entry, with everything that it rests on."""
    steps: list[Premise] = []
    for step in entry["steps"]:
        causes = tuple(steps[number] for number in step["causes"])
        fact = Said(step["text"]) if step["text"] else None
        steps.append(Premise(fact, tuple(step["projects"]), tuple(step["lines"]), causes))
    return steps[-1]


def failure_of(entry: FailureEntry) -> Failure:
    """The failure of an entry."""
    return replace(_obstacle_of(entry), others=tuple(map(_obstacle_of, entry.get("others", ()))))


def _obstacle_of(entry: ObstacleEntry) -> Failure:
    return Failure(
        kind=FailureKind(entry["kind"]),
        obstacle=Obstacle.SAID,
        detail=entry["message"],
        url=entry["url"],
        filename=entry["filename"],
        status_code=entry["status_code"],
        projects=tuple(entry["projects"]),
        advice=entry.get("advice", ""),
    )
