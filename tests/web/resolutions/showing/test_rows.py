"""Which lines ask for a project: those of the chosen extras and groups, not of the others."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from packaging.utils import canonicalize_name

from resolver_core import Selection
from tests.support.documents import INDEX, a_resolution, a_root
from tests.support.loaded_examples import load_examples
from webui.resolutions.models import Submission
from webui.resolutions.showing.page import resolution_page
from webui.resolutions.showing.parts.source_text import input_of
from webui.resolutions.showing.rows import all_requirement_lines, requirement_lines


def an_edge(name: str, line: int) -> dict[str, Any]:
    edge = {"name": name, "version": "1", "source": INDEX, "marker": "", "specifier": "", "line": line}
    return edge | {"extra": None, "group": None}


ROOT = a_root("p", {"m": 6}) | {
    "optional_dependencies": {"cpu": [an_edge("torch", 10)], "gpu": [an_edge("torch", 11)]},
    "dependency_groups": {"dev": [an_edge("pytest", 14)]},
}
UNIVERSAL: Any = a_resolution("universal", [ROOT])


@pytest.mark.parametrize(
    ("extras", "groups", "lines"),
    [
        ([], [], {"m": [6]}),
        (["cpu"], [], {"m": [6], "torch": [10]}),
        (["gpu"], ["dev"], {"m": [6], "torch": [11], "pytest": [14]}),
    ],
)
def test_only_chosen_extras_and_groups_ask(extras: list[str], groups: list[str], lines: dict[str, list[int]]) -> None:
    selection = Selection(tuple(map(canonicalize_name, extras)), tuple(map(canonicalize_name, groups)))
    assert requirement_lines(selection, UNIVERSAL, None) == lines


def test_for_what_the_target_does_not_install_every_line_is_named() -> None:
    assert all_requirement_lines(UNIVERSAL) == {"m": [6], "torch": [10, 11], "pytest": [14]}


@pytest.mark.django_db(transaction=True)
def test_a_line_of_an_extra_that_is_not_chosen_has_no_versions_beside_it(examples_database: Path) -> None:
    load_examples(examples_database)
    page = resolution_page(Submission.objects.get(pk="example-two-accelerators"), timezone.now())
    lines = input_of(page.submission, page.table.rows).lines
    labelled = {line.number: [row.project for row in line.rows] for line in lines}
    assert {number: projects for number, projects in labelled.items() if projects} == {6: ["torchmetrics"]}
    assert next(row for row in page.table.rows if row.project == "torch").lines == ()
