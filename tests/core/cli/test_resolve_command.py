from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from resolver_core.codec import from_json
from resolver_core.index.network.default import default_index_url
from tests.core.cli.commands import Commands
from tests.support.served_index import ServedFile, ServedIndex, served_index
from tests.support.shared import REPOSITORY

PROJECT = """
[project]
name = "project"
version = "1"
requires-python = ">=3.8"
dependencies = ["a", "c"]

[project.optional-dependencies]
more = ["e"]

[dependency-groups]
dev = ["b==1.0"]
"""
OLD = ("--python", "3.8", "--platform", "linux", "--format", "json")


def versions(resolution: dict[str, object]) -> dict[str, str]:
    packages: list[dict[str, str]] = resolution["packages"]  # type: ignore[assignment]
    return {package["name"]: package["version"] for package in packages if not package["root"]}


def project(*dependencies: str, requires_python: str = ">=3.8") -> str:
    head = f'[project]\nname = "project"\nversion = "1"\nrequires-python = "{requires_python}"\n'
    return head + f"dependencies = {list(dependencies)!r}\n"


# -- answers ------------------------------------------------------------------------------------


def test_both_modes_and_their_comparison(commands: Commands) -> None:
    finished = commands.resolve(project("a"), *OLD)
    assert finished.status == 0
    assert not finished.errors
    document = finished.document
    assert list(document) == ["schema_version", "uv", "universal", "single", "comparisons", "as_pip"]
    assert versions(document["universal"]) == {"a": "2.0", "b": "2.0"}
    assert [versions(single) for single in document["single"]] == [{"a": "1.0", "b": "1.0"}]
    rows = {row["project"]: row for row in document["comparisons"][0]["rows"]}
    assert rows["a"]["difference"] == "version"
    assert rows["a"]["single"]["metadata_from"] == "a-1.0-py3-none-any.whl"
    assert rows["a"]["universal"]["metadata_from"] == "a-2.0-cp310-cp310-manylinux2014_x86_64.whl"


def test_what_pip_would_install(commands: Commands) -> None:
    document = commands.resolve(project("a"), *OLD, "--as-pip").document
    assert [(each["label"], versions(each)) for each in document["as_pip"]] == [("as-pip", {"a": "1.0", "b": "1.0"})]
    text = commands.resolve(project("a"), "--python", "3.8", "--platform", "linux", "--as-pip").output
    assert "pip would install the same versions" in text


def test_the_documents_are_those_of_the_codec(commands: Commands) -> None:
    document = commands.resolve(project("a"), *OLD).document
    assert from_json(document["universal"]).solved
    assert from_json(document["single"][0]).target is not None


def test_every_python_on_every_platform(commands: Commands) -> None:
    finished = commands.resolve(
        project("a"),
        "--python",
        "3.8",
        "--python",
        "3.10",
        "--platform",
        "linux",
        "--platform",
        "macos",
        "--format",
        "json",
    )
    targets = [(one["target"]["python"], one["target"]["platform"]) for one in finished.document["single"]]
    assert targets == [("3.8", "linux"), ("3.8", "macos"), ("3.10", "linux"), ("3.10", "macos")]
    assert [versions(one)["a"] for one in finished.document["single"]] == ["1.0", "1.0", "2.0", "1.0"]
    assert [one["target"]["platform"] for one in finished.document["comparisons"]] == ["linux", "macos"] * 2


@pytest.mark.parametrize(("mode", "universal", "singles"), [("single", False, 1), ("universal", True, 0)])
def test_one_mode_alone(commands: Commands, mode: str, universal: bool, singles: int) -> None:
    document = commands.resolve(project("a"), *OLD, "--mode", mode).document
    assert (document["universal"] is not None) is universal
    assert len(document["single"]) == singles
    assert document["comparisons"] == []


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ((), {"a", "b", "c"}),
        (("--no-default-groups",), {"a", "b", "c"}),
        (("--extra", "More"), {"a", "b", "c", "e"}),
        (("--all-extras",), {"a", "b", "c", "e"}),
    ],
)
def test_the_selection(commands: Commands, options: tuple[str, ...], expected: set[str]) -> None:
    text = PROJECT.replace('dev = ["b==1.0"]', "dev = []")
    document = commands.resolve(text, "--python", "3.10", "--platform", "linux", "--format", "json", *options).document
    assert versions(document["single"][0]).keys() == expected
    assert {row["project"] for row in document["comparisons"][0]["rows"]} == expected


@pytest.mark.parametrize("options", [("--group", "dev"), ("--all-groups",)])
def test_a_group_counts_where_it_is_selected(commands: Commands, options: tuple[str, ...]) -> None:
    document = commands.resolve(PROJECT, *OLD, "--mode", "single", *options).document
    assert versions(document["single"][0])["b"] == "1.0"


def test_settings_of_the_command_line_count(commands: Commands) -> None:
    def version_of(name: str, *options: str) -> str:
        found = commands.resolve(project(name), "--mode", "universal", "--format", "json", *options).document
        return versions(found["universal"])[name]

    assert version_of("a", "--resolution", "lowest") == "1.0"
    assert version_of("e") == "1.0"
    assert version_of("e", "--prerelease", "allow") == "2.0b1"
    assert version_of("c", "--exclude-newer", "2024-12-01") == "1.0"
    assert version_of("c") == "2.0"


def test_no_build_leaves_out_source_distributions(commands: Commands) -> None:
    assert commands.resolve(project("d"), *OLD).status == 0
    refused = commands.resolve(project("d"), *OLD, "--no-build")
    assert refused.status == 1
    assert {single["outcome"] for single in refused.document["single"]} == {"unsatisfiable"}


def test_more_indexes_come_before_the_default_one(commands: Commands) -> None:
    with served_index([ServedFile("a-9.0-py3-none-any.whl")]) as other:
        first = commands.resolve(project("a"), *OLD, "--extra-index-url", other.url).document
        named = commands.resolve(project("a"), *OLD, "--index", f"mine={other.url}").document
        links = commands.resolve(project("a"), *OLD, "--find-links", other.flat_url).document
    assert [versions(found["universal"])["a"] for found in (first, named, links)] == ["9.0"] * 3


def test_a_lock_is_preferred(commands: Commands) -> None:
    lock = commands.folder / "uv.lock"
    lock.write_text(
        'version = 1\nrequires-python = ">=3.8"\n[[package]]\nname = "a"\nversion = "1.0"\n'
        f'source = {{ registry = "{commands.index.url}" }}\n'
    )
    document = commands.resolve(project("a"), *OLD, "--lock", str(lock)).document
    assert versions(document["universal"])["a"] == "1.0"
    assert document["universal"]["lock"]["use"] == "preferable"
    said = commands.resolve(project("a"), *OLD, "--lock", str(lock)).output
    assert "Your uv.lock is out of date: " in said


POETRY_LOCK = """\
[[package]]
name = "a"
version = "1.0"

[metadata]
lock-version = "2.0"
python-versions = "*"
content-hash = "00"
"""


def test_what_another_tool_chose_stands_beside_the_answers(commands: Commands) -> None:
    lock = commands.folder / "poetry.lock"
    lock.write_text(POETRY_LOCK)
    document = commands.resolve(project("a"), *OLD, "--lock", str(lock)).document
    assert versions(document["universal"])["a"] == "2.0"  # its versions are no preference
    assert document["universal"]["axes"]["preferences"] == "none"
    assert (document["locked"]["label"], versions(document["locked"])["a"]) == ("poetry.lock", "1.0")
    output = commands.resolve(project("a"), *OLD, "--lock", str(lock), "--format", "text").output
    assert "the poetry.lock holds otherwise" in output
    assert "  a: 1.0 (uv lock 2.0)" in output
    lock.write_text(POETRY_LOCK.replace("1.0", "one", 1))
    finished = commands.resolve(project("a"), *OLD, "--lock", str(lock))
    assert (finished.status, f"{lock}:3:" in finished.errors) == (2, True)


def test_standard_input_may_be_any_kind(commands: Commands) -> None:
    assert versions(commands.resolve_input(project("a"), *OLD).document["universal"])["a"] == "2.0"
    assert versions(commands.resolve_input("a==1.0\n", *OLD).document["universal"])["a"] == "1.0"


def test_the_name_of_a_file_decides_its_kind(commands: Commands) -> None:
    finished = commands.resolve("a==1.0\n", *OLD, filename="requirements.txt")
    assert versions(finished.document["single"][0]) == {"a": "1.0", "b": "1.0"}
    assert commands.resolve("a==1.0\n", *OLD, filename="pyproject.toml").status == 2


def test_what_was_read_is_kept_for_the_next_run(index: ServedIndex, commands: Commands) -> None:
    commands.resolve(project("a"), *OLD)
    before = len(index.reads)
    pages = commands.resolve(project("a"), *OLD).document["universal"]["pages"]
    assert pages
    assert all(page["from_cache"] for page in pages)
    assert len(index.reads) == before
    anew = commands.resolve(project("a"), *OLD, "--refresh").document["universal"]["pages"]
    assert not any(page["from_cache"] for page in anew)
    assert not any(
        p["from_cache"] for p in commands.resolve(project("a"), *OLD, "--no-cache").document["universal"]["pages"]
    )


# -- trouble ------------------------------------------------------------------------------------


def test_a_clash_is_status_1_and_explained(commands: Commands) -> None:
    finished = commands.resolve(project("a==1.0", "b==2.0"), *OLD)
    assert finished.status == 1
    assert {"a", "b"} <= set(finished.document["universal"]["conflict"]["projects"])


def test_an_index_that_does_not_answer_is_status_2(commands: Commands) -> None:
    path = commands.folder / "pyproject.toml"
    path.write_text(project("a"))
    finished = commands.run("resolve", str(path), "--index-url", "http://127.0.0.1:1/simple", *OLD)
    assert finished.status == 2
    assert finished.document["universal"]["failure"]["kind"] == "fetch"


def test_every_mistake_has_its_place(commands: Commands) -> None:
    finished = commands.resolve('[project]\nname = "x"\nversion = "1"\ndependencies = ["a b", "c", "=="]\n')
    path = commands.folder / "pyproject.toml"
    assert finished.status == 2
    assert not finished.output
    places = [line.partition(": ")[0] for line in finished.errors.splitlines()]
    assert places == [f"{path}:4:17", f"{path}:4:29"]


def test_mistakes_of_a_lock_name_the_lock(commands: Commands) -> None:
    lock = commands.folder / "uv.lock"
    lock.write_text("version = 7\n")
    finished = commands.resolve(project("a"), "--lock", str(lock))
    assert finished.status == 2
    assert finished.errors.startswith(f"{lock}:1:")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--extra", "nope"), "no extra 'nope'"),
        (("--group", "nope"), "no group 'nope'; there are: dev"),
        (("--python", "2.7"), "'2.7' is not a known Python version"),
        (("--platform", "amiga"), "'amiga' is not a known platform"),
        (("--exclude-newer", "soon"), "not a valid exclude-newer"),
        (("--prerelease", "maybe"), "`maybe` is not one of the accepted values"),
        (("--resolution", "best"), "'best' is none of highest, lowest, lowest-direct"),
        (("--index-url", "ftp://index.test"), "http or https"),
        (("--allow-network", "10.0.0.0/99"), "10.0.0.0/99"),
        (("--extra", "!"), "--extra"),
        (("--lock", "no/such/uv.lock"), "no/such/uv.lock: No such file"),
        (("--mod", "single"), "unrecognized arguments"),
    ],
)
def test_bad_options_are_status_2(commands: Commands, options: tuple[str, ...], words: str) -> None:
    finished = commands.resolve(PROJECT, *options)
    assert finished.status == 2
    assert words in finished.errors
    assert not finished.output


def test_files_that_cannot_be_read(commands: Commands) -> None:
    binary = commands.folder / "binary.toml"
    binary.write_bytes(b"\xff\xfa")
    for path, words in ((commands.folder, "Is a directory"), (binary, "neither UTF-8"), (Path("x\0y"), "null")):
        finished = commands.run("resolve", str(path))
        assert finished.status == 2
        assert words in finished.errors


def test_a_cache_that_cannot_be_used_is_no_obstacle(commands: Commands) -> None:
    in_the_way = commands.folder / "file"
    in_the_way.write_text("")
    finished = commands.resolve(project("a"), *OLD, "--cache-dir", str(in_the_way / "cache"))
    assert finished.status == 0
    assert "nothing is cached" in finished.errors


def test_private_networks_are_asked_only_where_allowed(commands: Commands) -> None:
    options = ("--extra-index-url", "http://10.255.255.1:9/simple", *OLD)
    finished = commands.resolve(project("a"), *options)
    assert finished.status == 2
    assert "refused: not a public address" in finished.document["universal"]["failure"]["message"]


# -- the process --------------------------------------------------------------------------------


def test_the_module_runs_with_the_users_own_default_index(index: ServedIndex, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(project("a"))
    environment = {**os.environ, "UV_DEFAULT_INDEX": index.url, "XDG_CACHE_HOME": str(tmp_path / "cache")}
    command = [sys.executable, "-m", "resolver_core", "resolve", str(tmp_path / "pyproject.toml"), "--python", "3.8"]
    finished = subprocess.run(command, cwd=REPOSITORY, env=environment, capture_output=True, text=True)
    assert (finished.returncode, finished.stderr) == (0, "")
    assert "2 of 2 projects differ" in finished.stdout
    assert (tmp_path / "cache" / "whichwheel").is_dir()
    assert default_index_url(environment) == index.url
