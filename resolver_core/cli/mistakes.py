"""What a user got wrong, in the form that compilers use: `FILE:LINE:COLUMN: message`."""

from __future__ import annotations

from resolver_core.errors import CoreError, Mistake, ProblemSyntaxError


class UsageError(CoreError):
    """The command cannot be carried out as it was given; `messages` are whole lines."""

    def __init__(self, *messages: str) -> None:
        super().__init__(messages)
        self.messages = messages

    def __str__(self) -> str:
        return "\n".join(self.messages)


def in_file(filename: str, error: ProblemSyntaxError) -> UsageError:
    """The mistakes of a text, each with its place."""
    return UsageError(*(f"{_place(filename, mistake)}: {mistake.message}" for mistake in error.mistakes))


def _place(filename: str, mistake: Mistake) -> str:
    parts = (mistake.file or filename, mistake.line, mistake.column if mistake.line is not None else None)
    return ":".join(str(part) for part in parts if part is not None)
