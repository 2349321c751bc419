"""What a command line asks, as values that the solver takes."""

from __future__ import annotations

import argparse
import io
from pathlib import Path

import pytest

from resolver_core.cli.arguments import add_arguments
from resolver_core.cli.mistakes import UsageError
from resolver_core.cli.question import Question, read_question, shown_name
from resolver_core.errors import InvalidTarget
from resolver_core.index.records import IndexLocation
from resolver_core.policy import Environments

URL = "https://index.test/simple"
TEXT = """\
[project]
name = "x"
version = "1"
requires-python = ">=3.9"
dependencies = ["a"]
[project.optional-dependencies]
cpu = ["b"]
gpu = ["c"]
[dependency-groups]
dev = ["d"]
"""
REPORT = f"It fails for me:\n\n```toml\n{TEXT}```\n\nI run `uv sync --python 3.10` on Windows.\n"


def ask(file: Path | str, *options: str) -> Question:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return read_question(parser.parse_args([str(file), "--index-url", URL, *options]))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "pyproject.toml"
    path.write_text(TEXT)
    return path


def test_every_python_on_every_platform_each_once(file: Path) -> None:
    options = ["--python", "3.9", "--python", "3.12", "--python", "3.9", "--platform", "linux", "--platform", "windows"]
    targets = [(target.python, target.markers["sys_platform"]) for target in ask(file, *options).targets]
    assert targets == [("3.9", "linux"), ("3.9", "win32"), ("3.12", "linux"), ("3.12", "win32")]


@pytest.mark.parametrize(
    ("options", "extras", "groups"),
    [
        ([], (), ()),
        (["--extra", "gpu", "--extra", "gpu"], ("gpu",), ()),
        (["--all-extras"], ("cpu", "gpu"), ()),
        (["--group", "dev"], (), ("dev",)),
        (["--all-groups", "--extra", "cpu"], ("cpu",), ("dev",)),
    ],
)
def test_what_is_selected(file: Path, options: list[str], extras: object, groups: object) -> None:
    selection = ask(file, *options).selection
    assert (selection.extras, selection.groups) == (extras, groups)


def test_indexes_come_in_uvs_order(file: Path) -> None:
    options = ask(file, "--extra-index-url", f"{URL}/b", "--index", f"own={URL}/a", "--find-links", f"{URL}/c").options
    assert options.default_index == URL
    assert options.indexes == (
        IndexLocation(f"{URL}/a", "own"),
        IndexLocation(f"{URL}/b"),
        IndexLocation(URL, default=True),
        IndexLocation(f"{URL}/c", flat=True),
    )


def test_its_two_policies(file: Path) -> None:
    question = ask(file, "--python", "3.12")
    universal, single = question.universal(), question.single(question.targets[0])
    assert universal.environments is not single.environments
    assert single.environments is Environments.TARGET
    assert str(universal.python) == ">=3.9"


def test_standard_input_may_hold_any_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"a>=1\nb\n")))
    question = ask("-")
    assert question.filename == shown_name("-") == "<stdin>"
    assert [line.text for line in question.problem.dependencies] == ["a>=1", "b"]


def test_a_report_states_its_target_and_options_say_otherwise(tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    path.write_text(REPORT)
    stated = ask(path)
    assert stated.targets[0].python == "3.10"
    assert any("line 16 of the report: python 3.10" in note for note in stated.problem.notes), stated.problem.notes
    assert ask(path, "--python", "3.12").targets[0].python == "3.12"


@pytest.mark.parametrize(
    ("name", "data", "options", "words"),
    [
        ("pyproject.toml", b"[project\n", [], "pyproject.toml:1:"),
        ("pyproject.toml", b"\xff\xfa", [], "neither UTF-8 text nor UTF-16"),
        ("pyproject.toml", None, [], "No such file or directory"),
        ("pyproject.toml", TEXT.encode(), ["--extra", "tpu"], "no extra 'tpu'; there are: cpu, gpu"),
        ("pyproject.toml", TEXT.encode(), ["--group", "docs"], "no group 'docs'; there are: dev"),
        ("requirements.txt", b"a==1\nb\n", ["--extra", "x"], "no extra 'x'; there are none"),
        ("pyproject.toml", TEXT.encode(), ["--lock", "no-such-lock"], "no-such-lock: No such file or directory"),
    ],
)
def test_what_cannot_be_asked(tmp_path: Path, name: str, data: bytes | None, options: list[str], words: str) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    with pytest.raises(UsageError) as caught:
        ask(tmp_path / name, *options)
    assert words in str(caught.value)


def test_an_unknown_target_is_refused(file: Path) -> None:
    with pytest.raises(InvalidTarget):
        ask(file, "--platform", "beos")


def test_the_version_of_a_system_is_part_of_the_platform(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MACOSX_DEPLOYMENT_TARGET", raising=False)
    options = ["--python", "3.12", "--platform", "macos@14.2", "--platform", "macos", "--platform", "linux@2.34"]
    labels = [target.label for target in ask(file, *options).targets]
    assert labels == [
        "Python 3.12 on macos (macOS 14.2)", "Python 3.12 on macos", "Python 3.12 on linux (glibc 2.34)"
    ]  # fmt: skip
    with pytest.raises(InvalidTarget, match="version of macOS"):
        ask(file, "--platform", "macos@9")
