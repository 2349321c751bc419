"""The machine that a report speaks of: operating system, machine, C library and version.

What names a machine exactly decides before words do: the tag that uv took from the interpreter, an interpreter's key,
the files that one platform downloaded. A lock's files decide nothing, they are of every platform.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from resolver_core.inputs.report.lines import NumberedLine
from resolver_core.inputs.report.machine import MACHINES, Machine
from resolver_core.inputs.report.machine_tags import cached_machines, exact_machines, hinted_machines, tagged_machines
from resolver_core.inputs.report.machine_words import recipe_machines, worded_machines


@dataclass(frozen=True, slots=True)
class Sources:
    """The lines of a post that tell of its machine."""

    exact: Sequence[NumberedLine]  #: all of them, for what names a machine exactly
    downloads: Sequence[NumberedLine] = ()  #: names of files that were chosen for one platform
    answers: Sequence[NumberedLine] = ()  #: what a form's field for it says
    words: Sequence[NumberedLine] = ()  #: prose


def machine_of(posts: Iterable[Sources]) -> Machine | None:
    """The machine: by what names it exactly, by files that were downloaded for it, by a form's answer, by words; the
    first post before later ones of the same person (the second in `posts`), those of others at last.

    What the surer source leaves open, the next one fills, as long as it speaks of the same system.
    """
    found: Machine | None = None
    for rank, post in enumerate(posts):
        if rank > 1 and found is not None and (found.os or found.arch):
            break  # what others run is not what the reporter runs
        sources = (
            *(exact_machines(post.exact), tagged_machines(post.downloads), worded_machines(post.answers)),
            *(recipe_machines(post.exact), worded_machines(post.words), cached_machines(post.exact)),
            hinted_machines(post.exact),
        )
        for machine in (one for source in sources for one in source):
            found = machine if found is None else _filled(found, machine)
            if found.os and found.arch and found.version and (found.libc or found.os != "linux"):
                return _finished(found)
    return None if found is None else _finished(found)


def _filled(found: Machine, more: Machine) -> Machine:
    if found.os and more.os and found.os != more.os:
        return found
    is_new = not found.os
    arch = found.arch or more.arch
    kept = replace(
        found, os=found.os or more.os, arch=arch, libc=found.libc or more.libc, version=found.version or more.version
    )
    return replace(kept, line=more.line, quote=more.quote) if is_new else kept


def _finished(machine: Machine) -> Machine:
    arch = MACHINES.get(machine.arch.lower(), machine.arch)
    arch = "aarch64" if machine.os == "linux" and arch == "arm64" else arch
    return replace(machine, arch=arch, libc=machine.libc if machine.os == "linux" else "")
