"""The parts that the questions come in: each is asked, kept and compared on its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from tests.golden.checkouts import Checkout
from tests.golden.collected import PartWriter
from tests.golden.pages import see_examples, see_pastes
from tests.golden.projects import ask_about_project
from tests.golden.scenarios import ask_about_scenarios, paste_scenarios
from tests.golden.small import ask_small
from tests.support.shared import SHARED

QUESTIONS = 1
"""Raise it when other questions are asked, so that what was kept before is asked again."""

LONGEST_FIRST = (
    "project-llm-finetune",
    "project-semantic-kernel",
    "project-jupyterlab",
    "project-warehouse",
    "examples",
)
"""So that nobody waits for one of them at the end."""


@dataclass(frozen=True, slots=True)
class Questions:
    """The questions of one part."""

    name: str
    ask: Callable[[Checkout, PartWriter], None]


class UnknownPart(Exception):
    """No part has this name, or one that begins with it."""


def all_parts() -> list[Questions]:
    """Every part, in the order in which they are best begun."""
    projects = sorted(path.parent for path in (SHARED / "frozen-index" / "projects").glob("*/pyproject.toml"))
    parts = [
        Questions("small", ask_small),
        Questions("scenarios", ask_about_scenarios),
        Questions("pasted-scenarios", paste_scenarios),
        Questions("examples", see_examples),
        Questions("pastes", see_pastes),
        *(Questions(f"project-{path.name}", partial(ask_about_project, directory=path)) for path in projects),
    ]
    return sorted(parts, key=lambda part: (part.name not in LONGEST_FIRST, part.name))


def chosen_parts(names: Sequence[str]) -> list[Questions]:
    """The parts whose names begin as one of these does; all without any. Raises UnknownPart."""
    parts = all_parts()
    for name in names:
        if not any(part.name.startswith(name) for part in parts):
            raise UnknownPart(f"{name}: there are {', '.join(part.name for part in parts)}")
    return [part for part in parts if not names or part.name.startswith(tuple(names))]
