"""What divides a part of the environments."""

from __future__ import annotations

import pytest
from packaging.specifiers import SpecifierSet
from packaging.version import Version

from resolver_core.answer.proof import Subject
from resolver_core.answer.split import Split, SplitKind
from resolver_core.explain.wording.forks import split_on

TWO = Version("2")


@pytest.mark.parametrize(
    ("split", "said"),
    [
        (None, ""),
        (Split(SplitKind.REQUIREMENTS, "a[x]"), "requirements of a[x]"),
        (Split(SplitKind.REQUIREMENTS, Subject.REQUEST), "requirements of your requirements"),
        (Split(SplitKind.PYTHON, "a", TWO, SpecifierSet(">=3.10")), "a: Requires-Python >=3.10 of version 2"),
        (Split(SplitKind.FILES, "a", TWO), "a: files of version 2"),
        (Split(SplitKind.LOCAL_FILES, "a", Version("2+cpu")), "a: files of local version 2+cpu"),
        (Split(SplitKind.SAID, "as it was said"), "as it was said"),
    ],
)
def test_what_a_part_was_divided_on(split: Split | None, said: str) -> None:
    assert split_on(split) == said
