"""Which cases ask the same, by a versioned fingerprint: merged, taken out again by hand; and what was fixed before."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from packaging.version import InvalidVersion, Version

from resolver_core import Standing
from webui.team.actors import Actor
from webui.team.audit import change, store
from webui.team.models import Case, Kind, Thread
from webui.team.models.threads import ThreadState
from webui.team.moves import CaseState, ClosedAs

SHOWS_ITSELF = (Standing.REPRODUCED, Standing.PARTLY)


class NotMerged(Exception):
    """The cases cannot be merged; `str()` says why."""


@dataclass(frozen=True, slots=True)
class FixedBefore:
    """What was fixed and is there again."""

    words: str
    case: Case | None = None


def version_of(fingerprint: str) -> str:
    """The version of the algorithm that made a fingerprint."""
    return fingerprint.partition(":")[0]


def fingerprint_fields(before: str, found: str) -> dict[str, str]:
    """The columns for a fingerprint that was found. One of another version waits beside the first."""
    if before and found and version_of(before) != version_of(found):
        return {"fingerprint": before, "newer_fingerprint": found}
    return {"fingerprint": found or before, "newer_fingerprint": ""}


@transaction.atomic
def take_newer_fingerprint(actor: Actor, case: Case) -> bool:
    """Regroup a case by the fingerprint of the newer version, as somebody wishes."""
    mine = Case.objects.filter(pk=case.pk, version=case.version).exclude(newer_fingerprint="")
    fields = {"fingerprint": F("newer_fingerprint"), "newer_fingerprint": "", "version": F("version") + 1}
    if not mine.update(**fields):
        return False
    words = {"before": case.fingerprint, "after": case.newer_fingerprint}
    store(case.team, [change(actor, case.team, Kind.FINGERPRINT, case, **words)])
    return True


def same_question(case: Case) -> QuerySet[Case]:
    """Other cases of the team with the same fingerprint, the oldest first."""
    if not case.fingerprint:
        return Case.objects.none()
    others = Case.objects.filter(team=case.team_id, fingerprint=case.fingerprint).exclude(pk=case.pk)
    return others.order_by("number")


@transaction.atomic
def merge(actor: Actor, case: Case, into: Case) -> None:
    """Make a case a duplicate of another one, with those that were merged into it. Raises `NotMerged`."""
    locked = {row.pk: row for row in Case.objects.select_for_update().filter(pk__in=[case.pk, into.pk])}
    case_now, into_now = locked[case.pk], locked[into.pk]
    if case_now.pk == into_now.pk:
        raise NotMerged("A case cannot be merged into itself.")
    if into_now.merged_into_id is not None:
        raise NotMerged(f"#{into.number} is merged itself: choose the case that it is merged into.")
    if case_now.merged_into_id is not None:
        raise NotMerged(f"#{case.number} is merged already.")
    moved = [case_now, *Case.objects.filter(merged_into=case_now)]
    fields = {"merged_into": into_now, "version": F("version") + 1, "changed_at": timezone.now()}
    Case.objects.filter(pk__in=[row.pk for row in moved]).update(**fields)
    told = [change(actor, case.team, Kind.MERGED, row, after=f"into #{into.number}") for row in moved]
    told += [change(actor, case.team, Kind.MERGED, into_now, after=f"#{row.number} into it") for row in moved]
    store(case.team, told)


@transaction.atomic
def unmerge(actor: Actor, case: Case) -> bool:
    """Let a merged case stand by itself again."""
    into = case.merged_into
    mine = Case.objects.filter(pk=case.pk, merged_into__isnull=False)
    if into is None or not mine.update(merged_into=None, version=F("version") + 1, changed_at=timezone.now()):
        return False
    told = [
        change(actor, case.team, Kind.UNMERGED, case, before=f"from #{into.number}"),
        change(actor, case.team, Kind.UNMERGED, into, before=f"#{case.number} from it"),
    ]
    store(case.team, told)
    return True


def fixed_before(case: Case) -> FixedBefore | None:
    """What says that the question of a case was fixed, though it shows itself; None where nothing does."""
    if case.standing not in SHOWS_ITSELF or not case.fingerprint or case.is_regression:
        return None
    closed = same_question(case).filter(state=CaseState.CLOSED, closed_as=ClosedAs.FIXED)
    earlier = closed.order_by("-number").first()
    if earlier is not None:
        return FixedBefore(f"#{earlier.number} was closed as fixed", earlier)
    thread = Thread.objects.filter(team=case.team_id, fingerprint=case.fingerprint, state=ThreadState.FIXED).first()
    if thread is None or not _is_in(thread.fixed_in, case.uv_version):
        return None
    return FixedBefore(f"{thread.url} is fixed" + (f" in uv {thread.fixed_in}" if thread.fixed_in else ""))


def _is_in(fixed_in: str, uv_version: str) -> bool:
    """Whether a release has a fix; where nobody wrote down which one it came with, every release has."""
    try:
        return not fixed_in or Version(fixed_in) <= Version(uv_version)
    except InvalidVersion:
        return False
