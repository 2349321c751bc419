"""What became of every version: each reason is a fact of the solve, and goes when the fact does."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from resolver_core import (
    MemoryStore,
    Options,
    Settings,
    explain,
    ladder_to_json,
    ladder_to_markdown,
    open_index,
    parse_cutoff,
    parse_problem,
    target,
)
from resolver_core.explain.explanation import Ladder, Rung, Standing, State
from resolver_core.index.kept.memory import DEFAULT_URL, MemoryFile, MemoryIndex
from resolver_core.index.records import MetadataProblemKind
from tests.conformance.projects import BASE_IN_FILES, load_case
from tests.conformance.shared_programs import frozen_index
from tests.support.causes import CUT, NEW, OLD
from tests.support.shared import require_shared
from tests.support.small_indexes import Example, files_of, of

LOOPBACK = ("127.0.0.0/8",)


def ladders(example: Example, index: MemoryIndex | None = None) -> dict[str, Ladder]:
    found = explain(
        example.problem(),
        [target(example.python, example.platform)],
        Options(DEFAULT_URL),
        index or example.index(),
        with_ladders=True,
    )
    return {ladder.project: ladder for ladder in found.ladders}


def rungs(example: Example, project: str = "a", index: MemoryIndex | None = None) -> dict[str, Rung]:
    """By "newest" or "newest..oldest"."""
    return rungs_of(ladders(example, index)[project])


def rungs_of(ladder: Ladder) -> dict[str, Rung]:
    return {
        str(rung.versions[0]) if len(rung.versions) == 1 else f"{rung.versions[0]}..{rung.versions[-1]}": rung
        for rung in ladder.rungs
    }


def single(rung: Rung) -> Standing:
    assert rung.single is not None
    return rung.single


def universal(rung: Rung) -> Standing:
    assert rung.universal is not None
    return rung.universal


def said(standing: Standing) -> tuple[str, str]:
    return standing.state.value, standing.kind


def broken(kind: MetadataProblemKind | None, status: int | None = None) -> MemoryIndex:
    """Two versions of a; the metadata of the newer one cannot be had."""
    newer = MemoryFile("a-2-py3-none-any.whl", problem=kind, status_code=status)
    return MemoryIndex({"a": (MemoryFile("a-1-py3-none-any.whl"), newer)})


# -- reasons that both modes share ----------------------------------------------------------------------

SHARED = {
    "cut-off": (
        Example({"a": {"1": of(uploaded=OLD), "2": of(uploaded=NEW)}}, ["a"], tool_uv=CUT),
        Example({"a": {"1": of(uploaded=OLD), "2": of(uploaded=OLD)}}, ["a"], tool_uv=CUT),
        "hidden by exclude-newer 2024-03-01T00:00:00Z",
    ),
    "yanked": (
        Example({"a": {"1": [], "2": of(yanked=True)}}, ["a"]),
        Example({"a": "1 2"}, ["a"]),
        "yanked",
    ),
    "requirement": (
        Example({"a": "1 2", "b": {"1": ["a<2"]}}, ["a", "b"]),
        Example({"a": "1 2", "b": {"1": ["a<3"]}}, ["a", "b"]),
        "b 1 requires a<2",
    ),
    "constraint": (
        Example({"a": "1 2"}, ["a"], tool_uv='constraint-dependencies = ["a<2"]'),
        Example({"a": "1 2"}, ["a"], tool_uv='constraint-dependencies = ["a<3"]'),
        "the constraint a<2",
    ),
    "override": (
        Example({"a": "1 2"}, ["a>1"], tool_uv='override-dependencies = ["a<2"]'),
        Example({"a": "1 2"}, ["a>1"], tool_uv='override-dependencies = ["a<3"]'),
        "the override a<2",
    ),
    "switched-off": (
        Example({"a": {"1": [], "2": of(tags="sdist")}}, ["a"], tool_uv="no-build = true"),
        Example({"a": {"1": [], "2": of(tags="sdist any")}}, ["a"], tool_uv="no-build = true"),
        "it has no usable wheel, and building from source is switched off by no-build",
    ),
    "conflict": (
        Example({"a": {"1": [], "2": ["c<2"]}, "c": "1 2"}, ["a", "c==2"]),
        Example({"a": {"1": [], "2": ["c<3"]}, "c": "1 2"}, ["a", "c==2"]),
        "it requires c<2, and c 2 was chosen",
    ),
    "other-index": (
        Example({"a": "1 2"}, ["a"], tool_uv='index = [{ name = "o", url = "@o" }]', others={"o": {"a": "1"}}),
        Example({"a": "1 2"}, ["a"], tool_uv='index = [{ name = "o", url = "@o" }]', others={"o": {"b": "1"}}),
        "does not list it",
    ),
}


@pytest.mark.parametrize("kind", SHARED)
@pytest.mark.parametrize("of_mode", [single, universal])
def test_every_reason_is_a_fact_and_goes_with_it(kind: str, of_mode: object) -> None:
    assert callable(of_mode)
    example, changed, text = SHARED[kind]
    found = rungs(example)
    if kind != "other-index":
        assert said(of_mode(found["2"])) == ("passed", kind)
        assert text in of_mode(found["2"]).text
    else:
        assert list(found) == ["1"]
    assert of_mode(found["1"]).state is State.TAKEN
    assert of_mode(rungs(changed)["2"]).state is State.TAKEN


def test_a_requirement_names_the_way_from_the_users_line() -> None:
    example = Example({"a": "1 2", "b": {"1": ["a<2"]}, "c": {"5": ["b"]}}, ["c"])
    assert single(rungs(example)["2"]).path == ("line 4", "c 5", "b 1")
    direct = single(rungs(Example({"a": "1 2"}, ["a<2"]))["2"])
    assert (direct.text, direct.line, direct.path) == ("your line 4 requires a<2", 4, ("line 4",))


def test_the_way_is_that_of_the_part_of_the_lock_not_one_through_an_extra_that_is_off_there() -> None:
    example = Example(
        {"m": {"1": ["t"]}, "t": {"1": ["a<2"]}, "a": "1 2", "u": "1 2"},
        ["m"],
        more='[project.optional-dependencies]\nx = ["t", "u<2"]\ny = ["u>=2"]',
        tool_uv='conflicts = [[{ extra = "x" }, { extra = "y" }]]',
    )
    standing = rungs(example)["2"].universal
    assert standing is not None
    ways = {each.where: each.path for each in (standing, *standing.elsewhere)}
    assert ways == {
        "project[y] or no extra or group of a declared conflict is selected": ("line 4", "m 1", "t 1"),
        "project[x]": ("line 7", "t 1"),
    }


def test_yanked_says_why() -> None:
    def index(reason: str | None) -> MemoryIndex:
        newer = MemoryFile("a-2-py3-none-any.whl", yanked_reason=reason)
        return MemoryIndex({"a": (MemoryFile("a-1-py3-none-any.whl"), newer)})

    example = Example({}, ["a"])
    assert single(rungs(example, index=index("breaks on import"))["2"]).text == "yanked: breaks on import"
    assert single(rungs(example, index=index(None))["2"]).state is State.TAKEN


@pytest.mark.parametrize(
    ("tool_uv", "text"),
    [
        ("", "a pre-release; a stable release is in range"),
        ('prerelease = "disallow"', "a pre-release; they are not allowed"),
        ('prerelease = "explicit"', "a pre-release; not allowed: no requirement of yours contains one"),
    ],
)
def test_pre_releases(tool_uv: str, text: str) -> None:
    standing = single(rungs(Example({"a": "1 2rc1"}, ["a"], tool_uv=tool_uv))["2rc1"])
    assert (said(standing), standing.text) == (("passed", "pre-release"), text)
    allowed = rungs(Example({"a": "1 2rc1"}, ["a"], tool_uv='prerelease = "allow"'))
    assert single(allowed["2rc1"]).state is State.TAKEN
    named = rungs(Example({"a": "1 2rc1"}, ["a>=2rc1"], tool_uv=tool_uv or 'prerelease = "explicit"'))
    assert single(named["2rc1"]).state is (State.NOT_REACHED if "disallow" in tool_uv else State.TAKEN)


def test_metadata_that_cannot_be_read() -> None:
    example = Example({}, ["a"])
    standing = single(rungs(example, index=broken(MetadataProblemKind.INVALID))["2"])
    assert said(standing) == ("passed", "metadata")
    assert standing.files == ("a-2-py3-none-any.whl",)
    assert single(rungs(example, index=broken(None))["2"]).state is State.TAKEN


def test_metadata_that_end_a_solve_name_the_file_and_its_status() -> None:
    found = rungs(Example({}, ["a"]), index=broken(MetadataProblemKind.STATUS, 404))
    assert said(universal(found["2"])) == ("passed", "metadata")
    assert universal(found["2"]).text == "the metadata in a-2-py3-none-any.whl cannot be read: HTTP status 404"
    assert universal(found["1"]).state is State.NOT_REACHED


def test_a_conflict_with_several_facts_names_them() -> None:
    """a 2 and every b clash through c, which is not chosen yet."""
    example = Example({"a": {"1": [], "2": ["c<2"]}, "b": {"1": ["c>=2"]}, "c": "1 2"}, ["a", "b"])
    for standing in (single(rungs(example)["2"]), universal(rungs(example)["2"])):
        assert said(standing) == ("passed", "conflict")
        assert "a 2 requires c<2" in standing.text
        assert "b 1 requires c>=2" in standing.text
        assert "b 1 was chosen" in standing.text


# -- reasons of one mode alone --------------------------------------------------------------------------


def test_no_file_for_the_target_with_the_nearest() -> None:
    found = rungs(Example({"a": {"1": [], "2": of(tags="W M")}}, ["a"]))
    standing = single(found["2"])
    assert said(standing) == ("passed", "no-file")
    assert standing.text == "no file fits Python 3.11 on linux"
    assert standing.detail == "2 wheels (cp311; Windows x86_64, macOS arm64) and no source distribution"
    assert len(standing.files) == 2
    assert universal(found["2"]).state is State.TAKEN
    assert single(rungs(Example({"a": {"1": [], "2": of(tags="W L")}}, ["a"]))["2"]).state is State.TAKEN


def test_the_nearest_file_is_of_the_same_platform_and_the_next_python() -> None:
    def nearest(tags: str) -> str:
        return single(rungs(Example({"a": {"1": [], "2": of(tags=tags)}}, ["a"]))["2"]).files[0]

    far = "cp314-cp314-L cp313-cp313-L cp312-cp312-win_amd64"
    assert nearest(far) == "a-2-cp313-cp313-manylinux_2_17_x86_64.whl"
    assert nearest(f"{far} cp312-cp312-L") == "a-2-cp312-cp312-manylinux_2_17_x86_64.whl"
    newer_platform = "cp311-cp311-manylinux_2_99_x86_64"
    assert nearest(f"{far} cp311-cp311-win_amd64 {newer_platform}") == f"a-2-{newer_platform}.whl"


def test_requires_python_at_the_target_and_in_a_lock() -> None:
    newer = Example({"a": {"1": [], "2": of(python=">=3.12")}}, ["a"])
    standing = single(rungs(newer)["2"])
    assert said(standing) == ("passed", "requires-python")
    assert standing.text == "it requires Python >=3.12, and this is Python 3.11 on linux"
    assert single(rungs(Example({"a": {"1": [], "2": of(python=">=3.11")}}, ["a"]))["2"]).state is State.TAKEN
    fewest = Example({"a": {"1": [], "2": of(python=">=3.12")}}, ["a"], tool_uv='fork-strategy = "fewest"')
    standing = universal(rungs(fewest)["2"])
    assert said(standing) == ("passed", "requires-python")
    assert standing.text == "it requires Python >=3.12, and the lock has to cover >=3.8"


def test_a_version_may_be_taken_in_one_part_and_passed_over_in_another() -> None:
    standing = universal(rungs(Example({"a": {"1": of(python=">=3.8"), "2": of(python=">=3.12")}}, ["a"]))["2"])
    assert (standing.state, standing.where) == (State.TAKEN, "python_full_version >= '3.12'")
    (other,) = standing.elsewhere
    assert said(other) == ("passed", "requires-python")
    assert other.where == "python_full_version < '3.12'"


def test_a_version_of_another_part_is_preferred() -> None:
    """The first part has to take 1; the second could take 2 and does not."""
    ask = ["a<2 ; sys_platform == 'win32'", "a ; sys_platform != 'win32'"]
    found = rungs(Example({"a": "1 2"}, ask))
    kinds = {(each.state.value, each.kind) for each in (universal(found["2"]), *universal(found["2"]).elsewhere)}
    assert ("passed", "requirement") in kinds
    assert kinds & {("passed", "preference"), ("taken", "")}


# -- what was not looked at -----------------------------------------------------------------------------


def test_what_is_older_was_not_needed_and_is_folded() -> None:
    found = rungs(Example({"a": "1 2 3 4 5 6 7"}, ["a<6"]))
    assert list(found) == ["7", "6", "5", "4", "3..1"]
    assert single(found["3..1"]).state is State.NOT_NEEDED
    assert single(found["3..1"]).text == "not tried: 5 was tried first and taken"


def test_oldest_first_the_newer_ones_were_not_needed() -> None:
    found = rungs(Example({"a": "1 2 3 4 5"}, ["a>1"], tool_uv='resolution = "lowest"'))
    assert single(found["2"]).state is State.TAKEN
    assert said(single(found["1"])) == ("passed", "requirement")
    assert single(found["5..4"] if "5..4" in found else found["5"]).state is State.NOT_NEEDED


def test_runs_of_equal_reasons_are_folded_and_the_neighbours_of_the_picks_are_not() -> None:
    found = rungs(Example({"a": " ".join(map(str, range(1, 13)))}, ["a<7"]))
    assert list(found) == ["12..8", "7", "6", "5", "4..1"]


def test_pre_releases_are_counted_with_the_run_around_them() -> None:
    projects = {"a": {"1": [], "2": ["c<2"], "3rc1": [], "3": ["c<2"], "4": ["c<2"]}, "c": "1 2"}
    found = rungs(Example(projects, ["a", "c==2"]))
    assert list(found) == ["4..3rc1", "2", "1"]
    assert found["4..3rc1"].prereleases == 1
    projects["a"] = {"1": [], "2": ["c<2"], "3rc1": ["c<2"], "3": [], "4": ["c<2"]}
    assert list(rungs(Example(projects, ["a", "c==2"])))[:2] == ["4", "3"]


def test_a_mode_without_an_answer_reached_nothing() -> None:
    example = Example(
        {"a": {"1": of("b", tags="L")}, "b": "1"}, ["a"], more='[project.optional-dependencies]\nx = ["c"]\n'
    )
    found = rungs(example, "b")["1"]
    assert single(found).state is State.TAKEN
    assert universal(found).state is State.NOT_REACHED, "the lock fails: nobody has c"


def test_a_mode_that_does_not_need_the_project_has_no_standing() -> None:
    example = Example({"a": "1", "b": "1"}, ["a", "b ; sys_platform == 'win32'"])
    found = rungs(example, "b")["1"]
    assert found.single is None
    assert universal(found).state is State.TAKEN


# -- how it is said -------------------------------------------------------------------------------------


def test_the_document() -> None:
    document = ladder_to_json(ladders(Example({"a": "1 2"}, ["a<2"]))["a"])
    standing = {
        "state": "passed",
        "kind": "requirement",
        "text": "your line 4 requires a<2",
        "line": 4,
        "path": ["line 4"],
        "where": "",
        "detail": "",
        "files": [],
        "elsewhere": [],
    }
    assert document["project"] == "a"
    assert document["rungs"][0] == {
        "newest": "2",
        "oldest": "2",
        "count": 1,
        "versions": ["2"],
        "prereleases": 0,
        "uploaded_at": None,
        "single": standing,
        "universal": standing,
    }


def test_the_text() -> None:
    found = ladders(Example({"a": {"1": [], "2": of(tags="W")}, "b": {"1": ["a<3"]}}, ["a", "b"]))["a"]
    text = ladder_to_markdown(found)
    assert "- 2: single-platform: no file fits Python 3.11 on linux (1 wheel (cp311; Windows x86_64)" in text
    assert "nearest `a-2-cp311-cp311-win_amd64.whl`; universal: **taken**" in text
    assert "- 1: single-platform: **taken**" in text


def test_a_direct_url_has_no_ladder() -> None:
    text = (
        '[project]\nname = "p"\nversion = "1"\nrequires-python = ">=3.11"\n'
        'dependencies = ["a @ https://files.index.test/a-1-py3-none-any.whl"]\n'
    )
    index = MemoryIndex(files_of({}))
    found = explain(parse_problem(text), [target("3.11", "linux")], Options(DEFAULT_URL), index, with_ladders=True)
    assert not [rung for ladder in found.ladders for rung in ladder.rungs]


# -- the reported cases ---------------------------------------------------------------------------------


def reported(slug: str, python: str) -> dict[str, Ladder]:
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
        problem = parse_problem(text, filename="pyproject.toml")
        targets = [target(python, "x86_64-unknown-linux-gnu")]
        found = explain(
            problem, targets, Options(f"{base}/simple", settings=settings), index, budget=2, with_ladders=True
        )
    return {ladder.project: ladder for ladder in found.ladders}


@pytest.mark.slow
def test_torch_on_python_38() -> None:
    found = rungs_of(reported("seed-9514-torch", "3.8")["torch"])
    standing = single(found["2.5.1"])
    assert said(standing) == ("passed", "no-file")
    assert standing.text.startswith("no file fits Python 3.8")
    assert standing.files[0] == "torch-2.5.1-cp39-cp39-manylinux1_x86_64.whl"
    assert "no source distribution" in standing.detail
    assert universal(found["2.5.1"]).state is State.TAKEN
    assert single(found["2.4.1"]).state is State.TAKEN
    assert universal(found["2.4.1"]).state is State.NOT_NEEDED


@pytest.mark.slow
def test_numba_of_gradio_names_what_clashes() -> None:
    found = reported("seed-7990-gradio", "3.10")
    standing = single(rungs_of(found["numba"])["0.60.0"])
    assert said(standing) == ("passed", "conflict")
    assert standing.text == "it requires numpy<2.1,>=1.22, and numpy 2.1.2 was chosen"
