"""The text that a marker has in a lock: uv's, word for word."""

from __future__ import annotations

import tomllib

import pytest

from resolver_core.markers import MarkerSet
from tests.differential.amount import at_length
from tests.support.random_markers import LOWEST, random_markers
from tests.support.seeds import EXPLORE, first_seed
from tests.support.served_index import ServedFile, served_index
from tests.support.uv_runs import uv_lock

BATCHES = 10 if at_length() else 1
MARKERS = 200


@pytest.mark.parametrize("batch", range(BATCHES))
def test_texts(batch: int) -> None:
    seed = first_seed(1) + batch
    print(f"seed {seed} (repeat with {EXPLORE}={seed})")
    markers = random_markers(seed, MARKERS)
    names = [f"m{number}" for number in range(len(markers))]
    files = [ServedFile(f"{name}-1.0-py3-none-any.whl") for name in names]
    requirements = [f"{name} ; {marker}" for name, marker in zip(names, markers, strict=True)]
    with served_index(files) as index:
        run = uv_lock(index.url, requirements, f">={LOWEST}")
    assert run.succeeded, run.errors
    project = next(each for each in tomllib.loads(run.document)["package"] if each["name"] == "project")
    texts = {entry["name"]: entry.get("marker", "") for entry in project["dependencies"]}
    wrong = []
    for name, marker in zip(names, markers, strict=True):
        ours = str(MarkerSet.parse(marker).simplify_python(LOWEST, None))
        if texts.get(name, ours) != ours:  # uv leaves out what no environment of the project needs
            wrong.append(f"{marker}\n  uv   {texts[name]}\n  ours {ours}")
    assert not wrong, "\n".join(wrong)
    assert len(texts) > MARKERS / 2
