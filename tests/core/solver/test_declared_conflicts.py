"""Conflicts that follow from groups that include others (measured with uv 0.13.8)."""

from __future__ import annotations

import pytest

from resolver_core import stopping
from resolver_core.errors import Cancelled
from resolver_core.inputs.problem import ConflictItem
from resolver_core.solver.declared_conflicts import declared_conflicts, inferred_conflicts
from tests.support.builders import a_problem

BASE = '[dependency-groups]\ndev = ["a"]\ndocs = ["b"]\n{}\n'
CONFLICT = 'conflicts = [[{ group = "dev" }, { group = "docs" }]]'


def inferred(groups: str) -> set[frozenset[str]]:
    problem = a_problem(tool_uv=CONFLICT, more=BASE.format(groups))
    assert len(declared_conflicts(problem)) == 1
    return {frozenset(map(group_of, conflict)) for conflict in inferred_conflicts(problem)}


def group_of(item: ConflictItem) -> str:
    assert item.group is not None
    return str(item.group)


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        ("", set()),
        ('none = ["a"]', set()),
        ('none = [{ include-group = "dev" }]', {("docs", "none")}),
        (
            'none = [{ include-group = "dev" }]\nlast = [{ include-group = "none" }]',
            {("docs", "none"), ("docs", "last")},
        ),
        (
            'none = [{ include-group = "dev" }]\npapers = [{ include-group = "docs" }]',
            {("docs", "none"), ("dev", "papers"), ("none", "papers")},
        ),
    ],
)
def test_a_group_conflicts_as_those_it_includes(groups: str, expected: set[tuple[str, str]]) -> None:
    assert inferred(groups) == set(map(frozenset, expected))


def test_all_combinations_of_many_groups_end_with_the_work_they_are_part_of() -> None:
    """Of twelve groups, each included by two others, there are half a million."""
    names = [f"g{number}" for number in range(12)]
    groups = "".join(
        f"{name} = []\n" + "".join(f'{name}-{other} = [{{ include-group = "{name}" }}]\n' for other in "ab")
        for name in names
    )
    members = ", ".join(f'{{ group = "{name}" }}' for name in names)
    problem = a_problem(tool_uv=f"conflicts = [[{members}]]", more=f"[dependency-groups]\n{groups}")
    with stopping.heeding(lambda: True), pytest.raises(Cancelled):
        inferred_conflicts(problem)
