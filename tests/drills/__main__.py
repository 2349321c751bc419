"""`python -m tests.drills`: make the drills, print what they found, write the tables of docs/reliability.md."""

from __future__ import annotations

import argparse
import signal
import sys

from tests.drills import forbidden, parts, reliability_page, results
from tests.drills.installations import Setup


def main(arguments: list[str] | None = None) -> int:
    """0 where everything holds."""
    parser = argparse.ArgumentParser(prog="python -m tests.drills", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"{', '.join(parts.PARTS)} (default: all)")
    parser.add_argument("--count", type=int, default=50, metavar="N", help="submissions of a fault drill")
    parser.add_argument("--variants", type=int, default=10, metavar="N", help="of each hostile kind")
    parser.add_argument("--setup", choices=[*Setup], action="append", help="default: both")
    parser.add_argument("--only", default="", metavar="TEXT", help="drills and kinds with this in their name")
    parser.add_argument("--page", action="store_true", help="write docs/reliability.md from what was found")
    chosen = parser.parse_args(arguments)
    asked = parts.Asked(
        chosen.count, chosen.variants, tuple(map(Setup, chosen.setup or list(Setup))), chosen.only.lower()
    )
    unknown = set(chosen.parts) - set(parts.PARTS)
    if unknown:
        parser.error(f"there is no part {', '.join(sorted(unknown))}")
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(1))  # through the blocks that end what was started
    forbidden.furnish()
    held = True
    for name in chosen.parts or parts.PARTS:
        if name in parts.IN_THEIR_OWN_NETWORK and not forbidden.has_own_network() and forbidden.can_have_own_network():
            held &= not forbidden.in_own_network([name, *options(chosen)])
            continue
        for row in parts.PARTS[name](asked):
            results.keep([row])
            held &= row.holds is not False
            print("   " if row.holds else "-- " if row.holds is None else "!! ", end="")
            print(f"{row.part}: {row.name} ({row.setup}): {row.cells}", flush=True)
    if chosen.page:
        reliability_page.write(results.read())
    return 0 if held else 1


def options(chosen: argparse.Namespace) -> list[str]:
    """The options as they were given, for one part alone."""
    setups = [f"--setup={setup}" for setup in chosen.setup or []]
    return [f"--count={chosen.count}", f"--variants={chosen.variants}", f"--only={chosen.only}", *setups]


if __name__ == "__main__":
    sys.exit(main())
