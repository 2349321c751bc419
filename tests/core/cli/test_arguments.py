"""The options that every command shares, named as uv names them."""

from __future__ import annotations

import argparse
import platform
from datetime import UTC, datetime
from pathlib import Path

import pytest

from resolver_core.cli.arguments import (
    FALLBACK_PLATFORM,
    add_arguments,
    default_cache,
    default_platform,
    default_python,
)
from resolver_core.index.records import IndexLocation
from resolver_core.inputs.problem import ForkStrategy, IndexStrategy, PrereleaseMode, ResolutionMode

URL = "https://index.test/simple"


def parse(*options: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser(allow_abbrev=False)
    add_arguments(parser)
    return parser.parse_args(["pyproject.toml", *options])


@pytest.mark.parametrize(
    ("options", "name", "value"),
    [
        (["--python", "3.8", "--python-version", "3.9"], "python", ["3.8", "3.9"]),
        (["--python-platform", "linux", "--platform", "windows"], "platform", ["linux", "windows"]),
        (["--extra", "Foo_Bar", "--extra", "x"], "extra", ["foo-bar", "x"]),
        (["--group", "Dev"], "group", ["dev"]),
        (["--all-extras"], "all_extras", True),
        (["--default-index", f"{URL}/"], "index_url", URL),
        (["--index-url", URL], "index_url", URL),
        (["--index", f"own={URL}"], "index", [IndexLocation(URL, "own")]),
        (["--index", URL], "index", [IndexLocation(URL)]),
        (["--index", f"{URL}?a=b"], "index", [IndexLocation(f"{URL}?a=b")]),
        (["--extra-index-url", URL], "extra_index_url", [URL]),
        (["--find-links", "https://index.test/all.html"], "find_links", ["https://index.test/all.html"]),
        (["--index-strategy", "unsafe-best-match"], "index_strategy", IndexStrategy.UNSAFE_BEST_MATCH),
        (["--allow-network", "10.1.2.3/8"], "allow_network", ["10.0.0.0/8"]),
        (["--exclude-newer", "2024-01-02"], "exclude_newer", datetime(2024, 1, 3, tzinfo=UTC)),
        (["--prerelease", "if-necessary-or-explicit"], "prerelease", PrereleaseMode.IF_NECESSARY),
        (["--resolution", "lowest-direct"], "resolution", ResolutionMode.LOWEST_DIRECT),
        (["--fork-strategy", "fewest"], "fork_strategy", ForkStrategy.FEWEST),
        (["--no-build"], "no_build", True),
        ([], "no_build", None),
        (["--lock", "uv.lock"], "lock", "uv.lock"),
        (["--cache-dir", "x"], "cache_dir", Path("x")),
    ],
)
def test_an_option_is_read_as_its_value(options: list[str], name: str, value: object) -> None:
    assert getattr(parse(*options), name) == value


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--extra", "!"], "name"),
        (["--index-url", "file:///x"], "an index must have an http or https address here"),
        (["--index-strategy", "best"], "'best' is none of first-index, unsafe-first-match, unsafe-best-match"),
        (["--allow-network", "everything"], "does not appear to be an IPv4 or IPv6 network"),
        (["--exclude-newer", "yesterday-ish"], "yesterday-ish"),
        (["--prerelease", "odd"], "is not one of the accepted values"),
    ],
)
def test_a_wrong_value_is_said_in_our_words(options: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parse(*options)
    assert words in capsys.readouterr().err


def test_what_this_machine_is(monkeypatch: pytest.MonkeyPatch) -> None:
    assert default_python().startswith("3.")
    for system, machine, name in (
        ("Darwin", "arm64", "aarch64-apple-darwin"),
        ("Windows", "AMD64", "x86_64-pc-windows-msvc"),
        ("BeOS", "ppc", FALLBACK_PLATFORM),
    ):
        monkeypatch.setattr(platform, "system", lambda system=system: system)
        monkeypatch.setattr(platform, "machine", lambda machine=machine: machine)
        assert default_platform() == name


def test_the_cache_is_in_the_users_folder() -> None:
    assert default_cache({"XDG_CACHE_HOME": "/cache"}) == Path("/cache/whichwheel")
    assert default_cache({}) == Path.home() / ".cache" / "whichwheel"
