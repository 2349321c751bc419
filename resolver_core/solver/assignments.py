"""What one search has assigned to one package so far: derivations, then perhaps a decision."""

from __future__ import annotations

from dataclasses import dataclass

from resolver_core.solver.incompatibility import Term

IncompatibilityId = int
Level = int


@dataclass(slots=True)
class Derivation:
    """One step of what is known about a package; `known` is the intersection up to here."""

    order: int
    level: Level
    cause: IncompatibilityId
    known: Term


@dataclass(slots=True)
class Assignments:
    """Everything assigned to one package, oldest first; a decision is always the newest."""

    derivations: list[Derivation]
    first_level: Level
    last_level: Level
    decided: Term | None = None
    decided_order: int = -1
    decided_level: Level = -1

    @property
    def known(self) -> Term:
        """What is known about the package by now."""
        return self.derivations[-1].known if self.decided is None else self.decided

    @property
    def is_open(self) -> bool:
        """Whether the package is needed and has no version yet."""
        return self.decided is None and self.derivations[-1].known.positive

    def ruling_out(self, opposite: Term) -> tuple[IncompatibilityId | None, int, Level]:
        """The first assignment that rules `opposite` out: its cause (None: the decision), order and level."""
        for derivation in self.derivations:
            if derivation.known.is_disjoint(opposite):
                return derivation.cause, derivation.order, derivation.level
        return None, self.decided_order, self.decided_level

    def undo_above(self, level: Level) -> None:
        """Forget what was assigned above a level; something below it is left."""
        while self.derivations[-1].level > level:
            self.derivations.pop()
        self.last_level = self.derivations[-1].level
        self.decided = None

    def copy(self) -> Assignments:
        """An independent continuation."""
        return Assignments(
            self.derivations[:],
            self.first_level,
            self.last_level,
            self.decided,
            self.decided_order,
            self.decided_level,
        )
