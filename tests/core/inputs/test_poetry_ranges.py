from __future__ import annotations

import pytest
from packaging.specifiers import SpecifierSet

from resolver_core.inputs.poetry_ranges import alternatives_of, python_specifier_text, specifier_text
from resolver_core.inputs.requirement import InvalidText


@pytest.mark.parametrize(
    ("constraint", "specifiers"),
    [
        ("*", ""),
        ("^1.2.3", ">=1.2.3,<2"),
        ("^1.2", ">=1.2,<2"),
        ("^1", ">=1,<2"),
        ("^0.2.3", ">=0.2.3,<0.3"),
        ("^0.0.3", ">=0.0.3,<0.0.4"),
        ("^0.0", ">=0.0,<0.1"),
        ("^0", ">=0,<1"),
        ("^1.0b2", ">=1.0b2,<2"),
        ("^1!2.0", ">=1!2.0,<1!3"),
        ("~1.2.3", ">=1.2.3,<1.3"),
        ("~1.2", ">=1.2,<1.3"),
        ("~1", ">=1,<2"),
        ("1.*", "==1.*"),
        ("1.2.x", "==1.2.*"),
        ("==1.2.*", "==1.2.*"),
        ("1.2.3", "==1.2.3"),
        ("=1.2", "==1.2"),
        ("!=1.2.*", "!=1.2.*"),
        ("~=1.2", "~=1.2"),
        (">= 1.2, < 1.5", ">=1.2,<1.5"),
        (">=1,<2 !=1.5", ">=1,<2,!=1.5"),
        ("^1.2,!=1.3.0", ">=1.2,<2,!=1.3.0"),
    ],
)
def test_a_constraint_becomes_specifiers(constraint: str, specifiers: str) -> None:
    assert specifier_text(constraint) == specifiers


def test_ranges_hold_what_poetry_documents() -> None:
    caret = SpecifierSet(specifier_text("^0.2.3"))
    assert [version for version in ("0.2.2", "0.2.3", "0.2.9", "0.3.0") if version in caret] == ["0.2.3", "0.2.9"]
    tilde = SpecifierSet(specifier_text("~1.2.3"))
    assert [version for version in ("1.2.2", "1.2.3", "1.2.9", "1.3.0") if version in tilde] == ["1.2.3", "1.2.9"]


@pytest.mark.parametrize(
    "constraint",
    ["1 | 2", "^0.2 || ^1", "||1", "1||", "1 ||| 2", "===a || 1", "^", "latest", "^a", ">=1.*", "!!", "==="],
)
def test_what_cannot_be_expressed_is_refused(constraint: str) -> None:
    with pytest.raises(InvalidText):
        specifier_text(constraint)


@pytest.mark.parametrize(
    ("constraint", "specifiers"),
    [
        ("^1.0 || ^2.0", ">=1.0,<3"),
        ("^3.1|^1", ">=1,!=2.*,!=3.0.*,<4"),
        (">=1.2,<1.5 || >=1.7", ">=1.2,!=1.5.*,!=1.6.*"),
        ("<2.0 || >2.0", "!=2.0"),
        ("* || ^1", ""),
        ("<1.5 || >=1.4", ""),
        ("~1.2.3 || ~1.4", ">=1.2.3,!=1.3.*,<1.5"),
        ("^1.2,!=1.3 || ^2", ">=1.2,!=1.3,<3"),
        ("==1.2.* || 1.3.*", ">=1.2,<1.4"),
        ("1!1.* || 1!3.*", ">=1!1,!=1!2.*,<1!4"),
    ],
)
def test_alternatives_become_one_list(constraint: str, specifiers: str) -> None:
    assert specifier_text(constraint) == specifiers


@pytest.mark.parametrize(
    "constraint", ["!=1.2.* || 1.2.0", ">1,<=2 || ~=2.1", "1.2.3 || 1.2.5", "^1 || ^2.0.0b1 || ^4.0a1"]
)
def test_a_gap_that_is_no_whole_prefix_is_refused(constraint: str) -> None:
    with pytest.raises(InvalidText, match="gap"):
        specifier_text(constraint)


def test_alternatives_admit_what_any_of_them_admits() -> None:
    versions = [f"{major}.{minor}.{patch}" for major in range(4) for minor in range(4) for patch in range(3)]
    for constraint in ("^0.1 || ^0.2 || ^0.3", "<1 || >=2,<3 || >=2.2", "~1.1 || >=1.3,<2 !=1.3.2", "<1.0.1 || >1.0.1"):
        one = SpecifierSet(specifier_text(constraint))
        several = [SpecifierSet(text) for text in alternatives_of(constraint)]
        assert [v for v in versions if v in one] == [v for v in versions if any(v in other for other in several)]


def test_no_python_lies_between_the_last_2_and_3() -> None:
    assert python_specifier_text("~2.7 || ^3.2") == ">=2.7,!=3.0.*,!=3.1.*,<4"
    with pytest.raises(InvalidText):
        specifier_text("~2.7 || ^3.2")
