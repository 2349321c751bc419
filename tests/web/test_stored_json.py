"""A stored object is shown in one order, whatever the database makes of it."""

from __future__ import annotations

from webui.stored_json import in_order


def test_keys_come_by_name_and_values_stay() -> None:
    kept = in_order({"b": {"z": 1, "a": 2}, "a": [2, 1], "ab": None})
    assert list(kept.items()) == [("a", [2, 1]), ("ab", None), ("b", {"z": 1, "a": 2})]
