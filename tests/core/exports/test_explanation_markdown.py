"""An explanation as Markdown, to be pasted into an issue."""

from __future__ import annotations

from markdown_it import MarkdownIt

from resolver_core.exports.explanation_markdown import explanation_to_markdown
from resolver_core.policy import UV_VERSION
from tests.core.exports.explained import explained
from tests.support.field_cases import recorded


def parts(text: str) -> list[tuple[str, str]]:
    """The blocks of a Markdown text: what they are, and what they hold."""
    return [(token.type, token.content) for token in MarkdownIt("commonmark").parse(text) if token.content]


def test_it_says_which_uv_is_meant() -> None:
    assert explanation_to_markdown(explained()).startswith(
        f"Checked with Whichwheel, which emulates uv {UV_VERSION}.\n"
    )


def test_each_root_of_a_difference_has_its_cause_its_proof_and_its_fixes() -> None:
    text = explanation_to_markdown(explained())
    roots = [entry for entry in explained().divergences if entry.root and entry.cause is not None]
    assert roots
    for entry in roots:
        assert entry.cause is not None
        assert f"### `{entry.project}` differs" in text
        assert f"*({entry.cause.cause_class.value}: proven by solving again)*" in text
        assert all(f"- {experiment.title}: " in text for experiment in entry.cause.experiments)
        assert all(f"{fix.title}: {fix.verdict}." in text for fix in entry.fixes if fix.is_offered)
        assert all(f"{fix.title} ({fix.verdict})" in text for fix in entry.fixes if not fix.is_offered)
        assert all(f"- {move}" in text for fix in entry.fixes if fix.is_offered for move in fix.moves)


def test_patches_are_code_that_can_be_applied() -> None:
    patches = [fix.patch for entry in explained().divergences for fix in entry.fixes if entry.root and fix.is_offered]
    fences = [content for kind, content in parts(explanation_to_markdown(explained())) if kind == "fence"]
    assert patches
    assert fences == patches


def test_what_follows_is_named_and_has_no_section() -> None:
    text = explanation_to_markdown(explained())
    followers = [entry.project for entry in explained().divergences if not entry.root]
    assert followers
    assert f"{len(followers)} follow from it: " in text
    assert not [name for name in followers if f"### `{name}`" in text]


def test_a_failure_has_a_section() -> None:
    text = explanation_to_markdown(explained("clashing"))
    assert [failure.mode for failure in explained("clashing").failures] == ["single", "universal"]
    assert "### `uv pip install` has no solution" in text
    assert "### `uv sync` has no solution" in text


def test_what_helps_both_modes_stands_once() -> None:
    text = explanation_to_markdown(recorded("11-as-of-date-and-unfolded-list").explained())
    assert text.count("use Python 3.11 (uv python pin 3.11), with requires-python") == 1
    before, after = text.split("### `uv sync` has no solution")
    assert "use Python 3.11" in before
    assert "What helps stands above." in after


def test_where_both_agree_it_says_so() -> None:
    text = explanation_to_markdown(explained("agreeing"))
    assert text.endswith("Both modes agree on everything, and nothing is worth a look.\n")
