"""What an explanation has found so far, stored with its submission as it is found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from resolver_core import Environment, Explanation, Ladder, explanation_to_json, ladder_to_json
from webui.resolutions.models import StoredLadder, Submission
from webui.resolutions.working.leases import Claim


@dataclass
class Found:
    """The results of one claimed explanation. A worker that lost its claim stores nothing."""

    targets: tuple[Environment, ...]
    claim: Claim
    failures: list[Any] = field(default_factory=list)
    findings: list[Any] = field(default_factory=list)
    divergences: list[Any] = field(default_factory=list)

    def take(self, entry: Any) -> None:
        """Keep one divergence, failure or finding; called on the worker's thread."""
        self._list_of(entry).append(entry)
        explanation = Explanation(
            targets=self.targets,
            failures=tuple(self.failures),
            findings=tuple(self.findings),
            divergences=tuple(self.divergences),
            solves=0,
            complete=False,
        )
        self.store(explanation)

    def store(self, explanation: Explanation) -> None:
        """Write the document, if the claim still holds."""
        held = Submission.objects.filter(pk__in=self.claim.row().values("submission_id"))
        held.update(explanation=explanation_to_json(explanation))

    def store_ladders(self, target: Environment, ladders: Iterable[Ladder]) -> None:
        """Write what became of every version at a target, in place of what an earlier try wrote, if the claim holds."""
        number = self.targets.index(target) + 1
        with transaction.atomic():
            submission_id = self.claim.row().values_list("submission_id", flat=True).first()
            if submission_id is None:
                return
            StoredLadder.objects.filter(submission_id=submission_id, target=number).delete()
            rows = (
                StoredLadder(
                    submission_id=submission_id,
                    target=number,
                    project=ladder.project,
                    document=ladder_to_json(ladder),
                )
                for ladder in ladders
            )
            StoredLadder.objects.bulk_create(rows, batch_size=200)

    def _list_of(self, entry: Any) -> list[Any]:
        if hasattr(entry, "root"):
            return self.divergences
        return self.failures if hasattr(entry, "kind") else self.findings
