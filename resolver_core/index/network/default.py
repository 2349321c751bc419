"""Which index is asked where a project names none: what the user's uv and pip settings say.

In this order: `UV_DEFAULT_INDEX`, `UV_INDEX_URL` (uv), `PIP_INDEX_URL`, pip's configuration files (pip), and at last
the constant that an installed pip carries.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from configparser import Error as ConfigurationError
from configparser import RawConfigParser
from importlib import import_module
from pathlib import Path

from resolver_core.errors import CoreError

_VARIABLES = ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "PIP_INDEX_URL")
_SYSTEM_FILE = Path("/etc/pip.conf")


class NoDefaultIndex(CoreError):
    """Neither settings nor an installed pip say which index is the default."""

    def __str__(self) -> str:
        return f"no default index: set {_VARIABLES[0]} or pip's index-url"


def default_index_url(environment: Mapping[str, str] | None = None) -> str:
    """The default index's URL, without a trailing slash. Raises `NoDefaultIndex`.

    It may hold the user's credentials: show it only through `guard.without_credentials`.
    """
    variables = os.environ if environment is None else environment
    for name in _VARIABLES:
        if value := variables.get(name, "").strip():
            return _url_of_setting(value)
    url = _from_pip_configuration(variables) or _from_pip()
    if url is None:
        raise NoDefaultIndex
    return url.rstrip("/")


def _url_of_setting(value: str) -> str:
    """uv allows `name=URL` in `UV_DEFAULT_INDEX`."""
    name, separator, url = value.partition("=")
    named = separator and "/" not in name and ":" not in name
    return (url if named else value).rstrip("/")


def _from_pip_configuration(variables: Mapping[str, str]) -> str | None:
    found: str | None = None
    for path in _pip_configuration_files(variables):
        parser = RawConfigParser()
        try:
            parser.read(path, encoding="utf-8")
        except (ConfigurationError, OSError, UnicodeDecodeError):
            continue
        for section in ("global", "install"):
            found = parser.get(section, "index-url", fallback=found)
    return found.strip() if found else None


def _pip_configuration_files(variables: Mapping[str, str]) -> Iterator[Path]:
    """pip's configuration files, the weakest first: global, user, virtual environment, `PIP_CONFIG_FILE`."""
    override = variables.get("PIP_CONFIG_FILE")
    if override == os.devnull:
        return
    home = Path(variables.get("HOME") or Path.home())
    if sys.platform == "win32":
        yield Path(variables.get("PROGRAMDATA", "C:\\ProgramData")) / "pip" / "pip.ini"
        yield home / "pip" / "pip.ini"
        yield Path(variables.get("APPDATA", str(home))) / "pip" / "pip.ini"
        yield Path(sys.prefix) / "pip.ini"
    else:
        folders = variables.get("XDG_CONFIG_DIRS") or "/etc/xdg"
        yield from (Path(folder) / "pip" / "pip.conf" for folder in reversed(folders.split(":")) if folder)
        yield _SYSTEM_FILE
        yield home / ".pip" / "pip.conf"
        yield Path(variables.get("XDG_CONFIG_HOME") or home / ".config") / "pip" / "pip.conf"
        yield Path(sys.prefix) / "pip.conf"
    if override:
        yield Path(override)


def _from_pip() -> str | None:
    """pip's own constant. It is no public name of pip's, hence the care."""
    try:
        url = import_module("pip._internal.models.index").PyPI.simple_url
    except (ImportError, AttributeError):
        return None
    return url if isinstance(url, str) else None
