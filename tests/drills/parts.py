"""The parts of the drills, each from what is asked to the rows of its table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.drills import faults
from tests.drills.installations import Setup
from tests.drills.results import FOLDER, Row
from tests.drills.waiting import TookTooLong

SHOWN = 3


@dataclass(frozen=True)
class Asked:
    """Which drills, and how many of each."""

    count: int
    variants: int
    setups: tuple[Setup, ...]
    only: str

    def wants(self, name: str) -> bool:
        return self.only in name.lower()


def fault_drills(asked: Asked) -> Iterator[Row]:
    """Lost, doubled, stuck, untrue."""
    for setup in asked.setups:
        for drill in faults.DRILLS:
            if setup in drill.setups and asked.wants(drill.name):
                yield _fault_row(drill, setup, asked.count)


def _fault_row(drill: faults.Drill, setup: Setup, count: int) -> Row:
    def row(cells: dict[str, str], holds: bool | None) -> Row:
        return Row("faults", drill.name, setup, cells, holds)

    try:
        found = faults.run(drill, setup, count)
    except faults.Skipped as skipped:
        return row({"notes": f"skipped: {skipped}"}, None)
    except TookTooLong as late:
        return row({"submissions": str(count), "notes": f"broken off: {late}"}, False)
    bad = [*found.lost, *found.doubled, *found.stuck, *found.untrue]
    if bad:
        FOLDER.mkdir(parents=True, exist_ok=True)
        (FOLDER / f"{setup}-{drill.name.replace(' ', '-')}.txt").write_text("\n".join(bad), "utf-8")
    cells = {
        "submissions": str(found.asked),
        "lost": str(len(found.lost)),
        "doubled": str(len(found.doubled)),
        "stuck": str(len(found.stuck)),
        "untrue": str(len(found.untrue)),
        "taken up again": str(found.repeated),
        "all ended after": f"{found.seconds:.0f} s",
        "notes": "; ".join([*found.notes, *bad[:SHOWN]]),
    }
    return row(cells, found.holds)


PARTS: dict[str, Callable[[Asked], Iterator[Row]]] = {"faults": fault_drills}
