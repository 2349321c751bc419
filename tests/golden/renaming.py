"""The listed changes of names in documents: what `renamed.json` says of the older side is done to it before comparing.

    {"fields": [{"before": "old_name", "after": "new_name", "why": "…"}],
     "values": [{"field": "kind", "before": "old-word", "after": "new-word", "why": "…"}]}

A field is renamed in every document; a value wherever that field (by its name before) holds it, alone or in a list.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

TABLE = Path(__file__).with_name("renamed.json")


@dataclass(frozen=True, slots=True)
class Renaming:
    """The names before, and what each is called now."""

    fields: dict[str, str] = field(default_factory=dict)
    values: dict[tuple[str, str], str] = field(default_factory=dict)

    def field_name(self, name: str) -> str:
        """What a field is called now."""
        return self.fields.get(name, name)

    def value(self, name: str, value: Any) -> Any:
        """What a value of a field is now. `name` is the field's name before."""
        if isinstance(value, str):
            return self.values.get((name, value), value)
        if isinstance(value, list):
            return [self.value(name, one) for one in value]
        return value


NOTHING = Renaming()


def listed(path: Path = TABLE) -> Renaming:
    """The renaming that the table lists."""
    table = json.loads(path.read_text("utf-8"))
    return Renaming(
        fields={one["before"]: one["after"] for one in table["fields"]},
        values={(one["field"], one["before"]): one["after"] for one in table["values"]},
    )
