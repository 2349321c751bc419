"""The shared reference data (scenarios, frozen index), which live beside the repository and are not part of it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
SHARED = REPOSITORY.parent / "shared"


def require_shared(*parts: str) -> Path:
    """A path below the shared data. Without them the test fails under CI and is skipped, visibly, elsewhere."""
    path = SHARED.joinpath(*parts)
    if not path.exists():
        message = f"the shared reference data are not there: ../shared/{'/'.join(parts)}".rstrip("/")
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message, allow_module_level=True)
    return path
