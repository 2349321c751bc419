"""Sentences about picked versions."""

from __future__ import annotations

from resolver_core import Explanation, explain, target
from resolver_core.index.kept.memory import DEFAULT_URL
from resolver_core.policy import Options
from tests.support.small_indexes import Example, of

OLD, NEW = "2018-01-01T00:00:00+00:00", "2024-06-01T00:00:00+00:00"


def explained(example: Example) -> Explanation:
    return explain(example.problem(), [target(example.python, example.platform)], Options(DEFAULT_URL), example.index())


def test_the_facts_follow_the_reason() -> None:
    example = Example(
        {"a": {"1": of(uploaded=OLD, python="<3.11", tags="sdist"), "2": of(uploaded=NEW, tags="W")}}, ["a"]
    )
    (divergence,) = explained(example).divergences
    assert divergence.cause is not None
    here = "Python 3.11 on linux"
    said = [sentence.text for sentence in divergence.cause.sentences]
    assert said[-3:] == [
        "a 1 was released 6 years before 2, the newest one.",
        f"On {here} a 1 is built from source (a-1.tar.gz): no wheel of it fits.",
        "a 1 itself requires Python <3.11, which excludes 3.11.0.",
    ]
    assert not any(sentence.experiments for sentence in divergence.cause.sentences[-3:])


def test_one_version_in_both_modes_is_spoken_of_once() -> None:
    example = Example(
        {"a": {"1": {"M": of("b", uploaded=OLD), "L": of(uploaded=OLD)}, "2": of(uploaded=NEW, tags="W")}, "b": "1"},
        ["a<2"],
    )
    (divergence, _) = explained(example).divergences
    assert divergence.cause is not None
    assert [one.text for one in divergence.cause.sentences].count(
        "a 1 was released 6 years before 2, the newest one."
    ) == 1


def test_what_the_cause_says_is_not_said_again() -> None:
    example = Example({"a": {"1": of(python="<3.11")}}, ["a"])
    (finding,) = explained(example).findings
    assert finding.cause.summary.count("excludes 3.11.0") == 1
