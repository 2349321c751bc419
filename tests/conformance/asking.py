"""One question to the core, and its answer as a document; trouble of our own making is an answer, too."""

from __future__ import annotations

import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from resolver_core import (
    CoreError,
    MemoryStore,
    Options,
    Policy,
    Problem,
    Selection,
    Settings,
    open_index,
    parse_problem,
    requires_python_of,
    resolve,
    target,
    to_json,
)
from resolver_core.index.base import Index
from resolver_core.inputs.problem import RequirementLine
from tests.support.time_limit import OutOfTime, time_limit

LOOPBACK = ("127.0.0.0/8", "::1/128")
Document = dict[str, Any]


@dataclass(frozen=True)
class Question:
    """What uv was asked. `universal` is `uv lock`, else it is `uv pip compile` for the target."""

    text: str
    filename: str
    default_index: str
    python: str
    platform: str
    settings: Settings  #: of the command line
    universal: bool = False
    extras: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    constraints: tuple[str, ...] = ()  #: of the command line
    overrides: tuple[str, ...] = ()  #: of the command line


@dataclass(frozen=True)
class Answer:
    """A resolution document, or the refusal of the input, or a crash (our fault): one of the three."""

    seconds: float
    document: Document | None = None
    refusal: str = ""
    crash: str = ""


def ask(question: Question, index: Index, seconds: float) -> Answer:
    """Solves one question; whatever goes wrong is in the answer, with its traceback on stderr."""
    start = time.perf_counter()
    try:
        with time_limit(seconds):
            document = solve(question, index)
        return Answer(time.perf_counter() - start, document)
    except CoreError as error:
        return Answer(time.perf_counter() - start, refusal=str(error))
    except (Exception, OutOfTime) as error:
        traceback.print_exc(file=sys.stderr)
        return Answer(time.perf_counter() - start, crash=f"{type(error).__name__}: {error}")


def solve(question: Question, index: Index) -> Document:
    """The resolution document of a question. Raises what the core raises."""
    problem, policy = asked(question)
    return to_json(resolve(problem, policy, index))


def asked(question: Question) -> tuple[Problem, Policy]:
    """A question as the core takes it. Raises what the core raises."""
    problem = with_command_line(parse_problem(question.text, filename=question.filename), question)
    environment = target(question.python, question.platform)
    options = Options(default_index=question.default_index, settings=question.settings)
    if question.universal:
        return problem, Policy.universal(problem, requires_python_of(problem, environment), options)
    selection = Selection(
        extras=tuple(map(canonicalize_name, question.extras)), groups=tuple(map(canonicalize_name, question.groups))
    )
    return problem, Policy.single_platform(problem, environment, options, selection)


def with_command_line(problem: Problem, question: Question) -> Problem:
    """The problem with `--constraints` and `--overrides` added."""
    return replace(
        problem,
        constraints=(*lines(question.constraints), *problem.constraints),
        overrides=(*lines(question.overrides), *problem.overrides),
    )


def lines(texts: tuple[str, ...]) -> tuple[RequirementLine, ...]:
    """Requirements that stand in no pasted text."""
    return tuple(RequirementLine(Requirement(text), text) for text in texts)


@contextmanager
def loopback_index() -> Iterator[Index]:
    """A fresh index client that may read from this machine."""
    with open_index(store=MemoryStore(), allow_networks=LOOPBACK) as index:
        yield index
