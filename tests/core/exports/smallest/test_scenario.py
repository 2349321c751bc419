"""A scenario has words for what is shown, or it says what it has none for."""

from __future__ import annotations

import tomllib
from dataclasses import replace

import pytest

from resolver_core import Options, PrereleaseMode, Settings
from resolver_core.exports.smallest.scenario import NoScenario, to_scenario
from resolver_core.index.kept.memory import DEFAULT_URL
from tests.support.small_cases import smallest


def test_the_index_and_the_question() -> None:
    document = tomllib.loads(to_scenario(smallest()))
    assert document["name"] == "no-compatible-file-a"
    assert document["root"] == {"requires": ["a"], "requires_python": ">=3.11"}
    assert document["resolver_options"] == {"python": "3.11", "python_platform": "linux"}
    assert sorted(document["packages"]) == ["a"]
    versions = document["packages"]["a"]["versions"]
    assert versions["1"] == {"requires_python": "", "requires": [], "yanked": False, "sdist": False}
    assert versions["2"]["wheel_tags"] == ["cp311-cp311-win_amd64"]


def test_settings_of_the_command_line_are_options() -> None:
    found = smallest()
    assert found.closed is not None
    options = Options(DEFAULT_URL, settings=Settings(prerelease=PrereleaseMode.ALLOW))
    closed = replace(found.closed, case=replace(found.closed.case, options=options))
    document = tomllib.loads(to_scenario(replace(found, closed=closed)))
    assert document["resolver_options"]["prerelease"] == "allow"


def test_what_there_are_no_words_for_is_said() -> None:
    found = smallest()
    assert found.closed is not None
    text = found.closed.case.text + '\n[tool.uv]\nexclude-dependencies = ["b"]\n'
    closed = replace(found.closed, case=replace(found.closed.case, text=text))
    with pytest.raises(NoScenario, match="exclude-dependencies"):
        to_scenario(replace(found, closed=closed))
    with pytest.raises(NoScenario, match="do not suffice"):
        to_scenario(replace(found, closed=None))
