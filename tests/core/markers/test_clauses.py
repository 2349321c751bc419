"""Terms and clauses: how values and intervals are said."""

from __future__ import annotations

from resolver_core.markers.clauses import series_between, value_text


def test_values_and_series() -> None:
    assert value_text(()) == "0"
    assert value_text((3, 8)) == "3.8"
    assert value_text("nt") == "nt"
    assert series_between(((3, 8), 0), ((3, 9), 0)) == (3, 8)
    assert series_between(((3,), 0), ((3, 1), 0)) == (3, 0)
    assert series_between(((3, 8), 0), ((3, 10), 0)) is None
    assert series_between(((3, 8), 1), ((3, 9), 0)) is None
    assert series_between(None, ((3, 9), 0)) is None
