"""The exact commands that repeat an answer elsewhere."""

from __future__ import annotations

import posixpath
import shlex
from dataclasses import dataclass

from resolver_core import MACOS_VARIABLE, target, uv_platform
from webui.resolutions.asking.asked import Asked
from webui.resolutions.showing import formats

FILE, LOCK_FILE = "pyproject.toml", "uv.lock"
Names = tuple[str, str]  # Python and platform of a target


@dataclass(frozen=True, slots=True)
class Command:
    """A command line with what it repeats, in words."""

    title: str
    line: str


def commands(asked: Asked) -> list[Command]:
    """Ours first, then uv's for each of the two answers."""
    beside = f", with the pasted {LOCK_FILE} beside it" if asked.lock else ""
    return [
        *(Command(f"This page, without the web{_at(asked, names)}", _own(asked, names)) for names in asked.all_targets),
        *(
            Command(f"single-platform, by uv itself{_on(names)}{_at(asked, names)}", _single(asked, names))
            for names in asked.all_targets
        ),
        Command(f"universal, by uv itself{beside}", shlex.join(["uv", "lock", *_project(asked), *_shared(asked)])),
    ]


def _file(asked: Asked) -> str:
    return asked.input or FILE


def _project(asked: Asked) -> list[str]:
    folder = posixpath.dirname(asked.input)
    return ["--project", folder] if folder else []


def _at(asked: Asked, names: Names) -> str:
    return f": {formats.target(*names)}" if asked.targets else ""


def _own(asked: Asked, names: Names) -> str:
    base = ["python", "-m", "resolver_core", "resolve", _file(asked), "--mode", "both", "--no-default-groups"]
    lock = ["--lock", LOCK_FILE] if asked.lock else []
    target = ["--python", names[0], "--platform", names[1]]
    return shlex.join([*base, *target, *_selected(asked), *lock, *_shared(asked)])


def _single(asked: Asked, names: Names) -> str:
    environment = target(*names)
    platform = uv_platform(environment)
    is_macos = environment.is_system_stated and environment.markers["sys_platform"] == "darwin"
    variables = f"{MACOS_VARIABLE}={environment.system_version} " if is_macos else ""
    named = ["--python-version", names[0], *(["--python-platform", platform] if platform else [])]
    return variables + shlex.join(["uv", "pip", "compile", _file(asked), *named, *_selected(asked), *_shared(asked)])


def _on(names: Names) -> str:
    """Not every Linux has a name: its age uv takes from the machine that it runs on then."""
    return "" if uv_platform(target(*names)) else f", on {formats.platform(names[1])}"


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
