"""Our documents become the schemas of uv's measured answers: checked on a document written by hand."""

from __future__ import annotations

import pytest

from resolver_core import PrereleaseMode, Settings
from tests.conformance.asking import Answer, Document
from tests.conformance.projects import BASE_IN_FILES, Case, command_line_settings, metadata_file, variants_of
from tests.conformance.scenarios import single_outcome, single_question, universal_outcome
from tests.conformance.schema import JsonObject

BASE = "http://127.0.0.1:4711"
INDEX = f"{BASE}/simple"


def a_package(name: str, version: str, **fields: object) -> JsonObject:
    """A package of a resolution document."""
    return {
        "name": name,
        "version": version,
        "source": INDEX,
        "index_url": INDEX,
        "marker": "",
        "fork_markers": [],
        "root": False,
        "metadata_from": {"filename": f"{name}-{version}-py3-none-any.whl", "how": "separate-file"},
        "install_file": None,
        "files": [{"filename": f"{name}-{version}-py3-none-any.whl"}, {"filename": f"{name}-{version}.tar.gz"}],
        "dependencies": [],
        "optional_dependencies": {},
        "dependency_groups": {},
    } | fields


def an_edge(name: str, version: str, marker: str = "", extra: str | None = None) -> JsonObject:
    """A dependency of a resolution document."""
    return {
        "name": name,
        "version": version,
        "source": INDEX,
        "marker": marker,
        "specifier": "",
        "extra": extra,
        "line": None,
    }


def a_document(*packages: JsonObject, **fields: object) -> Document:
    """A resolution document."""
    return {
        "outcome": "solved",
        "requires_python": ">=3.12",
        "fork_markers": [],
        "packages": list(packages),
        "supported_markers": [],
        "required_markers": [],
        "conflict": None,
        "failure": None,
        "warnings": [],
    } | fields


ROOT = a_package(
    "project",
    "0.1.0",
    root=True,
    source=".",
    index_url=None,
    metadata_from=None,
    files=[],
    dependencies=[an_edge("a", "1", "sys_platform == 'linux'"), an_edge("a", "2", "sys_platform != 'linux'")],
    optional_dependencies={"x": [an_edge("b", "1", extra="y")]},
    dependency_groups={"dev": [an_edge("b", "1")]},
)
LOCK = a_document(
    ROOT,
    a_package("a", "1", marker="sys_platform == 'linux'", fork_markers=["sys_platform == 'linux'"]),
    a_package("a", "2", marker="sys_platform != 'linux'", fork_markers=["sys_platform != 'linux'"]),
    a_package("b", "1"),
    fork_markers=["sys_platform == 'linux'", "sys_platform != 'linux'"],
)


def a_case(text: str = "[project]\nname = 'project'\n", **case: object) -> Case:
    """A project on the index of the documents above; it is never asked here."""
    return Case(text, case, BASE, index=None, seconds=1)  # type: ignore[arg-type]


# -- scenarios ----------------------------------------------------------------------------------


def test_a_single_answer_lists_what_pip_compile_prints() -> None:
    direct = a_package("direct", "1", source=f"{BASE}/direct-1.tar.gz", index_url=None)
    outcome = single_outcome(Answer(0.1, a_document(ROOT, a_package("b", "1"), direct, warnings=["careful"])))
    assert outcome == {"satisfiable": True, "packages": {"b": "1"}, "warnings": ["careful"]}


def test_a_lock_keeps_forks_markers_extras_and_groups() -> None:
    outcome = universal_outcome(Answer(0.1, LOCK))
    assert outcome["resolution-markers"] == ["sys_platform == 'linux'", "sys_platform != 'linux'"]
    root, first, *_ = outcome["packages"]
    assert root == {
        "name": "project",
        "version": "0.1.0",
        "root": True,
        "dependencies": [
            {"name": "a", "version": "1", "marker": "sys_platform == 'linux'"},
            {"name": "a", "version": "2", "marker": "sys_platform != 'linux'"},
        ],
        "optional-dependencies": {"x": [{"name": "b", "version": "1", "extra": ["y"]}]},
        "dependency-groups": {"dev": [{"name": "b", "version": "1"}]},
    }
    assert first == {
        "name": "a",
        "version": "1",
        "resolution-markers": ["sys_platform == 'linux'"],
        "dependencies": [],
        "files": ["a-1-py3-none-any.whl", "a-1.tar.gz"],
    }


def test_an_unsatisfiable_answer_says_so() -> None:
    conflict = {"summary": ["a wants b 1.", "c wants b 2."], "projects": ["a", "b", "c"]}
    outcome = single_outcome(Answer(0.1, a_document(outcome="unsatisfiable", conflict=conflict)))
    assert outcome == {"satisfiable": False, "error": "a wants b 1.\nc wants b 2."}


@pytest.mark.parametrize(
    "answer",
    [
        Answer(0.1, crash="KeyError: 'a'"),
        Answer(0.1, a_document(failure={"kind": "not-recorded", "message": "?", "url": "", "filename": "",
                                        "status_code": None, "projects": []})),
    ],
)  # fmt: skip
def test_what_we_do_not_know_never_counts_as_unsatisfiable(answer: Answer) -> None:
    assert "satisfiable" not in single_outcome(answer)
    assert "satisfiable" not in universal_outcome(answer)


def test_options_of_a_scenario_are_those_of_the_command_line() -> None:
    entry = {
        "root": {"requires": ["a", "b"]},
        "resolver_options": {"prereleases": True, "no_build": ["A_b"], "constraints": ["a<2"], "resolution": "lowest"},
    }
    question = single_question(entry, {"python": "3.12", "platform": "x86_64-unknown-linux-gnu"}, INDEX)
    assert question.filename == "requirements.in"
    assert question.text.splitlines()[1:] == ["a", "b"]
    assert question.constraints == ("a<2",)
    assert question.settings.prerelease is PrereleaseMode.ALLOW
    assert question.settings.resolution == "lowest"
    assert question.settings.no_build_package == frozenset({"a-b"})
    assert question.settings.no_binary_package is None


# -- projects -----------------------------------------------------------------------------------


def test_a_locked_project_names_sources_as_uv_lock_does() -> None:
    root, first, *_ = (a_case().locked(package) for package in LOCK["packages"])
    assert root["source"] == {"virtual": "."}
    assert "marker" not in root
    assert root["dev-dependencies"] == {"dev": [{"name": "b", "version": "1"}]}
    assert first == {
        "name": "a",
        "version": "1",
        "source": {"registry": f"{BASE_IN_FILES}/simple"},
        "marker": "sys_platform == 'linux'",
        "fork_markers": ["sys_platform == 'linux'"],
        "selected": "a-1-py3-none-any.whl",
    }


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("[project]\n[build-system]\nrequires = []", "editable"),
        ("[project]\n[build-system]\n[tool.uv]\npackage = false", "virtual"),
        ("[project]\n[tool.uv]\npackage = true", "editable"),
    ],
)
def test_the_project_is_editable_where_it_is_a_package(text: str, kind: str) -> None:
    assert a_case(text).source(ROOT) == {kind: "."}


def test_supplied_metadata_stand_for_the_file_that_would_be_used() -> None:
    supplied = {"filename": None, "how": "supplied"}
    sdist, wheel = {"filename": "a-1.tar.gz"}, {"filename": "a-1-py3-none-any.whl"}
    assert metadata_file(a_package("a", "1", metadata_from=supplied, files=[sdist])) == "a-1.tar.gz"
    assert metadata_file(a_package("a", "1", metadata_from=supplied, files=[sdist, wheel])) is None
    chosen = a_package("a", "1", metadata_from=supplied, files=[sdist, wheel], install_file=wheel)
    assert metadata_file(chosen) == "a-1-py3-none-any.whl"


def test_a_fetch_failure_names_file_and_status() -> None:
    failure = {
        "kind": "fetch",
        "message": f"{BASE}/files/t-1.whl answered 404",
        "url": f"{BASE}/files/t-1.whl",
        "filename": "t-1.whl",
        "status_code": 404,
        "projects": ["t"],
    }
    mode = a_case().failure(Answer(0.1, a_document(outcome="failed", failure=failure)))
    assert mode is not None
    assert mode["status"] == "error"
    assert mode["message"] == f"{BASE_IN_FILES}/files/t-1.whl answered 404"
    assert mode["error"] == {
        "kind": "fetch",
        "message": f"{BASE_IN_FILES}/files/t-1.whl answered 404",
        "file": "t-1.whl",
        "status_code": 404,
        "projects": ["t"],
    }


def test_a_crash_is_an_error_of_kind_other() -> None:
    mode = a_case().failure(Answer(0.1, crash="RecursionError: too deep"))
    assert mode is not None
    assert mode["error"] == {"kind": "other", "message": "crash: RecursionError: too deep"}


def test_variants_are_everything_unless_extras_conflict() -> None:
    document: JsonObject = {"project": {"optional-dependencies": {"b": [], "a": []}}, "dependency-groups": {"dev": []}}
    assert [variant["name"] for variant in variants_of(document, {})] == ["default", "all"]
    assert variants_of(document, {})[1] == {"name": "all", "extras": ["a", "b"], "groups": ["dev"]}
    document["tool"] = {"uv": {"conflicts": [[{"extra": "a"}, {"extra": "b"}]]}}
    assert [variant["name"] for variant in variants_of(document, {})] == ["default"]
    assert variants_of(document, {"variants": [{"name": "cpu"}]}) == [{"name": "cpu"}]


def test_a_bare_date_is_included() -> None:
    cutoff = command_line_settings({"as_of": "2024-11-29"}).exclude_newer
    assert cutoff is not None
    assert cutoff.isoformat() == "2024-11-30T00:00:00+00:00"
    assert command_line_settings({}) == Settings()
    flags = command_line_settings({"flags": ["--prerelease", "allow", "--no-build-package", "Foo_Bar"]})
    assert (flags.prerelease, flags.no_build_package) == (PrereleaseMode.ALLOW, frozenset({"foo-bar"}))
