"""What differs, without any reason."""

from __future__ import annotations

from resolver_core.answer.comparison import Difference, Row
from resolver_core.explain.lab.trials import version_of
from resolver_core.explain.wording.numbers import counted
from resolver_core.explain.wording.paragraphs import FIRST, Paragraph, paragraph
from resolver_core.targets.environment import Environment


def difference(row: Row, target: Environment) -> str:
    """What differs between the two answers about one project, in the words of the commands."""
    single, universal = version_of(row.single), version_of(row.universal)
    if row.difference is Difference.SOURCE and row.single is not None and row.universal is not None:
        return f"{row.project} {single} comes from one index with uv sync and from another with uv pip install."
    if row.difference is Difference.METADATA:
        return f"{row.project} is {single} in both modes, read from two files whose metadata differ."
    said = f"{row.project} is {universal} with uv sync and {single} with uv pip install on {target.label}."
    return said if len(said) <= FIRST else said.replace(f" on {target.label}", "")


def because(said: str, reason: str) -> Paragraph:
    """What differs, and why."""
    return paragraph(said, reason)


def unproven(said: str, experiments: int) -> Paragraph:
    """A difference whose cause was not found."""
    return paragraph(said, f"{counted(experiments, 'experiment')} proved no cause.")


def undecided(said: str, words: str) -> Paragraph:
    """A cause that the recorded data do not decide."""
    return paragraph(said, f"Undecided: “{words}” needs data that are not recorded.")


def answered(said: str, changed: str, command: str) -> Paragraph:
    """A mode without an answer that has one with a rule of the other."""
    return paragraph(said, f"{command} {changed} finds a solution.")
