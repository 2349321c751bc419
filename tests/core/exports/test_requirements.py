from __future__ import annotations

import pytest
from packaging.utils import canonicalize_name

from resolver_core.exports import NotExportable, to_requirements_txt
from resolver_core.index.network.guard import LOOPBACK_NETWORKS
from resolver_core.index.network.opening import open_index
from resolver_core.inputs.parse import parse_problem
from resolver_core.policy import Options, Policy, requires_python_of
from resolver_core.solver.solve import resolve
from tests.core.exports.answers import both, torch_like
from tests.support.builders import a_problem, a_target
from tests.support.served_index import ServedFile, served_index
from tests.support.uv_runs import uv_on_project

PROJECT = a_problem("engine<2; sys_platform == 'win32'", "engine>=2; sys_platform != 'win32'", requires_python=">=3.9")


def body(text: str) -> list[str]:
    return text.splitlines()[1:]


def test_markers_and_who_requires_what() -> None:
    assert body(to_requirements_txt(both(PROJECT, torch_like()).universal)) == [
        "driver==1 ; sys_platform != 'win32'",
        "    # via kernels",
        "engine==1 ; sys_platform == 'win32'",
        "    # via project",
        "engine==2 ; sys_platform != 'win32'",
        "    # via project",
        "kernels==1 ; sys_platform == 'win32'",
        "    # via engine",
        "kernels==2 ; sys_platform != 'win32'",
        "    # via engine",
        "tools==2 ; sys_platform == 'win32'",
        "    # via engine",
    ]


def test_a_single_platform_answer_needs_no_markers() -> None:
    answers = both(a_problem("engine", "tools", "kernels", requires_python=">=3.9"), torch_like())
    text = to_requirements_txt(answers.single)
    assert text.startswith("# resolved as uv 0.13.8 does, for Python 3.9 on x86_64-unknown-linux-gnu\n")
    assert body(text) == [
        "engine==1",
        "    # via the request",
        "kernels==1",
        "    # via",
        "    #   engine",
        "    #   the request",
        "tools==2",
        "    # via the request",
    ]


def test_hashes_of_every_file() -> None:
    answers = both(a_problem("engine", requires_python=">=3.9"), torch_like())
    lines = body(to_requirements_txt(answers.single, annotate=False, hashes=True))
    assert lines[0] == "engine==1 \\"
    assert [line.partition(":")[0] for line in lines[1:3]] == ["    --hash=sha256"] * 2
    assert [line.endswith("\\") for line in lines] == [True, True, False, True, False]
    (pin, _) = answers.single.pins
    assert sorted(line.strip(" \\").removeprefix("--hash=sha256:") for line in lines[1:3]) == sorted(
        file.hashes["sha256"] for file in pin.distributions
    )


def test_the_selection_decides() -> None:
    more = '[project.optional-dependencies]\nx = ["tools"]\n'
    universal = both(a_problem("driver", more=more), torch_like()).universal
    assert body(to_requirements_txt(universal, annotate=False)) == ["driver==1"]
    chosen = to_requirements_txt(universal, (canonicalize_name("x"),), annotate=False)
    assert body(chosen) == ["driver==1", "tools==2"]


def test_the_text_can_be_resolved_again() -> None:
    """What is printed is a problem whose only answer is the same versions."""
    universal = both(PROJECT, torch_like()).universal
    again = parse_problem(to_requirements_txt(universal, hashes=True), filename="requirements.txt")
    index = torch_like()
    for target in (a_target("3.12"), a_target("3.12", "windows")):
        policy = Policy.single_platform(again, target, Options(index.url))
        versions = {name: pin.version for name, pin in resolve(again, policy, index).at(target).items()}
        assert versions == {name: pin.version for name, pin in universal.at(target).items()}


def test_no_solution_is_no_requirements() -> None:
    with pytest.raises(NotExportable):
        to_requirements_txt(both(a_problem("tools==9"), torch_like()).single)


def test_uv_prints_the_same_lines() -> None:
    text = '[project]\nname = "project"\nversion = "1"\nrequires-python = ">=3.9"\n'
    text += """dependencies = ["a", "b<2; sys_platform == 'win32'"]\n"""
    files = (
        ServedFile("a-1.0-py3-none-any.whl"),
        ServedFile("a-2.0-py3-none-any.whl", requires_python=">=3.11", requires_dist=("b; os_name == 'nt'", "c")),
        ServedFile("b-1.0-py3-none-any.whl"),
        ServedFile("b-2.0-py3-none-any.whl"),
        ServedFile("c-1.0-py3-none-any.whl"),
    )
    problem = parse_problem(text)
    with served_index(files) as served, open_index(allow_networks=LOOPBACK_NETWORKS) as index:
        run = uv_on_project(text, served.url, "compile", "--universal", "--python-version", "3.9")
        policy = Policy.universal(problem, requires_python_of(problem, a_target()), Options(served.url))
        universal = resolve(problem, policy, index)
    assert run.succeeded, run.errors
    assert body(to_requirements_txt(universal, annotate=False)) == run.document.splitlines()
