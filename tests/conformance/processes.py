"""The cases of a run, spread over processes."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from typing import TypeVar

Case = TypeVar("Case")
Result = TypeVar("Result")


def spread(
    work: Callable[[Case], Result], cases: Iterable[Case], jobs: int, tell: Callable[[Result], str]
) -> list[Result]:
    """`work` on every case, in `jobs` processes; the results in the order of the cases.

    A case that raises has no result, and its traceback is on stderr. `tell` gives the line printed there
    when a case is done ("" for none).
    """
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        futures = [pool.submit(work, case) for case in cases]
        for future in as_completed(futures):
            if line := _line(future, tell):
                print(line, file=sys.stderr, flush=True)
        return [future.result() for future in futures if future.exception() is None]


def _line(future: Future[Result], tell: Callable[[Result], str]) -> str:
    error = future.exception()
    return tell(future.result()) if error is None else "".join(traceback.format_exception(error))
