"""The list is as its rule says, and a stub takes the place of a source."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

from tests.public_files.asking import Assumption
from tests.public_files.listed import PublicFile, public_files
from tests.public_files.stubs import put_stubs

THING = Assumption("thing", "0", is_source=True)


def test_sixty_files_of_at_least_eight_kinds() -> None:
    listed = list(public_files())
    kinds = Counter(file.kind for file in listed)
    assert len({(file.repository, file.path) for file in listed}) == 60
    assert len(kinds) >= 8
    owners = Counter(file.repository.partition("/")[0] for file in listed)
    assert max(owners.values()) <= 2


def test_a_stub_in_a_project(tmp_path: Path) -> None:
    path = tmp_path / "pyproject.toml"
    path.write_text(
        '[project]\nname = "p"\ndependencies = ["a", "Thing[x] @ git+https://code.test/thing"]\n'
        '[tool.uv.sources]\nThing = { git = "https://code.test/thing" }\n'
    )
    put_stubs(PublicFile("uv", "a/b", "pyproject.toml", ()), path, [THING])
    led = tomllib.loads(path.read_text())
    assert led["project"]["dependencies"] == ["a", "Thing[x]"]
    (stub,) = led["tool"]["uv"]["sources"].values()
    assert tomllib.loads(Path(stub["path"], "pyproject.toml").read_text())["project"]["name"] == "thing"


def test_a_stub_in_requirements(tmp_path: Path) -> None:
    path = tmp_path / "requirements.txt"
    path.write_text("a\ngit+https://code.test/thing.git@main#egg=thing\n")
    put_stubs(PublicFile("git", "a/b", "requirements.txt", ()), path, [THING])
    first, second = path.read_text().splitlines()
    assert first == "a"
    assert second.startswith("thing @ file://")
