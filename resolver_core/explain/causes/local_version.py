"""`local-version`: one release with different local labels."""

from __future__ import annotations

from collections.abc import Iterator

from resolver_core.explain.causes.cause import Diverging, Hypothesis, KnownCause
from resolver_core.explain.causes.classes import CauseClass
from resolver_core.explain.explanation import Evidence
from resolver_core.explain.lab.changes import Alteration, AlterationKind, Change
from resolver_core.explain.lab.requirement_edits import with_bound
from resolver_core.explain.lab.trials import Candidate, edited
from resolver_core.explain.wording.causes import local_version as words
from resolver_core.explain.wording.names import release


class LocalVersion(KnownCause):
    """The labelled version has files for one of the two only."""

    name = CauseClass.LOCAL_VERSION

    def in_divergence(self, diverging: Diverging) -> Iterator[Hypothesis]:
        """The two versions differ by their label alone."""
        single, universal, project = diverging.row.single, diverging.row.universal, diverging.project
        if single is None or universal is None:
            return
        here, there = single.version, universal.version
        if here.public == there.public and here.local != there.local:
            yield Hypothesis(
                self.name,
                diverging.agreement(
                    Change(index=(Alteration(AlterationKind.LOCALS_REMOVED, project),)), words.without(project)
                ),
                words.in_divergence(project, here, there),
                tuple(Evidence("local-version", release(project, version)) for version in (here, there)),
            )

    def edits(self, diverging: Diverging) -> Iterator[Candidate]:
        """The whole version, with its label or expressly without one."""
        project, text = diverging.project, diverging.problem.text
        for pin in diverging.pins:
            bound = f"{project}{'==' if pin.version.local else '==='}{pin.version}"
            yield from edited(words.ask_for(project, pin.version), with_bound(text, project, bound))
