"""The parts of the drills, each from what is asked to the rows of its table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from tests.drills import attacks, command_line, faults, poison, variants, waits
from tests.drills.installations import ON_SQLITE, Setup
from tests.drills.results import FOLDER, Row
from tests.drills.waiting import TookTooLong

SHOWN = 3
SLOW_S = 5.0


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
    _keep_wrong(setup, drill.name, bad)
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


def attack_drills(asked: Asked) -> Iterator[Row]:
    """Hostile texts and requests, in a network of their own where one can be made."""
    kinds = [kind for kind in [*variants.KINDS, *attacks.OTHERS] if asked.wants(kind)]
    for setup in (one for one in asked.setups if one in ON_SQLITE):
        with attacks.field_of(setup) as found:
            for kind in kinds:
                yield _attack_row(attacks.run(found, kind, asked.variants), kind, setup)
            if not asked.only:
                yield _memory_row(found, setup)


def _attack_row(outcome: attacks.Outcome, kind: str, setup: Setup) -> Row:
    _keep_wrong(setup, kind, outcome.wrong)
    cells = {
        "answers": _counted(outcome.statuses),
        "500": str(outcome.statuses[500] + outcome.statuses[0]),
        "slowest answer": f"{outcome.slowest_s:.1f} s",
        "past the budget": f"{outcome.past_budget_s:.1f} s" if outcome.past_budget_s > 0 else "",
        "forbidden requests": str(outcome.forbidden),
        "ends": _counted(outcome.ends),
        "notes": "; ".join(
            [*outcome.wrong[:SHOWN], *([f"slowest: {outcome.slowest}"] if outcome.slowest_s > SLOW_S else [])]
        ),
    }
    return Row("attacks", kind, setup, cells, not outcome.wrong)


def _memory_row(found: attacks.Field, setup: Setup) -> Row:
    allowed = attacks.WORKERS * attacks.WORKER_MEMORY_MB
    peak, web = found.watch.peak_bytes / 2**20, found.watch.peak_web_bytes / 2**20
    notes = f"all processes together at most {peak:.0f} MB, the web process {web:.0f} MB; workers may use {allowed} MB"
    return Row("attacks", "memory, over all kinds", setup, {"notes": notes}, peak <= allowed)


def poison_drills(asked: Asked) -> Iterator[Row]:
    """Work that does not end by itself."""
    for setup in (one for one in asked.setups if one in ON_SQLITE):
        with attacks.field_of(setup) as found:
            for name, drill in poison.DRILLS.items():
                if asked.wants(name):
                    yield _poison_row(found, name, drill, setup)


def _poison_row(found: attacks.Field, name: str, drill: Callable[[attacks.Field], poison.Found], setup: Setup) -> Row:
    try:
        made = drill(found)
    except TookTooLong as late:
        return Row("poison", name, setup, {"notes": f"broken off: {late}"}, False)
    return Row(
        "poison", name, setup, {"figures": "; ".join(made.figures), "notes": "; ".join(made.wrong)}, not made.wrong
    )


def waiting_drills(asked: Asked) -> Iterator[Row]:
    """How long people wait."""
    for setup in (one for one in asked.setups if one in ON_SQLITE):
        for name, drill in waits.DRILLS.items():
            if asked.wants(name):
                yield _waiting_row(name, drill, setup)


def _waiting_row(name: str, drill: Callable[[Setup], waits.Found], setup: Setup) -> Row:
    if name in waits.OF_THE_RECORDED_INDEX and not waits.FROZEN.exists():
        return Row("waits", name, setup, {"notes": "skipped: the recorded index is not there"}, None)
    try:
        made = drill(setup)
    except TookTooLong as late:
        return Row("waits", name, setup, {"notes": f"broken off: {late}"}, False)
    return Row("waits", name, setup, {"measured": "; ".join(made.figures), "wanted": made.wanted}, made.holds)


def command_line_drills(asked: Asked) -> Iterator[Row]:
    """The same texts on the command line."""
    with command_line.hosts() as places:
        for kind in variants.KINDS:
            if asked.wants(kind):
                found = command_line.run(places, kind, asked.variants)
                _keep_wrong("command-line", kind, found.wrong)
                cells = {
                    "runs": str(found.statuses.total()),
                    "exit statuses": _counted(found.statuses),
                    "slowest": f"{found.slowest_s:.1f} s",
                    "most processor time": f"{found.most_processor_s:.1f} s",
                    "memory": f"{found.peak_bytes / 2**20:.0f} MB",
                    "notes": "; ".join(found.wrong[:SHOWN]),
                }
                yield Row("command-line", kind, "command line", cells, not found.wrong)


def _counted(counts: Mapping[object, int]) -> str:
    return ", ".join(f"{number} x {name}" for name, number in sorted(counts.items(), key=str))


def _keep_wrong(setup: str, name: str, wrong: list[str]) -> None:
    path = FOLDER / f"{setup}-{name.replace(' ', '-')}.txt"
    FOLDER.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(wrong), "utf-8") if wrong else path.unlink(missing_ok=True)


PARTS: dict[str, Callable[[Asked], Iterator[Row]]] = {
    "faults": fault_drills,
    "attacks": attack_drills,
    "poison": poison_drills,
    "command-line": command_line_drills,
    "waits": waiting_drills,
}
IN_THEIR_OWN_NETWORK = {"attacks", "poison", "command-line"}
"""Parts that run in a network with forbidden addresses to listen at."""
