"""An obstacle becomes a stated assumption where that is asked for, and a failure where it is not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from resolver_core import (
    Environment,
    Options,
    Policy,
    Resolution,
    from_json,
    parse_problem,
    requires_python_of,
    resolve,
    to_json,
)
from resolver_core.answer.resolution import FailureKind
from resolver_core.explain.wording.assumptions import assumption
from resolver_core.explain.wording.failures import warning
from resolver_core.index.kept.memory import DEFAULT_URL, MemoryFile, MemoryIndex
from resolver_core.index.kept.recording import RecordingIndex, SnapshotIndex
from resolver_core.index.records import MetadataProblemKind, MetadataSource
from tests.support.builders import a_target

BUILT = MemoryFile(
    "built-1.0.tar.gz",
    requires=["needed>=2"],
    problem=MetadataProblemKind.NEEDS_BUILD,
    witness="built.egg-info/requires.txt",
)
SILENT = MemoryFile("silent-1.0.tar.gz", problem=MetadataProblemKind.NEEDS_BUILD)
WORLD = MemoryIndex(
    {
        "built": [BUILT],
        "silent": [SILENT],
        "needed": [MemoryFile(f"needed-{version}-py3-none-any.whl") for version in ("1", "2", "3")],
        "plugin": [MemoryFile("plugin-1-py3-none-any.whl", requires=["host>=4,<5"])],
    }
)


def both(*dependencies: str, more: str = "", version: str = 'version = "1"', assume: bool = True) -> list[Resolution]:
    listed = ", ".join(repr(one) for one in dependencies)
    text = f'[project]\nname = "mine"\n{version}\nrequires-python = ">=3.12"\ndependencies = [{listed}]\n{more}'
    problem, target = parse_problem(text), a_target()
    options = Options(DEFAULT_URL, assume=assume)
    return [
        resolve(problem, policy, WORLD)
        for policy in (
            Policy.single_platform(problem, target, options),
            Policy.universal(problem, requires_python_of(problem, target), options),
        )
    ]


def versions(resolution: Resolution, target: Environment | None = None) -> dict[str, str]:
    assert resolution.solved, resolution.failure or resolution.conflict
    return {str(pin.project): str(pin.version) for pin in resolution.pins if not pin.is_root}


def test_an_sdist_counts_as_its_publisher_built_it() -> None:
    for resolution in both("built"):
        assert versions(resolution) == {"built": "1.0", "needed": "3"}
        (pin,) = resolution.assumed
        assert pin.provenance is not None
        assert pin.provenance.source is MetadataSource.SDIST_AS_BUILT
        assert "built.egg-info/requires.txt" in assumption(pin)


def test_without_leave_to_assume_it_is_a_failure() -> None:
    for resolution in both("built", assume=False):
        assert resolution.failure is not None
        assert resolution.failure.kind is FailureKind.BUILD


def test_what_says_nothing_of_itself_stays_a_failure() -> None:
    for resolution in both("silent"):
        assert resolution.failure is not None
        assert resolution.failure.kind is FailureKind.BUILD


GIT = '[tool.uv.sources]\nhost = { git = "https://code.test/host" }\n'


def test_a_source_that_is_not_read_meets_every_requirement() -> None:
    for resolution in both("host", "plugin", "needed<3", more=GIT):
        assert versions(resolution) == {"host": "0", "plugin": "1", "needed": "2"}
        (pin,) = resolution.assumed
        assert pin.provenance is not None
        assert pin.provenance.source is MetadataSource.OUT_OF_REACH
        assert "https://code.test/host" in assumption(pin)


def test_a_source_that_is_not_read_is_a_failure_without_leave() -> None:
    for resolution in both("host", more=GIT, assume=False):
        assert resolution.failure is not None
        assert resolution.failure.kind is FailureKind.UNSUPPORTED


ABSENT = [
    ("{ workspace = true }", "is a member of the workspace whose pyproject.toml", "REFUSED"),
    (
        '{ path = "../host" }',
        "comes from the folder ../host, whose pyproject.toml is not among the files",
        "UNSUPPORTED",
    ),
]


@pytest.mark.parametrize(("source", "words", "refusal"), ABSENT)
def test_a_project_whose_file_is_not_there_is_assumed(source: str, words: str, refusal: str) -> None:
    more = f"[tool.uv.sources]\nhost = {source}\n"
    for resolution in both("host", "plugin", "needed<3", more=more):
        assert versions(resolution) == {"host": "0", "plugin": "1", "needed": "2"}
        (pin,) = resolution.assumed
        assert words in assumption(pin)
    for resolution in both("host", more=more, assume=False):
        assert resolution.failure is not None
        assert resolution.failure.kind is FailureKind[refusal]


def test_leave_to_assume_an_absent_member_is_no_leave_for_other_mistakes() -> None:
    for resolution in both("host", "mine", more="[tool.uv.sources]\nhost = { workspace = false }\n"):
        assert resolution.failure is not None
        assert resolution.failure.kind is FailureKind.REFUSED


@pytest.mark.parametrize("assume", [True, False])
def test_a_dynamic_version_of_the_project_itself_is_no_version(assume: bool) -> None:
    """A plugin requires the project: whether its version fits nobody can say, so it never clashes."""
    more = '[project.optional-dependencies]\nx = ["plugin"]\n'
    text = f'[project]\nname = "host"\ndynamic = ["version"]\nrequires-python = ">=3.12"\n{more}'
    problem, target = parse_problem(text), a_target()
    options = Options(DEFAULT_URL, assume=assume)
    lock = resolve(problem, Policy.universal(problem, requires_python_of(problem, target), options), WORLD)
    assert versions(lock) == {"plugin": "1"}
    (said,) = map(warning, lock.warnings)
    assert "the version of host is dynamic" in said
    assert "plugin 1 requires host" in said


def test_a_known_version_that_does_not_fit_clashes_as_ever() -> None:
    more = '[project.optional-dependencies]\nx = ["plugin"]\n'
    text = f'[project]\nname = "host"\nversion = "1"\nrequires-python = ">=3.12"\n{more}'
    problem, target = parse_problem(text), a_target()
    lock = resolve(
        problem,
        Policy.universal(problem, requires_python_of(problem, target), Options(DEFAULT_URL, assume=True)),
        WORLD,
    )
    assert lock.conflict is not None


def test_supplied_metadata_are_no_assumption() -> None:
    supplied = GIT + '[[tool.uv.dependency-metadata]]\nname = "host"\nversion = "4.2"\nrequires-dist = ["needed<2"]\n'
    for resolution in both("host", "plugin", more=supplied):
        assert versions(resolution) == {"host": "4.2", "plugin": "1", "needed": "1"}
        assert not resolution.assumed


def test_documents_name_what_is_assumed() -> None:
    for resolution in both("built"):
        document = to_json(resolution)
        assert [(one["project"], one["version"]) for one in document["assumptions"]] == [("built", "1.0")]
        assert from_json(document).assumed == resolution.assumed
    for resolution in both("needed"):
        assert "assumptions" not in to_json(resolution)


def test_recorded_data_answer_the_same() -> None:
    problem, target = parse_problem("built\n", filename="requirements.txt"), a_target()
    policy = Policy.single_platform(problem, target, Options(DEFAULT_URL, assume=True))
    recording = RecordingIndex(WORLD)
    first = resolve(problem, policy, recording)
    again = resolve(problem, policy, SnapshotIndex(recording.snapshot()))
    assert replace(again, stats=first.stats, pages=first.pages) == replace(first, pages=first.pages)
