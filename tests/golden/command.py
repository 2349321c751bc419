"""The command line of the comparison."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from tests.golden import share
from tests.golden.canonical import canonical
from tests.golden.checkouts import Revision, UnknownRevision, revision
from tests.golden.collected import read
from tests.golden.collecting import Collection, collect
from tests.golden.comparing import Difference, differences
from tests.golden.parts import Questions, UnknownPart, chosen_parts
from tests.golden.renaming import listed
from tests.support.shared import REPOSITORY, SHARED

OUT = Path("test-results", "golden")
LINES_SHOWN = 40  # of one difference
DIFFERENCES_SHOWN = 30


def main(arguments: Sequence[str] | None = None) -> int:
    """Compares the answers of two states of the source; the exit status is 1 where they differ."""
    parsed = parser().parse_args(arguments)
    try:
        status: int = parsed.run(parsed)
    except (UnknownRevision, UnknownPart) as error:
        print(error, file=sys.stderr)
        return 2
    except BrokenPipeError:
        # Whoever read our output has gone; without this Python complains once more when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 2
    return status


def parser() -> argparse.ArgumentParser:
    """The commands and their options."""
    whole = argparse.ArgumentParser(prog="python -m tests.golden", description=main.__doc__)
    commands = whole.add_subparsers(required=True, metavar="COMMAND")
    compare = commands.add_parser("compare", help="ask two revisions and compare; a folder is a working tree")
    compare.add_argument("before", type=revision_of)
    compare.add_argument("after", type=revision_of)
    compare.set_defaults(run=run_compare)
    asking = commands.add_parser("collect", help="ask one revision, and keep its answers")
    asking.add_argument("revision", type=revision_of)
    asking.set_defaults(run=run_collect)
    for command in (compare, asking):
        command.add_argument(
            "--part", action="append", default=[], metavar="NAME", help="parts that begin so; repeatable"
        )
        command.add_argument("--anew", action="store_true", help="ask again what was kept of a commit")
        command.add_argument("--jobs", type=int, default=2, help="parts at a time (default 2)")
        command.add_argument("--out", type=Path, default=OUT, help="where answers are kept (default %(default)s)")
    show = commands.add_parser("show", help="print the canonical text of one answer, or the names of all in a part")
    show.add_argument("path", type=Path, help="the file of a part")
    show.add_argument("name", nargs="?")
    show.set_defaults(run=run_show)
    accept = commands.add_parser("accept", help="write the share of the ordinary tests anew from the working tree")
    accept.set_defaults(run=run_accept)
    return whole


def revision_of(text: str) -> Revision:
    """A revision for argparse, which shows the words of its own error only."""
    try:
        return revision(text)
    except UnknownRevision as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def run_collect(parsed: argparse.Namespace) -> int:
    """Ask one revision."""
    parts = wanted_parts(parsed)
    start = time.monotonic()
    collection = collect(parsed.revision, parts, parsed.out, parsed.anew, parsed.jobs)
    print(f"{len(parts)} parts in {collection.folder} ({time.monotonic() - start:.0f} s)")
    return 0


def run_compare(parsed: argparse.Namespace) -> int:
    """Ask two revisions what was not asked before, and print how they differ."""
    parts = wanted_parts(parsed)
    before, after = (collect(one, parts, parsed.out, parsed.anew, parsed.jobs) for one in (parsed.before, parsed.after))
    number, differing, blank = 0, 0, 0
    for part in parts:
        answers, found = compared(part, before, after)
        real = [difference for difference in found if not difference.is_blank]
        tell(part, found, parsed.out / "differences", DIFFERENCES_SHOWN - differing)
        number, differing, blank = number + answers, differing + len(real), blank + len(found) - len(real)
    print(f"{number} answers in {len(parts)} parts: {differing} differ, {blank} more in blanks between words alone")
    return 1 if differing else 0


def compared(part: Questions, before: Collection, after: Collection) -> tuple[int, list[Difference]]:
    """How many answers of a part there are, and those that differ."""
    old, new = (read(collection.path_of(part)) for collection in (before, after))
    return len(new.answers), list(differences(old, new, listed()))


def tell(part: Questions, found: list[Difference], folder: Path, most: int) -> None:
    """Print the first differences, shortened; all of them, and the blanks, stand in a file."""
    path = folder / f"{part.name}.diff"
    path.unlink(missing_ok=True)
    if not found:
        return
    folder.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{difference}\n\n" for difference in found), "utf-8")
    print(f"{part.name}: {len(found)} differ, all in {path}")
    for alike in in_kinds(one for one in found if not one.is_blank)[: max(0, most)]:
        lines = str(alike[0]).splitlines()
        print("\n".join(f"    {line}" for line in lines[:LINES_SHOWN]))
        if len(lines) > LINES_SHOWN:
            print(f"    … {len(lines) - LINES_SHOWN} more lines")
        if len(alike) > 1:
            print(f"    … the same in {len(alike) - 1} more answers, such as {alike[1].name}")


def in_kinds(found: Iterable[Difference]) -> list[list[Difference]]:
    """Differences with the same changed lines together: what stands on every page is told once."""
    kinds: dict[tuple[str, ...], list[Difference]] = {}
    for difference in found:
        changed = tuple(line for line in difference.diff() if line.startswith(("+", "-")))
        kinds.setdefault(changed or (difference.name,), []).append(difference)
    return list(kinds.values())


def run_show(parsed: argparse.Namespace) -> int:
    """Print what is compared."""
    part = read(parsed.path)
    print("\n".join(part.answers) if parsed.name is None else canonical(part, parsed.name))
    return 0


def run_accept(parsed: argparse.Namespace) -> int:
    """Write the share."""
    share.write(share.collected(REPOSITORY))
    print(f"written: {share.PATH.relative_to(REPOSITORY)}. Read its difference before you commit it.")
    return 0


def wanted_parts(parsed: argparse.Namespace) -> list[Questions]:
    """The parts that were named. Raises UnknownPart; without the shared data nothing can be asked."""
    if not SHARED.exists():
        raise UnknownPart("the shared reference data are not there: ../shared")
    return chosen_parts(parsed.part)
