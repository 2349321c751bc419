"""Random whole projects (markers, wheels, extras, conflicts, local versions, ...), judged by the shared comparer.

The seeds are fixed in the gate and free under `make explore`. `make differential-projects` asks 300 of every profile.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from uv import find_uv_bin

from tests.conformance.scenarios import answer_scenarios
from tests.conformance.shared_programs import scenario_program
from tests.differential.amount import at_length
from tests.support.seeds import EXPLORE, first_seed
from tests.support.shared import require_shared

PROFILES = ("mixed", "forks", "wheels", "backtracking", "extras", "local", "prerelease")
SEEDS = 300 if at_length() else 6


def interpreters() -> list[Path]:
    """Where Pythons may be found: where the one that runs the tests comes from, and pyenv's, if there are any."""
    folders = [Path(sys.base_prefix, "bin"), Path.home() / ".pyenv" / "versions"]
    return [folder for folder in folders if folder.is_dir()]


def measured(folder: Path) -> Any:
    """What uv makes of the scenarios. Any interpreter will do for `pip compile`; a lock needs one it allows."""
    program = scenario_program("run_uv")

    class AnyInterpreter(program.Uv):  # type: ignore[misc, name-defined]
        def single(self, entry: Any, row: dict[str, Any], index: str, cwd: Path) -> Any:
            own = [minor for minor in row["interpreters"] if minor in self.pythons]
            return super().single(entry, row | {"interpreters": own or list(self.pythons)[-1:]}, index, cwd)

    return program.measure(folder, find_uv_bin(), interpreters(), client=AnyInterpreter)


@pytest.mark.random
@pytest.mark.parametrize("profile", PROFILES if at_length() else PROFILES[:3])
def test_profile(profile: str, tmp_path: Path) -> None:
    require_shared("scenarios", "check_random.py")
    if not scenario_program("run_uv").find_pythons(interpreters()):
        pytest.skip("no interpreter of a version that the scenarios know")
    first = first_seed(1)
    seeds = range(first, first + SEEDS)
    scenario_program("random_scenarios").write(tmp_path, profile, seeds)
    expected = measured(tmp_path)
    answer_scenarios(tmp_path, tmp_path / "answers.json", None, [], 2, 60)
    comparer = scenario_program("compare")
    results = comparer.compare(expected, json.loads((tmp_path / "answers.json").read_text()))
    not_asked = [each["name"] for each in expected["scenarios"] if "skipped" in each["universal"]]
    print(f"{profile}, seeds {first} to {seeds[-1]} ({EXPLORE}=N begins at N)\n{comparer.table(results)}")
    print(f"locks that no interpreter here allows, not asked for: {' '.join(not_asked) or 'none'}")
    wrong = [f"{each['name']} {each['kind']} {each['row']}: {each['checks']}" for each in results if not each["agree"]]
    assert not wrong, "\n".join(wrong)
    assert len(results) > SEEDS, "more rows than projects, at least one for each"
