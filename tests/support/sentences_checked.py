"""Explanations whose every sentence is solved again, and the same documents with a proof taken out or turned round."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from resolver_core import Explanation, Options, Problem, Selection, explanation_to_json
from resolver_core.index.base import Index
from resolver_core.verify.explanations import Checker

NO_SELECTION = Selection()
Read = dict[str, Any]


def assert_founded(
    explanation: Explanation, problem: Problem, options: Options, index: Index, selection: Selection = NO_SELECTION
) -> None:
    """Nothing is said without its experiment; and whatever is taken from the proof, the checker notices."""
    document = json.loads(json.dumps(explanation_to_json(explanation)))
    checker = Checker(problem, options, selection, index)
    wrong = list(checker.unfounded(document))
    assert not wrong, wrong
    for what, broken in mutations(document):
        assert list(checker.unfounded(broken)), f"not noticed: {what}"


def mutations(document: Read) -> Iterator[tuple[str, Read]]:
    """The document with one needed experiment removed, or its outcome turned round, one after the other."""
    for place, number in _needed(document):
        removed, turned = _copy(document), _copy(document)
        title = _at(document, place)["experiments"][number]["title"]
        del _at(removed, place)["experiments"][number]
        yield f"{title} removed", removed
        _at(turned, place)["experiments"][number]["outcome"] = "0.0.0.turned"
        yield f"{title} turned round", turned
    for number, divergence in enumerate(document["divergences"]):
        if divergence["consequence_of"] is not None:
            removed = _copy(document)
            removed["divergences"][number]["follows_by"] = None
            yield f"{divergence['project']} follows from nothing", removed


Place = tuple[str, int, str, int]


def _needed(document: Read) -> Iterator[tuple[Place, int]]:
    for kind in ("failures", "findings", "divergences"):
        for place, entry in enumerate(document[kind]):
            causes = [("cause", 0, entry["cause"])] if entry["cause"] else []
            causes += [("further_causes", n, cause) for n, cause in enumerate(entry.get("further_causes", ()))]
            for key, position, cause in causes:
                needed = {number for sentence in cause["sentences"] for number in sentence["experiments"]}
                for number, experiment in enumerate(cause["experiments"]):
                    if experiment["id"] in needed:
                        yield (kind, place, key, position), number


def _at(document: Read, place: Place) -> Read:
    kind, number, key, position = place
    found = document[kind][number][key]
    cause: Read = found[position] if isinstance(found, list) else found
    return cause


def _copy(document: Read) -> Read:
    copied: Read = json.loads(json.dumps(document))
    return copied
