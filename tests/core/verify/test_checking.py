"""The checker without a solver: it accepts what the solver answers, and notices every kind of broken answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

from resolver_core.answer.replayed import AGREES
from resolver_core.answer.resolution import Edge, Pin, PinKey, Resolution
from resolver_core.index.base import Index
from resolver_core.inputs.problem import Problem
from resolver_core.policy import Options, Policy, requires_python_of
from resolver_core.solver.solve import resolve
from resolver_core.targets.environment import Environment
from resolver_core.targets.named import target
from resolver_core.verify import Breach, Choice, choices_of, in_scope, verify
from tests.support.builders import LINUX, MACOS, WINDOWS, a_problem, a_release, a_target, an_index
from tests.support.random_indexes import World, a_world
from tests.support.seeds import batches

PLATFORMS = (LINUX, "aarch64-unknown-linux-gnu", "x86_64-apple-darwin", MACOS, WINDOWS, "aarch64-pc-windows-msvc")
GRID = tuple(target(python, platform) for python in ("3.8", "3.9", "3.10", "3.11", "3.13") for platform in PLATFORMS)
BEE, CAT = canonicalize_name("bee"), canonicalize_name("cat")

INDEX = an_index(
    {
        "ant": {"1.0": ["bee[more]>=1", "cat ; sys_platform == 'win32'"]},
        "bee": [
            a_release("bee", "1.0", "cat<2 ; extra == 'more'", extras=("more",)),
            a_release("bee", "2.0", "cat<2 ; extra == 'more'", extras=("more",), requires_python=">=3.8"),
            a_release("bee", "3.0", requires_python=">=3.13"),
        ],
        "cat": {"1.0": [], "2.0": []},
        "dog": {"1.0": []},
    }
)
PROBLEM = a_problem(
    "ant",
    requires_python=">=3.8,<3.13",
    tool_uv='constraint-dependencies = ["bee!=1.0"]',
    more='[project.optional-dependencies]\npets = ["dog"]',
)
OPTIONS = Options(default_index=INDEX.url)


def universal(problem: Problem, index: Index = INDEX, options: Options = OPTIONS) -> tuple[Policy, Resolution]:
    policy = Policy.universal(problem, requires_python_of(problem, a_target("3.12")), options)
    return policy, resolve(problem, policy, index)


def single(problem: Problem, environment: Environment, index: Index = INDEX) -> tuple[Policy, Resolution]:
    policy = Policy.single_platform(problem, environment, OPTIONS)
    return policy, resolve(problem, policy, index)


def breaches(resolution: Resolution, problem: Problem, policy: Policy, index: Index = INDEX) -> set[Breach]:
    return {violation.breach for violation in verify(resolution, problem, policy, index, GRID)}


# -- valid answers ------------------------------------------------------------------------------


def test_a_lock_is_valid_everywhere_in_scope() -> None:
    policy, lock = universal(PROBLEM)
    assert lock.solved
    assert sum(in_scope(environment, PROBLEM, policy) for environment in GRID) == 4 * len(PLATFORMS)
    assert verify(lock, PROBLEM, policy, INDEX, GRID) == ()


def test_a_choice_is_each_extra_and_all() -> None:
    policy, _ = universal(PROBLEM)
    pets = (canonicalize_name("pets"),)
    assert list(choices_of(PROBLEM, policy)) == [Choice(), Choice(pets)]


def test_a_single_answer_is_asked_at_its_target_only() -> None:
    environment = a_target("3.11", WINDOWS)
    policy, answer = single(PROBLEM, environment)
    assert [other for other in GRID if in_scope(other, PROBLEM, policy)] == [target("3.11", WINDOWS)]
    assert verify(answer, PROBLEM, policy, INDEX, [environment]) == ()


def test_declared_environments_are_the_scope() -> None:
    problem = a_problem("ant", tool_uv="environments = [\"sys_platform == 'darwin'\"]")
    policy, _ = universal(problem)
    assert not in_scope(a_target("3.12", LINUX), problem, policy)
    assert in_scope(a_target("3.12", MACOS), problem, policy)


# -- broken answers -----------------------------------------------------------------------------


def pin_of(resolution: Resolution, name: str) -> Pin:
    return next(pin for pin in resolution.pins if pin.project == name)


def with_version(resolution: Resolution, name: str, version: str) -> Resolution:
    """The answer with another version of a project, whose metadata file is that version's."""
    old = pin_of(resolution, name)
    file = next(
        file
        for file in INDEX.page(INDEX.location, old.project).distributions  # type: ignore[union-attr]
        if file.version == Version(version)
    )
    key = PinKey(old.project, Version(version), old.key.source)
    assert old.provenance is not None
    pin = replace(old, key=key, provenance=replace(old.provenance, distribution=file))

    def moved(end: PinKey | None) -> PinKey | None:
        return key if end == old.key else end

    edges = tuple(replace(edge, parent=moved(edge.parent), child=moved(edge.child)) for edge in resolution.edges)
    return replace(resolution, pins=tuple(pin if p == old else p for p in resolution.pins), edges=edges)


def without_edges_to(resolution: Resolution, name: str) -> Resolution:
    return replace(resolution, edges=tuple(edge for edge in resolution.edges if edge.child.project != name))


def with_edge_to_second_bee(resolution: Resolution) -> Resolution:
    bee = pin_of(resolution, "bee")
    other = replace(bee, key=PinKey(BEE, Version("1.0"), bee.key.source))
    extra = Edge(pin_of(resolution, "ant").key, other.key, "", "")
    return replace(resolution, pins=(*resolution.pins, other), edges=(*resolution.edges, extra))


def with_edge_to_dog(resolution: Resolution) -> Resolution:
    dog = pin_of(resolution, "dog")
    return replace(resolution, edges=(*resolution.edges, Edge(pin_of(resolution, "ant").key, dog.key, "", "")))


def with_pin(resolution: Resolution, name: str, **changes: object) -> Resolution:
    pins = (replace(pin, **changes) if pin.project == name else pin for pin in resolution.pins)  # type: ignore[arg-type]
    return replace(resolution, pins=tuple(pins))


def with_foreign_metadata(resolution: Resolution) -> Resolution:
    provenance = pin_of(resolution, "cat").provenance
    assert provenance is not None
    assert provenance.distribution is not None
    file = replace(provenance.distribution, filename="cat-9.0-py3-none-any.whl")
    return with_pin(resolution, "cat", provenance=replace(provenance, distribution=file))


@pytest.mark.parametrize(
    ("break_it", "expected"),
    [
        (lambda lock: without_edges_to(lock, "cat"), Breach.MISSING),
        (lambda lock: without_edges_to(lock, "ant"), Breach.MISSING),
        (lambda lock: with_version(lock, "cat", "2.0"), Breach.VERSION),
        (lambda lock: with_version(lock, "bee", "1.0"), Breach.CONSTRAINT),
        (lambda lock: with_version(lock, "bee", "3.0"), Breach.REQUIRES_PYTHON),
        (with_edge_to_second_bee, Breach.SEVERAL_VERSIONS),
        (with_edge_to_dog, Breach.NOT_NEEDED),
        (lambda lock: with_pin(lock, "cat", marker="sys_platform == 'win32'"), Breach.PIN_MARKER),
        (lambda lock: with_pin(lock, "cat", index_url="https://elsewhere.test/simple"), Breach.SOURCE),
        (with_foreign_metadata, Breach.METADATA),
        (lambda lock: with_pin(lock, "dog", provenance=None), Breach.METADATA),
    ],
)
def test_a_broken_lock_is_noticed(break_it: Callable[[Resolution], Resolution], expected: Breach) -> None:
    policy, lock = universal(PROBLEM)
    assert expected in breaches(break_it(lock), PROBLEM, policy)


def test_a_wrong_edge_marker_is_noticed_where_it_matters() -> None:
    problem = a_problem("ant", "cat ; sys_platform == 'linux'", requires_python=">=3.8")
    index = an_index({"ant": {"1.0": []}, "cat": {"1.0": []}})
    policy, lock = universal(problem, index)
    edges = tuple(replace(e, marker="sys_platform == 'darwin'") if e.marker else e for e in lock.edges)
    found = verify(replace(lock, edges=edges), problem, policy, index, GRID)
    assert {(v.breach, v.environment.markers["sys_platform"]) for v in found if v.breach is not Breach.PIN_MARKER} == {
        (Breach.MISSING, "linux"),
        (Breach.NOT_NEEDED, "darwin"),
    }


def test_a_file_for_another_platform_is_noticed() -> None:
    index = an_index({"ant": [a_release("ant", "1.0", tag=tag) for tag in ("py3-none-win_amd64", "py3-none-any")]})
    environment = a_target("3.12", LINUX)
    problem = a_problem("ant")
    policy, answer = single(problem, environment, index)
    foreign = next(file for file in pin_of(answer, "ant").distributions if "win" in file.filename)
    for file in (foreign, None):
        broken = with_pin(answer, "ant", install_file=file)
        assert [v.breach for v in verify(broken, problem, policy, index, [environment])] == [Breach.FILE]
    assert verify(answer, problem, policy, index, [environment]) == ()


def test_a_source_binds_the_index() -> None:
    other = "https://other.test/simple"
    index = an_index({"ant": {"1.0": []}}, others={other: {"ant": [a_release("ant", "1.0")]}})
    tool = f'index = [{{name = "other", url = "{other}", explicit = true}}]\nsources = {{ant = {{index = "other"}}}}'
    problem = a_problem("ant", tool_uv=tool)
    policy, lock = universal(problem, index)
    assert verify(lock, problem, policy, index, GRID) == ()
    assert Breach.SOURCE in breaches(with_pin(lock, "ant", index_url=index.url), problem, policy, index)


def test_a_violation_says_where() -> None:
    policy, lock = universal(PROBLEM)
    found = verify(without_edges_to(lock, "ant"), PROBLEM, policy, INDEX, [target("3.9", MACOS)], [Choice()])
    texts = [str(violation) for violation in found]
    assert texts == [
        f"Python 3.9 on {MACOS}, no extras: missing: ant: the project requires ant",
    ]


# -- what the text may say ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tool", "versions"),
    [
        ('override-dependencies = ["cat==2.0"]', {"ant": "1.0", "bee": "2.0", "cat": "2.0"}),
        ("override-dependencies = [\"cat ; sys_platform == 'emscripten'\"]", {"ant": "1.0", "bee": "2.0"}),
        ('exclude-dependencies = ["cat"]', {"ant": "1.0", "bee": "2.0"}),
        ('dependency-metadata = [{name = "ant", requires-dist = ["dog"]}]', {"ant": "1.0", "dog": "1.0"}),
    ],
)
def test_settings_are_applied_as_uv_applies_them(tool: str, versions: dict[str, str]) -> None:
    problem = a_problem("ant", requires_python=">=3.8", tool_uv=tool)
    for policy, answer in (universal(problem), single(problem, target("3.11", WINDOWS))):
        assert verify(answer, problem, policy, INDEX, GRID) == ()
        at = answer.at(target("3.11", WINDOWS))
        assert {name: str(pin.version) for name, pin in at.items()} == versions
        plain = replace(problem, overrides=(), excludes=frozenset(), dependency_metadata=())
        assert verify(answer, plain, policy, INDEX, GRID)


# -- random worlds ----------------------------------------------------------------------------------


def problem_of(world: World) -> Problem:
    optional = f'[project.optional-dependencies]\nmore = ["{world.requirements[-1]}"]'
    return a_problem(*world.requirements[:3], requires_python=">=3.8,<3.14", tool_uv=world.tool_uv, more=optional)


@pytest.mark.parametrize("seeds", batches(6, of=25))
def test_random_locks_are_valid_everywhere(seeds: range) -> None:
    solved = 0
    for seed in seeds:
        world = a_world(seed)
        problem, index = problem_of(world), world.index
        policy, lock = universal(problem, index)
        if lock.solved:
            solved += 1
            assert verify(lock, problem, policy, index, GRID) == (), f"seed {seed}"
            assert lock.stats.replay == AGREES, f"seed {seed}"
    assert solved >= 5


@pytest.mark.parametrize("seeds", batches(3, of=100, first=1000))
def test_random_single_answers_are_valid(seeds: range) -> None:
    solved = 0
    for seed in seeds:
        world = a_world(seed)
        problem, index, environment = problem_of(world), world.index, GRID[seed % len(GRID)]
        policy, answer = single(problem, environment, index)
        if answer.solved:
            solved += 1
            assert verify(answer, problem, policy, index, [environment]) == (), f"seed {seed}"
            assert answer.stats.replay == AGREES, f"seed {seed}"
    assert solved >= 30


@pytest.mark.parametrize(
    ("text", "python", "admitted"),
    [
        (">=3.9,<3.11", "3.12.0", True),
        (">=3.9", "3.8.0", False),
        ("==3.9.*", "3.12.0", True),
        ("==3.9.*", "3.8.20", False),
        ("~=3.9.2", "3.9.0", False),
        (">3.8", "3.8.0", False),
        ("!=3.12.*", "3.12.0", True),
        ("<3.9", "3.12.0", True),
    ],
)
def test_only_lower_bounds_count(text: str, python: str, admitted: bool) -> None:
    from resolver_core.verify.evaluation import lower_bounds_admit

    assert lower_bounds_admit(SpecifierSet(text), Version(python)) is admitted
