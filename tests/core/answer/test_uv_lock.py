"""A uv.lock read back must say what uv meant: checked against our own answers, which other tests check against uv."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest
from packaging.utils import NormalizedName, canonicalize_name

from resolver_core.answer.comparison import compare
from resolver_core.answer.locks.formats import resolution_of_lock
from resolver_core.answer.resolution import Resolution, marker_of
from resolver_core.answer.uv_lock import LABEL
from resolver_core.errors import ProblemSyntaxError
from resolver_core.explain.wording.failures import warning
from resolver_core.index.network.guard import LOOPBACK_NETWORKS
from resolver_core.index.network.opening import open_index
from resolver_core.inputs.parse import parse_problem
from resolver_core.inputs.problem import Problem
from resolver_core.inputs.uv_lock import parse_lock
from resolver_core.policy import Options, Policy, requires_python_of
from resolver_core.solver.solve import resolve
from resolver_core.targets.environment import Environment
from tests.support.builders import LINUX, MACOS, WINDOWS, a_target
from tests.support.served_index import ServedFile, ServedIndex, served_index
from tests.support.uv_runs import uv_on_project

FILES = (
    ServedFile("a-1.0-py3-none-any.whl"),
    ServedFile("a-1.0.tar.gz"),
    ServedFile("a-2.0-py3-none-any.whl", requires_python=">=3.10", requires_dist=("b>=2", "win; os_name == 'nt'")),
    ServedFile("b-1.0-py3-none-any.whl"),
    ServedFile("b-2.0-py3-none-any.whl"),
    ServedFile(
        "c-1.0-py3-none-any.whl",
        extras=("fast", "slow"),
        requires_dist=("b<2; extra == 'fast'", "d; extra == 'slow' and sys_platform == 'darwin'"),
    ),
    ServedFile("d-1.0-cp312-cp312-macosx_11_0_arm64.whl"),
    ServedFile("d-1.0-py3-none-any.whl"),
    ServedFile("win-1.0-py3-none-win_amd64.whl"),
)
HEAD = '[project]\nname = "project"\nversion = "1"\nrequires-python = ">=3.9"\n'
PROJECTS = {
    "one version each": 'dependencies = ["b", "c[slow]"]',
    "a fork by requires-python": 'dependencies = ["a"]',
    "a fork by markers": """dependencies = ["b<2; sys_platform == 'win32'", "b>=2; sys_platform != 'win32'", "c"]""",
    "extras and groups": """
        dependencies = ["c"]
        [project.optional-dependencies]
        all = ["project[slow]", "a"]
        slow = ["c[slow]; python_version >= '3.12'"]
        [dependency-groups]
        dev = ["win", { include-group = "test" }]
        test = ["d"]""",
    "extras in conflict": """
        dependencies = ["c"]
        [project.optional-dependencies]
        new = ["b>=2"]
        old = ["b<2"]
        [tool.uv]
        conflicts = [[{ extra = "new" }, { extra = "old" }]]""",
    "groups in conflict": """
        dependencies = ["d"]
        [dependency-groups]
        new = ["a>=2; python_version >= '3.10'"]
        old = ["b<2", "c"]
        [tool.uv]
        conflicts = [[{ group = "new" }, { group = "old" }]]""",
    "some environments": """
        dependencies = ["a", "c[fast, slow]; sys_platform == 'darwin'"]
        [tool.uv]
        environments = ["sys_platform == 'darwin'", "sys_platform == 'win32'"]""",
    "an index of its own": """
        dependencies = ["a", "b; python_version < '3.12'"]
        [tool.uv.sources]
        b = { index = "other", marker = "sys_platform == 'linux'" }
        [[tool.uv.index]]
        name = "other"
        url = "URL/"
        explicit = true""",
}
TARGETS = [a_target(python, platform) for python, platform in product(("3.9", "3.12"), (LINUX, MACOS, WINDOWS))]


@pytest.fixture(scope="module")
def index() -> Iterator[ServedIndex]:
    with served_index(FILES) as running:
        yield running


def ours(problem: Problem, index: ServedIndex) -> Resolution:
    policy = Policy.universal(problem, requires_python_of(problem, a_target()), Options(index.url))
    with open_index(allow_networks=LOOPBACK_NETWORKS) as client:
        return resolve(problem, policy, client)


def locked(text: str, index: ServedIndex) -> tuple[Problem, Resolution]:
    run = uv_on_project(text, index.url, "lock")
    assert run.succeeded, run.errors
    problem = parse_problem(text, filename="pyproject.toml")
    return problem, resolution_of_lock(parse_lock(run.document), problem)


def installed(resolution: Resolution, target: Environment, problem: Problem) -> dict[str, dict[str, tuple[str, str]]]:
    """What each single extra or group, and none, would install."""
    selections: list[tuple[tuple[NormalizedName, ...], tuple[NormalizedName, ...]]] = [((), ())]
    selections += [((extra,), ()) for extra in problem.optional_dependencies]
    selections += [((), (group,)) for group in problem.dependency_groups]
    return {
        str(selection): {
            name: (str(pin.version), pin.key.source) for name, pin in resolution.at(target, *selection).items()
        }
        for selection in selections
    }


@pytest.mark.parametrize("body", PROJECTS.values(), ids=PROJECTS)
def test_a_lock_of_uv_says_what_we_say(body: str, index: ServedIndex) -> None:
    lines = "\n".join(line.strip() for line in body.splitlines())
    text = HEAD + lines.replace("URL", index.url.replace("127.0.0.1", "localhost"))
    problem, said = locked(text, index)
    own = ours(problem, index)
    assert own.solved
    for target in TARGETS:
        assert installed(said, target, problem) == installed(own, target, problem)
        assert compare(own, said, target).differing == 0
    assert [pin.key for pin in said.pins if not pin.is_root] == [pin.key for pin in own.pins if not pin.is_root]
    assert said.fork_markers == own.fork_markers
    assert said.supported_markers == own.supported_markers
    assert said.requires_python == own.requires_python
    for mine, theirs in zip(own.pins, said.pins, strict=True):
        assert theirs.fork_markers == mine.fork_markers
        assert {file.filename for file in theirs.distributions} == {file.filename for file in mine.distributions}
        if not problem.conflicts:
            assert marker_of(theirs.marker) == marker_of(mine.marker)


def test_where_versions_come_from_is_kept(index: ServedIndex) -> None:
    _, said = locked(HEAD + 'dependencies = ["a==1.0"]', index)
    (pin,) = (pin for pin in said.pins if not pin.is_root)
    assert (said.label, pin.index_url, pin.provenance, pin.metadata) == (LABEL, index.url, None, None)
    assert [file.url for file in pin.distributions if file.is_wheel] == [
        f"{index.url.removesuffix('/simple')}/files/a-1.0-py3-none-any.whl"
    ]
    (edge,) = said.edges
    assert (edge.specifier, edge.line) == ("==1.0", 5)


def test_groups_without_a_project(index: ServedIndex) -> None:
    text = """[dependency-groups]\ndev = ["a", "b<2; sys_platform == 'win32'"]\n"""
    problem, said = locked(text, index)
    own = ours(problem, index)
    for python in ("3.12", "3.13"):
        for platform in (LINUX, WINDOWS):
            target = a_target(python, platform)
            assert {n: p.key for n, p in said.at(target).items()} == {n: p.key for n, p in own.at(target).items()}


# -- locks that were edited or are of another kind ------------------------------------------------

SCRIPT = '# /// script\n# requires-python = ">=3.9"\n# dependencies = ["a[x]>=1", "b"]\n# ///\n'
SCRIPT_LOCK = """
version = 1
requires-python = ">=3.9"
resolution-markers = ["sys_platform == 'win32'", "sys_platform != 'win32'"]
[options]
exclude-newer = "2024-11-30T00:00:00Z"
resolution-mode = "lowest"
[manifest]
requirements = [{ name = "a", extras = ["x"], specifier = ">=1" }, { name = "b", marker = "python_version >= '3.10'" }]
[[package]]
name = "a"
version = "1"
source = { registry = "https://index.test/simple/" }
resolution-markers = ["sys_platform == 'win32'"]
sdist = { url = "https://index.test/a-1.exe" }
wheels = [
    { url = "http://index.test/a-1-py3-none-any.whl", hash = "DIGEST", size = 7, upload-time = "2024-01-01T00:00Z" },
]
[[package]]
name = "a"
version = "2"
source = { registry = "https://index.test/simple/" }
resolution-markers = ["sys_platform != 'win32'"]
[package.optional-dependencies]
x = [{ name = "c" }]
[[package]]
name = "b"
version = "1"
source = { git = "https://git.test/b?rev=1#2" }
[[package]]
name = "c"
version = "1"
source = { url = "https://index.test/c-1.tar.gz" }
""".replace("DIGEST", f"sha256:{'0' * 64}")


def read(lock: str, text: str = SCRIPT, filename: str = "script.py") -> Resolution:
    return resolution_of_lock(parse_lock(lock), parse_problem(text, filename=filename))


def test_a_script_asks_without_a_package_of_its_own() -> None:
    said = read(SCRIPT_LOCK)
    on_windows, on_linux = (said.at(a_target("3.9", platform)) for platform in (WINDOWS, LINUX))
    assert {name: str(pin.version) for name, pin in on_windows.items()} == {"a": "1"}
    assert {name: str(pin.version) for name, pin in on_linux.items()} == {"a": "2", "c": "1"}
    assert said.at(a_target())[canonicalize_name("b")].key.source == "https://git.test/b?rev=1#2"
    assert said.axes == {"exclude_newer": "2024-11-30T00:00:00Z", "resolution": "lowest"}
    assert {pin.project: pin.marker for pin in said.pins if pin.version.major == 1} == {
        "a": "sys_platform == 'win32'",
        "b": "python_full_version >= '3.10'",
        "c": "sys_platform != 'win32'",
    }


def test_files_keep_what_the_lock_says_of_them() -> None:
    said = read(SCRIPT_LOCK)
    (file,) = next(pin for pin in said.pins if str(pin.version) == "1").distributions
    assert (file.filename, file.size_bytes, file.hashes) == ("a-1-py3-none-any.whl", 7, {"sha256": "0" * 64})
    assert file.uploaded_at is not None
    assert file.uploaded_at.isoformat() == "2024-01-01T00:00:00+00:00"
    assert tuple(map(warning, said.warnings)) == (
        "Your uv.lock lists a file 'a-1.exe' of a that cannot be read: neither a wheel nor an sdist.",
    )


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ('{ name = "c" }', '{ name = "z" }', "no package that fits its dependency `z`"),
        ('{ name = "c" }', '{ name = "c", version = "9" }', "no package that fits its dependency `c`"),
        ('{ name = "c" }', '{ name = "c", marker = "when" }', "not a valid environment marker"),
        ('{ name = "c" }', '"c"', "must be a table"),
        ('requires-python = ">=3.9"', 'requires-python = "3"', "requires-python"),
        (f'hash = "sha256:{"0" * 64}"', "hash = 7", "must be a string"),
        ('source = { url = "https://index.test/c-1.tar.gz" }', "source = 1", "must be a table"),
    ],
)
def test_what_cannot_be_read_is_a_mistake(before: str, after: str, words: str) -> None:
    assert before in SCRIPT_LOCK
    with pytest.raises(ProblemSyntaxError) as caught:
        read(SCRIPT_LOCK.replace(before, after))
    assert words in str(caught.value)


def test_a_lock_of_another_project_is_refused() -> None:
    with pytest.raises(ProblemSyntaxError, match="another project"):
        read(SCRIPT_LOCK, HEAD + "dependencies = []", "pyproject.toml")


def test_names_are_compared_normalised() -> None:
    head = 'version = 1\nrequires-python = ">=3.9"\n'
    lock = f'{head}[[package]]\nname = "My_Project"\nversion = "1"\nsource = {{ virtual = "." }}\n'
    said = read(lock, '[project]\nname = "my.project"\nversion = "1"\n', "pyproject.toml")
    assert [(pin.project, pin.is_root) for pin in said.pins] == [(canonicalize_name("my-project"), True)]
