"""Labels that a tracker may give to a report: a vocabulary that can be replaced."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field

from resolver_core.errors import Mistake, ProblemSyntaxError
from resolver_core.triage.owners import OwnerKind
from resolver_core.triage.standing import Standing
from resolver_core.triage.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The labels of a tracker: by standing, by owner and by class of cause, each where it has one."""

    standings: Mapping[str, str] = field(default_factory=dict)
    owners: Mapping[str, str] = field(default_factory=dict)
    classes: Mapping[str, str] = field(default_factory=dict)


DEFAULT_VOCABULARY = Vocabulary(
    standings={
        Standing.NEEDS_INFORMATION: "needs-mre",
        Standing.NOT_ABOUT_RESOLUTION: "not-resolution",
        Standing.NOT_REPRODUCED: "not-reproduced",
        Standing.REPRODUCED: "reproduced",
    },
    owners={
        OwnerKind.UV_DEFECT: "bug",
        OwnerKind.UV_AS_DOCUMENTED: "question",
        OwnerKind.USER: "question",
        OwnerKind.PUBLISHER: "upstream",
        OwnerKind.INDEX: "upstream",
    },
)


def labels_of(verdict: Verdict, vocabulary: Vocabulary = DEFAULT_VOCABULARY) -> tuple[str, ...]:
    """The labels that a vocabulary has for a verdict."""
    found = [vocabulary.standings.get(verdict.standing, "")]
    if verdict.standing in (Standing.REPRODUCED, Standing.PARTLY):
        found.append("" if verdict.owner is None else vocabulary.owners.get(verdict.owner.kind, ""))
        found.append("" if verdict.cause is None else vocabulary.classes.get(verdict.cause.cause_class, ""))
    return tuple(dict.fromkeys(filter(None, found)))


def read_vocabulary(text: str) -> Vocabulary:
    """A vocabulary as TOML: tables `standing`, `owner` and `class` of names and labels.

    Raises `ProblemSyntaxError` for anything else.
    """
    try:
        document = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ProblemSyntaxError((Mistake(str(error)),)) from None
    tables = {name: document.get(name, {}) for name in ("standing", "owner", "class")}
    for name, table in tables.items():
        if not isinstance(table, dict) or not all(isinstance(label, str) for label in table.values()):
            raise ProblemSyntaxError((Mistake(name),))
    return Vocabulary(tables["standing"], tables["owner"], tables["class"])
