"""What became of a version in one mode, in one line."""

from __future__ import annotations

import pytest

from resolver_core.explain.explanation import Standing, State
from resolver_core.explain.wording.standings import standing_in_words

PASSED = {"state": State.PASSED, "text": "b 1 requires a<2"}


@pytest.mark.parametrize(
    ("standing", "words"),
    [
        (None, "this mode does not use the project"),
        (Standing(State.TAKEN), "taken"),
        (Standing(State.TAKEN, where="os_name == 'nt'"), "taken where os_name == 'nt'"),
        (Standing(**PASSED), "b 1 requires a<2"),
        (Standing(**PASSED, path=("line 4",)), "b 1 requires a<2"),
        (Standing(**PASSED, path=("line 4", "b 1")), "b 1 requires a<2 (line 4 → b 1)"),
        (
            Standing(State.PASSED, "no-file", "no file fits", detail="2 wheels", files=("a.whl", "b.whl")),
            "no file fits (2 wheels), nearest a.whl, b.whl",
        ),
        (Standing(State.PASSED, "metadata", "unreadable", files=("a.whl",)), "unreadable"),
        (Standing(**PASSED, elsewhere=(Standing(State.TAKEN, where="x"),)), "b 1 requires a<2; taken where x"),
    ],
)
def test_everything_that_is_known(standing: Standing | None, words: str) -> None:
    assert standing_in_words(standing) == words


def test_names_are_marked() -> None:
    standing = Standing(State.PASSED, "no-file", "no file fits", files=("a.whl",), where="m")
    assert standing_in_words(standing, mark="`") == "no file fits, nearest `a.whl` where `m`"
    assert standing_in_words(Standing(State.TAKEN), bold="**") == "**taken**"
