"""Errors, and addresses that did not answer."""

from __future__ import annotations

import pytest

from resolver_core.inputs.report.failures import errors_in, unreachable_in
from resolver_core.inputs.report.lines import NumberedLine


def lines(text: str) -> list[NumberedLine]:
    return [NumberedLine(number, line) for number, line in enumerate(text.split("\n"), 1)]


@pytest.mark.parametrize(
    "line",
    [
        "error: Distribution `a==1 @ registry+https://x.test/simple` can't be installed because of that",
        "  \u00d7 No solution found when resolving dependencies:",
        "ERROR: Cannot install a and b because these package versions have conflicting dependencies.",
        "RuntimeError: Cannot install on Python version 3.13.0",
        "ModuleNotFoundError: No module named 'h2'",
        "Because no versions of a match >1,<2",
        "Unable to find a resolution because of that",
        "pip._vendor.resolvelib.resolvers.ResolutionTooDeep: 200000",
        "[ResolutionImpossible]: Unable to find a resolution",
        "The current project's supported Python range (>=3.8,<4.0) is not compatible",
        "> error: No solution found",
        "The lockfile at `uv.lock` needs to be updated, but `--locked` was provided.",
        "  The lock file is not compatible with the current version of Poetry.",
        "  pyproject.toml changed significantly since poetry.lock was last generated. Run poetry lock to fix it.",
        "  Could not find a matching version of package rihc",
        "  Unable to find installation candidates for torch (2.0.0)",
        "No solution found when resolving tool dependencies:",
    ],
)
def test_errors(line: str) -> None:
    (found,) = errors_in(lines(f"Resolved 3 packages\n{line}\n{line}\n"))
    assert (found.text, found.number) == (line.strip().removeprefix("> "), 2)


def test_emphasis_is_no_part_of_an_error() -> None:
    (found,) = errors_in(lines("  _The lock file is not compatible with the current version of Poetry._\n"))
    assert found.text.startswith("The lock file is not")


@pytest.mark.parametrize(
    "line",
    [
        "The lock file is in the repository",
        "warning: Missing version constraint",
        "hint: You're on macOS",
        "Resolved 3 packages",
        "DEBUG No error",
        " + a==1",
        "",
    ],
)
def test_no_errors(line: str) -> None:
    assert errors_in(lines(line)) == ()


@pytest.mark.parametrize(
    ("text", "url", "status"),
    [
        (
            "Caused by: HTTP status client error (404 Not Found) for url (https://x.test/a-1.whl#x=0)",
            "https://x.test/a-1.whl",
            404,
        ),
        (
            "error: Failed to fetch: `https://<repo>/a-1.whl`\n"
            "  Caused by: HTTP status server error (502 Bad Gateway) for url (https://<repo>/a-1.whl)",
            "https://<repo>/a-1.whl",
            502,
        ),
        ("The page https://x.test/simple/a/ answers 404 in my browser", "https://x.test/simple/a/", 404),
        ("https://x.test/simple/a/ returns a 403.", "https://x.test/simple/a/", 403),
        ("ERROR: HTTP error 503 while getting https://x.test/a-1.whl", "https://x.test/a-1.whl", 503),
        (
            "requests.exceptions.HTTPError: 401 Client Error: Unauthorized for url: https://x.test/simple/a/",
            "https://x.test/simple/a/",
            401,
        ),
        (
            "error: Failed to fetch: `https://x.test/simple/a/`\n  Caused by: operation timed out",
            "https://x.test/simple/a/",
            None,
        ),
        ("error sending request for url (https://x.test/simple/a/)", "https://x.test/simple/a/", None),
        (
            "Index https://x.test/simple: it returned 500 for https://x.test/simple/a/ once",
            "https://x.test/simple/a/",
            500,
        ),
        ("$ curl -I https://x.test/simple/a/\nHTTP/2 403", "https://x.test/simple/a/", 403),
        ('"GET https://x.test/simple/a/ HTTP/1.1" 404', "https://x.test/simple/a/", 404),
    ],
)
def test_addresses(text: str, url: str, status: int | None) -> None:
    (found,) = unreachable_in(lines(text))
    assert (found.url, found.status, found.line) == (url, status, 1)


@pytest.mark.parametrize(
    "text",
    [
        "See https://x.test/404/ for more",
        "Looking in indexes: https://x.test/simple",
        "fixed in https://x.test/issues/404",
        "",
    ],
)
def test_addresses_that_answer(text: str) -> None:
    assert unreachable_in(lines(text)) == ()


def test_an_error_that_is_all_of_a_line_between_back_ticks() -> None:
    (found,) = errors_in(lines("I get\n`error: distribution a==1 @ registry+https://x.test/ can't be installed`\n"))
    assert found.text == "error: distribution a==1 @ registry+https://x.test/ can't be installed"


def test_a_sentence_about_an_error_is_none() -> None:
    assert (
        errors_in(lines("No solution found when resolving this, but pip finds one\n`error:` and `b` are codes`\n"))
        == ()
    )


def test_an_error_within_a_sentence() -> None:
    (found,) = errors_in(lines("With `pip` I get `ERROR: Could not find a version of attrs` every time, no `error: x`"))
    assert found.text == "ERROR: Could not find a version of attrs"
