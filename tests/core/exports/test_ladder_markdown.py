"""A ladder as Markdown: every version once, newest first, and what became of it."""

from __future__ import annotations

import pytest

from resolver_core.exports.ladder_markdown import ladder_to_markdown
from tests.core.exports.explained import explained

LADDERS = {ladder.project: ladder for ladder in explained().ladders}


@pytest.mark.parametrize("project", sorted(LADDERS))
def test_every_version_has_its_line(project: str) -> None:
    ladder = LADDERS[project]
    title, blank, *lines = ladder_to_markdown(ladder).splitlines()
    assert title == f"### {project}, every version ({ladder.target.label})"
    assert blank == ""
    assert len(lines) == len(ladder.rungs)
    for line, rung in zip(lines, ladder.rungs, strict=True):
        assert line.startswith(f"- {rung.versions[0]}")


def test_both_modes_are_told_apart_where_they_differ() -> None:
    lines = ladder_to_markdown(LADDERS["engine"]).splitlines()[2:]
    assert any("single-platform: " in line and "; universal: " in line for line in lines)
    assert all("**" in line for line in lines), "the version that was taken is bold"
