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
        "uv lock keeps what your uv.lock has of a; without that lock both modes agree on a.",
        "With later uploads of a both modes pick the same version of a.",
        "With pre-releases of a allowed there is a solution.",
        "a-1.tar.gz can be read: with its metadata uv lock finds a solution.",
        "Without this line a is not installed on Linux, and is still installed on Windows.",
        "All of them are needed: without one of them the others do not turn one result into the other.",
        "The lock accepts it because another platform has a file.",
        "It would be 2.",
        "numpy follows from torch.",
        "torch is held back.",
        "With numba>=0.60 the solve succeeds.",
        "Narrowed to Python 3.12 both modes agree, and for Python 3.12 alone there is a solution.",
        "If 'a>1' did not hold there would be a solution.",
        "uv sync where a version needs a file for the target finds a solution.",
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
        "Undecided: “without the sources of a” needs data that are not recorded.",
        "The lock has to cover every Python in requires-python, the install only one.",
        "uv takes a yanked version only if a requirement of yours pins it with ==, or your uv.lock has it.",
        "You require torch>=2 (line 4).",
    ],
)
def test_what_is_a_fact(sentence: str) -> None:
    assert not is_counterfactual(sentence)
