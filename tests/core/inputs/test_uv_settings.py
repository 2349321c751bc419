"""The settings of `[tool.uv]` and `[tool.uv.pip]` that bear on resolution."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from packaging.utils import canonicalize_name

from resolver_core.inputs.document import Document
from resolver_core.inputs.problem import (
    ForkStrategy,
    IndexStrategy,
    PrereleaseMode,
    ResolutionMode,
    Settings,
)
from resolver_core.inputs.requirement import InvalidText
from resolver_core.inputs.uv_settings import (
    read_choice,
    read_format_control,
    read_pip_settings,
    read_prerelease,
    read_settings,
)
from tests.support.toml_documents import read_with

NOW = datetime(2024, 6, 30, 12, tzinfo=UTC)
A, B = canonicalize_name("a"), canonicalize_name("b")


def of_uv(document: Document) -> Settings:
    return read_settings(document, ("tool", "uv"), NOW)


def of_pip(document: Document) -> Settings:
    return read_pip_settings(document, ("tool", "uv", "pip"), NOW)


def read(text: str) -> Settings:
    found, mistakes, _ = read_with(of_uv, f"[tool.uv]\n{text}\n")
    assert not mistakes
    return found


def read_pip(text: str) -> Settings:
    found, mistakes, _ = read_with(of_pip, f"[tool.uv.pip]\n{text}\n")
    assert not mistakes
    return found


@pytest.mark.parametrize(
    ("text", "settings"),
    [
        ("", Settings()),
        ('resolution = "lowest"', Settings(resolution=ResolutionMode.LOWEST)),
        ('prerelease = "allow"', Settings(prerelease=PrereleaseMode.ALLOW)),
        ('prerelease = "if-necessary-or-explicit"', Settings(prerelease=PrereleaseMode.IF_NECESSARY)),
        ('prerelease-package = { A = "disallow" }', Settings(prerelease_package={A: PrereleaseMode.DISALLOW})),
        ('fork-strategy = "fewest"', Settings(fork_strategy=ForkStrategy.FEWEST)),
        ('index-strategy = "unsafe-first-match"', Settings(index_strategy=IndexStrategy.UNSAFE_FIRST_MATCH)),
        ("no-build = true", Settings(no_build=True)),
        ('no-build-package = ["A", "b"]', Settings(no_build_package=frozenset({A, B}))),
        ("no-binary = false", Settings(no_binary=False)),
        ("no-binary-package = []", Settings(no_binary_package=frozenset())),
        ("no-sources = true", Settings(no_sources=True)),
        ('exclude-newer = "2024-01-01T00:00:00Z"', Settings(exclude_newer=datetime(2024, 1, 1, tzinfo=UTC))),
        ("exclude-newer = false", Settings(no_cutoff=True)),
        ("exclude-newer-package = { a = false }", Settings(exclude_newer_package={A: None})),
    ],
)
def test_every_setting(text: str, settings: Settings) -> None:
    assert read(text) == settings


def test_a_span_is_noted_with_the_instant_that_it_means() -> None:
    found, _, notes = read_with(of_uv, '[tool.uv]\nexclude-newer = "7 days"\n')
    assert found.exclude_newer == datetime(2024, 6, 23, 12, tzinfo=UTC)
    assert notes == ['`exclude-newer = "7 days"` was read as 2024-06-23T12:00:00Z.']


@pytest.mark.parametrize(
    ("text", "settings"),
    [
        ('no-binary = [":all:"]', Settings(no_binary=True, no_binary_package=frozenset())),
        ('no-binary = ["a", ":none:", "b"]', Settings(no_binary=False, no_binary_package=frozenset({B}))),
        ('only-binary = ["a"]', Settings(no_build=False, no_build_package=frozenset({A}))),
        ('only-binary = [":all:"]\nno-build = false', Settings(no_build=True, no_build_package=frozenset())),
        ('resolution = "highest"', Settings(resolution=ResolutionMode.HIGHEST)),
    ],
)
def test_pips_table_names_projects_as_pip_does(text: str, settings: Settings) -> None:
    assert read_pip(text) == settings


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ('resolution = "newest"', "`newest` is not one of the accepted values: `highest`, `lowest`, `lowest-direct`."),
        ("exclude-newer = 2024-01-01", "`exclude-newer` must be a string in quotes (or `false`), not a date or time."),
        ('no-build = "yes"', "`tool.uv.no-build` must be true or false, not a string."),
        ('prerelease-package = { a = "odd" }', "`odd` is not one of the accepted values"),
        ('no-build-package = ["!"]', "`!`"),
    ],
)
def test_mistakes(text: str, mistake: str) -> None:
    _, mistakes, _ = read_with(of_uv, f"[tool.uv]\n{text}\n")
    assert len(mistakes) == 1
    assert mistakes[0].startswith("2: ")
    assert mistake in mistakes[0]


def test_choices_and_their_aliases() -> None:
    assert read_prerelease("if-necessary-or-explicit") is PrereleaseMode.IF_NECESSARY
    assert read_choice("fewest", ForkStrategy) is ForkStrategy.FEWEST
    with pytest.raises(InvalidText, match="accepted values"):
        read_choice("odd", ForkStrategy)


def test_the_last_word_on_all_projects_counts() -> None:
    assert read_format_control(("a", ":all:", "b")) == (True, ("b",))
    assert read_format_control((":all:", ":none:")) == (False, ())
    assert read_format_control(()) == (False, ())
