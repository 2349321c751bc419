"""`python-upper-bound`: uv ignores the upper limit of Requires-Python, pip does not."""

from __future__ import annotations

from collections.abc import Iterator

from packaging.utils import NormalizedName

from resolver_core.answer.installed import installed_edges
from resolver_core.answer.resolution import Pin
from resolver_core.explain.causes.cause import Diverging, Hypothesis, KnownCause, Surprising
from resolver_core.explain.causes.classes import CauseClass
from resolver_core.explain.explanation import Evidence
from resolver_core.explain.lab.changes import Alteration, AlterationKind, Change, Start
from resolver_core.explain.lab.experiments import outcome_of
from resolver_core.explain.lab.file_holes import newest_with_file
from resolver_core.explain.lab.laboratory import Laboratory
from resolver_core.explain.lab.requirement_edits import with_bound
from resolver_core.explain.lab.trials import Candidate, edited
from resolver_core.explain.wording import fixes
from resolver_core.explain.wording.causes import python_upper_bound as words
from resolver_core.explain.wording.evidence import of_release
from resolver_core.targets.environment import Environment


class PythonUpperBound(KnownCause):
    """A release is taken though it excludes the Python."""

    name = CauseClass.PYTHON_UPPER_BOUND

    def in_divergence(self, diverging: Diverging) -> Iterator[Hypothesis]:
        """One of the two versions excludes the Python."""
        python = diverging.target.python_version
        for pin in diverging.pins:
            said = None if pin.metadata is None else pin.metadata.requires_python
            if said is not None and python not in said:
                yield Hypothesis(
                    self.name,
                    diverging.agreement(_obeyed(pin.project, diverging.target), words.obeyed_by_both(pin.project)),
                    words.in_divergence(pin, said, python),
                    (Evidence("requires-python", of_release(pin, said)),),
                )
                return

    def in_pick(self, surprising: Surprising, pin: Pin) -> Iterator[Hypothesis]:
        """A pick that excludes the Python; what pip makes of the text is shown beside it."""
        said = None if pin.metadata is None else pin.metadata.requires_python
        python, project, laboratory = surprising.target.python_version, pin.project, surprising.laboratory
        if said is None or said.contains(python, prereleases=True):
            return
        change = _obeyed(project, surprising.target)
        result = outcome_of(laboratory, Start.SINGLE, change, project)
        yield Hypothesis(
            self.name,
            surprising.otherwise(project, change, words.obeyed(project)),
            words.in_pick(pin, said, python, result.text),
            (Evidence("requires-python", of_release(pin, said)),),
            tuple(_edits(surprising, pin, result.pin)),
            about=project,
            further=surprising.otherwise(project, Change(), words.SAME_TEXT, Start.AS_PIP),
        )


def _edits(surprising: Surprising, pin: Pin, obeying: Pin | None) -> Iterator[Candidate]:
    """A newer release that has a file here, where there is one; else an older one that allows the Python.

    Where who requires it is behind its newest, too, this one only follows: there is nothing to write about it.
    """
    text, project = surprising.problem.text, pin.project
    newest = newest_with_file(surprising.laboratory, project)
    if any(_is_behind(surprising.laboratory, parent) for parent in _parents(surprising, pin)):
        return
    if newest is not None and newest > pin.version:
        bound = f"{project}>={newest.public}"
        yield from edited(fixes.ask_for(">=", project, newest.public), with_bound(text, project, bound))
    elif obeying is not None:
        held = with_bound(text, project, f"{project}<={obeying.version.public}")
        yield from edited(words.hold(project, surprising.target.python_version), held)


def _parents(surprising: Surprising, pin: Pin) -> list[Pin]:
    laboratory, pins = surprising.laboratory, surprising.pins
    selection = laboratory.selection
    edges = installed_edges(laboratory.single, laboratory.target, selection.extras, selection.groups)
    names = {edge.parent.project for edge in edges if edge.parent is not None and edge.child == pin.key}
    return [pins[name] for name in sorted(names) if name in pins]


def _is_behind(laboratory: Laboratory, pin: Pin) -> bool:
    newest = newest_with_file(laboratory, pin.project)
    return newest is not None and newest > pin.version


def _obeyed(project: NormalizedName, target: Environment) -> Change:
    """Files of a project whose Requires-Python excludes the target's Python are not offered."""
    return Change(index=(Alteration(AlterationKind.UPPER_BOUNDS_OBEYED, project, str(target.python_version)),))
