"""Everything a stored explanation says, as Markdown."""

from __future__ import annotations

from resolver_core import stored_explanation_to_markdown
from tests.support.documents import an_explanation


def test_causes_experiments_and_fixes_are_there() -> None:
    explanation = an_explanation()
    text = stored_explanation_to_markdown(explanation)
    cause = explanation["divergences"][0]["cause"]
    assert "### `torch` differs" in text
    assert cause["summary"] in text
    assert "proven by solving again" in text
    for experiment in cause["experiments"]:
        assert f"- {experiment['title']}: {experiment['outcome']}" in text


def test_agreement_is_said() -> None:
    nothing = {**an_explanation(), "failures": [], "divergences": [], "findings": []}
    assert "Both modes agree on everything" in stored_explanation_to_markdown(nothing)
