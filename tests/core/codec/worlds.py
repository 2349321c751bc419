"""Small worlds whose answers differ, clash, fail and are explained."""

from __future__ import annotations

from resolver_core import Comparison, Explanation, Options, compare, explain, target
from resolver_core.index.kept.memory import DEFAULT_URL
from tests.support.small_indexes import Example, of

DIVERGENT = Example({"a": {"2.0": {"M": of("b")}, "1.0": of("b"), "0.9": of("b<2")}, "b": "1 2"}, ["a"])
"""The newest version has a wheel for another platform alone."""
CLASHING = Example({"a": {"1": of("b<2")}, "b": "1 2"}, ["a", "b>=2"])
MISSING = Example({}, ["a"])


def explained(example: Example) -> Explanation:
    """Why the two modes differ, with the ladders."""
    here = target(example.python, example.platform)
    return explain(example.problem(), [here], Options(DEFAULT_URL), example.index(), with_ladders=True)


def compared(example: Example) -> Comparison:
    """Both answers at the example's target."""
    here = target(example.python, example.platform)
    return compare(example.solve_single(), example.solve_universal(), here)
