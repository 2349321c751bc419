"""docs/documents.md describes every field that the command line prints."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.core.cli.commands import Commands
from tests.support.shared import REPOSITORY

HEAD = '[project]\nname = "project"\nversion = "1"\nrequires-python = ">=3.8"\n'
NAMED_BY_THE_USER = {"axes", "optional_dependencies", "dependency_groups", "hashes"}


def field_names(value: object) -> Iterator[str]:
    """The keys of a document, those aside that are names of something."""
    if isinstance(value, list):
        for item in value:
            yield from field_names(item)
    if isinstance(value, dict):
        for name, item in value.items():
            yield name
            if name not in NAMED_BY_THE_USER:
                yield from field_names(item)
            elif isinstance(item, dict):
                yield from (found for inner in item.values() for found in field_names(inner))


@pytest.mark.parametrize("dependency", ["a", "a==9", "git-only"])
def test_every_field_is_described(commands: Commands, dependency: str) -> None:
    text = f'{HEAD}dependencies = ["{dependency}"]\n[project.optional-dependencies]\nx = ["c"]\n'
    text += '[tool.uv.sources]\ngit-only = { git = "https://git.test/x" }\n'
    document = commands.resolve(text, "--python", "3.8", "--platform", "linux", "--format", "json").document
    described = set(re.findall(r"`(\w+)`", (REPOSITORY / "docs" / "documents.md").read_text("utf-8")))
    assert set(field_names(document)) - described == set()
