"""The exact commands that repeat an answer elsewhere."""

from __future__ import annotations

import shlex
from dataclasses import dataclass

from webui.resolutions.asked import Asked

FILE = "pyproject.toml"


@dataclass(frozen=True, slots=True)
class Command:
    """A command line with what it repeats, in words."""

    title: str
    line: str


def commands(asked: Asked) -> list[Command]:
    """Ours first, then uv's for each of the two answers."""
    single = ["uv", "pip", "compile", FILE, *_target(asked, "--python-version", "--python-platform")]
    return [
        Command("This page, without the web", shlex.join(_own(asked))),
        Command("single-platform, by uv itself", shlex.join([*single, *_selected(asked), *_shared(asked)])),
        Command("universal, by uv itself", shlex.join(["uv", "lock", *_shared(asked)])),
    ]


def _own(asked: Asked) -> list[str]:
    base = ["python", "-m", "resolver_core", "resolve", FILE, "--mode", "both", "--no-default-groups"]
    return [*base, *_target(asked, "--python", "--platform"), *_selected(asked), *_shared(asked)]


def _target(asked: Asked, python: str, platform: str) -> list[str]:
    return [python, asked.python, platform, asked.platform]


def _selected(asked: Asked) -> list[str]:
    extras = [word for name in asked.extras for word in ("--extra", name)]
    return extras + [word for name in asked.groups for word in ("--group", name)]


def _shared(asked: Asked) -> list[str]:
    options = {
        "--index-url": asked.index_url,
        "--index-strategy": asked.index_strategy,
        "--exclude-newer": asked.exclude_newer,
        "--prerelease": asked.prerelease,
        "--resolution": asked.resolution,
        "--fork-strategy": asked.fork_strategy,
    }
    words = [word for name, value in options.items() if value for word in (name, value)]
    return words + [word for url in asked.extra_index_urls for word in ("--extra-index-url", url)]
