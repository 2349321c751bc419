"""All cases: every world with every change that fits it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from random import Random

from tests.support.stale_locks import lock_changes, requirement_changes, setting_changes, table_changes
from tests.support.stale_locks.worlds import (
    BOUND,
    DATED,
    DYNAMIC,
    FORKED,
    INCLUDING,
    PLAIN,
    ROOTLESS,
    SOURCED,
    SPANNED,
    WORKSPACE,
    World,
)


@dataclass(frozen=True)
class Case:
    """One world that is locked, and what it is when uv locks again."""

    name: str
    before: World
    after: World


def cases() -> Iterator[Case]:
    """Every case once."""
    for family, before, changes in _families():
        for name, after in changes:
            yield Case(f"{family}/{name}", before, after)


def _families() -> Iterator[tuple[str, World, Iterator[tuple[str, World]]]]:
    yield "requirements", PLAIN, chain(requirement_changes.at_places(PLAIN), requirement_changes.of_markers(PLAIN))
    yield "project", PLAIN, table_changes.of_the_project(PLAIN)
    yield "extras-and-groups", PLAIN, table_changes.of_extras_and_groups(PLAIN)
    yield "indexes", PLAIN, table_changes.of_indexes(PLAIN)
    yield "exclusions", PLAIN, table_changes.of_exclusions(PLAIN)
    yield "sources", SOURCED, table_changes.of_sources(SOURCED)
    yield "workspace", WORKSPACE, table_changes.of_members(WORKSPACE)
    yield "rootless", ROOTLESS, table_changes.of_a_root_that_is_no_project(ROOTLESS)
    yield "settings", PLAIN, setting_changes.plain(PLAIN)
    yield "python", PLAIN, setting_changes.python(PLAIN)
    yield "python-of-forks", FORKED, setting_changes.python(FORKED)
    yield "environments", BOUND, setting_changes.bound(BOUND)
    yield "included-groups", INCLUDING, _of_included_groups(INCLUDING)
    yield "recorded-settings", DATED, setting_changes.dated(DATED)
    yield "spans", SPANNED, setting_changes.spanned(SPANNED)
    yield "options", PLAIN, setting_changes.of_options(PLAIN)
    yield "options-of-forks", FORKED, setting_changes.of_options(FORKED)
    yield "listed", PLAIN, setting_changes.of_the_index(PLAIN)
    yield "listed-of-forks", FORKED, setting_changes.of_the_index(FORKED)
    yield "locks", PLAIN, lock_changes.of_locks(PLAIN, lock_changes.PLAIN)
    yield "locks-of-forks", FORKED, lock_changes.of_locks(FORKED, lock_changes.FORKED)
    yield "dynamic", DYNAMIC, _of_dynamic(DYNAMIC)


def _of_included_groups(world: World) -> Iterator[tuple[str, World]]:
    yield "nothing", world
    yield "one-less", world.edited('\nlast = [{ include-group = "none" }]', "")
    yield "not-included", world.edited('none = [{ include-group = "dev" }]', "none = []")
    yield "declared-otherwise", world.edited('[{ group = "dev" }, {', '[{ group = "none" }, {')
    yield "by-both", world.edited('docs = ["e"]', 'docs = ["e"]\npapers = [{ include-group = "docs" }]')


def _of_dynamic(world: World) -> Iterator[tuple[str, World]]:
    yield "nothing", world
    yield "static", world.edited('dynamic = ["version"]', 'version = "1.0"')
    yield "flattened", world.edited('"p[more]"]', '"c>=1"]')
    yield "flattened-other", world.edited('"p[more]"]', '"c>=2"]')
    yield "requires", world.edited('"a>=1"', '"a>=1,<9"')
    yield "extra", world.edited("more = [", "rest = [").edited("p[more]", "p[rest]")
    yield "group", world.edited('docs = ["e"]', 'docs = ["e<9"]')


def pairs(count: int, seed: int) -> Iterator[Case]:
    """Two random changes at once, of different families of one world: which of the reasons is told."""
    random = Random(seed)
    made = 0
    while made < count:
        first, second = random.sample(_OF_PLAIN, 2)
        name, changed = random.choice(list(_possible(first(PLAIN))))
        found = list(_possible(second(changed)))
        if found:
            again, twice = random.choice(found)
            made += 1
            yield Case(f"pair {seed}.{made}: {name}, {again}", PLAIN, twice)


_OF_PLAIN = (
    requirement_changes.at_places,
    table_changes.of_the_project,
    table_changes.of_extras_and_groups,
    table_changes.of_indexes,
    table_changes.of_exclusions,
    setting_changes.plain,
    setting_changes.python,
)


def _possible(changes: Iterator[tuple[str, World]]) -> Iterator[tuple[str, World]]:
    """The changes up to the first that does not fit a world that was changed before."""
    with suppress(ValueError):
        yield from changes
