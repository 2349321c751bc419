from __future__ import annotations

from datetime import UTC, datetime

import pytest
from packaging.version import Version

from resolver_core.errors import ProblemSyntaxError
from resolver_core.index.records import IndexLocation
from resolver_core.inputs.parse import parse_problem
from resolver_core.inputs.problem import (
    ConflictItem,
    ForkStrategy,
    IndexStrategy,
    PrereleaseMode,
    Problem,
    ResolutionMode,
    Source,
    SourceKind,
)

HEAD = """\
[project]
name = "demo"
version = "1"
dependencies = ["foo", "bar"]
[project.optional-dependencies]
x = ["foo"]
y = []
[dependency-groups]
dev = ["bar"]
g = [{ include-group = "h" }, "late"]
h = ["early"]
"""
HEAD_LINES = HEAD.count("\n")


def read(text: str) -> Problem:
    return parse_problem(HEAD + text, now=datetime(2026, 1, 31, tzinfo=UTC))


def mistake(text: str) -> str:
    """The one mistake, with its line counted from the end of the head."""
    with pytest.raises(ProblemSyntaxError) as caught:
        read(text)
    (found,) = caught.value.mistakes
    assert found.line is not None
    return f"{found.line - HEAD_LINES}: {found.message}"


def test_settings() -> None:
    settings = read(
        """\
[tool.uv]
resolution = "lowest-direct"
prerelease = "if-necessary-or-explicit"
prerelease-package = { Foo_Bar = "allow" }
fork-strategy = "fewest"
index-strategy = "unsafe-best-match"
exclude-newer = "30 days"
exclude-newer-package = { foo = "2024-01-01", Bar_Baz = false }
no-build = true
no-build-package = ["A_B"]
no-binary = false
no-binary-package = []
no-sources = true
"""
    ).settings
    assert settings.resolution is ResolutionMode.LOWEST_DIRECT
    assert settings.prerelease is PrereleaseMode.IF_NECESSARY
    assert settings.prerelease_package == {"foo-bar": PrereleaseMode.ALLOW}
    assert settings.fork_strategy is ForkStrategy.FEWEST
    assert settings.index_strategy is IndexStrategy.UNSAFE_BEST_MATCH
    assert settings.exclude_newer == datetime(2026, 1, 1, tzinfo=UTC)
    assert settings.exclude_newer_package == {"foo": datetime(2024, 1, 2, tzinfo=UTC), "bar-baz": None}
    assert (settings.no_build, settings.no_build_package) == (True, {"a-b"})
    assert (settings.no_binary, settings.no_binary_package) == (False, None), "uv reads the switch alone"
    assert settings.no_sources is True


def test_a_span_is_told_in_the_notes() -> None:
    assert read('[tool.uv]\nexclude-newer = "30 days"\n').notes == (
        '`exclude-newer = "30 days"` was read as 2026-01-01T00:00:00Z.',
    )


def test_pip_settings_are_kept_apart() -> None:
    problem = read(
        """\
[tool.uv]
resolution = "lowest"
[tool.uv.pip]
resolution = "highest"
no-binary = [":all:"]
only-binary = ["A_B", "c"]
"""
    )
    assert problem.settings.resolution is ResolutionMode.LOWEST
    assert problem.pip_settings.resolution is ResolutionMode.HIGHEST
    assert (problem.pip_settings.no_binary, problem.pip_settings.no_binary_package) == (True, frozenset())
    assert (problem.pip_settings.no_build, problem.pip_settings.no_build_package) == (False, {"a-b", "c"})


INDEX = '[[tool.uv.index]]\nname = "one"\nurl = "https://one.test/simple/"\n'


def test_indexes_keep_their_order_and_flags() -> None:
    problem = read(
        INDEX
        + """\
explicit = true
authenticate = "never"
ignore-error-codes = [403]
[[tool.uv.index]]
url = "https://two.test/links"
format = "flat"
"""
    )
    assert problem.indexes == (
        IndexLocation("https://one.test/simple", "one", explicit=True, ignore_error_codes=frozenset({403})),
        IndexLocation("https://two.test/links", flat=True),
    )
    assert problem.pip_indexes == problem.indexes


def test_older_spellings_follow_and_those_of_pip_replace_them() -> None:
    problem = read(
        INDEX
        + """\
[tool.uv]
find-links = ["https://links.test/"]
index-url = "https://main.test/simple"
extra-index-url = ["https://extra.test/simple"]
[tool.uv.pip]
extra-index-url = ["https://pip.test/simple"]
"""
    )
    one, main = IndexLocation("https://one.test/simple", "one"), IndexLocation("https://main.test/simple", default=True)
    links = IndexLocation("https://links.test", flat=True)
    assert problem.indexes == (one, IndexLocation("https://extra.test/simple"), main, links)
    assert problem.pip_indexes == (one, IndexLocation("https://pip.test/simple"), main, links)


def test_a_listed_default_index_beats_index_url() -> None:
    problem = read(INDEX + 'default = true\n[tool.uv]\nindex-url = "https://main.test/simple"\n')
    assert problem.indexes == (IndexLocation("https://one.test/simple", "one", default=True),)


def test_sources_of_every_kind() -> None:
    sources = read(
        INDEX
        + """\
[tool.uv.sources]
foo = [
  { index = "one", marker = "sys_platform == 'win32'" },
  { index = "one", extra = "X" },
]
bar = { git = "https://code.test/bar", rev = "1234" }
u = { url = "https://files.test/u-1-py3-none-any.whl" }
p = { path = "../p", editable = true }
w = { workspace = true }
"""
    ).sources
    line = HEAD_LINES + 3
    assert sources["foo"] == (
        Source(SourceKind.INDEX, "one", marker="sys_platform == 'win32'", line=line + 3),
        Source(SourceKind.INDEX, "one", extra=sources["foo"][1].extra, line=line + 4),
    )
    assert sources["foo"][1].extra == "x"
    kinds = [(name, source.kind, source.value) for name in ("bar", "u", "p", "w") for source in sources[name]]
    assert kinds == [
        ("bar", SourceKind.GIT, "https://code.test/bar"),
        ("u", SourceKind.URL, "https://files.test/u-1-py3-none-any.whl"),
        ("p", SourceKind.PATH, "../p"),
        ("w", SourceKind.WORKSPACE, "true"),
    ]


def test_sources_can_be_switched_off_for_a_project() -> None:
    problem = read(INDEX + '[tool.uv]\nno-sources-package = ["foo"]\n[tool.uv.sources]\nfoo = { index = "one" }\n')
    assert problem.settings.no_sources_package == {"foo"}


def test_an_undeclared_index_that_nothing_needs_is_only_noted() -> None:
    problem = read('[tool.uv.sources]\nother = { index = "nowhere" }\n')
    assert len(problem.notes) == 1
    assert "`nowhere`" in problem.notes[0]


def test_constraints_overrides_and_excludes() -> None:
    problem = read(
        """\
[tool.uv]
constraint-dependencies = ["a<2"]
override-dependencies = ["b==1", { package = { name = "C_c", version = "1.0" }, dependencies = ["d>1"] }]
exclude-dependencies = ["E_e", { package = { name = "f" }, dependencies = ["g"] }]
"""
    )
    assert [(line.text, line.line) for line in problem.constraints] == [("a<2", HEAD_LINES + 2)]
    assert [line.text for line in problem.overrides] == ["b==1"]
    (override,) = problem.scoped_overrides
    assert (override.package, override.version) == ("c-c", Version("1.0"))
    assert [str(requirement) for requirement in override.dependencies] == ["d>1"]
    assert problem.excludes == {"e-e"}
    (exclude,) = problem.scoped_excludes
    assert (exclude.package, exclude.version, exclude.dependencies) == ("f", None, ("g",))


def test_dependency_metadata() -> None:
    problem = read(
        """\
[[tool.uv.dependency-metadata]]
name = "Foo"
version = "1.0"
requires-dist = ["a", "b ; extra == 'x'"]
requires-python = ">=3.9"
provides-extra = ["X"]
[[tool.uv.dependency-metadata]]
name = "bar"
"""
    )
    foo, bar = problem.dependency_metadata
    assert (foo.name, foo.version, len(foo.requires_dist), foo.provides_extra) == ("foo", Version("1.0"), 2, ("x",))
    assert str(foo.requires_python) == ">=3.9"
    assert (bar.version, bar.requires_dist, bar.requires_python) == (None, (), None)


def test_environments_as_a_list_or_a_single_marker() -> None:
    problem = read(
        """\
[tool.uv]
environments = ["sys_platform == 'linux'", "sys_platform == 'darwin'"]
required-environments = "sys_platform == 'linux'"
"""
    )
    assert problem.environments == ("sys_platform == 'linux'", "sys_platform == 'darwin'")
    assert problem.required_environments == ("sys_platform == 'linux'",)


def test_an_environment_must_have_a_python_in_common_with_the_project() -> None:
    text = HEAD.replace("[project.opt", 'requires-python = ">=3.12"\n[project.opt')
    problem = parse_problem(text + "[tool.uv]\nenvironments = [\"python_version < '3.12'\"]\n")
    (refusal,) = problem.lock_refusals
    assert "has no Python in common with `requires-python` (>=3.12)" in refusal.message
    assert problem.pip_refusals == ()


def test_conflicts() -> None:
    problem = read('[tool.uv]\nconflicts = [[{ extra = "X" }, { group = "dev" }, { package = "demo" }]]\n')
    name = problem.name
    assert name == "demo"
    ((extra, group, whole),) = problem.conflicts
    assert (extra.package, extra.extra, extra.group) == ("demo", "x", None)
    assert (group.extra, group.group) == (None, "dev")
    assert whole == ConflictItem(name)


def test_unknown_members_of_conflicts_are_noted_as_uv_lets_them_stand() -> None:
    problem = read('[tool.uv]\nconflicts = [[{ extra = "nope" }, { group = "neither" }]]\n')
    assert [("nope" in note, "neither" in note) for note in problem.notes] == [(True, False), (False, True)]


def test_dev_dependencies_are_added_to_the_dev_group() -> None:
    problem = read('[tool.uv]\ndev-dependencies = ["baz"]\n')
    assert [line.text for line in problem.dependency_groups["dev"]] == ["bar", "baz"]


def test_default_groups() -> None:
    assert read("").default_groups == ("dev",)
    assert read("[tool.uv]\ndefault-groups = []\n").default_groups == ()
    assert read('[tool.uv]\ndefault-groups = ["H"]\n').default_groups == ("h",)
    assert read('[tool.uv]\ndefault-groups = "all"\n').default_groups == ("dev", "g", "h")


def test_requires_python_of_a_group_reaches_the_groups_that_include_it() -> None:
    problem = read('[tool.uv.dependency-groups]\nh = { requires-python = ">=3.13" }\n')
    assert {name: str(value) for name, value in problem.group_requires_python.items()} == {"h": ">=3.13"}
    early, late = problem.dependency_groups["g"]
    assert str(early.requirement.marker) == 'python_full_version >= "3.13"'
    assert late.requirement.marker is None
    assert problem.dependency_groups["h"][0].requirement.marker is None


def test_unknown_keys_are_noted_and_known_ones_without_bearing_are_not() -> None:
    assert read('[tool.uv]\nlink-mode = "copy"\npackage = false\n').notes == ()
    (note,) = read("[tool.uv]\nfrobnicate = 1\n").notes
    assert "`tool.uv.frobnicate`" in note


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[tool.uv]\nconstraint-dependencies = ["a>=1.*"]\n', "2: `a>=1.*` is not a valid requirement"),
        ('[tool.uv]\nenvironments = ["planet == 1"]\n', "2: `planet == 1` is not a valid environment marker"),
        ('[tool.uv]\nconflicts = [[{ extra = "x" }]]\n', "2: A set of conflicts needs at least two entries"),
        ('[tool.uv]\nconflicts = [[{ extra = "x", group = "g" }, {extra="y"}]]\n', "2: A conflict entry has both"),
        ('[tool.uv]\ndefault-groups = "some"\n', "2: `default-groups` must be a list"),
        ('[tool.uv]\noverride-dependencies = [{ dependencies = ["a"] }]\n', "2: It needs `package"),
        ('[tool.uv]\nexclude-dependencies = ["a>1"]\n', "2: `a>1` is not a valid name"),
        ('[tool.uv.dependency-groups]\nnope = { requires-python = ">=3" }\n', "2: `tool.uv.dependency-groups` names"),
        ('[tool.uv.sources]\nfoo = { index = "nope" }\n', "2: The source of `foo` names the index `nope`"),
        ('[tool.uv.sources]\nfoo = "one"\n', "2: The source of `foo` must be a table"),
        ("[tool.uv.sources]\nfoo = []\n", "2: The source of `foo` must be a table such as"),
        ("[tool.uv.sources]\nfoo = {}\n", "2: The source of `foo` must have one of"),
        ('[tool.uv.sources]\nfoo = { path = "a", git = "b" }\n', "2: The source of `foo` has both `git` and `path`"),
        ('[tool.uv.sources]\nfoo = { path = "a", other = 1 }\n', "2: `other` is not a key of a source"),
        ('[tool.uv.sources]\nfoo = { path = "a", extra = "nope" }\n', "2: A source of `foo` is for the extra `nope`"),
        ('[tool.uv.sources]\nfoo = { path = "a", extra = "y" }\n', "2: A source of `foo` is for the extra `y`"),
        ('[tool.uv.sources]\nfoo = [{ path = "a" }, { path = "b" }]\n', "2: `foo` has several sources"),
        (
            "[tool.uv.sources]\nfoo = [{ path = 'a', marker = \"os_name == 'posix'\" },\n"
            "  { path = 'b', marker = \"sys_platform == 'linux'\" }]\n",
            "3: Two sources of `foo` overlap",
        ),
        ('[[tool.uv.index]]\nname = "a"\n', "1: An index needs a `url`"),
        ('[[tool.uv.index]]\nname = "a b"\nurl = "https://a.test"\n', "2: `a b` is not a valid index name"),
        ('[[tool.uv.index]]\nurl = "https://a.test"\nexplicit = true\n', "1: An index with `explicit = true`"),
        ('[[tool.uv.index]]\nurl = "./wheels"\n', "2: `./wheels` is not an absolute URL"),
        ('[[tool.uv.index]]\nurl = "file:///wheels"\n', "2: `file:///wheels` cannot be read"),
        (INDEX + INDEX.replace("one.test", "two.test"), "1: Two indexes are named `one`"),
    ],
)
def test_a_mistake_is_reported_at_its_line(text: str, expected: str) -> None:
    assert mistake(text).startswith(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[tool.uv]\nfrobnicate = 1\n", "2: uv does not know `tool.uv.frobnicate`"),
        ("[tool.uv.pip]\nfrobnicate = 1\n", "2: uv does not know `tool.uv.pip.frobnicate`"),
        ('[tool.uv]\nlink-mode = "teleport"\n', "2: `teleport` is not one of the accepted values"),
        ("[tool.uv]\nconcurrent-builds = 0\n", "2: `concurrent-builds` must be a whole number above 0"),
        ('[tool.uv]\nprerelease = "yes"\n', "2: `yes` is not one of the accepted values: `disallow`, `allow`"),
        ('[tool.uv]\nno-build = "yes"\n', "2: `tool.uv.no-build` must be true or false, not a string"),
        ('[tool.uv]\nno-build-package = "a"\n', "2: `tool.uv.no-build-package` must be a list of strings"),
        ("[tool.uv]\nexclude-newer = 2024-01-01\n", "2: `exclude-newer` must be a string in quotes"),
        ('[tool.uv]\nexclude-newer = "1 month"\n', "2: `1 month` counts months or years"),
        ('[[tool.uv.dependency-metadata]]\nversion = "1"\n', "1: A `dependency-metadata` entry needs a `name`"),
        ('[tool.uv]\nextra-index-url = "https://a.test"\n', "2: `extra-index-url` must be a list of URLs"),
    ],
)
def test_one_fault_makes_uv_drop_all_settings(text: str, expected: str) -> None:
    """What the project's own table says survives for the lock, and sources survive in both modes."""
    rest = '[tool.uv.sources]\nfoo = { index = "one" }\n' + INDEX
    lists = '[tool.uv]\nresolution = "lowest"\nconstraint-dependencies = ["foo<2"]\n'
    text = lists + text.removeprefix("[tool.uv]\n")
    problem = read(text + rest)
    assert problem.settings.resolution is None
    assert [line.text for line in problem.constraints] == ["foo<2"]
    assert problem.pip_lists is not None
    assert problem.pip_lists.constraints == ()
    assert [(index.name, index.explicit) for index in problem.indexes] == [("one", True)]
    assert any(expected.partition(": ")[2] in note for note in problem.notes)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[tool.uv]\nmanaged = false\n", "2: `managed = false`"),
        ("[tool.uv]\nenvironments = [\"extra == 'a'\"]\n", "2: `extra == 'a'` describes no environment"),
        (
            "[tool.uv]\nenvironments = [\"os_name == 'posix'\",\n \"sys_platform == 'linux'\"]\n",
            "3: Two environments overlap",
        ),
        ('[tool.uv]\ndefault-groups = ["nope"]\n', "2: `default-groups` names the group `nope`"),
    ],
)
def test_some_faults_are_refused_by_the_lock_alone(text: str, expected: str) -> None:
    problem = read(text)
    (refusal,) = problem.lock_refusals
    assert refusal.line is not None
    assert f"{refusal.line - HEAD_LINES}: {refusal.message}".startswith(expected)
    assert problem.pip_refusals == ()


@pytest.mark.parametrize(("text", "refused"), [("0.13.8", False), (">=0.13,<0.14", False), (">=0.14", True)])
def test_another_version_of_uv_is_refused_in_both_modes(text: str, refused: bool) -> None:
    problem = read(f'[tool.uv]\nrequired-version = "{text}"\n')
    assert bool(problem.lock_refusals) is bool(problem.pip_refusals) is refused


def test_what_is_not_followed_is_warned_about() -> None:
    notes = read('[tool.uv.pip]\nuniversal = true\ntorch-backend = "cpu"\n').notes
    assert [note.split("`")[1] for note in notes] == ["tool.uv.pip.universal", "tool.uv.pip.torch-backend"]


def test_an_index_of_this_machine_is_an_obstacle_and_no_fault_of_the_settings() -> None:
    with pytest.raises(ProblemSyntaxError, match="is not an absolute URL"):
        read('[tool.uv]\nfind-links = ["./wheels"]\n')
