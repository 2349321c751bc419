"""The cases of a run, spread over processes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from typing import TypeVar

Case = TypeVar("Case")
Result = TypeVar("Result")


def spread(
    work: Callable[[Case], Result], cases: Iterable[Case], jobs: int, tell: Callable[[Result], str]
) -> list[Result]:
    """`work` on every case, in `jobs` processes; the results in the order of the cases.

    `tell` gives the line printed on stderr when a case is done ("" for none).
    """
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        futures = [pool.submit(work, case) for case in cases]
        for future in as_completed(futures):
            if line := tell(future.result()):
                print(line, file=sys.stderr, flush=True)
        return [future.result() for future in futures]
