from __future__ import annotations

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from resolver_core.index.formats.lenient import UnreadableText, lenient_requirement, lenient_specifiers


@pytest.mark.parametrize(
    ("text", "expected", "rule"),
    [
        (">=7.2.0<8.0.0", ">=7.2.0,<8.0.0", "missing comma"),
        ("!=~5.0,>=4.12", "!=5.0.*,>=4.12", "tilde after !="),
        (">=1.9.*", ">=1.9", "star after an ordered comparison"),
        (">=2.7,<3.4.*", ">=2.7,<3.4", "star after an ordered comparison"),
        (">= 1.9.*, <  4.*", ">=1.9,<4", "star after an ordered comparison"),
        (">=2.7,!=3.0*,!=3.1*", ">=2.7,!=3.0.*,!=3.1.*", "missing dot before the star"),
        (">=3.6,", ">=3.6", "trailing comma"),
        (">=3.6, ", ">=3.6", "trailing comma"),
        (">dev", ">0.0.0.dev0", "greater than dev"),
        (">=9.0.0a1.0", ">=9.0.0a1", "zero after a pre-release"),
        (">= '2.7'", ">=2.7", "stray quotes"),
        ('>="3.6"', ">=3.6", "stray quotes"),
    ],
)
def test_each_repair_of_a_specifier(text: str, expected: str, rule: str) -> None:
    specifiers, repairs = lenient_specifiers(text)
    assert specifiers == SpecifierSet(expected)
    assert [repair.rule for repair in repairs] == [rule]
    assert repairs[0].before == text.strip()
    assert SpecifierSet(repairs[0].after) == specifiers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("elasticsearch-dsl (>=7.2.0<8.0.0)", "elasticsearch-dsl>=7.2.0,<8.0.0"),
        ("pytz (>dev)", "pytz>0.0.0.dev0"),
        ("botocore>=1.3.0,<1.4.0',", "botocore>=1.3.0,<1.4.0"),
        ('\'numpy\' >=1.19"; python_version >= "3.7"', 'numpy>=1.19; python_version >= "3.7"'),
    ],
)
def test_requirements_are_repaired_and_markers_left_alone(text: str, expected: str) -> None:
    requirement, repairs = lenient_requirement(text)
    assert requirement == Requirement(expected)
    assert len(repairs) == 1


def test_repairs_accumulate_until_the_text_parses() -> None:
    _, repairs = lenient_specifiers(">=2.7<3.4.*',")
    assert repairs[0].rule == "missing comma, star after an ordered comparison, trailing comma, stray quotes"


@pytest.mark.parametrize("text", [">=3.6", "", "!=3.0.*", "~=1.4", "===1.0"])
def test_a_valid_text_is_left_alone(text: str) -> None:
    specifiers, repairs = lenient_specifiers(text)
    assert specifiers == SpecifierSet(text)
    assert repairs == ()


@pytest.mark.parametrize(
    "text",
    ["python 3", ">=abc", ">=1,,<2", ",>=1", "> dev", "!= ~3.0", ">=3.6 <4", "(>=3.6)", "===foo", "~=3", "=>3.6"],
)
def test_beyond_repair(text: str) -> None:
    with pytest.raises(UnreadableText) as caught:
        lenient_specifiers(text)
    assert caught.value.text == text


@pytest.mark.parametrize(
    "text", ["foo()", "foo ( )", "foo;", "foo 1.0", "foo[a,]", "foo===1.0.x", "foo~=1", "foo > dev"]
)
def test_requirements_beyond_repair(text: str) -> None:
    """Measured with uv 0.13.8: a version whose metadata say this is passed over."""
    with pytest.raises(UnreadableText):
        lenient_requirement(text)


@pytest.mark.parametrize("text", ["foo (>=1,)", "foo[]", "foo>=v1", "foo>=1-1", "foo; os.name == 'posix'"])
def test_odd_requirements_that_need_no_repair(text: str) -> None:
    assert lenient_requirement(text) == (Requirement(text), ())


def test_a_url_requirement_keeps_its_commas() -> None:
    requirement, repairs = lenient_requirement("demo @ https://index.test/a,,b/demo-1.0.tar.gz")
    assert requirement.url == "https://index.test/a,,b/demo-1.0.tar.gz"
    assert repairs == ()


def test_the_same_text_is_parsed_once() -> None:
    assert lenient_requirement("demo>=1")[0] is lenient_requirement("demo>=1")[0]
