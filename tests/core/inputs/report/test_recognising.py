"""Whether a text is a report at all."""

from __future__ import annotations

import pytest

from resolver_core.inputs.report.recognising import is_report


@pytest.mark.parametrize(
    "text",
    [
        '[project]\nname = "a"\nversion = "1"\n',
        'x = """\n```\nnot a fence of a report\n```\n"""\n',
        "numpy\npandas>=2 # a comment that has more words than five\n",
        "# /// script\n# dependencies = []\n# ///\nprint('hello')\n",
        "",
    ],
)
def test_what_is_no_report(text: str) -> None:
    assert not is_report(text)


@pytest.mark.parametrize(
    "text",
    [
        "---\nnumber: 1\n---\nIt fails\n",
        "It fails:\n```\nuv sync\n```\n",
        "Our CI does `uv add httpx` and takes an old release of it, why is that?\n",
        "It does not work on my machine today\nand uv sync says that nothing fits at all\n",
        "uvx runs another release\n\n$ uvx black --version\nblack 23.1\n",
        "PS C:\\x> uv add pyqt5\nerror: no\n",
    ],
)
def test_what_is_a_report(text: str) -> None:
    assert is_report(text)


def test_a_script_in_the_open_is_none_and_one_in_a_fence_is() -> None:
    script = "# /// script\n# dependencies = []\n# ///\n"
    assert not is_report(f'"""Run it with uv run a.py, as everybody does it."""\n{script}')
    assert is_report(f"My script, run with uv run a.py, fails:\n```python\n{script}```\n")
    assert not is_report("It fails\n```\nuv sync\n```\n", "a.py")
