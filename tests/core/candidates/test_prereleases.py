"""Which pre-releases may be chosen (uv-resolution section 4.2)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from resolver_core.candidates.prereleases import Prereleases, allowed_prereleases, names_prerelease
from resolver_core.inputs.problem import PrereleaseMode
from resolver_core.policy import Options, Policy
from tests.support.builders import a_problem, a_target

NAME = canonicalize_name("a")


@pytest.mark.parametrize(
    ("specifiers", "names"),
    [
        (">=1.0rc1", True),
        ("==2.0a1", True),
        ("<2.0.dev0", True),
        ("~=1.0b2", True),
        (">=1,<2.0b1", True),
        ("===1.0rc1", True),
        ("!=1.0rc1", False),
        (">=1.0", False),
        ("==1.*", False),
        (">=1.0.post1", False),
        ("===weird", False),
        ("", False),
    ],
)
def test_a_requirement_asks_by_naming_one(specifiers: str, names: bool) -> None:
    assert names_prerelease(SpecifierSet(specifiers)) is names


@pytest.mark.parametrize(
    ("mode", "asked", "allowed"),
    [
        ("allow", (), Prereleases.ALWAYS),
        ("disallow", (">=1.0rc1",), Prereleases.NEVER),
        ("explicit", (">=1.0", ">=1.0rc1"), Prereleases.IF_NECESSARY),
        ("explicit", (">=1.0",), Prereleases.NEVER),
        ("if-necessary", (), Prereleases.IF_NECESSARY),
    ],
)
def test_what_a_mode_allows(mode: str, asked: tuple[str, ...], allowed: Prereleases) -> None:
    problem = a_problem("a", tool_uv=f'prerelease = "{mode}"')
    policy = Policy.single_platform(problem, a_target(), Options("https://index.test/simple"))
    assert allowed_prereleases(policy, NAME, map(SpecifierSet, asked)) is allowed


def test_a_mode_of_one_package_comes_first() -> None:
    problem = a_problem("a", tool_uv='prerelease = "disallow"')
    policy = Policy.single_platform(problem, a_target(), Options("https://index.test/simple"))
    settings = replace(policy.settings, prerelease_package={NAME: PrereleaseMode.ALLOW})
    changed = replace(policy, settings=settings)
    assert allowed_prereleases(changed, NAME, ()) is Prereleases.ALWAYS
    assert allowed_prereleases(changed, canonicalize_name("b"), ()) is Prereleases.NEVER
