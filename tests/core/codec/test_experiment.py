"""An experiment is stored with all that is needed to solve it again."""

from __future__ import annotations

from typing import Any

import pytest
from packaging.utils import canonicalize_name

from resolver_core import Options, Selection, repeat_experiment, target
from resolver_core.codec.experiment import (
    ExperimentEntry,
    RepetitionDocument,
    UnknownExperiment,
    experiment_entry,
    experiment_from_json,
    repetition_to_json,
)
from resolver_core.explain.explanation import Experiment
from resolver_core.explain.lab.changes import Alteration, AlterationKind, Axis, Change, SettingChange, Start
from resolver_core.index.kept.memory import DEFAULT_URL
from tests.core.codec.worlds import DIVERGENT, explained
from tests.support.experiments import experiments_of
from tests.support.shapes import assert_shape, stored

A = canonicalize_name("a")
HERE = target("3.11", "linux")
EVERYTHING = Change(
    axes=(Axis.FILE_RULE, Axis.ROOTS),
    settings=(SettingChange("prerelease", "allow"), SettingChange("exclude-newer", "off", A)),
    index=(Alteration(AlterationKind.METADATA_OF_SIBLING, A, "a.whl=b.whl"),),
    text="[project]\n",
    requirements=("a>=2",),
    constraints=("b<1",),
)


def an_entry(change: Change = EVERYTHING, about: str | None = "a") -> Any:
    name = None if about is None else canonicalize_name(about)
    experiment = Experiment("with everything", Start.UNIVERSAL, change, HERE, name, "2", "1", False, True, "--- a\n")
    entry = experiment_entry(experiment)
    assert_shape(entry, ExperimentEntry)
    return stored(entry)


@pytest.mark.parametrize("change", [EVERYTHING, Change()])
@pytest.mark.parametrize("about", ["a", None])
def test_what_is_needed_to_repeat_it_is_read_back(change: Change, about: str | None) -> None:
    again = experiment_from_json(an_entry(change, about))
    assert (again.start, again.change, again.about, again.target) == (Start.UNIVERSAL, change, about, HERE)


def test_one_without_a_target_opens() -> None:
    entry = an_entry()
    del entry["target"]
    assert experiment_from_json(entry).target is None


@pytest.mark.parametrize(
    "changes", [{"start": "nowhere"}, {"axes": ["colour"]}, {"index": [{}]}, {"settings": None}, {"about": 1}]
)
def test_what_is_no_experiment_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(UnknownExperiment, match="not an experiment"):
        experiment_from_json(an_entry() | changes)


def test_every_stored_experiment_comes_out_the_same_again() -> None:
    experiments = list(experiments_of(explained(DIVERGENT)))
    assert experiments
    for experiment in experiments:
        read = experiment_from_json(stored(experiment_entry(experiment)))
        again = repeat_experiment(
            DIVERGENT.problem(), experiment.target, Options(DEFAULT_URL), DIVERGENT.index(), Selection(), read
        )
        document = repetition_to_json(again)
        assert_shape(document, RepetitionDocument)
        assert document["outcome"] == experiment.outcome
