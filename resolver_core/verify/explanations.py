"""A checker of explanations: every sentence that says what would be otherwise is solved again.

document ──► sentences of a form that needs an experiment ──► their experiments, solved again ──► what does not hold

It reads the document alone (`explanation_to_json`) and trusts nothing in it: whether a sentence needs an experiment
follows from its form, and what an experiment came to is solved anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, cast

from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name

from resolver_core.codec.experiment import ExperimentEntry, experiment_from_json
from resolver_core.explain.explanation import Proof
from resolver_core.explain.lab.changes import Change, Start
from resolver_core.explain.lab.experiments import outcome_of
from resolver_core.explain.lab.laboratory import Laboratory
from resolver_core.explain.lab.repeating import Repeatable
from resolver_core.explain.lab.trials import SOLVED
from resolver_core.explain.wording.experiments import ANYTHING_BUT, THE_SAME
from resolver_core.explain.wording.sentences import is_counterfactual, sentences
from resolver_core.index.base import Index
from resolver_core.inputs.problem import Problem
from resolver_core.policy import Options, Selection
from resolver_core.targets.environment import Environment

NO_SELECTION = Selection()

Read = Mapping[str, Any]
"""An entry of a document as it was read: nothing in it is taken for granted."""


class Lack(StrEnum):
    """What a sentence or an experiment lacks."""

    PROOF = "proof"  #: its cause is not proven
    EXPERIMENT = "experiment"  #: it has none, or one that is not there
    OUTCOME = "outcome"  #: an experiment came to something else, or not to what its cause needs
    AGREEMENT = "agreement"  #: it says that both modes agree, and no experiment shows it
    ANSWER = "answer"  #: it says that there is an answer, and no experiment has one


@dataclass(frozen=True, slots=True)
class Unfounded:
    """A sentence that does not hold, or the title of an experiment that says otherwise than it came out."""

    sentence: str
    lack: Lack
    outcome: str = ""  #: what an experiment came to instead


@dataclass
class Checker:
    """Checks documents about one problem, on the index data that they rest on."""

    problem: Problem
    options: Options
    selection: Selection
    index: Index
    _laboratories: dict[str, Laboratory] = field(default_factory=dict)

    def unfounded(self, document: Read) -> Iterator[Unfounded]:
        """What does not hold in an explanation. Raises what `resolve` raises; KeyError for what is none."""
        for failure in document["failures"]:
            yield from self._causes(failure)
        for finding in document["findings"]:
            yield from self._causes(finding)
            if finding["consequence_of"] is not None:
                yield from self._lifted(finding)
        for divergence in document["divergences"]:
            yield from self._causes(divergence)
            if divergence["consequence_of"] is not None:
                yield from self._consequence(divergence)

    # -- causes ---------------------------------------------------------------------------------------

    def _causes(self, entry: Read) -> Iterator[Unfounded]:
        for cause in (entry["cause"], *entry.get("further_causes", ())):
            if cause is not None:
                yield from self._cause(cause)

    def _cause(self, cause: Read) -> Iterator[Unfounded]:
        told = {entry["text"]: entry["experiments"] for entry in cause["sentences"]}
        for sentence in (*sentences(cause["summary"]), *cause["details"]):
            lack = self._lack(sentence, told.get(sentence, ()), cause) if is_counterfactual(sentence) else None
            if lack is not None:
                yield Unfounded(sentence, lack)
        for experiment in cause["experiments"]:
            outcome = self._outcome(experiment)
            if outcome != experiment["outcome"]:
                yield Unfounded(experiment["title"], Lack.OUTCOME, outcome)

    def _lack(self, sentence: str, ids: list[str], cause: Read) -> Lack | None:
        """Why a sentence cannot be said; None where it can."""
        if cause["proof"] != Proof.PROVEN.value:
            return Lack.PROOF
        by_id = {experiment["id"]: experiment for experiment in cause["experiments"]}
        if not ids or not by_id.keys() >= set(ids):
            return Lack.EXPERIMENT
        shown = [by_id[number] for number in ids]
        if not all(self._is_met(experiment, shown) for experiment in shown):
            return Lack.OUTCOME
        if _AGREE.search(sentence) and not any(self._agrees(experiment, shown) for experiment in shown):
            return Lack.AGREEMENT
        if _ANSWER.search(sentence) and not any(_is_answer(experiment["outcome"]) for experiment in shown):
            return Lack.ANSWER
        return None

    def _is_met(self, experiment: Read, shown: list[Read]) -> bool:
        """Whether an experiment came to what its cause needs."""
        outcome, expected = self._outcome(experiment), experiment["expected"]
        if experiment["undecided"] or not experiment["supports"] or outcome != experiment["outcome"]:
            return False
        if expected == THE_SAME:
            return self._agrees(experiment, shown)
        if expected.startswith(ANYTHING_BUT):
            return bool(outcome != expected.removeprefix(ANYTHING_BUT))
        return bool(outcome == expected or not _PLAIN.fullmatch(expected))

    def _agrees(self, experiment: Read, shown: list[Read]) -> bool:
        """Whether both modes have the same project with the change, or one of them what the other has without it."""
        change, repeatable = _asked(experiment), _repeatable(experiment)
        twins = [one for one in shown if one is not experiment and _asked(one) == change]
        # The two directions of an axis are no twins: each has what the other mode has without it.
        twins = [] if repeatable.change.axes else twins
        if twins:
            starts = {experiment["start"], *(one["start"] for one in twins)}
            return len(starts) > 1 and all(self._outcome(one) == self._outcome(experiment) for one in twins)
        other = Start.SINGLE if repeatable.start is Start.UNIVERSAL else Start.UNIVERSAL
        return self._solved(repeatable.target, other, Change(), repeatable.about) == self._outcome(experiment)

    # -- consequences ---------------------------------------------------------------------------------

    def _consequence(self, divergence: Read) -> Iterator[Unfounded]:
        project, experiment = divergence["project"], divergence.get("follows_by")
        if experiment is None or experiment["about"] != project or not _holds(experiment, divergence["consequence_of"]):
            yield Unfounded(project, Lack.EXPERIMENT)
        elif self._outcome(experiment) != experiment["outcome"] or not self._agrees(experiment, [experiment]):
            yield Unfounded(project, Lack.OUTCOME, self._outcome(experiment))

    def _lifted(self, finding: Read) -> Iterator[Unfounded]:
        """A finding that follows from another one is another pick once that is lifted."""
        project, experiment = finding["project"], finding["follows_by"]
        if experiment is None or experiment["about"] != project:
            yield Unfounded(project, Lack.EXPERIMENT)
            return
        repeatable, outcome = _repeatable(experiment), self._outcome(experiment)
        before = self._solved(repeatable.target, repeatable.start, Change(), repeatable.about)
        if outcome != experiment["outcome"] or outcome == before:
            yield Unfounded(project, Lack.OUTCOME, outcome)

    # -- solving again --------------------------------------------------------------------------------

    def _outcome(self, experiment: Read) -> str:
        repeatable = _repeatable(experiment)
        return self._solved(repeatable.target, repeatable.start, repeatable.change, repeatable.about)

    def _solved(self, target: Environment | None, start: Start, change: Change, about: NormalizedName | None) -> str:
        assert target is not None, "documents of this schema say where"
        laboratory = self._laboratories.get(target.label)
        if laboratory is None:
            laboratory = Laboratory(self.problem, target, self.options, self.selection, self.index, budget=10**9)
            self._laboratories[target.label] = laboratory
            # Pages are read with the two answers: an altered index alters what is there.
            laboratory.solve(laboratory.single_policy)
            laboratory.solve(laboratory.universal_policy)
        return outcome_of(laboratory, start, change, about).text


def unfounded(
    document: Read, problem: Problem, options: Options, index: Index, selection: Selection = NO_SELECTION
) -> list[Unfounded]:
    """What does not hold in an explanation of `problem`, by solving again on `index`."""
    return list(Checker(problem, options, selection, index).unfounded(document))


_AGREE = re.compile(r"\b(agree|picks? the same)", re.IGNORECASE)
_ANSWER = re.compile(
    r"\b(there is (an answer|a solution|one)|(has|gives|finds) (an answer|a solution)|the solve succeeds)\b"
)
_PLAIN = re.compile(r"[0-9][0-9a-z.+!]*|absent|unsatisfiable|solved", re.IGNORECASE)


def _holds(experiment: Read, project: str) -> bool:
    """Whether an experiment holds a project at a version."""
    return any(canonicalize_name(Requirement(line).name) == project for line in experiment["requirements"])


def _is_answer(outcome: str) -> bool:
    return outcome == SOLVED or (outcome != "unsatisfiable" and not outcome.startswith("failed"))


def _asked(experiment: Read) -> tuple[object, ...]:
    repeatable = _repeatable(experiment)
    return (repeatable.change, repeatable.about, None if repeatable.target is None else repeatable.target.label)


def _repeatable(experiment: Read) -> Repeatable:
    return experiment_from_json(cast("ExperimentEntry", experiment))
