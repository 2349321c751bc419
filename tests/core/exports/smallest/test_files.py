"""The smallest project as files, a test and a reply."""

from __future__ import annotations

import tomllib
from dataclasses import replace

import pytest

from resolver_core import UV_VERSION
from resolver_core.exports.smallest import to_dockerfile, to_project, to_reply, to_snapshot_test
from resolver_core.exports.smallest.commands import commands
from resolver_core.exports.smallest.reply import enough
from resolver_core.minimise.smallest import Ending
from tests.support.small_cases import SETTING, smallest


def test_the_project_has_the_commands_on_top() -> None:
    text = to_project(smallest().text, SETTING)
    assert tomllib.loads(text)["project"]["dependencies"] == ["a"]
    assert all(f"#   {command}" in text.splitlines() for command in commands(smallest().text, SETTING))


def test_the_dockerfile_runs_both_commands() -> None:
    lines = to_dockerfile(smallest().text, SETTING).splitlines()
    assert "FROM python:3.11-slim" in lines
    assert f"RUN pip install --no-cache-dir uv=={UV_VERSION}" in lines
    assert [f"RUN {command} || true" for command in commands(smallest().text, SETTING)] == lines[-3:-1]
    inside = lines[lines.index("COPY <<'END_OF_PROJECT' pyproject.toml") + 1 : lines.index("END_OF_PROJECT")]
    assert tomllib.loads("\n".join(inside)) == tomllib.loads(smallest().text.case.text)


def test_the_snapshot_test_expects_what_is_answered() -> None:
    text = to_snapshot_test(smallest(), SETTING)
    assert "fn no_compatible_file_a() -> Result<()> {" in text
    assert '.arg("--python-platform")\n        .arg("linux")' in text
    assert "    a==1\n" in text
    assert "    a==2\n" in text
    assert text.count("success: true") == 3
    assert text.count(".arg(&index_url)") == text.count("UV_EXCLUDE_NEWER") == 2


def test_without_an_index_of_its_own_the_test_asks_the_usual_one() -> None:
    text = to_snapshot_test(replace(smallest(), closed=None), SETTING)
    assert "index_url" not in text
    assert text.count('.arg("--exclude-newer")') == 2


def test_the_reply_says_how_little_it_takes_and_what_comes_out() -> None:
    text = to_reply(smallest(), SETTING)
    assert text.startswith("One line is enough:\n\n```toml\n[project]\n")
    assert "the first gives a 1, the second a 2." in text
    assert smallest().text.cause.summary.partition(".")[0] in text
    assert "2 requirements came down to 1" in text
    assert "nothing more can go" in text


@pytest.mark.parametrize("ending", [Ending.CANCELLED, Ending.SOLVES, Ending.SECONDS])
def test_it_says_where_more_may_go(ending: Ending) -> None:
    found = smallest()
    stopped = replace(found, ending=ending, text=replace(found.text, is_minimal=False))
    assert "more may go" in to_reply(stopped, SETTING)


def test_lines_are_counted_that_say_something() -> None:
    small = smallest().text
    text = f'{small.case.text}requires-python = ">=3.8"\n\n[tool.uv]\nprerelease = "allow"\n'
    assert enough(replace(small, case=replace(small.case, text=text))) == "Three lines are enough"
