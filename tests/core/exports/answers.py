"""Both answers to one small problem, against an index in memory."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from resolver_core.answer.comparison import Comparison, compare
from resolver_core.answer.resolution import Resolution
from resolver_core.index.kept.memory import MemoryIndex
from resolver_core.inputs.problem import Problem
from resolver_core.policy import Options, Policy, Selection, requires_python_of
from resolver_core.solver.solve import resolve
from resolver_core.targets.environment import Environment
from tests.support.builders import a_release, a_target, an_index

NOTHING = Selection()
UPLOADED = datetime(2024, 11, 29, 12, 0, 30, 500000, tzinfo=UTC)


@dataclass(frozen=True)
class Both:
    """The answers of both modes at one target, and their comparison."""

    single: Resolution
    universal: Resolution
    comparison: Comparison


def both(
    problem: Problem, index: MemoryIndex, target: Environment | None = None, selection: Selection = NOTHING
) -> Both:
    """Solve in both modes and compare."""
    at = target or a_target("3.9")
    options = Options(index.url)
    single = resolve(problem, Policy.single_platform(problem, at, options, selection), index)
    universal = resolve(problem, Policy.universal(problem, requires_python_of(problem, at), options, at), index)
    return Both(single, universal, compare(single, universal, at, selection.extras, selection.groups))


def torch_like() -> MemoryIndex:
    """`engine` 2 has no file for Python 3.9 and says so nowhere; it wants another `kernels` than `engine` 1."""
    return an_index(
        {
            "engine": [
                a_release("engine", "1", "kernels==1", "tools; sys_platform == 'win32'", uploaded_at=UPLOADED),
                a_release("engine", "1", "kernels==1", sdist=True),
                a_release("engine", "2", "kernels[gpu]==2", tag="cp312-cp312-manylinux2014_x86_64"),
                a_release("engine", "2", "kernels[gpu]==2", tag="cp312-cp312-win_amd64"),
            ],
            "kernels": [
                a_release("kernels", "1"),
                a_release("kernels", "2", "driver; extra == 'gpu'", extras=["gpu"]),
            ],
            "driver": {"1": []},
            "tools": {"1": [], "2": []},
        }
    )
