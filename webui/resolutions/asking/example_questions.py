"""The questions of the recorded examples, and whether one is still asked."""

from __future__ import annotations

from webui.resolutions.asking.asked import Asked
from webui.resolutions.asking.examples import EXAMPLES, INDEX, Example


def question_of(example: Example, index: str = INDEX) -> Asked:
    """What is asked, with the index at another address."""
    return Asked(
        text=example.text.replace(INDEX, index),
        python=example.python,
        platform=example.platform,
        exclude_newer=example.exclude_newer,
        extras=example.extras,
    )


def is_unchanged(asked: Asked) -> bool:
    """Whether a question is the one of the recorded example that it was made from: only that one has a recording."""
    chosen = next((one for one in EXAMPLES if one.permalink_id == asked.recorded), None)
    return chosen is not None and asked.digest(None) == _recorded(chosen).digest(None) and _same_moment(asked, chosen)


def _recorded(example: Example) -> Asked:
    return Asked.from_json(example.text, {**question_of(example).options_json(), "recorded": example.permalink_id})


def _same_moment(asked: Asked, example: Example) -> bool:
    return asked.exclude_newer == example.exclude_newer
