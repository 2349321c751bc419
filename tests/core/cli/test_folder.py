"""The files that a question leads to are read from the folder it stands in, and no others."""

from __future__ import annotations

from pathlib import Path

import pytest

from resolver_core.cli.folder import read_folder

ROOT = '[project]\nname = "p"\nversion = "1"\n[tool.uv.workspace]\nmembers = ["packages/*"]\n'


def test_members_and_includes_are_followed(tmp_path: Path) -> None:
    (tmp_path / "packages" / "q").mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text(ROOT)
    (tmp_path / "packages" / "q" / "pyproject.toml").write_text('[project]\nname = "q"\nversion = "1"\n')
    (tmp_path / "secret.toml").write_text("x = 1\n")
    files = read_folder(ROOT, tmp_path / "pyproject.toml", None)
    assert set(files.texts) == {"pyproject.toml", "packages/q/pyproject.toml"}
    assert files.input == "pyproject.toml"


@pytest.mark.parametrize("pattern", [".", "./", "packages/.."])
def test_the_root_as_a_member_of_its_own_is_nothing_more(tmp_path: Path, pattern: str) -> None:
    text = ROOT.replace("packages/*", pattern)
    (tmp_path / "pyproject.toml").write_text(text)
    assert set(read_folder(text, tmp_path / "pyproject.toml", None).texts) == {"pyproject.toml"}


def test_a_member_is_seen_from_its_workspace(tmp_path: Path) -> None:
    folder = tmp_path / "packages" / "q"
    folder.mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text(ROOT)
    text = '[project]\nname = "q"\nversion = "1"\n'
    (folder / "pyproject.toml").write_text(text)
    files = read_folder(text, folder / "pyproject.toml", None)
    assert files.input == "packages/q/pyproject.toml"
    assert "pyproject.toml" in files.texts


def test_included_requirements_are_read(tmp_path: Path) -> None:
    (tmp_path / "more.txt").write_text("b\n")
    files = read_folder("a\n-r more.txt\n", tmp_path / "requirements.txt", None)
    assert files.texts["more.txt"] == "b\n"
