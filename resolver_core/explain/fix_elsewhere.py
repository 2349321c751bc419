"""How an edit that helps at one target stands at the others that were asked about."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from packaging.utils import NormalizedName

from resolver_core.answer.resolution import Resolution
from resolver_core.explain.lab.changes import Change, Start
from resolver_core.explain.lab.laboratory import Laboratory
from resolver_core.explain.panel.view import View
from resolver_core.explain.panel.would_install import Form
from resolver_core.targets.environment import Environment


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Both modes after an edit at another target than that for which it was tried."""

    target: Environment
    is_covered: bool  #: by the lock
    without_file: tuple[tuple[NormalizedName, str], ...] = ()  #: what the lock has, and no file of it fits
    is_solved: bool | None = None  #: by itself; None where that is not known
    differing: tuple[NormalizedName, ...] = ()

    @property
    def is_well(self) -> bool:
        """Whether both modes are known to agree there, on something that can be installed."""
        return self.is_covered and self.is_solved is True and not (self.without_file or self.differing)


def elsewhere(
    laboratory: Laboratory,
    seen: View,
    text: str,
    universal: Resolution,
    still_differ: Collection[NormalizedName] = (),
) -> Iterator[Elsewhere]:
    """Each other target that was asked about; what is in `still_differ` is known to. Nothing is solved for it.

    `seen` is the edit on the panel: its targets were solved by themselves as far as it says so.
    """
    for target, look in (seen.after or {}).items():
        if target not in seen.asked or target == laboratory.target:
            continue
        without = tuple((name, str(held.version)) for name, held in look.held.items() if held.form is Form.NONE)
        if not look.is_covered or target not in seen.solved:
            yield Elsewhere(target, look.is_covered, without)
            continue
        single = laboratory.elsewhere(target).run(Start.SINGLE, Change(text=text))
        is_solved = None if single.failure is not None else single.solved
        found = laboratory.elsewhere(target).differing(single, universal) if is_solved else ()
        differing = tuple(name for name in found if name not in still_differ)
        yield Elsewhere(target, True, without, is_solved, differing)
