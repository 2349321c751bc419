"""The options that every command shares, named as uv names them."""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from ipaddress import ip_network
from pathlib import Path
from typing import TypeVar

from packaging.utils import InvalidName, canonicalize_name

from resolver_core.index.records import IndexLocation
from resolver_core.inputs.cutoff import TypedMoment, parse_cutoff
from resolver_core.inputs.problem import ForkStrategy, IndexStrategy, ResolutionMode
from resolver_core.inputs.requirement import InvalidText
from resolver_core.inputs.uv_indexes import parse_index_url
from resolver_core.inputs.uv_settings import read_prerelease

Choice = TypeVar("Choice", bound=StrEnum)
Read = TypeVar("Read")

DEFAULT_TIMEOUT = 25
"""Seconds that a command takes at most: what is read by then is kept, so that the next try goes on from there."""

TIMEOUT_VARIABLE = "WHICHWHEEL_TIMEOUT"

FALLBACK_PLATFORM = "x86_64-unknown-linux-gnu"
_HOSTS = {
    ("Linux", "x86_64"): FALLBACK_PLATFORM,
    ("Linux", "aarch64"): "aarch64-unknown-linux-gnu",
    ("Darwin", "arm64"): "aarch64-apple-darwin",
    ("Darwin", "x86_64"): "x86_64-apple-darwin",
    ("Windows", "AMD64"): "x86_64-pc-windows-msvc",
    ("Windows", "ARM64"): "aarch64-pc-windows-msvc",
}


def add_arguments(parser: argparse.ArgumentParser, timeout: int = DEFAULT_TIMEOUT) -> None:
    """The project and every shared option. `timeout` is how many seconds the command takes at most."""
    parser.add_argument(
        "file", metavar="PYPROJECT", help="pyproject.toml, requirements.txt or script; - reads standard input"
    )
    parser.add_argument(
        "--directory",
        type=Path,
        metavar="DIR",
        help="where uv would be started: PYPROJECT is seen from there (default: the workspace around it)",
    )
    _add_targets(parser.add_argument_group("targets"))
    _add_selection(parser.add_argument_group("selection"))
    indexes = parser.add_argument_group("indexes")
    _add_indexes(indexes)
    _add_access(indexes)
    _add_settings(parser.add_argument_group("settings"))
    parser.add_argument(
        "--timeout",
        type=checked(_seconds),
        metavar="SECONDS",
        default=os.environ.get(TIMEOUT_VARIABLE) or str(timeout),
        help=f"for everything together; 0: no limit (default: {timeout}, or what {TIMEOUT_VARIABLE} says)",
    )


def default_python() -> str:
    """The minor version of the running interpreter."""
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def default_platform() -> str:
    """uv's name of this machine's platform."""
    return _HOSTS.get((platform.system(), platform.machine()), FALLBACK_PLATFORM)


def default_cache(environment: Mapping[str, str] | None = None) -> Path:
    """A folder of our own in the user's cache folder."""
    variables = os.environ if environment is None else environment
    folder = variables.get("XDG_CACHE_HOME")
    return (Path(folder) if folder else Path.home() / ".cache") / "whichwheel"


def _add_targets(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--python",
        "--python-version",
        action="append",
        metavar="VERSION",
        help=f"such as 3.12 or 3.12.4; repeatable (default: {default_python()}, which runs this)",
    )
    group.add_argument(
        "--platform",
        "--python-platform",
        action="append",
        metavar="NAME",
        help="one of uv's names, with the version of its macOS, glibc or musl where uv's own is not meant: macos@14.2, "
        f"linux@2.34; repeatable: every Python on every platform (default: {default_platform()})",
    )


def _add_selection(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--extra", action="append", default=[], metavar="NAME", type=checked(_name))
    group.add_argument("--all-extras", action="store_true")
    group.add_argument("--group", action="append", default=[], metavar="NAME", type=checked(_name))
    group.add_argument("--all-groups", action="store_true")
    group.add_argument("--no-default-groups", action="store_true", help="accepted: no group is selected by default")


def _add_indexes(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--index-url",
        "--default-index",
        dest="index_url",
        metavar="URL",
        type=checked(parse_index_url),
        help="the default index (default: as uv's and pip's settings say)",
    )
    group.add_argument(
        "--index",
        action="append",
        default=[],
        metavar="[NAME=]URL",
        type=checked(_index),
        help="asked before the default index; repeatable",
    )
    group.add_argument(
        "--extra-index-url",
        action="append",
        default=[],
        metavar="URL",
        type=checked(parse_index_url),
        help="likewise; repeatable",
    )
    group.add_argument(
        "--find-links",
        action="append",
        default=[],
        metavar="URL",
        type=checked(parse_index_url),
        help="a page of files; repeatable",
    )
    group.add_argument("--index-strategy", type=_choice(IndexStrategy), metavar=_names(IndexStrategy))


def _add_access(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--allow-network",
        action="append",
        default=[],
        metavar="CIDR",
        type=checked(_network),
        help="a private network that indexes may stand in; this machine itself always may; repeatable",
    )
    group.add_argument("--cache-dir", type=Path, metavar="DIR", help="where pages and metadata are kept")
    group.add_argument("--no-cache", action="store_true", help="keep nothing, use nothing that was kept")
    group.add_argument("--refresh", action="store_true", help="read every page again")


def _add_settings(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--exclude-newer", type=checked(_cutoff), metavar="DATE", help="files uploaded later do not count"
    )
    group.add_argument("--prerelease", type=checked(read_prerelease), metavar="{disallow,allow,if-necessary,explicit}")
    group.add_argument("--resolution", type=_choice(ResolutionMode), metavar=_names(ResolutionMode))
    group.add_argument("--fork-strategy", type=_choice(ForkStrategy), metavar=_names(ForkStrategy))
    group.add_argument("--no-build", action="store_true", default=None, help="source distributions do not count")
    group.add_argument(
        "--assume",
        action="store_true",
        help="go on where uv would build or fetch a source, with what is known without it; each assumption is named",
    )
    group.add_argument("--lock", metavar="LOCK", help=_LOCK_HELP)


_LOCK_HELP = (
    "an existing uv.lock, whose versions are preferred, or a pylock.toml, poetry.lock or pdm.lock: what it holds is "
    "shown beside the answers"
)


def _names(accepted: type[StrEnum]) -> str:
    return "{" + ",".join(accepted) + "}"


def _choice(accepted: type[Choice]) -> Callable[[str], Choice]:
    def read(text: str) -> Choice:
        try:
            return accepted(text)
        except ValueError:
            raise argparse.ArgumentTypeError(f"{text!r} is none of {', '.join(accepted)}") from None

    return read


def checked(reader: Callable[[str], Read]) -> Callable[[str], Read]:
    """argparse shows the words of its own error only; ours are the better ones."""

    def read(text: str) -> Read:
        try:
            return reader(text)
        except (InvalidText, InvalidName) as error:
            raise argparse.ArgumentTypeError(str(error)) from None

    return read


def _name(text: str) -> str:
    return canonicalize_name(text, validate=True)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        raise InvalidText(f"`{text}` is no number of seconds.") from None
    if not 0 <= seconds < float("inf"):
        raise InvalidText(f"`{text}` is no number of seconds.")
    return seconds


def _network(text: str) -> str:
    try:
        return str(ip_network(text.strip(), strict=False))
    except ValueError as error:
        raise InvalidText(str(error)) from None


def _index(text: str) -> IndexLocation:
    name, separator, url = text.partition("=")
    named = bool(separator) and "/" not in name and ":" not in name
    return IndexLocation(parse_index_url(url if named else text), name=name if named else None)


def _cutoff(text: str) -> TypedMoment:
    return parse_cutoff(text, datetime.now(UTC))
