"""The commands on the record repeat the question as it was asked."""

from __future__ import annotations

import pytest

from tests.support.documents import an_asked
from webui.resolutions.showing.parts.commands import commands


def test_every_option_is_repeated_and_quoted() -> None:
    asked = an_asked(
        exclude_newer="2024-11-29", extras=("gpu",), groups=("dev",), index_url="https://index.test/a b",
        extra_index_urls=("https://extra.test/simple",), index_strategy="unsafe-best-match", prerelease="allow",
        resolution="lowest", fork_strategy="fewest",
    )  # fmt: skip
    own, single, universal = (command.line for command in commands(asked))
    shared = (
        "--index-url 'https://index.test/a b' --index-strategy unsafe-best-match --exclude-newer 2024-11-29 "
        "--prerelease allow --resolution lowest --fork-strategy fewest --extra-index-url https://extra.test/simple"
    )
    assert own.endswith(f"--extra gpu --group dev {shared}")
    assert single == (
        "uv pip compile pyproject.toml --python-version 3.8 --python-platform x86_64-unknown-linux-gnu "
        f"--extra gpu --group dev {shared}"
    )
    assert universal == f"uv lock {shared}"


@pytest.mark.parametrize(
    ("platform", "title", "words"),
    [
        ("macos@14.2", "single-platform, by uv itself", "MACOSX_DEPLOYMENT_TARGET=14.2 uv pip compile pyproject.toml "
         "--python-version 3.8 --python-platform macos"),
        ("linux@2.34", "single-platform, by uv itself", "uv pip compile pyproject.toml "
         "--python-version 3.8 --python-platform x86_64-manylinux_2_34"),
        ("x86_64-unknown-linux-musl@1.1", "single-platform, by uv itself, on Linux x86_64 (musl 1.1)",
         "uv pip compile pyproject.toml --python-version 3.8"),
    ],
)  # fmt: skip
def test_the_age_of_the_machine_reaches_uv(platform: str, title: str, words: str) -> None:
    own, single, _ = commands(an_asked(platform=platform, exclude_newer=""))
    assert f"--platform {platform}" in own.line
    assert (single.title, single.line) == (title, words)
