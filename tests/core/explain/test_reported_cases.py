"""The five reported cases, end to end on the recorded index: class, decisive evidence, and a fix that was tried."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from resolver_core import (
    MemoryStore,
    Options,
    Settings,
    explain,
    open_index,
    pack_snapshot,
    parse_cutoff,
    parse_problem,
    target,
    unpack_snapshot,
)
from resolver_core.explain.causes.classes import CauseClass
from resolver_core.explain.explanation import Explanation, Proof
from resolver_core.index.kept.recording import RecordingIndex, SnapshotIndex
from tests.conformance.projects import BASE_IN_FILES, load_case
from tests.conformance.shared_programs import frozen_index
from tests.support.experiments import contradictions
from tests.support.shared import require_shared

LINUX = "x86_64-unknown-linux-gnu"
LOOPBACK = ("127.0.0.0/8",)


def explained(slug: str, python: str, platform: str = LINUX) -> Explanation:
    folder = require_shared("frozen-index", "projects", slug)
    case = load_case(folder)
    settings = Settings()
    if case.get("as_of"):
        settings = Settings(exclude_newer=parse_cutoff(case["as_of"], datetime.now(UTC)))
    with (
        frozen_index(case.get("fail", [])) as base,
        open_index(store=MemoryStore(), allow_networks=LOOPBACK) as index,
    ):
        text = (folder / "pyproject.toml").read_text("utf-8").replace(BASE_IN_FILES, base)
        options = Options(default_index=f"{base}/simple", settings=settings)
        problem, recorded = parse_problem(text, filename="pyproject.toml"), RecordingIndex(index)
        found = explain(problem, [target(python, platform)], options, recorded)
    # What was recorded is enough to repeat every experiment without a network.
    stored = SnapshotIndex(unpack_snapshot(pack_snapshot(recorded.snapshot())))
    assert not contradictions(found, problem, options, stored)
    return found


@pytest.mark.slow
def test_torch_on_python_38() -> None:
    found = explained("seed-9514-torch", "3.8")
    roots = [entry for entry in found.divergences if entry.root]
    assert [entry.project for entry in roots] == ["torch"]
    cause = roots[0].cause
    assert cause is not None
    assert (cause.cause_class, cause.proof) == (CauseClass.NO_COMPATIBLE_FILE, Proof.PROVEN)
    assert "2.5.1 allows Python >=3.8" in cause.summary
    assert "no cp38 wheel" in cause.summary
    assert "no source distribution" in cause.summary
    assert [cause.cause_class for cause in roots[0].further_causes] == [CauseClass.PYTHON_RANGE]
    assert len(found.divergences) == 14
    assert roots[0].fixes[0].agrees
    assert "python_version < '3.9'" in roots[0].fixes[0].patch


@pytest.mark.slow
def test_torch_nightly_reads_another_wheel() -> None:
    found = explained("seed-10693-nightly", "3.12")
    (root,) = [entry for entry in found.divergences if entry.root]
    assert root.project == "torch"
    cause = root.cause
    assert cause is not None
    assert (cause.cause_class, cause.proof) == (CauseClass.WHEEL_METADATA_DIFFERS, Proof.PROVEN)
    assert "aarch64" in cause.summary
    missing = [entry for entry in cause.evidence if entry.kind == "only-in-target-file"]
    assert sum(entry.text.startswith("nvidia-") for entry in missing) >= 13
    assert root.fixes[0].agrees
    (second,) = root.further_causes
    assert second.cause_class is CauseClass.INDEX_ROUTING
    assert any(entry.kind == "explicit-index" for entry in second.evidence)
    # Without the sources another torch is taken, and the recorded index lacks metadata for that.
    assert second.proof is Proof.UNDECIDED


@pytest.mark.slow
def test_jupyter_with_an_unreachable_wheel() -> None:
    found = explained("seed-11926-jupyter", "3.12")
    (failure,) = found.failures
    assert failure.mode == "universal"
    assert failure.status_code == 404
    assert "macosx" in failure.filename
    assert (failure.cause.cause_class, failure.cause.proof) == (CauseClass.REPRESENTATIVE_UNREACHABLE, Proof.PROVEN)
    assert any("manylinux" in entry.filename for entry in failure.cause.evidence)
    assert failure.fixes[0].agrees


@pytest.mark.slow
def test_conflicting_accelerators() -> None:
    found = explained("seed-9640-accelerators", "3.12")
    torch = next(entry for entry in found.divergences if entry.project == "torch")
    assert torch.root
    assert torch.cause is not None
    assert (torch.cause.cause_class, torch.cause.proof) == (CauseClass.EXTRAS_GROUPS_CONFLICTS, Proof.PROVEN)
    assert torch.fixes[0].agrees
    assert [(one.cause_class, one.proof) for one in torch.further_causes] == [(CauseClass.INDEX_ROUTING, Proof.PROVEN)]


@pytest.mark.slow
def test_gradio_falls_back_to_an_old_numba() -> None:
    found = explained("seed-7990-gradio", "3.10")
    assert not found.divergences
    (finding,) = found.findings
    assert finding.project == "numba"
    assert (finding.cause.cause_class, finding.cause.proof) == (CauseClass.BACKTRACKING, Proof.PROVEN)
    assert "numpy" in finding.cause.summary
    assert finding.fixes[0].agrees
    assert "numba>=0.60.0" in finding.fixes[0].patch
