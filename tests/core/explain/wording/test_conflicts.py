"""Every fact of a proof is one sentence."""

from __future__ import annotations

from typing import get_args

import pytest
from packaging.utils import canonicalize_name
from packaging.version import Version

from resolver_core.answer.proof import (
    Clashing,
    Concluded,
    Conflict,
    Fact,
    NoFileForTarget,
    NotFound,
    NoVersion,
    OnNoIndex,
    PipCombined,
    PipPython,
    PipRequires,
    Premise,
    Requires,
    RequiresPython,
    Said,
    SomeVersions,
    Subject,
    Unsatisfiable,
    Unusable,
    UserRequires,
    Wanted,
)
from resolver_core.candidates.rejection import Rejection, RejectionReason
from resolver_core.explain.wording.conflicts import premise, sentence, summary

A, X = canonicalize_name("a"), canonicalize_name("x")
EVERY = SomeVersions("b", is_every=True)

SENTENCES: list[tuple[Fact, str]] = [
    (NoVersion(A, is_every=True), "a has no usable version."),
    (NoVersion(A, ">2"), "No version of a matches >2."),
    (
        NoVersion(A, ">2", index_url="https://index.test/cpu"),
        "No version of a on https://index.test/cpu, the only index that is asked for it, matches >2.",
    ),
    (
        NoVersion(A, is_every=True, index_url="https://index.test/cpu"),
        "a has no usable version on https://index.test/cpu, the only index that is asked for it.",
    ),
    (NoVersion(A), "No version of a is left that matches all of this."),
    (Requires(EVERY, Wanted("a", "<2")), "Every version of b requires a<2."),
    (
        RequiresPython(EVERY, ">=3.13", ">=3.12"),
        "Every version of b requires Python >=3.13, and this solve is for >=3.12.",
    ),
    (
        RequiresPython(EVERY, "", ">=3.12"),
        "Every version of b requires Python of another kind, and this solve is for >=3.12.",
    ),
    (UserRequires(Wanted("a"), lines=(2, 4)), "You require a (line 2, 4)."),
    (UserRequires(Wanted("a", "==2"), is_supposed=True), "Supposed: a==2."),
    (UserRequires(Wanted("a"), extra=X), "You require a (extra x)."),
    (UserRequires(Wanted("a"), group=X), "You require a (group x)."),
    (Unusable(A, Version("1"), Rejection(RejectionReason.YANKED)), "a 1 cannot be used: it was yanked."),
    (NotFound(A, ("i", "j")), "a was not found: there is no project of that name on i and j."),
    (NotFound(A, refused_by="i", status_code=401), "a was not found: i refused to answer for it (HTTP status 401)."),
    (
        Concluded((Clashing(Subject.REQUEST), Clashing(EVERY, excluded=True)), is_of_several=True),
        "So your requirements and anything but every version of b cannot go together.",
    ),
    (Concluded((Clashing(EVERY),), is_of_several=False), "So every version of b cannot be used."),
    (Unsatisfiable(), "Together these requirements cannot be met."),
    (Said("As it was said."), "As it was said."),
    (PipRequires("a 1", "b<2"), "a 1 requires b<2."),
    (PipRequires("", "a==2", is_supposed=True), "Supposed: a==2."),
    (PipRequires("", ">=3.13", 4), "You require Python >=3.13 (line 4)."),
    (PipPython(Version("3.12.0")), "This solve is for Python 3.12.0."),
    (OnNoIndex(A), "a is on no index."),
    (NoFileForTarget(A, ">=2"), "No version of a>=2 has a file for this target."),
    (PipCombined(), "These requirements apply at the same time."),
    (PipCombined(is_last=True), "pip's search ended at these requirements, which cannot be met together."),
]


@pytest.mark.parametrize(("fact", "said"), SENTENCES)
def test_a_fact_is_a_sentence(fact: Fact, said: str) -> None:
    assert sentence(fact) == said


def test_no_fact_is_without_words() -> None:
    assert {type(fact) for fact, _ in SENTENCES} == set(get_args(Fact))


def test_a_step_that_is_not_told_has_no_words() -> None:
    assert premise(Premise(None)) == ""
    assert premise(Premise(OnNoIndex(A))) == "a is on no index."


def test_what_the_same_versions_require_is_one_sentence() -> None:
    facts = (Requires(EVERY, Wanted("a", "<2")), Requires(EVERY, Wanted("x")), Unsatisfiable())
    said = summary(Conflict("0", "", Premise(Unsatisfiable()), facts, ("a",)))
    assert said == ("Every version of b requires a<2 and x.", "Together these requirements cannot be met.")


def test_a_summary_is_its_facts_in_order() -> None:
    conflict = Conflict("0", "", Premise(Unsatisfiable()), (OnNoIndex(A), Unsatisfiable()), ("a",))
    assert summary(conflict) == ("a is on no index.", "Together these requirements cannot be met.")
