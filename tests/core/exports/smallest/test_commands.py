"""The two commands name what uv would not know by itself, and nothing else."""

from __future__ import annotations

from dataclasses import replace

from packaging.utils import canonicalize_name

from resolver_core import IndexLocation, IndexStrategy, Options, Settings
from resolver_core.exports.smallest.commands import commands, cutoff
from resolver_core.minimise.smallest import Small
from tests.support.small_cases import SETTING, smallest

WHERE = "--python-version 3.11 --python-platform linux"


def asked(options: Options) -> Small:
    small = smallest().text
    return replace(small, case=replace(small.case, options=options))


def test_the_present_is_named_as_a_cut_off() -> None:
    single, universal = commands(smallest().text, SETTING)
    assert single == f"uv pip compile pyproject.toml {WHERE} --exclude-newer 2025-01-02T03:04:05Z"
    assert universal == "uv lock --exclude-newer 2025-01-02T03:04:05Z"


def test_it_is_not_where_files_have_no_upload_time() -> None:
    small = smallest().text
    pins = tuple(
        replace(pin, distributions=tuple(replace(file, uploaded_at=None) for file in pin.distributions))
        for pin in small.single.pins
    )
    assert cutoff(replace(small, single=replace(small.single, pins=pins)), SETTING) is None


def test_what_the_question_added_is_named() -> None:
    settings = Settings(index_strategy=IndexStrategy.UNSAFE_BEST_MATCH)
    own = IndexLocation("https://own.index.test/simple", name="own")
    single, universal = commands(asked(Options("https://other.index.test/simple", (own,), settings)), SETTING)
    for command in (single, universal):
        assert "--index own=https://own.index.test/simple" in command
        assert "--default-index https://other.index.test/simple" in command
        assert "--index-strategy unsafe-best-match" in command


def test_what_is_selected_is_named_for_one_platform_alone() -> None:
    small = smallest().text
    extra = canonicalize_name("fast")
    selecting = replace(
        small,
        case=replace(small.case, selection=replace(small.case.selection, extras=(extra,))),
        problem=replace(small.problem, optional_dependencies={extra: ()}),
    )
    single, universal = commands(selecting, SETTING)
    assert "--extra fast" in single
    assert "--extra" not in universal
