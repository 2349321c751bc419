"""docs/hosting.md has every setting as it is, and what a deployment installs is pinned as the project asks for it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib

import pytest
from packaging.requirements import Requirement

from tests.support.settings_page import PAGE, SETTINGS, named_in, settings, written
from tests.support.shared import REPOSITORY

PINNED = REPOSITORY / "deploy" / "requirements.txt"
OF_CLIENTS = {"WHICHWHEEL_URL", "WHICHWHEEL_TOKEN", "WHICHWHEEL_TIMEOUT"}
"""Whoever asks an installation sets them, not whoever runs it."""


def test_the_table_is_that_of_the_settings() -> None:
    text = PAGE.read_text("utf-8")
    assert written(text) == text, "make hosting"


def test_every_setting_says_what_it_means() -> None:
    assert not [one.name for one in settings(SETTINGS.read_text("utf-8")) if len(one.meaning) < 15]


def test_no_setting_is_missing() -> None:
    listed = {one.name for one in settings(SETTINGS.read_text("utf-8"))}
    named = {name for folder in ("webui", "resolver_core") for name in named_in(REPOSITORY / folder)}
    assert named - OF_CLIENTS <= listed


def test_a_setting_is_read_with_its_default_and_what_stands_beside_it() -> None:
    source = """\
# ELSEWHERE_FILE (none): Read by somebody else.
# What it is,
# in two lines.
FIRST = int(environment.number("FIRST", 2.50))
SECOND = environment.choice("SECOND", ("a", "b"))  # behind it
THIRD = environment.flag("THIRD")

# Of nothing.

FOURTH = environment.names("FOURTH")
"""
    assert [(one.name, one.default, one.meaning) for one in settings(source)] == [
        ("ELSEWHERE_FILE", "none", "Read by somebody else."),
        ("FIRST", "`2.5`", "What it is, in two lines."),
        ("FOURTH", "", ""),
        ("SECOND", "`a` / `b`", "behind it"),
        ("THIRD", "no", ""),
    ]


# -- what a deployment installs -----------------------------------------------------------------


def pinned() -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9][a-z0-9._-]*)(?:\[[\w,]+\])?==(\S+)", PINNED.read_text("utf-8"), re.MULTILINE))


def test_everything_that_is_asked_for_is_pinned_within_its_bounds() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    asked = map(Requirement, [*project["dependencies"], *extras["postgresql"], *extras["check"]])
    found = pinned()
    wrong = [
        str(one) for one in asked if not one.specifier.contains(found.get(one.name.lower(), "0"), prereleases=True)
    ]
    assert not wrong, "make requirements"


def test_every_pin_has_a_hash_and_no_place() -> None:
    text = PINNED.read_text("utf-8")
    entries = re.split(r"\n(?=[a-z0-9])", text.strip())
    assert len(entries) == len(pinned()) > 20
    assert all("--hash=sha256:" in entry for entry in entries)
    assert "://" not in text
    assert "--index" not in text


def test_django_finds_nothing_to_say_about_the_documented_settings() -> None:
    (block,) = re.findall(r"```\n(   SECRET_KEY=.*?)   ```", PAGE.read_text("utf-8"), re.DOTALL)
    documented = dict(line.strip().split("=", 1) for line in block.strip().splitlines())
    documented["SECRET_KEY"] = "".join(chr(33 + number) for number in range(60))
    documented["DATABASE_URL"] = documented["DATABASE_URL"].replace("…", "password")
    environment = {**os.environ, **documented}
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    ended = subprocess.run(command, cwd=REPOSITORY, env=environment, capture_output=True, text=True)
    assert (ended.returncode, "no issues" in ended.stdout) == (0, True), ended.stderr


@pytest.mark.parametrize("unit", sorted(path.name for path in (REPOSITORY / "deploy" / "systemd").iterdir()))
def test_a_unit_runs_what_compose_runs(unit: str) -> None:
    text = (REPOSITORY / "deploy" / "systemd" / unit).read_text("utf-8")
    service = unit.removeprefix("whichwheel-").removesuffix(".service")
    compose = (REPOSITORY / "compose.yaml").read_text("utf-8")
    (words,) = re.findall(rf"\n  {service}:\n    <<: \*application\n    command: \[(.*)\]", compose)
    run = re.findall(r"^ExecStart=(\S+) (.*)$", text, re.MULTILINE)
    ((program, arguments),) = run
    expected = [word.strip(' "') for word in words.split(",")]
    assert [program.rpartition("/")[2], *arguments.replace("%%", "%").split()] == [
        "127.0.0.1" if word == "0.0.0.0" else word for word in expected
    ]
    assert "User=whichwheel" in text
    assert "Restart=always" in text
