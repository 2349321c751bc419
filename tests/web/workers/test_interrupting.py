"""Any computation of the main thread can be ended; what stands outside of an interruptible part cannot."""

from __future__ import annotations

import threading
from collections.abc import Callable

from webui.workers.interrupting import Interrupted, interrupt, interruptible


def endless() -> None:
    while True:
        pass


def is_interrupted(body: Callable[[], None]) -> bool:
    """Whether a body ends that another thread interrupts again and again."""
    over = threading.Event()

    def repeat() -> None:
        while not over.wait(0.02):
            interrupt()

    thread = threading.Thread(target=repeat, daemon=True)
    thread.start()
    try:
        with interruptible():
            body()
    except Interrupted:
        return True
    finally:
        over.set()
        thread.join()
    return False


def test_an_endless_loop_ends() -> None:
    assert is_interrupted(endless)


def test_no_part_of_the_computation_takes_it_for_an_error_of_its_own() -> None:
    def stubborn() -> None:
        while True:
            try:
                endless()
            except Exception:
                continue

    assert is_interrupted(stubborn)


def test_outside_nothing_happens() -> None:
    with interruptible():
        pass
    interrupt()


def test_another_thread_is_left_alone() -> None:
    found: list[str] = []

    def body() -> None:
        with interruptible():
            interrupt()
            found.append("went on")

    thread = threading.Thread(target=body)
    thread.start()
    thread.join()
    assert found == ["went on"]
