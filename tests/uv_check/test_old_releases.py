"""Other releases of uv take the stand-in, too, on old and new Pythons: those that `WHICHWHEEL_UV_FOLDER` holds."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.support.checked import World
from uv_check.checking import check_mode
from uv_check.question import Mode
from uv_check.running.releases import FOLDER_VARIABLE, installed_uv
from uv_check.verdict import Verdict

FOLDER = os.environ.get(FOLDER_VARIABLE, "")
RELEASES = sorted(path.parent.name for path in Path(FOLDER).glob("*/uv")) if FOLDER else []


@pytest.mark.skipif(not RELEASES, reason=f"{FOLDER_VARIABLE} names no folder with further releases of uv")
@pytest.mark.parametrize("python", ["3.8", "3.12", "3.14"])
@pytest.mark.parametrize("release", RELEASES)
@pytest.mark.parametrize("mode", Mode)
def test_a_release_answers(mode: Mode, release: str, python: str) -> None:
    question, ours, snapshot = World(python=python).answered(mode)
    found = check_mode(question, mode, ours, snapshot, installed_uv(release))
    assert found.verdict in (Verdict.AGREES, Verdict.DIFFERS), found
    assert found.uv_version == release
    assert not any(difference.field == "outcome" for difference in found.differences)
