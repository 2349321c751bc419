"""How often a process of our own looks for garbage."""

import gc

from resolver_core.garbage import collect_rarely


def test_the_youngest_are_looked_at_rarely() -> None:
    before = gc.get_threshold()
    try:
        gc.set_threshold(700, 10, 10)
        collect_rarely()
        assert gc.get_threshold() > (700, 10, 10)
        assert gc.isenabled()
    finally:
        gc.set_threshold(*before)
