"""`tool.uv.conflicts`: sets of extras and groups that are never wanted together."""

from __future__ import annotations

import pytest
from packaging.utils import canonicalize_name

from resolver_core.inputs.document import Document
from resolver_core.inputs.problem import ConflictItem
from resolver_core.inputs.uv_conflicts import read_conflicts
from tests.support.toml_documents import read_with

DEMO, CPU, GPU, DEV = map(canonicalize_name, ("demo", "cpu", "gpu", "dev"))
HEAD = '[project]\nname = "demo"\n[tool.uv]\n'


def conflicts(document: Document) -> tuple[tuple[ConflictItem, ...], ...]:
    return read_conflicts(document, ("tool", "uv", "conflicts"), DEMO, (CPU, GPU), (DEV,))


def test_sets_keep_their_order() -> None:
    text = f"""{HEAD}conflicts = [
    [{{ extra = "CPU" }}, {{ extra = "gpu" }}],
    [{{ group = "dev" }}, {{ package = "other" }}],
]
"""
    found, mistakes, notes = read_with(conflicts, text)
    assert found == (
        (ConflictItem(DEMO, CPU), ConflictItem(DEMO, GPU)),
        (ConflictItem(DEMO, None, DEV), ConflictItem(canonicalize_name("other"))),
    )
    assert not mistakes
    assert not notes


def test_without_any_there_are_none() -> None:
    assert read_with(conflicts, HEAD) == ((), [], [])


@pytest.mark.parametrize(
    ("written", "mistake"),
    [
        ('[{ extra = "cpu" }]', "A set of conflicts needs at least two entries."),
        ('[{ extra = "cpu", group = "dev" }, { extra = "gpu" }]', "A conflict entry has both `extra` and `group`"),
        ('[{ }, { extra = "gpu" }]', "A conflict entry needs `extra`, `group` or `package`."),
        ("1", "must be a list of tables, not a number"),
        ('[1, { extra = "gpu" }]', "must be a table, not a number"),
        ('[{ extra = "!" }, { extra = "gpu" }]', "`!`"),
    ],
)
def test_mistakes(written: str, mistake: str) -> None:
    _, mistakes, _ = read_with(conflicts, f"{HEAD}conflicts = [{written}]\n")
    assert any(found.startswith("4: ") and mistake in found for found in mistakes), mistakes


def test_outside_a_project_a_package_must_be_named() -> None:
    def without_project(document: Document) -> object:
        return read_conflicts(document, ("tool", "uv", "conflicts"), None, (), ())

    _, mistakes, _ = read_with(without_project, '[tool.uv]\nconflicts = [[{ extra = "a" }, { extra = "b" }]]\n')
    assert mistakes == ["2: A conflict entry outside a project needs `package`."] * 2


def test_unknown_names_are_noted_and_stand() -> None:
    text = f'{HEAD}conflicts = [[{{ extra = "tpu" }}, {{ group = "docs" }}, {{ package = "other", extra = "x" }}]]\n'
    found, mistakes, notes = read_with(conflicts, text)
    assert len(found[0]) == 3
    assert not mistakes
    assert notes == [
        "`tool.uv.conflicts` names the extra `tpu`, which does not exist.",
        "`tool.uv.conflicts` names the group `docs`, which does not exist.",
    ]
