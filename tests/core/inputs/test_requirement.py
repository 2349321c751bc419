from __future__ import annotations

import re

import pytest

from resolver_core.inputs.requirement import (
    InvalidText,
    parse_marker,
    parse_name,
    parse_requirement,
    parse_requires_python,
    parse_url,
    parse_version,
)


@pytest.mark.parametrize(
    "text",
    [
        "foo",
        " foo ",
        "foo (>=1.0)",
        "foo[a,b] >=1 , <2 ; sys_platform == 'linux'",
        "foo>=1.0,",
        "foo===1.0",
        "foo==1.*",
        "foo; 'dev' in extras",
        "foo @ https://files.test/foo-1.0-py3-none-any.whl ; python_version > '3'",
        "foo @ git+https://code.test/foo@main",
    ],
)
def test_what_uv_accepts_is_accepted(text: str) -> None:
    assert parse_requirement(text).name == "foo"


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("", "empty"),
        ("foo=1.0", "write `==`"),
        ("foo[a]=1.0", "write `==`"),
        ("foo>=1.9.*", "write `>=1.9`"),
        ("foo>=1 # why", "comment"),
        ("./local", "must begin with the name"),
        ("-foo", "must begin with the name"),
        ("foo @ ./local", "not an absolute URL"),
        ("foo @ https://files.test/foo.whl;python_version>'3'", "space before the `;`"),
        ("foo===abc", "after `===`"),
        ("foo ; os_name === 'posix'", "write `==`"),
        ("foo ; planet == 'mars'", "marker variable"),
        ("foo ;", "marker"),
        ("foo>1 <2", "comma"),
        ("foo bar", "not a valid requirement"),
        ("foo[a,]", "not a valid requirement"),
        ("foo>=1.0+local", "ocal version"),
        ("föö", "not a valid requirement"),
        ("foo==" + "1" * 3000, "has 3,000 digits: at most 200 are read"),
        ("foo" * 2000, "has 6,000 characters: at most 4,000 are read"),
        ("foo ; " + "(" * 3000, "not a valid requirement"),
    ],
)
def test_what_uv_refuses_is_refused_with_advice(text: str, advice: str) -> None:
    with pytest.raises(InvalidText, match=re.escape(advice)):
        parse_requirement(text)


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("3.11", "write `>=3.11`"),
        (">=3.11.*", "write `>=3.11`"),
        ("^3.11", "`^` is Poetry's"),
        (">=3.8 <4", "commas"),
        ("new", "give version specifiers"),
    ],
)
def test_requires_python_is_refused_with_advice(text: str, advice: str) -> None:
    with pytest.raises(InvalidText, match=re.escape(advice)):
        parse_requires_python(text)


def test_an_empty_requires_python_is_no_bound() -> None:
    assert list(parse_requires_python("")) == []


def test_markers_are_checked_and_stripped() -> None:
    assert parse_marker(" os_name == 'posix' ") == "os_name == 'posix'"
    for bad in ("os_name", "os_name === 'posix'", "planet == 'mars'"):
        with pytest.raises(InvalidText, match="marker"):
            parse_marker(bad)


def test_names_are_normalised() -> None:
    assert parse_name("Foo_.Bar") == "foo-bar"
    with pytest.raises(InvalidText, match="not a valid name"):
        parse_name("foo bar")


def test_versions_and_urls_are_checked() -> None:
    assert str(parse_version("v1.0")) == "1.0"
    assert parse_url("https://files.test/a") == "https://files.test/a"
    for parse, bad in ((parse_version, "one"), (parse_url, "files/a"), (parse_url, "http://[::1")):
        with pytest.raises(InvalidText):
            parse(bad)
