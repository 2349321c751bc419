"""Two edits of one TOML text in one: what the second changes is changed in the result of the first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import tomlkit
from tomlkit.items import AoT

from resolver_core.explain.lab.toml_tables import loaded


def joined(text: str, one: str, other: str) -> str | None:
    """The text with both edits; None where they change the same value, or where a text is no TOML."""
    before, result, after = loaded(text), loaded(one), loaded(other)
    if before is None or result is None or after is None or not _taken_over(before, result, after):
        return None
    return tomlkit.dumps(result)


def _taken_over(before: Mapping[str, Any], result: Any, after: Mapping[str, Any]) -> bool:
    """Change in `result` what differs between `before` and `after`; False where it was changed otherwise already."""
    for key in [*before, *(key for key in after if key not in before)]:
        old, new, now = before.get(key), after.get(key), result.get(key)
        if new in (old, now):
            continue
        if isinstance(new, Mapping) and isinstance(now, Mapping):
            if not _taken_over(old if isinstance(old, Mapping) else {}, now, new):
                return False
        elif isinstance(new, list) and isinstance(now, list):
            if not _with_items(old if isinstance(old, list) else [], now, new):
                return False
        elif now != old:
            return False
        elif new is None:
            del result[key]
        else:
            result[key] = new
    return True


def _with_items(before: list[Any], result: Any, after: list[Any]) -> bool:
    """The same for a list: the items that are new there, and without those that are gone."""
    gone = [item for item in before if item not in after]
    if any(item not in result for item in gone):
        return False
    for item in gone:
        result.remove(item)
    for item in after:
        if item not in before and item not in result:
            result.append(item)
    return not (isinstance(result, AoT) and gone)
