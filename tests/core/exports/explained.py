"""One small project whose two answers differ, with everything that can be said about it."""

from __future__ import annotations

from functools import cache

from resolver_core.explain.explaining import explain
from resolver_core.explain.explanation import Explanation
from resolver_core.explain.questions import Answer, ask
from resolver_core.policy import Options, Selection
from tests.core.exports.answers import torch_like
from tests.support.builders import a_problem, a_target

PROBLEM = a_problem("engine", requires_python=">=3.9")
AGREEING = a_problem("tools", requires_python=">=3.9")
CLASHING = a_problem("engine>9", requires_python=">=3.9")
HERE = a_target("3.9")


@cache
def explained(name: str = "differing") -> Explanation:
    """The explanation of one of the three projects, with ladders."""
    problem = {"differing": PROBLEM, "agreeing": AGREEING, "clashing": CLASHING}[name]
    index = torch_like()
    return explain(problem, [HERE], Options(index.url), index, Selection(), with_ladders=True)


@cache
def asked() -> tuple[Answer, ...]:
    """Why engine 1, and why not engine 2."""
    index = torch_like()
    return tuple(ask(PROBLEM, HERE, Options(index.url), index, Selection(), about=["engine"], instead=["engine==2"]))
