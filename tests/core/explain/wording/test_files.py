"""What files there are, in words."""

from __future__ import annotations

import pytest

from resolver_core.explain.wording.files import offered
from resolver_core.targets.named import target
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


@pytest.mark.parametrize(
    ("platform", "words"),
    [
        ("linux", "2 wheels (cp39; Linux x86_64, macOS arm64) and no source distribution"),
        ("x86_64-apple-darwin", "2 wheels (cp39; Linux x86_64, macOS arm64; none for macOS x86_64) and no source "),
        ("windows", "2 wheels (cp39; Linux x86_64, macOS arm64; none for Windows x86_64) and no source distribution"),
        ("aarch64-unknown-linux-musl", "macOS arm64; none for musl Linux aarch64) and"),
    ],
)
def test_the_machine_that_has_none(platform: str, words: str) -> None:
    """Whatever its Python: that another Python is missing is said elsewhere."""
    files = [f"a-1-cp39-cp39-{LINUX}.whl", f"a-1-cp39-cp39-{MAC}.whl"]
    assert words in offered([a_distribution(name) for name in files], target("3.12", platform))


def test_a_wheel_for_any_platform_is_for_every_machine() -> None:
    assert "none for" not in offered([a_distribution("a-1-py3-none-any.whl")], target("3.12", "windows"))
