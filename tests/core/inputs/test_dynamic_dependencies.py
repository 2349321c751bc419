from __future__ import annotations

import pytest

from resolver_core.errors import ProblemSyntaxError
from resolver_core.inputs.mentioned import mentioned_in
from resolver_core.inputs.parse import parse_project
from resolver_core.inputs.problem import Problem
from resolver_core.inputs.project_files import ProjectFiles

BOTH = '[project]\nname = "p"\nversion = "1"\ndynamic = ["dependencies", "optional-dependencies"]\n'
SETUPTOOLS = '[build-system]\nrequires = ["setuptools"]\nbuild-backend = "setuptools.build_meta"\n'
POETRY = '[build-system]\nrequires = ["poetry-core"]\nbuild-backend = "poetry.core.masonry.api"\n'
FILES = (
    "[tool.setuptools.dynamic]\n"
    'dependencies = { file = ["requirements.txt", "more/base.in"] }\n'
    'optional-dependencies.Fast = { file = "fast.txt" }\n'
)


def read(text: str, **files: str) -> Problem:
    named = {name.replace("__", "/").replace("_", "."): body for name, body in files.items()}
    return parse_project(ProjectFiles({"pyproject.toml": text, **named}))


def stated(problem: Problem) -> tuple[list[str], dict[str, list[str]]]:
    extras = problem.optional_dependencies.items()
    optional = {str(extra): [str(line.requirement) for line in lines] for extra, lines in extras}
    return [str(line.requirement) for line in problem.dependencies], optional


def test_files_that_setuptools_is_told_to_read() -> None:
    problem = read(
        BOTH + SETUPTOOLS + FILES,
        requirements_txt="# why\na>=1  # because\n\nb \\\n  <2\n",
        more__base_in='c; os_name == "nt"\n',
        fast_txt="quick\n",
    )
    assert stated(problem) == (["a>=1", "b<2", 'c; os_name == "nt"'], {"fast": ["quick"]})
    assert [line.line for line in problem.dependencies] == [None] * 3
    assert problem.notes[:2] == (
        "`dependencies` is dynamic: read from requirements.txt, more/base.in, as its build would.",
        "`optional-dependencies` is dynamic: read from fast.txt, as its build would.",
    )
    assert all(refusal.of_absence for refusal in problem.pip_refusals), "a build could say otherwise: it is assumed"
    assert [refusal.text for refusal in problem.pip_refusals] == ["dependencies", "optional-dependencies"]


def test_setup_cfg_and_a_literal_setup_py() -> None:
    configuration = "[options]\ninstall_requires =\n    a>=1\n    b\n[options.extras_require]\nx = c\n"
    assert stated(read(BOTH, setup_cfg=configuration)) == (["a>=1", "b"], {"x": ["c"]})
    program = "from setuptools import setup\nNEEDS = ['a']\nsetup(install_requires=NEEDS + ['b'])\n"
    problem = read(BOTH + SETUPTOOLS, setup_py=program)
    assert stated(problem) == (["a", "b"], {})
    assert "`dependencies` is dynamic: read from setup.py, as its build would." in problem.notes


def test_setup_cfg_may_name_files() -> None:
    configuration = "[options]\ninstall_requires = file: requirements.txt, other.txt\n"
    assert stated(read(BOTH, setup_cfg=configuration, requirements_txt="a\n# no\n", other_txt="b\n"))[0] == ["a", "b"]
    assert read(BOTH, setup_cfg=configuration, requirements_txt="a\n").pip_refusals


def test_poetry_states_them_in_its_own_table() -> None:
    table = (
        '[tool.poetry.dependencies]\npython = "^3.9"\na = "^1.2"\n'
        'b = { git = "https://code.test/b.git", extras = ["z"] }\n'
        'c = { version = "*", optional = true }\n[tool.poetry.extras]\nx = ["c"]\n'
    )
    problem = read(BOTH + POETRY + table)
    assert stated(problem) == (["a<2,>=1.2", "b[z] @ git+https://code.test/b.git"], {"x": ["c"]})
    assert "`dependencies` is dynamic: read from [tool.poetry], as its build would." in problem.notes
    assert not any("ignored beside" in note for note in problem.notes)
    unused = read(BOTH.replace('dynamic = ["dependencies", "optional-dependencies"]\n', "") + POETRY + table)
    assert stated(unused) == ([], {})
    assert any("ignored beside" in note for note in unused.notes)


@pytest.mark.parametrize(
    ("text", "files"),
    [
        (BOTH, {}),
        (BOTH + SETUPTOOLS + FILES, {"requirements_txt": "a\n", "fast_txt": "b\n"}),
        (BOTH, {"setup_py": "import os\nfrom setuptools import setup\nsetup(install_requires=os.environ['X'])\n"}),
        (BOTH + '[build-system]\nbuild-backend = "other.api"\nrequires = []\n', {"setup_cfg": "[options]\n"}),
    ],
)
def test_what_nobody_states_is_refused_unless_it_may_be_assumed(text: str, files: dict[str, str]) -> None:
    problem = read(text, **files)
    assert not problem.dependencies
    assert problem.pip_refusals == problem.lock_refusals
    refusal = problem.pip_refusals[0]
    assert (refusal.line, refusal.text, refusal.of_absence) == (4, "dependencies", True)
    assert any("counts as empty" in note for note in problem.notes)


def test_a_mistake_in_such_a_file_names_it() -> None:
    with pytest.raises(ProblemSyntaxError) as caught:
        read(BOTH + FILES, requirements_txt="a\n-r other.txt\n", more__base_in="", fast_txt="b=1\n")
    assert [(mistake.file, mistake.line) for mistake in caught.value.mistakes] == [
        ("fast.txt", 1),
        ("requirements.txt", 2),
    ]


def test_a_member_of_unknown_requirements_is_a_mistake() -> None:
    root = '[project]\nname = "r"\nversion = "1"\n[tool.uv.workspace]\nmembers = ["m"]\n'
    with pytest.raises(ProblemSyntaxError) as caught:
        parse_project(ProjectFiles({"pyproject.toml": root, "m/pyproject.toml": BOTH}))
    assert {mistake.file for mistake in caught.value.mistakes} == {"m/pyproject.toml"}
    member = ProjectFiles({"pyproject.toml": root, "m/pyproject.toml": BOTH + FILES, "m/requirements.txt": "a\n"})
    added = {"m/more/base.in": "b\n", "m/fast.txt": "c\n"}
    problem = parse_project(ProjectFiles({**member.texts, **added}))
    assert [stated(each) for each in problem.members if each.folder == "m"] == [(["a", "b"], {"fast": ["c"]})]


def test_what_a_member_leaves_open_is_refused_when_it_is_asked_about() -> None:
    root = '[project]\nname = "r"\nversion = "1"\n[tool.uv.workspace]\nmembers = ["m"]\n'
    problem = parse_project(ProjectFiles({"pyproject.toml": root, "m/pyproject.toml": BOTH}, "m/pyproject.toml"))
    for refusals in (problem.pip_refusals, problem.lock_refusals):
        assert [refusal.text for refusal in refusals] == ["dependencies", "optional-dependencies"]


def test_a_list_beside_such_a_project_does_not_need_it() -> None:
    texts = {"requirements.txt": "a\ngit+https://code.test/b.git\n", "pyproject.toml": BOTH}
    problem = parse_project(ProjectFiles(texts, "requirements.txt"))
    assert [line.text for line in problem.dependencies] == ["a"]
    assert [refusal.line for refusal in problem.pip_refusals] == [2]
    assert not any("dynamic" in note for note in problem.notes)


def test_the_files_are_asked_for() -> None:
    assert mentioned_in(BOTH + FILES, "sub/pyproject.toml").files == (
        *("sub/setup.py", "sub/setup.cfg", "sub/requirements.txt", "sub/more/base.in", "sub/fast.txt"),
    )
    assert mentioned_in("[project]\n", "pyproject.toml").files == ()
    configuration = "[options]\ninstall_requires = file: a.txt, b.txt\n"
    assert mentioned_in(configuration, "d/setup.cfg").files == ("d/a.txt", "d/b.txt")


HATCHLING = '[build-system]\nrequires = ["hatchling", "hatch-requirements-txt"]\nbuild-backend = "hatchling.build"\n'
HOOK = "[tool.hatch.metadata.hooks.requirements_txt]\n"


def test_files_that_a_plugin_of_hatchling_is_told_to_read() -> None:
    text = BOTH + HATCHLING + HOOK + 'files = ["requirements.txt"]\noptional-dependencies.Fast = ["fast.txt"]\n'
    problem = read(
        text, requirements_txt="--index-url x\n# why\na>=1 --hash=sha256:00\nb <2  # no\n", fast_txt="quick\n"
    )
    assert stated(problem) == (["a>=1", "b<2"], {"fast": ["quick"]})
    assert "`dependencies` is dynamic: read from requirements.txt, as its build would." in problem.notes
    assert {"requirements.txt", "fast.txt"} <= set(mentioned_in(text, "pyproject.toml").files)


@pytest.mark.parametrize("table", [HOOK, HOOK + 'filename = "requirements.txt"\n'])
def test_the_file_of_that_plugin_may_go_without_saying(table: str) -> None:
    assert stated(read(BOTH + HATCHLING + table, requirements_txt="a\n"))[0] == ["a"]
    assert "requirements.txt" in mentioned_in(BOTH + HATCHLING + table, "pyproject.toml").files


@pytest.mark.parametrize("included", ["-r more.txt\n", "--requirement more.txt\n", None])
def test_what_that_plugin_does_not_read_is_not_known(included: str | None) -> None:
    files = {} if included is None else {"requirements_txt": f"a\n{included}", "more_txt": "b\n"}
    problem = read(BOTH + HATCHLING + HOOK, **files)
    assert stated(problem)[0] == []
    assert not [note for note in problem.notes if "read from" in note]


def test_hatchling_without_that_table_says_nothing_of_files() -> None:
    assert stated(read(BOTH + HATCHLING, requirements_txt="a\n"))[0] == []
