"""Random projects that turn on settings, answered by uv and by our command line. A failure names its seed.

The seeds of a normal run are fixed and few; `make differential-settings` asks 300 of every kind.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from uv import find_uv_bin

from tests.conformance.settings import answer_settings, differing_rows
from tests.conformance.shared_programs import settings_program
from tests.differential.amount import at_length
from tests.differential.test_random_projects import interpreters
from tests.support.random_settings import KINDS, write
from tests.support.seeds import EXPLORE, first_seed
from tests.support.shared import require_shared

SEEDS = 300 if at_length() else 5


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_kind(kind: str, tmp_path: Path) -> None:
    require_shared("settings", "run_uv.py")
    first = first_seed(1)
    write(tmp_path, kind, range(first, first + SEEDS))
    expected, _ = settings_program("run_uv").measure(tmp_path, find_uv_bin(), interpreters(), [])
    answer_settings(tmp_path, tmp_path / "answers.json", [], 2, 60)
    answers = json.loads((tmp_path / "answers.json").read_text("utf-8"))
    compared, different = differing_rows(expected, answers)
    print(f"{kind}, seeds {first} to {first + SEEDS - 1} ({EXPLORE}=N begins at N): {compared} rows")
    assert not different, "\n".join(different)
    assert compared > SEEDS, "more rows than projects"
