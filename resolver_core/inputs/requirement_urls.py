"""Lines of a requirements list that are a bare URL or the name of an archive: where they name their project.

Measured with uv 0.13.8: a URL ends at white space, or at a `;` that white space follows; extras may stand at its
end (`….whl[extra]`); the name of an archive is that of its file, which counts more than `#egg=`. For anything else
uv fetches the source and reads its name there.
"""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from packaging.utils import InvalidSdistFilename, InvalidWheelFilename, parse_sdist_filename, parse_wheel_filename

from resolver_core.inputs.requirement import InvalidText, parse_url

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*+://")
_ENDING_SEMICOLON = re.compile(r";(?=\s)")
_TRAILING_EXTRAS = re.compile(r"\[[^\[\]]*\]$")
_LEADING_EXTRAS = re.compile(r"\[[^\[\]]*\]")
_EGG = re.compile(r"(?:^|&)egg=([A-Za-z0-9._-]+(?:\[[^\]]*\])?)")
_SSH = re.compile(r"(?:git\+)?git@([^:/\s]+):(\S+)")
_ARCHIVE = re.compile(r"[^\s;@]+\.(?:whl|zip|tgz|tbz|tar(?:\.(?:gz|bz2|xz|lz|lzma|zst))?)(?=$|[\s;\[])")


class UnnamedSource(InvalidText):
    """A source that does not say whose it is before it is fetched."""


def is_url(text: str) -> bool:
    """Whether a line is a bare URL."""
    return _URL.match(text) is not None or _SSH.match(text) is not None


def is_archive(text: str) -> bool:
    """Whether a line begins with the file name of an archive, and so is a path."""
    return _ARCHIVE.match(text) is not None


def named(line: str) -> str:
    """`NAME[EXTRAS] @ URL ; MARKER` for a bare URL. Raises `UnnamedSource`, and `InvalidText` for what uv refuses."""
    address, _, rest = _ENDING_SEMICOLON.sub(" ;", line, count=1).partition(" ")
    rest = rest.strip()
    leading, trailing = _LEADING_EXTRAS.match(rest), _TRAILING_EXTRAS.search(address)
    extras = leading[0] if leading else trailing[0] if trailing else ""
    address = address if leading or not trailing else address[: trailing.start()]
    rest = rest[leading.end() :].strip() if leading else rest
    _refuse(address, line)
    return f"{name_in(address)}{extras} @ {address} {rest}".strip()


def name_in(address: str) -> str:
    """The project that a URL or path names, by its file or by its `#egg=`. Raises `UnnamedSource`."""
    is_git = address.startswith("git+")
    parts = urlsplit(address.partition("+")[2] if is_git else address)
    name = (None if is_git else name_of_file(parts.path)) or _name_in_fragment(parts.fragment)
    if name is None:
        raise UnnamedSource(f"The project's name is missing: write `NAME @ {address}`.")
    return name


def name_of_file(path: str) -> str | None:
    """The project of a wheel or source distribution; None for other files."""
    filename = unquote(path.rsplit("/", 1)[-1])
    try:
        return parse_wheel_filename(filename)[0]
    except InvalidWheelFilename:
        pass
    try:
        return parse_sdist_filename(filename)[0]
    except InvalidSdistFilename:
        return None


def _name_in_fragment(fragment: str) -> str | None:
    found = _EGG.search(unquote(fragment))
    return None if found is None else found[1]


def _refuse(address: str, line: str) -> None:
    if (ssh := _SSH.match(address)) is not None:
        raise InvalidText(f"`{address}` is not a URL that uv reads: write `git+ssh://git@{ssh[1]}/{ssh[2]}`.")
    if address.startswith("git://"):
        raise InvalidText(f"uv does not read `git:` URLs: write `git+https://{address.removeprefix('git://')}`.")
    if ";" in address:
        raise InvalidText(f"In `{line}`, put a space before the `;`, so that it does not belong to the URL.")
    parse_url(address.partition("+")[2] if address.startswith("git+") else address)
