"""What files there are, in words."""

from __future__ import annotations

import pytest

from resolver_core.explain.wording.files import offered
from tests.support.distributions import a_distribution

LINUX, MUSL, MAC = "manylinux_2_17_x86_64", "musllinux_1_2_x86_64", "macosx_11_0_arm64"


@pytest.mark.parametrize(
    ("filenames", "words"),
    [
        ([], "no wheel and no source distribution"),
        (["a-1.tar.gz"], "no wheel and a source distribution"),
        (["a-1-py3-none-any.whl"], "1 wheel (py3; any platform) and no source distribution"),
        ([f"a-1-cp39-cp39-{LINUX}.whl", "a-1.tar.gz"], "1 wheel (cp39; Linux x86_64) and a source distribution"),
        (
            [f"a-1-cp310-cp310-{LINUX}.whl", f"a-1-cp39-cp39-{MAC}.whl", f"a-1-cp39-cp39-{MUSL}.whl"],
            "3 wheels (cp39 to cp310; Linux x86_64, macOS arm64, musl Linux x86_64) and no source distribution",
        ),
    ],
)
def test_what_a_version_has(filenames: list[str], words: str) -> None:
    assert offered([a_distribution(name) for name in filenames]) == words
