"""The document of a small project."""

from __future__ import annotations

import json
from dataclasses import replace

from resolver_core import Options, explain, target
from resolver_core.codec import explanation_to_json, known_divergence, progress_to_json, smallest_to_json
from resolver_core.index.kept.memory import DEFAULT_URL
from resolver_core.minimise.smallest import Progress, Size, Stage
from tests.support.small_cases import HERE, SETTING, WHEELS, smallest


def test_everything_is_plain_and_there() -> None:
    document = smallest_to_json(smallest(), SETTING)
    assert json.loads(json.dumps(document)) == document
    assert (document["project"], document["cause"]) == ("a", "no-compatible-file")
    assert (document["before"]["requirements"], document["left"]["requirements"]) == (2, 1)
    assert document["closed"] == {"requirements": 1, "lines": 4, "projects": 1, "versions": 2, "files": 2}
    assert document["is_minimal"]
    assert document["is_closed_minimal"]
    assert sorted(document["written"]) == ["dockerfile", "markdown", "pyproject", "scenario", "snapshot"]
    assert document["no_scenario"] == []


def test_a_scenario_that_cannot_be_is_left_out_with_the_reason() -> None:
    document = smallest_to_json(replace(smallest(), closed=None), SETTING)
    assert "scenario" not in document["written"]
    assert document["no_scenario"]
    assert document["closed"] is None
    assert not document["is_closed_minimal"]


def test_progress() -> None:
    document = progress_to_json(Progress(Stage.INDEX, Size(1, 4, 2, 3, 4), "text", 12, is_proven=True))
    assert document["left"]["files"] == 4
    assert (document["stage"], document["solves"], document["is_proven"]) == ("index", 12, True)


def test_what_is_known_to_be_proven_need_not_be_looked_for() -> None:
    found = explain(WHEELS.problem(), [HERE], Options(DEFAULT_URL), WHEELS.index())
    reasons = explanation_to_json(found)
    assert known_divergence(reasons, HERE, None) == known_divergence(reasons, HERE, "a") == smallest().goal
    assert known_divergence(reasons, HERE, "b") is None
    assert known_divergence(reasons, target("3.12", "linux"), None) is None
    assert known_divergence(None, HERE, None) is None
    for entry in reasons["divergences"]:
        assert entry["cause"] is not None
        entry["cause"]["proof"] = "not-proven"
    assert known_divergence(reasons, HERE, None) is None
