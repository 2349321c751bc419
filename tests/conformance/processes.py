"""The cases of a run, spread over processes."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import TypeVar

Case = TypeVar("Case")
Result = TypeVar("Result")


def spread(
    work: Callable[[Case], Result], cases: Sequence[Case], jobs: int, tell: Callable[[Result], str]
) -> list[Result]:
    """`work` on every case, in `jobs` processes; the results in the order of the cases.

    A case that raises, or whose process dies, has no result, and its traceback is on stderr. `tell` gives
    the line printed there when a case is done ("" for none).
    """
    done = _in_pool(work, cases, jobs, tell)
    for number, future in enumerate(done):  # a process that dies takes the waiting cases of its pool with it
        if isinstance(future.exception(), BrokenProcessPool):
            (done[number],) = _in_pool(work, [cases[number]], 1, tell)
    return [future.result() for future in done if future.exception() is None]


def _in_pool(
    work: Callable[[Case], Result], cases: Sequence[Case], jobs: int, tell: Callable[[Result], str]
) -> list[Future[Result]]:
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        futures = [pool.submit(work, case) for case in cases]
        for future in as_completed(futures):
            if line := _line(future, tell):
                print(line, file=sys.stderr, flush=True)
    return futures


def _line(future: Future[Result], tell: Callable[[Result], str]) -> str:
    error = future.exception()
    return tell(future.result()) if error is None else "".join(traceback.format_exception(error))
