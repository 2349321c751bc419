from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaging.tags import Tag
from packaging.utils import NormalizedName, canonicalize_name
from packaging.version import Version

from resolver_core.index.formats.filenames import UnusableFilename, parse_filename, parse_listed_filename

DEMO = canonicalize_name("demo")


def test_a_wheel_with_build_and_compressed_tags() -> None:
    parsed = parse_filename("demo-1.0-2abc-py2.py3-none-any.whl", DEMO)
    assert parsed.is_wheel
    assert parsed.version == Version("1.0")
    assert parsed.build_tag == (2, "abc")
    assert parsed.tags == {Tag("py2", "none", "any"), Tag("py3", "none", "any")}


def test_a_local_version() -> None:
    assert parse_filename("demo-2.1+cu121-cp311-cp311-linux_x86_64.whl", DEMO).version == Version("2.1+cu121")


@pytest.mark.parametrize(
    ("filename", "project", "version"),
    [
        ("demo-1.0.tar.gz", "demo", "1.0"),
        ("demo-1.0.zip", "demo", "1.0"),
        ("demo-1.0.tar.bz2", "demo", "1.0"),
        ("demo-1.0.tgz", "demo", "1.0"),
        ("demo-1.0.tar", "demo", "1.0"),
        ("demo-1.0-1.tar.gz", "demo", "1.0.post1"),
        ("demo-tools-1.0.tar.gz", "demo-tools", "1.0"),
        ("Demo__Tools-1.0.tar.gz", "demo-tools", "1.0"),
        ("demo-1-1.0.tar.gz", "demo-1", "1.0"),
    ],
)
def test_sdists(filename: str, project: str, version: str) -> None:
    parsed = parse_filename(filename, canonicalize_name(project))
    assert not parsed.is_wheel
    assert parsed.version == Version(version)


@pytest.mark.parametrize(
    ("filename", "reason"),
    [
        ("demo-1.0-py3.11.egg", "neither a wheel nor an sdist"),
        ("demo-1.0.win32-py2.7.exe", "neither a wheel nor an sdist"),
        ("demo-1.0.win32.msi", "neither a wheel nor an sdist"),
        ("demo-1.0-1.noarch.rpm", "neither a wheel nor an sdist"),
        ("demo-1.0-py3-none.whl", "not the five or six parts"),
        ("demo-1.0-1-py3-none-any-x.whl", "a wheel variant"),
        ("demo-1.0-cp312-cp312-linux_x86_64-cu129.whl", "a wheel variant (its label is 'cu129')"),
        ("demo-1.0-1-2-py3-none-any-x.whl", "not the five or six parts"),
        ("demo-latest-py3-none-any.whl", "invalid version 'latest'"),
        ("demo-1.0-b1-py3-none-any.whl", "invalid build tag 'b1'"),
        ("demo-2004d.tar.gz", "invalid version '2004d'"),
        ("other-1.0-py3-none-any.whl", "a wheel of 'other'"),
        ("demos-1.0.tar.gz", "an sdist of another project"),
        ("demo-1.0-{0}-{0}-{0}.whl".format(".".join(["a"] * 11)), "it has 1,331 tags, and at most 1,000 are read"),
        ("demo-18446744073709551615-py3-none-any.whl", "a number of 20 digits in its version, and uv reads up to"),
        ("demo-1.0-18446744073709551615-py3-none-any.whl", "invalid build tag"),
        ("demo-2." + "9" * 5_000 + ".tar.gz", "a number of 5,000 digits in its version"),
        ("", "neither"),
        (".whl", "not the five"),
        ("-----.whl", "a wheel of ''"),
    ],
)
def test_files_that_nobody_can_use(filename: str, reason: str) -> None:
    with pytest.raises(UnusableFilename) as caught:
        parse_filename(filename, DEMO)
    assert caught.value.reason.startswith(reason)


def test_a_page_may_list_a_wheel_of_another_project() -> None:
    assert parse_listed_filename("other-9.0-py3-none-any.whl", DEMO).version == Version("9.0")
    for name in ("other-9.0.tar.gz", "other-x-py3-none-any.whl", "!-9.0-py3-none-any.whl"):
        with pytest.raises(UnusableFilename):
            parse_listed_filename(name, DEMO)


@given(st.text(max_size=60).map(lambda text: f"demo-{text}"), st.sampled_from([".whl", ".tar.gz", ""]))
def test_any_name_is_read_or_refused(stem: str, extension: str) -> None:
    try:
        parsed = parse_filename(stem + extension, NormalizedName(DEMO))
    except UnusableFilename:
        return
    assert parsed.is_wheel == extension.endswith("whl") or parsed.version is not None
