"""All answers of a submission once more: from its text, its options and the index data that are kept with it alone.

Nothing is asked of any network: what was not kept is "not recorded", and the documents then differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import cast

from resolver_core import (
    UV_VERSION,
    CoreError,
    Policy,
    Problem,
    Resolution,
    ResolutionDocument,
    SnapshotIndex,
    UnknownDocument,
    to_json,
)
from webui.resolutions.asking.labels import Label
from webui.resolutions.documents import ExactlyDocument, SolvedExactlyEntry
from webui.resolutions.models import Submission
from webui.resolutions.working import index_data

SCHEMA_VERSION = 1
UNSTEADY = frozenset({"elapsed_seconds", "from_cache"})
"""Fields that say how the data came this time, and not what they are."""


class NotKept(CoreError):
    """There is nothing to solve it from; the message says why."""


Solving = Callable[[Problem, Policy, SnapshotIndex], Resolution]
"""One solve; only tasks.py has one."""


def solved_exactly(submission: Submission, solving: Solving) -> ExactlyDocument:
    """Solve every answer again and hold it against the stored one.

    Raises `NotKept`, `UnknownDocument`, and whatever `solving` raises.
    """
    stored = {row.label: row.document for row in submission.solves.all() if row.document is not None}
    versions = {document["uv"] for document in stored.values()}
    before = next(iter(versions), "")
    if before != UV_VERSION:
        words = f"These answers are those of uv {before}, and uv {UV_VERSION} is emulated now. They stay as they are."
        raise NotKept(words)
    asked = submission.asked
    problem = asked.problem(submission.created_at)
    snapshot = index_data.kept(submission)
    if snapshot is None:
        raise NotKept("The index data of this answer are not kept, so it cannot be solved from them again.")
    index = SnapshotIndex(snapshot)  # what a report stated of files that cannot be had is in it already
    answers = []
    for label in (*asked.singles, Label.UNIVERSAL.value):
        if label not in stored:
            raise UnknownDocument
        policy = asked.policy(label, problem, index_data.default_index(submission))
        again = to_json(solving(problem, policy, index))
        answers.append(compared(label, stored[label], again))
    return {"schema_version": SCHEMA_VERSION, "uv": UV_VERSION, "uv_before": before, "answers": answers}


def compared(label: str, before: ResolutionDocument, after: ResolutionDocument) -> SolvedExactlyEntry:
    """Both documents of one answer side by side."""
    old, new = (cast(Mapping[str, object], steady(document)) for document in (before, after))
    differing = [name for name in {**old, **new} if old.get(name) != new.get(name)]
    return {"label": label, "equal": not differing, "differs_in": differing}


def steady(value: object) -> object:
    """A document without what says how the data came."""
    if isinstance(value, dict):
        return dict(_steady_fields(value))
    return [steady(one) for one in value] if isinstance(value, list) else value


def _steady_fields(fields: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    return ((name, steady(value)) for name, value in fields.items() if name not in UNSTEADY)
