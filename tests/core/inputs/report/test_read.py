"""What a pasted issue report states: the five reports the product was made for, and reports of our own."""

from __future__ import annotations

import time

import pytest

from resolver_core import is_report, parse_problem, parse_report
from tests.support.shared import require_shared

REPORTED = {
    "uv-9514.md": ("3.8", None, "torch", "0.5.5"),
    "uv-9640.md": ("3.12", "x86_64-unknown-linux-gnu", "[project.optional-dependencies]", "0.5.6"),
    "uv-11926.md": ("3.12", "x86_64-unknown-linux-gnu", "jupyter", "0.6.3"),
    "uv-7990.md": ("3.10", "x86_64-unknown-linux-gnu", "gradio>=4.1.0", "0.4.18"),
    "uv-10693.md": ("3.11", "x86_64-unknown-linux-gnu", "pytorch-nightly-cu126", ""),
}
FENCED = """\
### Summary

`uv sync` and `uv pip install -r pyproject.toml` give different versions of numpy.

```toml
[project]
name = "app"
version = "1"
requires-python = ">=3.9"
dependencies = ["numpy"]
```

```console
$ uv sync --extra gpu --prerelease allow --index-url https://index.test/simple
```

### Platform

macOS 14 arm64

### Version

uv 0.13.8

### Python version

Python 3.11
"""


@pytest.mark.parametrize("name", REPORTED)
def test_the_five_reports(name: str) -> None:
    python, platform, part, uv = REPORTED[name]
    text = require_shared("reports", name).read_text("utf-8")
    assert is_report(text)
    report = parse_report(text)
    assert (report.values.get("python"), report.values.get("platform"), report.uv_version) == (python, platform, uv)
    assert part in report.text
    created = next(line for line in text.split("\n") if line.startswith("created_at"))
    assert report.values["exclude_newer"] in created
    lines = text.split("\n")
    for fact in report.facts:
        assert fact.quote.split("\n")[0].strip() in lines[fact.line - 1]
    assert parse_problem(report.text).dependencies or "optional" in part


def test_a_form_with_everything() -> None:
    assert is_report(FENCED)
    report = parse_report(FENCED)
    assert parse_problem(report.text).name == "app"
    assert report.values == {
        "index_url": "https://index.test/simple",
        "prerelease": "allow",
        "platform": "aarch64-apple-darwin",
        "python": "3.11",
    }
    assert report.uv_version == "0.13.8"
    assert report.missing == ("no date, so the index is read as it is today",)
    assert {fact.field: fact.line for fact in report.facts}["text"] == 6


def test_extras_that_the_project_has() -> None:
    text = FENCED.replace(
        'dependencies = ["numpy"]', 'dependencies = []\n[project.optional-dependencies]\ngpu = ["torch"]'
    )
    assert parse_report(text).values["extras"] == ("gpu",)


def test_options_of_another_way_are_not_the_projects() -> None:
    """A report compares `uv pip install x --index-url …` with a project: the option is not the project's."""
    text = FENCED.replace("uv sync --extra gpu", "uv pip install numpy")
    assert "index_url" not in parse_report(text).values


def test_a_copy_without_fences() -> None:
    text = FENCED.replace("```toml\n", "").replace("```console\n", "").replace("```\n", "")
    assert is_report(text)
    problem = parse_problem(parse_report(text).text)
    assert (problem.name, len(problem.dependencies)) == ("app", 1)


def test_a_requirements_file() -> None:
    text = "It fails with this file on Ubuntu 24.04 here:\n\n```\nnumpy>=2  # new\npandas==2.1\n```\n"
    report = parse_report(text)
    assert len(parse_problem(report.text).dependencies) == 2
    assert report.values["platform"] == "x86_64-unknown-linux-gnu"


def test_a_command_becomes_a_project() -> None:
    text = (
        "I ran the following and it took an old version:\n\n```\n$ uv pip install 'flask>2' numpy --python 3.12\n```\n"
    )
    report = parse_report(text)
    assert [line.text for line in parse_problem(report.text).dependencies] == ["flask>2", "numpy"]
    assert report.values == {"python": "3.12"}


def test_nothing_to_solve() -> None:
    report = parse_report("```\nTraceback (most recent call last):\n```\nIt crashed on my machine this morning.\n")
    assert report.text == ""
    assert report.missing[0].startswith("no project")


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
        "```\n" + "[" * 200_000,
        "> " * 50_000 + "x",
        "```" * 100_000,
        "[project]\n" + "a" * 400_000 + "\none two three four five six\nuv sync does not work for me today\n",
        "[project]\n" * 2_000 + "one two three four five six\n" * 200 + "uv sync\n",
        "a\0b\n```\n\0\n```\n",
        "`" * 5_000 + "uv pip install `" * 1_000 + "\n```\n",
        "```toml\n" + 'a = ' + "[" * 3_000 + "\n```\n",
        "<script>alert(1)</script>\n```toml\n[project]\nname = '<b>'\n```\n",
    ],
    ids=["brackets", "quotes", "fences", "long line", "tables", "nul", "ticks", "nesting", "markup"],
)  # fmt: skip
def test_hostile_texts_end(text: str) -> None:
    start = time.process_time()
    if is_report(text):
        parse_report(text)
    assert time.process_time() - start < 20  # of work, however busy the machine; a second of it is usual
