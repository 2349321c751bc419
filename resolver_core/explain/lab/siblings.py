"""The metadata of another file of a version, where one cannot be read."""

from __future__ import annotations

from dataclasses import dataclass

from packaging.utils import canonicalize_name

from resolver_core.answer.resolution import Failure
from resolver_core.explain.lab.laboratory import Laboratory
from resolver_core.explain.lab.pages_read import pages_of
from resolver_core.index.records import Distribution, MetadataRead
from resolver_core.targets.fitting import fits


@dataclass(frozen=True, slots=True)
class Sibling:
    """A file that cannot be read, and the metadata of another one of its version."""

    file: Distribution
    read: MetadataRead


MOST_SIBLINGS = 5
"""Files of a version that are asked for in place of one that cannot be read."""


def readable_sibling(laboratory: Laboratory, failure: Failure) -> Sibling | None:
    """A file of the same version that can be read: the target's if possible. This may ask the index for metadata."""
    for project in failure.projects:
        for page in pages_of(laboratory, canonicalize_name(project)):
            file = next((one for one in page.distributions if one.filename == failure.filename), None)
            if file is not None:
                siblings = [one for one in page.distributions if one.version == file.version and one != file]
                siblings.sort(key=lambda one: (not (one.is_wheel and fits(one, laboratory.target)), not one.is_wheel))
                for sibling in siblings[:MOST_SIBLINGS]:
                    answer = laboratory.index.metadata(sibling)
                    if isinstance(answer, MetadataRead):
                        return Sibling(file, answer)
    return None
