"""The shared reference data (scenarios, frozen index), which live beside the repository and are not part of it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
SHARED = REPOSITORY.parent / "shared"


def checked_out() -> list[Path]:
    """Every file of the checkout that git knows or would add."""
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True)
    return [path for name in done.stdout.split("\0") if name and (path := REPOSITORY / name).is_file()]


def require_shared(*parts: str) -> Path:
    """A path below the shared data. Without them the test fails under CI and is skipped, visibly, elsewhere."""
    path = SHARED.joinpath(*parts)
    if not path.exists():
        message = f"the shared reference data are not there: ../shared/{'/'.join(parts)}".rstrip("/")
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message, allow_module_level=True)
    return path
