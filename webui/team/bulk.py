"""The same done with several cases: each for itself, and told of each that could not be done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from webui.team.actors import Actor
from webui.team.changing import Conflict, Edit, Refused, change_case
from webui.team.models import Case, Team

MOST = 200


@dataclass(slots=True)
class Outcome:
    """What came of it."""

    done: int = 0
    overtaken: list[int] = field(default_factory=list)  #: numbers of cases that somebody else changed meanwhile
    refused: list[tuple[int, str]] = field(default_factory=list)  #: a number, and why

    def __str__(self) -> str:
        told = ["1 case changed." if self.done == 1 else f"{self.done} cases changed."]
        if self.overtaken:
            told.append(f"Somebody else changed {_listed(self.overtaken)} meanwhile: nothing was changed there.")
        told += [f"#{number}: {words}" for number, words in self.refused[:10]]
        if len(self.refused) > 10:
            told.append(f"So it is with {len(self.refused) - 10} more.")
        return " ".join(told)


def edit_of(action: str) -> Edit | None:
    """What an action of the queue's form means; None for none."""
    name, _, value = action.partition(":")
    if name == "state":
        state, _, closed_as = value.partition(":")
        return Edit(state=state, closed_as=closed_as or "answered")
    if name == "label" and value:
        return Edit(add_labels=(value,))
    if value.isascii() and value.isdecimal() and len(value) < 10:
        number = int(value)
        return {"assignee": Edit(assignee=number), "priority": Edit(priority=number)}.get(name)
    return None


def change_all(actor: Actor, team: Team, marked: Iterable[str], edit: Edit) -> Outcome:
    """Change cases, each given as NUMBER:VERSION as it was seen."""
    versions = dict(pair for one in marked if (pair := _numbers(one)) is not None)
    found = Case.objects.filter(team=team, number__in=list(versions)[:MOST]).select_related("team", "assignee")
    outcome = Outcome()
    for case in found.order_by("number"):
        try:
            change_case(actor, case, versions[case.number], edit)
            outcome.done += 1
        except Conflict:
            outcome.overtaken.append(case.number)
        except Refused as error:
            outcome.refused.append((case.number, str(error)))
    return outcome


def _numbers(text: str) -> tuple[int, int] | None:
    number, _, version = text.partition(":")
    are_both = all(one.isascii() and one.isdecimal() and len(one) < 10 for one in (number, version))
    return (int(number), int(version)) if are_both else None


def _listed(numbers: list[int]) -> str:
    return ", ".join(f"#{number}" for number in numbers)
