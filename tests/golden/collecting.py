"""Asks a revision the questions of some parts, two parts at a time, and keeps what it answered."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.golden.checkouts import Checkout, Revision, checked_out
from tests.golden.collected import writing
from tests.golden.parts import QUESTIONS, Questions


@dataclass(frozen=True, slots=True)
class Collection:
    """The folder in which the answers of one revision are kept."""

    folder: Path

    def path_of(self, part: Questions) -> Path:
        """The file of a part. What was kept of other questions has another name."""
        return self.folder / f"{part.name}-{QUESTIONS}.zip"


def collect(revision: Revision, parts: Sequence[Questions], out: Path, anew: bool, jobs: int) -> Collection:
    """The collection of a revision with these parts in it. What is there is not asked again, unless `anew`."""
    collection = Collection(out / revision.name)
    is_kept = revision.is_lasting and not anew
    missing = [part for part in parts if not (is_kept and collection.path_of(part).exists())]
    if missing:
        with checked_out(revision) as checkout, ThreadPoolExecutor(jobs) as workers:
            begun = [workers.submit(_ask, part, checkout, collection) for part in missing]
            for one in begun:
                one.result()
    return collection


def _ask(part: Questions, checkout: Checkout, collection: Collection) -> None:
    start = time.monotonic()
    with writing(collection.path_of(part)) as writer:
        part.ask(checkout, writer)
    print(f"{part.name}: {time.monotonic() - start:.0f} s", file=sys.stderr, flush=True)
