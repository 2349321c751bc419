"""Markdown for a reply: how little is enough, what comes out, and why."""

from __future__ import annotations

from collections.abc import Iterator

from resolver_core.answer.resolution import Resolution
from resolver_core.exports.markdown import plain
from resolver_core.exports.smallest.commands import Setting, commands
from resolver_core.minimise.smallest import Ending, Small, Smallest, size_of
from resolver_core.policy import UV_VERSION

_NUMBERS = ("No line", "One line", "Two lines", "Three lines", "Four lines", "Five lines", "Six lines")


def to_reply(smallest: Smallest, setting: Setting) -> str:
    """A few lines with the project, the commands and the cause."""
    small = smallest.text
    return "\n\n".join(_blocks(smallest, small, setting)) + "\n"


def enough(small: Small) -> str:
    """How little it takes: "Three lines are enough"."""
    count = len(lines_that_count(small))
    number = _NUMBERS[count] if count < len(_NUMBERS) else f"{count} lines"
    return f"{number} {'is' if count == 1 else 'are'} enough"


def lines_that_count(small: Small) -> list[str]:
    """The lines of the project that say something: not its name and version, nor the heads of tables."""
    lines = small.case.text.splitlines()
    return [line for line in lines if line.strip() and not line.startswith(("[", "name = ", "version = "))]


def _blocks(smallest: Smallest, small: Small, setting: Setting) -> Iterator[str]:
    yield f"{enough(small)}:"
    yield f"```toml\n{small.case.text.rstrip()}\n```"
    single, universal = commands(small, setting)
    yield f"```sh\n{single}\n{universal}\n```"
    yield f"With uv {UV_VERSION}, {_outcomes(smallest, small)}."
    yield plain(small.cause.summary)
    yield _how(smallest)


def _outcomes(smallest: Smallest, small: Small) -> str:
    about, selection = smallest.goal.project, small.case.selected(small.problem)

    def outcome(resolution: Resolution) -> str:
        if not resolution.solved:
            return "no solution"
        pin = None if about is None else resolution.at(smallest.target, selection.extras, selection.groups).get(about)
        if about is None:
            return "a solution"
        return f"no {about}" if pin is None else f"{about} {pin.version}"

    return f"the first gives {outcome(small.single)}, the second {outcome(small.universal)}"


def _how(smallest: Smallest) -> str:
    before, after = smallest.before.requirements, size_of(smallest.text.case).requirements
    found = f"{before} requirement{'' if before == 1 else 's'} came down to {after} in {smallest.solves} solves"
    if smallest.text.is_minimal:
        return f"*{found}; nothing more can go without losing it.*"
    return f"*{found}; {_ENDS[smallest.ending]}, so that more may go.*"


_ENDS = {
    Ending.MINIMAL: "some steps took too long",
    Ending.CANCELLED: "it was stopped",
    Ending.SOLVES: "the budget of solves was spent",
    Ending.SECONDS: "the time was over",
}
