"""Project files, whole and in pieces."""

from __future__ import annotations

import tomllib

import pytest

from resolver_core.inputs.report.toml_pieces import completed, merged, piece_of, says_rest_as_above, unshown_files

WHOLE = '[project]\nname = "x"\nversion = "1"\ndependencies = ["a"]\n'


def test_a_whole_file() -> None:
    piece = piece_of(WHOLE)
    assert piece is not None
    assert (piece.text, piece.is_whole, piece.leaves_out) == (WHOLE, True, False)


@pytest.mark.parametrize(
    "text",
    [
        '[tool.poetry]\nname = "x"\n[tool.poetry.dependencies]\npython = "^3.9"\n',
        '[project]\nrequires-python = ">=3"\n',
    ],
)
def test_other_whole_files(text: str) -> None:
    piece = piece_of(text)
    assert piece is not None
    assert piece.is_whole


@pytest.mark.parametrize("more", ["...\n", "…\n", "[...]\n", "# ...\n", ".... and so on\n"])
def test_what_is_left_out_does_not_hinder(more: str) -> None:
    piece = piece_of(WHOLE + more)
    assert piece is not None
    assert tomllib.loads(piece.text)["project"]["name"] == "x"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "numpy\n",
        "[project\n",
        '[package]\nname = "crate"\n',
        'version = 1\n[[package]]\nname = "a"\n[tool.x]\n',
        "[tool.x]\n" * 2,
    ],
)
def test_what_is_no_project(text: str) -> None:
    assert piece_of(text) is None


@pytest.mark.parametrize(
    "words",
    [
        "the rest is as above",
        "everything else unchanged",
        "... rest as above",
        "the rest the same as before",
        "other tables same as above",
    ],
)
def test_the_rest_is_as_above(words: str) -> None:
    assert says_rest_as_above(words)


@pytest.mark.parametrize("words", ["I start from this file", "as you can see above it fails", ""])
def test_nothing_is_said_of_the_rest(words: str) -> None:
    assert not says_rest_as_above(words)


def test_a_piece_replaces_its_keys_alone() -> None:
    text = merged(
        WHOLE + "\n[tool.uv]\nno-build = true\n",
        '[project]\ndependencies = ["b"]\n[tool.uv]\nindex-url = "https://x.test"\n',
    )
    assert text is not None
    assert tomllib.loads(text) == {
        "project": {"name": "x", "version": "1", "dependencies": ["b"]},
        "tool": {"uv": {"no-build": True, "index-url": "https://x.test"}},
    }


def test_what_does_not_fit_together() -> None:
    assert merged(WHOLE, "[project\n") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            '[project]\ndependencies = ["a"]\n',
            '[project]\nname = "from-a-report"\nversion = "0"\ndependencies = ["a"]\n',
        ),
        ('[project]\nname = "x"\ndynamic = ["version"]\n', '[project]\nname = "x"\ndynamic = ["version"]\n'),
        ('[project]\nname = "x"\n', '[project]\nversion = "0"\nname = "x"\n'),
        ("[tool.uv]\n", "[tool.uv]\n"),
        ("a>=1\n", "a>=1\n"),
        ("a>=1\n-c bounds.txt\n", "a>=1\n# -c bounds.txt (the report does not show it)\n"),
    ],
)
def test_a_piece_is_completed_to_a_project(text: str, expected: str) -> None:
    assert completed(text) == expected


def test_files_that_a_list_includes_are_named() -> None:
    assert unshown_files("a\n-r base.txt\n--constraint=bounds.txt\n") == ("base.txt", "bounds.txt")
    assert unshown_files('[project]\nname = "x"\n') == ()


def test_a_name_that_was_blotted_out_is_filled() -> None:
    assert completed('[project]\nname = ""\nversion = "1"\n') == '[project]\nname = "from-a-report"\nversion = "1"\n'
