"""The targets that a command line states."""

from __future__ import annotations

import os

from resolver_core.targets.environment import Environment
from resolver_core.targets.named import target, with_system_version
from resolver_core.targets.system_version import MACOS_VARIABLE, System, parse_system_version


def stated_target(python: str, platform: str) -> Environment:
    """The target; of a macOS whose version is not stated, it comes from the process's environment, as for uv.

    Raises `InvalidTarget`.
    """
    environment = target(python, platform)
    if environment.system is None or environment.system.system is not System.MACOS or "@" in platform:
        return environment
    version = parse_system_version(System.MACOS, os.environ.get(MACOS_VARIABLE, ""))
    return environment if version is None else with_system_version(environment, version.number)
