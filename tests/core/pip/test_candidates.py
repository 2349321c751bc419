"""What pip decides about: projects, projects with extras, and the Python."""

from __future__ import annotations

import pytest
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

from resolver_core.index.records import MetadataProblemKind, ProjectPage
from resolver_core.pip.candidates import (
    PYTHON_IDENTIFIER,
    Ask,
    Extras,
    PipCandidate,
    PipCandidates,
    identifier_of,
)
from tests.support.builders import Releases, a_release, a_target, an_index

A, X, Y = map(canonicalize_name, ("a", "x", "y"))
NONE: Extras = frozenset()


def candidates_of(releases: Releases, extras: Extras = NONE) -> tuple[PipCandidates, list[PipCandidate]]:
    index = an_index({"a": releases})
    page = index.page(index.location, A)
    assert isinstance(page, ProjectPage)
    made = PipCandidates(index, a_target("3.12"))
    return made, list(made.of_files(page.distributions, extras))


@pytest.mark.parametrize(("extras", "identifier"), [((), "a"), (("x",), "a[x]"), (("y", "x"), "a[x,y]")])
def test_extras_are_part_of_the_name(extras: tuple[str, ...], identifier: str) -> None:
    assert identifier_of("a", extras) == identifier
    candidate = PipCandidate(A, Version("1"), frozenset(map(canonicalize_name, extras)))
    assert candidate.identifier == identifier
    assert str(candidate) == f"{identifier} 1"


def test_a_candidate_with_extras_is_the_same_file() -> None:
    _, (plain,) = candidates_of([a_release("a", "1")])
    more = plain.with_extras(frozenset({X}))
    assert (more.file, more.version, more.extras) == (plain.file, plain.version, {X})
    assert more != plain


def test_one_candidate_for_each_version() -> None:
    _, found = candidates_of([a_release("a", "2"), a_release("a", "2", sdist=True), a_release("a", "1")])
    assert sorted(str(candidate.version) for candidate in found) == ["1", "2"]


def test_metadata_that_cannot_be_read_pass_the_version_over() -> None:
    files = [a_release("a", "2", problem=MetadataProblemKind.INVALID), a_release("a", "1")]
    _, found = candidates_of(files)
    assert [str(candidate.version) for candidate in found] == ["1"]


def test_reading_is_counted_once() -> None:
    made, found = candidates_of({"1": [], "2": []})
    assert made.reads == len(found) == 2
    list(made.of_files([candidate.file for candidate in found if candidate.file is not None], NONE))
    assert made.reads == 2


def test_the_python_is_a_candidate_that_no_project_can_be() -> None:
    made, _ = candidates_of({"1": []})
    python = made.python()
    assert python.project == PYTHON_IDENTIFIER
    assert str(python.version) == "3.12.0"
    assert canonicalize_name(PYTHON_IDENTIFIER) != PYTHON_IDENTIFIER


@pytest.mark.parametrize(
    ("specifier", "version", "is_satisfied"), [(">=1", "2", True), ("<2", "2", False), ("", "2b1", True)]
)
def test_what_satisfies_a_requirement(specifier: str, version: str, is_satisfied: bool) -> None:
    ask = Ask(A, NONE, SpecifierSet(specifier), None, f"a{specifier}")
    assert ask.is_satisfied_by(PipCandidate(A, Version(version))) is is_satisfied


def test_a_file_asked_for_by_itself_is_the_only_one() -> None:
    exactly = PipCandidate(A, Version("1"), url="https://a.test/a-1-py3-none-any.whl")
    ask = Ask(A, NONE, SpecifierSet(), exactly, "a @ https://a.test/a-1-py3-none-any.whl")
    assert ask.is_satisfied_by(exactly)
    assert not ask.is_satisfied_by(PipCandidate(A, Version("1"), url="https://a.test/other.whl"))
    assert ask.identifier == "a"
    assert Ask(A, frozenset({X, Y}), SpecifierSet(), None, "a[x,y]").identifier == "a[x,y]"
