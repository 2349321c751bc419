"""The same questions for the pip of this environment, on random indexes served on loopback."""

from __future__ import annotations

import platform
from collections.abc import Iterable
from dataclasses import dataclass
from random import Random

import pytest

from resolver_core.answer.resolution import Resolution
from resolver_core.index.kept.memory import MemoryFile
from resolver_core.index.records import IndexLocation
from resolver_core.pip.as_pip import resolve_as_pip
from resolver_core.policy import Options, Selection
from resolver_core.targets.named import target
from tests.conformance.asking import loopback_index
from tests.support.builders import LINUX, a_problem
from tests.support.pip_runs import PipRun, pip_dry_run
from tests.support.random_indexes import NAMES, World, a_world
from tests.support.seeds import batches
from tests.support.served_index import ServedFile, served_index

TARGET = target(platform.python_version(), LINUX)
PURE = ("py3-none-any", "cp38-abi3-manylinux_2_17_x86_64", "2-py3-none-any")


@dataclass(frozen=True)
class ServedRelease(ServedFile):
    """A served file with extras."""

    extras: tuple[str, ...] = ()

    def metadata(self) -> bytes:
        return super().metadata() + b"".join(f"Provides-Extra: {extra}\n".encode() for extra in self.extras)


def served(files: Iterable[MemoryFile]) -> list[ServedFile]:
    return [
        ServedRelease(
            file.filename,
            tuple(file.requires),
            file.requires_python,
            yanked=file.yanked_reason is not None,
            extras=tuple(file.extras),
        )
        for file in files
    ]


def both(world: World, constraints: list[str]) -> tuple[PipRun, Resolution]:
    """pip's answer and ours; every third project lives on a second index."""
    split = Random(world.seed)
    first: list[MemoryFile] = []
    second: list[MemoryFile] = []
    for files in world.files.values():
        for file in files:
            split.choice((first, first, second)).append(file)
    tool = f"constraint-dependencies = {constraints!r}"
    with served_index(served(first)) as one, served_index(served(second)) as two, loopback_index() as index:
        run = pip_dry_run(world.requirements, one.url, two.url, constraints=constraints)
        options = Options(one.url, (IndexLocation(two.url),))
        problem = a_problem(*world.requirements, requires_python=">=3.8", tool_uv=tool)
        return run, resolve_as_pip(problem, TARGET, options, Selection(), index)


@pytest.mark.slow
@pytest.mark.parametrize("seeds", batches(3, of=5))
def test_random_worlds_have_pips_answer(seeds: range) -> None:
    solved = 0
    for seed in seeds:
        world = a_world(seed, settings=False, tags=PURE)
        constraints = [f"{NAMES[seed % 6]}<3"] if seed % 3 == 0 else []
        run, found = both(world, constraints)
        assert found.solved == run.succeeded, f"seed {seed}: {run.errors}"
        chosen = {pin.project: pin.install_file.filename for pin in found.pins if pin.install_file is not None}
        assert chosen == dict(run.files), f"seed {seed}"
        solved += found.solved
    assert solved
