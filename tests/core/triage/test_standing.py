"""The standing of claims."""

from __future__ import annotations

import pytest

from resolver_core.triage.standing import Standing, standing_of


@pytest.mark.parametrize(
    ("claims", "standing"),
    [
        ((True, True), Standing.REPRODUCED),
        ((True, False), Standing.PARTLY),
        ((False,), Standing.NOT_REPRODUCED),
    ],
)
def test_all_some_none(claims: tuple[bool, ...], standing: Standing) -> None:
    assert standing_of(claims) is standing
