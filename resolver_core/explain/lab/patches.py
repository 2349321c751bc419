"""An edit of the pasted text as a patch."""

from __future__ import annotations

import difflib


def unified_diff(before: str, after: str, name: str) -> str:
    """An edit as a patch of the pasted text, which the patch calls `name`."""
    lines = difflib.unified_diff(
        before.splitlines(keepends=True), after.splitlines(keepends=True), f"a/{name}", f"b/{name}", n=2
    )
    return "".join(lines)
