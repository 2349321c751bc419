"""docs/architecture.md names what is there, and every folder and every hub exactly once."""

from __future__ import annotations

import pytest

from tests.support import house
from tests.support.architecture_page import Files, missing, tree_of, unnamed
from tests.support.house_rules import project
from tests.support.shared import REPOSITORY, checked_out

HUB = 16
"""A module that imports, or is imported by, so many modules of both packages is a hub: whoever is new meets it."""

FILES = Files.of(
    (
        "docs/causes.md",
        "resolver_core/__init__.py",
        "resolver_core/solver/__init__.py",
        "resolver_core/solver/kernel.py",
        "resolver_core/solver/merging.py",
        "resolver_core/solver/solve.py",
        "tests/test_architecture.py",
        "webui/resolutions/migrations/0001_initial.py",
        "webui/resolutions/tasks.py",
        "webui/settings.py",
    )
)
HUBS = ("resolver_core/solver/solve.py",)
TREE = """\
resolver_core/       the core (docs/causes.md says what it knows)
  solver/            the search: solve.py is where it begins
    solve.py         resolve(); kernel.py, merging.py: what it calls
webui/               the web
  resolutions/       a paste and its answers: only its tasks.py solves
"""
REST = """\
Only a `tasks.py` calls `resolver_core.solver.solve`; see [causes](causes.md) and `solver/kernel.py`.
Pages are at `/r/<id>`, made of a `_part.html`.

| layer | modules | beyond the standard library |
|---|---|---|
| the search | solver, solver.kernel | resolvelib |
| the edge | `__init__`, webui | |
"""


def page(tree: str = TREE, rest: str = REST) -> str:
    return f"# Architecture\n\n## Tree\n\n```\n{tree}```\n\n{rest}"


def hubs() -> list[str]:
    """The hubs of the project, as the tree names them: a package by its folder."""
    sources = project()
    graph = house.import_graph(sources, inside_functions=False)
    imported = {name: sum(name in others for others in graph.values()) for name in graph}
    found = [name.replace(".", "/") for name in graph if max(len(graph[name]), imported[name]) >= HUB]
    return [f"{path}.py" if f"{path}.py" in sources else f"{path}/" for path in found]


def test_the_page_is_true() -> None:
    files = Files.of(path.relative_to(REPOSITORY).as_posix() for path in checked_out())
    text = (REPOSITORY / "docs" / "architecture.md").read_text("utf-8")
    wrong = [*missing(text, files), *unnamed(text, files, hubs())]
    assert not wrong, "\n".join(wrong)


def test_there_are_hubs_and_not_too_many() -> None:
    assert 5 <= len(hubs()) <= 60
    assert {"resolver_core/", "resolver_core/policy.py"} <= set(hubs())


def test_a_true_page_is_accepted() -> None:
    assert not missing(page(), FILES)
    assert not unnamed(page(), FILES, HUBS)


def test_what_is_entered_and_what_is_mentioned() -> None:
    tree = tree_of(page())
    assert tree.entered == (
        "resolver_core/",
        "resolver_core/solver/",
        "resolver_core/solver/solve.py",
        "resolver_core/solver/kernel.py",
        "resolver_core/solver/merging.py",
        "webui/",
        "webui/resolutions/",
    )
    assert [name for _, name in tree.mentioned] == ["docs/causes.md", "solve.py", "tasks.py"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("    solve.py  ", "    search.py ", "resolver_core/solver/search.py"),
        ("  solver/  ", "  search/  ", "resolver_core/search/"),
        ("kernel.py, merging.py:", "kernel.py, joining.py:", "resolver_core/solver/joining.py"),
        ("solve.py is where", "search.py is where", "search.py (in the line of resolver_core/solver/)"),
        ("docs/causes.md", "docs/reasons.md", "docs/reasons.md (in the line of resolver_core/)"),
        ("a `tasks.py`", "a `jobs.py`", "jobs.py"),
        ("(causes.md)", "(decisions/0009-none.md)", "decisions/0009-none.md"),
        ("resolver_core.solver.solve`", "resolver_core.solver_old.solve`", "resolver_core.solver_old.solve"),
        ("`solver/kernel.py`", "`search/kernel.py`", "search/kernel.py"),
        ("| solver, solver.kernel |", "| solver, solver.core |", "solver.core (in the table of layers)"),
    ],
)
def test_a_name_of_nothing_is_noticed(old: str, new: str, message: str) -> None:
    assert old in page()
    assert message in missing(page().replace(old, new), FILES)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "    solve.py         resolve(); kernel.py",
            "    kernel.py",
            "resolver_core/solver/solve.py: entered 0 times",
        ),
        ("  resolutions/       a paste", "  settings.py        a paste", "webui/resolutions/: entered 0 times"),
        ("webui/ ", "webui/\n  resolutions/       the same\nwebui/ ", "webui/resolutions/: entered 2 times"),
    ],
)
def test_what_is_not_named_once_is_noticed(old: str, new: str, message: str) -> None:
    assert old in page()
    assert message in unnamed(page().replace(old, new, 1), FILES, HUBS)


def test_a_page_without_a_tree_is_refused() -> None:
    with pytest.raises(ValueError, match="Tree"):
        tree_of("# Architecture\n")
