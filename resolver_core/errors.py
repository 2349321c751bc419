"""The exceptions of `resolver_core`. They carry facts; the wording lives in `__str__` and nowhere else.

An unsatisfiable problem and an index that cannot be read are *answers* of a solve
(`resolution.Conflict`, `resolution.Failure`), not exceptions: both can differ between two policies.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace


class CoreError(Exception):
    """The base of everything that `resolver_core` raises on purpose."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that is wrong in a pasted text.

    `line` and `column` are 1-based places in the text as it was pasted, or None where the mistake
    belongs to no single place. `text` is the offending piece, as written; "" where there is none.
    `file` is the path of another file than the one that is asked about; places are in it then.
    `of_absence` says that a project is not there, and nothing else is wrong: that can be assumed away.
    """

    message: str
    line: int | None = None
    column: int | None = None
    text: str = ""
    file: str = ""
    of_absence: bool = False

    def __str__(self) -> str:
        place = "" if self.line is None else f"line {self.line}"
        place += "" if self.line is None or self.column is None else f", column {self.column}"
        return ": ".join(part for part in (self.file, place, self.message) if part)


class ProblemSyntaxError(CoreError):
    """The pasted text is not a problem that can be solved. All mistakes are reported at once."""

    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        super().__init__(mistakes)
        self.mistakes = mistakes

    def __str__(self) -> str:
        return "\n".join(map(str, self.mistakes))


@contextmanager
def mistakes_in(file: str) -> Iterator[None]:
    """Name a file in the mistakes that are raised inside and name none yet; "" leaves them as they are."""
    try:
        yield
    except ProblemSyntaxError as error:
        mistakes = tuple(mistake if mistake.file else replace(mistake, file=file) for mistake in error.mistakes)
        raise ProblemSyntaxError(mistakes) from error


class InvalidTarget(CoreError, ValueError):
    """A Python version or platform name that uv does not accept."""

    def __init__(self, what: str, value: str, accepted: tuple[str, ...] = ()) -> None:
        super().__init__(what, value, accepted)
        self.what = what
        self.value = value
        self.accepted = accepted

    def __str__(self) -> str:
        hint = f"; accepted: {', '.join(self.accepted)}" if self.accepted else ""
        return f"{self.value!r} is not a known {self.what}{hint}"


class Cancelled(CoreError):
    """The caller asked a running solve to stop (`solver.solve.resolve(should_stop=...)`)."""


class BudgetExceeded(CoreError):
    """A solve used up what it was allowed: `what` is "seconds" or what else is counted, `limit` its amount."""

    def __init__(self, what: str, limit: float) -> None:
        super().__init__(what, limit)
        self.what = what
        self.limit = limit

    def __str__(self) -> str:
        amount = f"{self.limit:,}" if isinstance(self.limit, int) else f"{self.limit:g}"
        return f"stopped after {amount} {self.what}"


class IndexBudgetExceeded(BudgetExceeded):
    """A limit on requests or bytes that several runs may share (`IndexBudget`)."""
