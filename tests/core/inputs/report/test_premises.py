"""Stated failures as premises."""

from __future__ import annotations

import pytest

from resolver_core.inputs.report.failures import Unreachable
from resolver_core.inputs.report.premises import premise_text, premises_of, read_premise
from resolver_core.inputs.requirement import InvalidText


def test_a_file() -> None:
    (found,) = premises_of([Unreachable("https://<ours>/packages/a/b/tornado-6.4%2Bx-cp38-abi3-win32.whl", 404, 7)])
    assert (found.filename, found.status, found.line, found.is_placeholder) == (
        "tornado-6.4+x-cp38-abi3-win32.whl",
        404,
        7,
        True,
    )


def test_metadata_beside_a_file() -> None:
    (found,) = premises_of([Unreachable("https://x.test/a-1-py3-none-any.whl.metadata", 403, 1)])
    assert (found.filename, found.is_placeholder) == ("a-1-py3-none-any.whl", False)


def test_a_page() -> None:
    (found,) = premises_of([Unreachable("https://x.test/simple/jaxlib/", None, 1)])
    assert (found.filename, found.project, found.status) == ("", "jaxlib", None)


def test_other_addresses_are_no_premises() -> None:
    assert premises_of([Unreachable("https://x.test/", 404, 1), Unreachable("https://x.test/docs/page", 404, 2)]) == ()


def test_a_file_is_a_premise_once() -> None:
    urls = ("https://a.test/a-1-py3-none-any.whl", "https://b.test/a-1-py3-none-any.whl")
    assert len(premises_of([Unreachable(url, 404, 1) for url in urls])) == 1


@pytest.mark.parametrize(
    ("line", "url", "status", "filename", "project"),
    [
        (
            "https://index.test/f/a-1.0-py3-none-any.whl 404",
            "https://index.test/f/a-1.0-py3-none-any.whl",
            404,
            "a-1.0-py3-none-any.whl",
            "",
        ),
        ("a-1.0.tar.gz 403", "a-1.0.tar.gz", 403, "a-1.0.tar.gz", ""),
        ("https://index.test/simple/a/", "https://index.test/simple/a/", None, "", "a"),
    ],
)
def test_a_line_states_one(line: str, url: str, status: int | None, filename: str, project: str) -> None:
    found = read_premise(line)
    assert (found.url, found.status, found.filename, found.project) == (url, status, filename, project)
    assert premise_text(found) == line


@pytest.mark.parametrize("line", ["", "https://index.test/ 404", "a-1.0.tar.gz four", "a-1.0.tar.gz 40"])
def test_a_line_that_states_none_is_refused(line: str) -> None:
    with pytest.raises(InvalidText):
        read_premise(line)


@pytest.mark.parametrize(
    ("url", "text", "is_named"),
    [
        ("https://i.test/a_b-1.0-py3-none-any.whl", "error: Failed to download: a-b==1.0", True),
        ("https://i.test/a_b-1.0-py3-none-any.whl", "error: Failed to fetch a_b-1.0-py3-none-any.whl", True),
        ("https://i.test/a_b-1.0.tar.gz", "Failed to download `A.B==1.0`", True),
        ("https://i.test/a_b-1.0.tar.gz", "Failed to download `a-b==1.0.1`", False),
        ("https://i.test/odd.whl", "Failed to download `odd==1.0`", False),
        ("https://i.test/simple/a/", "Failed to download `a==1.0`", False),
    ],
)
def test_errors_name_a_file_by_its_version_too(url: str, text: str, is_named: bool) -> None:
    (premise,) = premises_of([Unreachable(url, 404, 1)])
    assert premise.is_named_in(text) is is_named
