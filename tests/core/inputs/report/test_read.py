"""What a pasted issue report states: the five reports the product was made for, and reports of our own."""

from __future__ import annotations

import time

import pytest

from resolver_core import is_report, parse_problem, parse_report
from resolver_core.inputs.report.sides import SideMode
from tests.support.shared import require_shared

REPORTED = {
    "uv-9514.md": ("3.8", "aarch64-apple-darwin", "torch", "0.5.5"),
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


def test_what_the_five_reports_compare() -> None:
    """Sides, premise, observations and merged pieces, as the folder's README tells them."""
    reports = {name: parse_report(require_shared("reports", name).read_text("utf-8")) for name in REPORTED}
    sync, run = (reports["uv-9514.md"].sides[at] for at in (0, 1))
    assert (sync.command, sync.mode) == ("uv sync", SideMode.UNIVERSAL)
    assert (run.requirements, run.mode, run.values) == (("torch",), SideMode.ONE_PLATFORM, {"python": "3.8"})
    assert reports["uv-9514.md"].observed_versions[
        run.command.replace("-project", "-project --verbose").split(" -c")[0]
    ] == {"torch": ("2.4.1",)}
    (premise,) = reports["uv-11926.md"].premises
    assert (premise.status, premise.filename) == (404, "tornado-6.4.2-cp38-abi3-macosx_10_9_universal2.whl")
    assert premise.is_placeholder
    project = reports["uv-9640.md"].project
    assert project is not None
    assert project.is_merged
    assert "ragatouille" in project.text
    assert "[tool.uv.sources]" in project.text
    install = reports["uv-10693.md"].sides[0]
    assert install.requirements == ("torch", "torchvision", "torchaudio")
    assert "index_url" in install.values
    assert len(reports["uv-10693.md"].observed_versions[install.command]) == 27
    falling = next(side for side in reports["uv-7990.md"].sides if side.command.endswith("-r requirements.txt"))
    assert falling.requirements == ("torch==2.3.1",)
    assert "gradio>=4.1.0" in falling.text


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
        "```\n" + "[" * 200_000,
        "> " * 50_000 + "x",
        "```" * 100_000,
        "[project]\n" + "a" * 400_000 + "\none two three four five six\nuv sync does not work for me today\n",
        "[project]\n" * 2_000 + "one two three four five six\n" * 200 + "uv sync\n",
        "a\0b\n```\n\0\n```\n",
        "`" * 5_000 + "uv pip install `" * 1_000 + "\n```\n",
        "```toml\n" + 'a = ' + "[" * 3_000 + "\n```\n",
        "$ " * 200_000,
        "$ \n" * 19_000,
        "`" * 500_000,
        "` " * 200_000,
        "> $ uv pip install a \\\\\n" * 15_000,
        "```\n" + "$ cat <<EOF\n" * 15_000,
        "<!--" * 100_000,
        "<details>" * 50_000,
        "| uv " * 100_000 + "\n",
        "(" * 1_900 + "\n" + "\n".join(["(a" * 900] * 200),
        "\n".join(["uv 1" * 400] * 300) + "\n```\n",
        "\n".join(["https://x " * 150] * 300) + "\n```\n",
        "```\n" + "\n".join(["[" + "=" * 1_900] * 250) + "\n```\n",
        "<script>alert(1)</script>\n```toml\n[project]\nname = '<b>'\n```\n",
    ],
)  # fmt: skip
def test_hostile_texts_end(text: str) -> None:
    start = time.process_time()
    is_report(text)
    parse_report(text)
    assert time.process_time() - start < 20  # of work, however busy the machine; a second of it is usual


def test_secrets_are_in_no_fact() -> None:
    text = "```\n$ uv pip install a --index-url https://me:hunter2@i.test/simple\nerror: Failed to fetch: `https://me:hunter2@i.test/simple/a/`\n```\n"
    assert "hunter2" not in repr(parse_report(text))


def test_every_fact_stands_where_it_says() -> None:
    lines = FENCED.split("\n")
    report = parse_report(FENCED)
    assert all(command.text in lines[command.line - 1] for command in report.commands)
    assert report.python is not None
    assert report.machine is not None
    assert (lines[report.python.line - 1], lines[report.machine.line - 1]) == ("Python 3.11", "macOS 14 arm64")


@pytest.mark.parametrize("slug", ["23-reader-invents-packages", "24-reader-misses-date-prompt-tag"])
def test_field_cases_of_the_reader(slug: str) -> None:
    texts = {name: require_shared("field", slug, f"{name}.md").read_text("utf-8") for name in "abc"}
    reports = {name: parse_report(text) for name, text in texts.items()}
    if slug.startswith("23"):
        assert [list(map(str, _asked(reports[name].text))) for name in "abc"] == [["numpy", "pandas"], ["httpx"], []]
    else:
        assert reports["a"].values == {"platform": "x86_64-pc-windows-msvc", "exclude_newer": "2025-10-16"}
        assert _asked(reports["a"].text) == ["torch"]
        assert reports["b"].values["platform"] == "x86_64-apple-darwin"
        assert _asked(reports["c"].text) == ["six", "idna"]
        built = parse_report(require_shared("field", slug, "d.md").read_text("utf-8"))
        assert built.as_of is not None
        assert (built.as_of.value, built.as_of.is_assumed) == ("2025-10-15", True)


def _asked(text: str) -> list[str]:
    return [line.text for line in parse_problem(text).dependencies] if text else []


def test_a_wheel_that_a_command_installs_tells_the_machine() -> None:
    machine = parse_report("```\n$ uv add dist/app-1.0-cp312-cp312-macosx_11_0_arm64.whl\n```\n").machine
    assert machine is not None
    assert (machine.os, machine.arch) == ("macos", "arm64")
