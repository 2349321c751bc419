"""Edits of where a lock, or one requirement, has to hold."""

from __future__ import annotations

from packaging.utils import canonicalize_name
from packaging.version import Version

from resolver_core.explain.lab.scope_edits import (
    held_back_where,
    limited_to_platform,
    minor_of,
    narrowed_python,
    platform_marker,
    split_by_marker,
    target_marker,
    with_files_required,
)
from tests.support.builders import a_problem, a_target

A, TWO = canonicalize_name("a"), Version("2")
HERE = a_target("3.12")
MARKER = "sys_platform == 'linux' and platform_machine == 'x86_64'"


def test_the_target_in_words_of_the_text() -> None:
    assert (minor_of(HERE), platform_marker(HERE)) == ("3.12", MARKER)


def test_requires_python_for_one_minor_version() -> None:
    edited = narrowed_python(a_problem("a", requires_python=">=3.8"), HERE)
    assert edited is not None
    assert 'requires-python = ">=3.12,<3.13"' in edited
    assert narrowed_python(a_problem("a", requires_python="==3.12.*"), HERE) is None
    assert narrowed_python(a_problem("a", requires_python=None), HERE) is None


def test_a_lock_for_one_platform() -> None:
    edited = limited_to_platform(a_problem("a"), HERE)
    assert edited is not None
    assert f'environments = ["{MARKER}"]' in edited
    assert limited_to_platform(a_problem("a", tool_uv="environments = [\"sys_platform == 'linux'\"]"), HERE) is None


def test_another_version_where_a_marker_holds() -> None:
    edited = split_by_marker(a_problem("a>=1", "b").text, A, TWO, MARKER)
    assert edited is not None
    assert f'"a>=1,<=2 ; {MARKER}"' in edited
    assert "\"a>=1,>2 ; platform_machine != 'x86_64' or sys_platform != 'linux'\"" in edited
    assert split_by_marker(a_problem("a ; os_name == 'nt'").text, A, TWO, MARKER) is None
    assert split_by_marker(a_problem("b").text, A, TWO, MARKER) is None


def test_files_or_an_older_version_at_the_target() -> None:
    text, here = a_problem("a").text, f"python_version == '3.12' and {MARKER}"
    assert target_marker(HERE) == here
    required, held = with_files_required(text, HERE), held_back_where(text, A, TWO, here)
    assert required is not None
    assert held is not None
    assert f'required-environments = ["{here}"]' in required
    assert f'constraint-dependencies = ["a<=2 ; {here}"]' in held
