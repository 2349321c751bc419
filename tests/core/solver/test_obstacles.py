"""All that is in the way of an answer is listed at once, the first thing first."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from packaging.utils import NormalizedName, canonicalize_name
from packaging.version import Version

from resolver_core import Environment, Options, Policy, from_json, parse_problem, requires_python_of, resolve, to_json
from resolver_core.answer.failure import Failure, FailureKind, Obstacle
from resolver_core.answer.resolution import Resolution
from resolver_core.explain.wording.failures import listed
from resolver_core.index.base import Index
from resolver_core.index.kept.memory import DEFAULT_URL, MemoryFile, MemoryIndex
from resolver_core.index.records import (
    Distribution,
    DistributionKind,
    IndexLocation,
    MetadataAnswer,
    MetadataProblem,
    MetadataProblemKind,
    PageAnswer,
    PageProblem,
    PageProblemKind,
)
from resolver_core.solver.obstacles import WithoutHosts
from tests.support.builders import a_target

NEEDS_BUILD = MetadataProblemKind.NEEDS_BUILD
WORLD = MemoryIndex(
    {
        "built": [MemoryFile("built-1.tar.gz", requires=["deep"], problem=NEEDS_BUILD, witness="built.egg-info/x")],
        "silent": [MemoryFile("silent-1.tar.gz", problem=NEEDS_BUILD)],
        "broken": [MemoryFile("broken-1-py3-none-any.whl", problem=MetadataProblemKind.NAME_MISMATCH)],
        "deep": [MemoryFile("deep-1.tar.gz", problem=NEEDS_BUILD)],
        "fine": [MemoryFile("fine-1-py3-none-any.whl")],
    }
)


def policies(text: str, *, assume: bool = False) -> list[tuple[str, Policy]]:
    problem, options = parse_problem(text), Options(DEFAULT_URL, assume=assume)
    target: Environment = a_target()
    return [
        (text, Policy.single_platform(problem, target, options)),
        (text, Policy.universal(problem, requires_python_of(problem, target), options)),
    ]


def answers(text: str, index: Index = WORLD, *, assume: bool = False) -> list[Resolution]:
    return [resolve(parse_problem(asked), policy, index) for asked, policy in policies(text, assume=assume)]


def failure_of(resolution: Resolution) -> Failure:
    assert resolution.failure is not None
    return resolution.failure


EVERYTHING = "fine\nbuilt\nsilent\nbroken\na @ git+https://code.test/a.git\nb @ git+https://code.test/b.git\n"


def test_everything_that_is_in_the_way_is_found_at_once() -> None:
    for resolution in answers(EVERYTHING):
        found = {each.projects[0]: each.obstacle for each in failure_of(resolution).all}
        assert found == {
            "a": Obstacle.SOURCE,
            "b": Obstacle.SOURCE,
            "built": Obstacle.BUILD,
            "deep": Obstacle.BUILD,  # which `built` requires
            "silent": Obstacle.BUILD,
            "broken": Obstacle.METADATA,
        }
        assert len(failure_of(resolution).all) == len(found)


def test_the_first_stays_first_and_the_answer_is_as_before() -> None:
    for text, policy in policies(EVERYTHING):
        alone = resolve(parse_problem(text), policy, WORLD, all_obstacles=False)
        together = resolve(parse_problem(text), policy, WORLD)
        assert failure_of(alone).others == ()
        assert message_keys(failure_of(alone)) == message_keys(failure_of(together))
        assert together.stats.metadata_read == alone.stats.metadata_read


def message_keys(failure: Failure) -> tuple[object, ...]:
    return failure.kind, failure.obstacle, failure.projects, failure.filename


def test_what_may_be_assumed_is_no_obstacle() -> None:
    for resolution in answers(EVERYTHING, assume=True):
        assert {each.projects[0] for each in failure_of(resolution).all} == {"deep", "silent", "broken"}
    for resolution in answers("built\n", assume=False):
        assert [each.projects for each in failure_of(resolution).all] == [("built",), ("deep",)]


def test_what_the_input_says_is_listed_with_the_rest() -> None:
    text = "fine\nsilent\n-e git+https://code.test/a.git#egg=a\nhttps://files.test/main.zip\n"
    for resolution in answers(text):
        kinds = [each.obstacle for each in failure_of(resolution).all]
        assert kinds[:2] == [Obstacle.REFUSED, Obstacle.REFUSED]
        assert set(kinds[2:]) == {Obstacle.SOURCE, Obstacle.BUILD}
        lines = list(listed(failure_of(resolution)))
        assert lines[0].startswith("line 3: ")
        assert lines[1].startswith("line 4: ")


def test_a_conflict_behind_an_obstacle_ends_the_list() -> None:
    for resolution in answers("built\nfine>2\n"):
        assert [each.projects for each in failure_of(resolution).all][:1] == [("built",)]


class SilentIndex:
    """An index whose host never answers; it remembers for whom it was waited."""

    def __init__(self) -> None:
        self.waited: set[NormalizedName] = set()

    def page(self, location: IndexLocation, project: NormalizedName) -> PageAnswer:
        self.waited.add(project)
        return PageProblem(project, location.url, PageProblemKind.NETWORK, detail="timed out")

    def metadata(self, distribution: Distribution) -> MetadataAnswer:
        raise AssertionError(distribution)

    def prefetch_pages(self, location: IndexLocation, projects: Iterable[NormalizedName]) -> None:
        pass

    def prefetch_metadata(self, distributions: Iterable[Distribution]) -> None:
        pass


def test_a_silent_host_is_waited_for_once_and_named_once() -> None:
    for text, policy in policies("fine\nother\nmore\na @ git+https://code.test/a.git\n"):
        index = SilentIndex()
        failure = failure_of(resolve(parse_problem(text), policy, index))
        assert index.waited <= {"fine", "other", "more"}
        assert sorted(each.obstacle for each in failure.all) == [Obstacle.PAGE, Obstacle.SOURCE]


def test_a_silent_host_is_not_asked_again() -> None:
    index = WithoutHosts(SilentIndex(), {"index.test"})
    answer = index.page(IndexLocation(DEFAULT_URL), canonicalize_name("a"))
    assert isinstance(answer, PageProblem)
    assert answer.kind is PageProblemKind.NETWORK
    file = Distribution(
        canonicalize_name("a"), Version("1"), "a-1.zip", f"{DEFAULT_URL}/a-1.zip", DistributionKind.SDIST, DEFAULT_URL
    )
    trouble = index.metadata(file)  # the index itself would raise
    assert isinstance(trouble, MetadataProblem)
    assert trouble.kind is MetadataProblemKind.NETWORK
    assert not index.is_silent("https://files.test/a-1.zip")


def test_documents_keep_all_of_them_with_what_to_do() -> None:
    for resolution in answers(EVERYTHING):
        document = to_json(resolution)
        again = from_json(document)
        assert to_json(again) == document
        assert list(listed(failure_of(again))) == list(listed(failure_of(resolution)))
    (single, _) = answers("silent\n")
    assert (entry := to_json(single)["failure"]) is not None
    assert "others" not in entry
    assert "dependency-metadata" in entry["advice"]


@pytest.mark.parametrize("kind", [FailureKind.NOT_RECORDED])
def test_what_was_not_recorded_proves_nothing_further(kind: FailureKind) -> None:
    world = MemoryIndex({"lost": [MemoryFile("lost-1-py3-none-any.whl", problem=MetadataProblemKind.NOT_RECORDED)]})
    for resolution in answers("lost\na @ git+https://code.test/a.git\n", world, assume=True):
        assert failure_of(resolution).kind is kind
        assert failure_of(resolution).others == ()
