"""Which sentences say what would be otherwise."""

from __future__ import annotations

import pytest

from resolver_core.explain.wording.sentences import is_counterfactual, sentences


def test_a_text_is_its_sentences() -> None:
    text = "a is 2.5.1 in one. It reads a-1.whl. Why?"
    assert sentences(text) == ("a is 2.5.1 in one.", "It reads a-1.whl.", "Why?")
    assert " ".join(sentences(text)) == text
    assert sentences("") == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "The existing lock holds its version; without it the two modes agree.",
        "The lock accepts it because another platform has a file.",
        "It would be 2.",
        "numpy follows from torch.",
        "torch is held back.",
        "With numba>=0.60 the solve succeeds.",
        "Narrowed to Python 3.12 both modes agree, and for Python 3.12 alone there is an answer.",
        "If 'a>1' did not hold there would be an answer.",
        "uv sync where a version needs a file for the target has an answer.",
        "Only several rules together make the difference.",
    ],
)
def test_what_needs_an_experiment(sentence: str) -> None:
    assert is_counterfactual(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "torch is 2.5.1 with uv sync and 2.4.1 with uv pip install on Python 3.8 on linux.",
        "The lock read a-1-cp311-cp311-linux_aarch64.whl, the install reads a-1-cp312-cp312-linux_x86_64.whl.",
        "Tried “without the sources of a”: the recorded index lacks data to decide it.",
        "You require torch>=2 (line 4).",
    ],
)
def test_what_is_a_fact(sentence: str) -> None:
    assert not is_counterfactual(sentence)
