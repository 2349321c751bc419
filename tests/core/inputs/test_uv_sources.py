"""`tool.uv.sources`: where a requirement comes from, and every reference that leads nowhere."""

from __future__ import annotations

import pytest
from packaging.utils import canonicalize_name

from resolver_core.index.records import IndexLocation
from resolver_core.inputs.document import Document
from resolver_core.inputs.problem import Source, SourceKind
from resolver_core.inputs.uv_sources import Requested, Sources, check_sources, read_sources
from tests.support.toml_documents import read_with

A, B, CPU, DEV = map(canonicalize_name, ("a", "b", "cpu", "dev"))
PATH = ("tool", "uv", "sources")


def sources(document: Document) -> Sources:
    return read_sources(document, PATH)


def read(entry: str) -> tuple[Source, ...]:
    found, mistakes, _ = read_with(sources, f"[tool.uv.sources]\nA = {entry}\n")
    assert not mistakes
    return found[A]


@pytest.mark.parametrize(
    ("entry", "source"),
    [
        ('{ index = "own" }', Source(SourceKind.INDEX, "own", line=2)),
        ('{ git = "https://git.test/a", rev = "x" }', Source(SourceKind.GIT, "https://git.test/a", line=2)),
        ('{ url = "https://a.test/a.whl" }', Source(SourceKind.URL, "https://a.test/a.whl", line=2)),
        ('{ path = "../a", editable = true }', Source(SourceKind.PATH, "../a", line=2, editable=True)),
        ("{ workspace = true }", Source(SourceKind.WORKSPACE, "true", line=2)),
        ('{ index = "own", extra = "CPU" }', Source(SourceKind.INDEX, "own", extra=CPU, line=2)),
        ('{ index = "own", group = "dev" }', Source(SourceKind.INDEX, "own", group=DEV, line=2)),
    ],
)
def test_each_kind(entry: str, source: Source) -> None:
    assert read(entry) == (source,)


def test_several_are_told_apart_by_markers_or_extras() -> None:
    markers = "[{ index = 'x', marker = \"os_name == 'nt'\" }, { index = 'y', marker = \"os_name == 'posix'\" }]"
    assert [source.value for source in read(markers)] == ["x", "y"]
    assert len(read("[{ index = 'x', extra = 'cpu' }, { index = 'y', extra = 'gpu' }]")) == 2


@pytest.mark.parametrize(
    ("entry", "mistake"),
    [
        ('"own"', 'The source of `a` must be a table such as `{ index = "…" }`, not a string.'),
        ("[]", 'The source of `a` must be a table such as `{ index = "…" }`, not an empty list.'),
        ("{ branch = 'main' }", "The source of `a` must have one of"),
        ("{ index = 'x', git = 'https://git.test/a' }", "has both"),
        ("{ index = 'x', odd = 1 }", "`odd` is not a key of a source."),
        ("{ index = 'x', extra = 'cpu', group = 'dev' }", "has both `extra` and `group`: keep one."),
        ("[{ index = 'x' }, { index = 'y' }]", "`a` has several sources: each needs a `marker` of its own."),
        (
            "[{ index = 'x', marker = \"os_name == 'nt'\" }, { index = 'y', marker = \"os_name != 'posix'\" }]",
            "Two sources of `a` overlap:",
        ),
        ("{ index = 1 }", "must be a string, not a number."),
        ("[" + "{ index = 'x' }," * 101 + "]", "`a` has 101 sources: at most 100 are read."),
    ],
)
def test_mistakes(entry: str, mistake: str) -> None:
    _, mistakes, _ = read_with(sources, f"[tool.uv.sources]\nA = {entry}\n")
    assert any(mistake in found and found.startswith("2: ") for found in mistakes), mistakes


def test_two_spellings_of_a_name() -> None:
    _, mistakes, _ = read_with(sources, "[tool.uv.sources]\na-b = { index = 'x' }\na_b = { index = 'x' }\n")
    assert mistakes == ["3: `a-b` has sources under two spellings: keep one."]


# -- references -----------------------------------------------------------------------------------


def checked(entry: str, requested: Requested, *indexes: IndexLocation) -> tuple[list[str], list[str]]:
    def check(document: Document) -> None:
        check_sources(document, read_sources(document, PATH), indexes, requested)

    _, mistakes, notes = read_with(check, f"[tool.uv.sources]\na = {entry}\n")
    return mistakes, notes


OWN = IndexLocation("https://index.test/simple", "own")
EVERYWHERE = Requested(frozenset({A}), {CPU: frozenset({A})}, {DEV: frozenset({B})})


def test_a_declared_index_is_fine() -> None:
    assert checked('{ index = "own" }', EVERYWHERE, OWN) == ([], [])


def test_an_index_that_is_not_declared_matters_where_somebody_requires_it() -> None:
    (mistake,), notes = checked('{ index = "odd" }', EVERYWHERE, OWN)
    assert mistake == "2: The source of `a` names the index `odd`, which is not declared; declared are `own`."
    assert not notes
    mistakes, (note,) = checked('{ index = "odd" }', Requested(frozenset()))
    assert not mistakes
    assert note.endswith("none is declared. Nothing requires `a`, so this does not matter.")


@pytest.mark.parametrize(
    ("entry", "mistakes"),
    [
        ('{ index = "own", extra = "cpu" }', []),
        ('{ index = "own", extra = "gpu" }', ["2: A source of `a` is for the extra `gpu`, which does not exist."]),
        (
            '{ index = "own", group = "dev" }',
            ["2: A source of `a` is for the group `dev`, which does not require `a`."],
        ),
    ],
)
def test_an_extra_or_group_must_require_the_project(entry: str, mistakes: list[str]) -> None:
    assert checked(entry, EVERYWHERE, OWN) == (mistakes, [])
