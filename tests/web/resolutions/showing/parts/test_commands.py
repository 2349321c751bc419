"""The commands on the record repeat the question as it was asked."""

from __future__ import annotations

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
