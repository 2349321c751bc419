"""What the tests of the team share."""

from __future__ import annotations

import pytest

from tests.support.team import Triagers, some_triagers


@pytest.fixture
def triagers(db: None) -> Triagers:
    return some_triagers()
