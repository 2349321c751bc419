"""Markers as people read them: where uv writes a name of its own for an extra or a group, the extra or group."""

from __future__ import annotations

import re

_SYNTHETIC = re.compile(
    r"""extra\s*(?P<operator>==|!=)\s*(?P<quote>['"])(?P<kind>extra|group|project)-(?P<length>\d+)-(?P<rest>[^'"]+)(?P=quote)"""
)
"""How uv writes a conflicting extra or group in a lock: `extra == 'extra-7-project-cpu'`, the name with its length."""


def in_words(marker: str) -> str:
    """A marker with "with extra cpu" and "no group dev" in place of uv's names; with the project if there are several.

    What cannot be read so stays as it is.
    """
    projects = {name for name, _ in map(_parts, _SYNTHETIC.finditer(marker)) if name}
    return _SYNTHETIC.sub(lambda match: _said(match, has_several=len(projects) > 1), marker)


def _said(match: re.Match[str], *, has_several: bool) -> str:
    project, item = _parts(match)
    if not project:
        return match[0]
    polarity = "with" if match["operator"] == "==" else "no"
    if match["kind"] == "project":
        return f"{polarity} {project} itself"
    return f"{polarity} {match['kind']} {item}{f' of {project}' if has_several else ''}"


def _parts(match: re.Match[str]) -> tuple[str, str]:
    """The project, and its extra or group; nothing where the length does not fit."""
    length, rest = int(match["length"]), match["rest"]
    project, hyphen, item = rest[:length], rest[length : length + 1], rest[length + 1 :]
    is_whole = len(project) == length and (hyphen == "-" and item != "" if match["kind"] != "project" else not hyphen)
    return (project, item) if is_whole else ("", "")
