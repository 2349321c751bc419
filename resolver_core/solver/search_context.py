"""What all forks of one solve share."""

from __future__ import annotations

from dataclasses import dataclass, field

from resolver_core.answer.caution import Caution
from resolver_core.policy import Policy
from resolver_core.solver.by_extra import RequirementsByExtra
from resolver_core.solver.catalogue import Catalogue
from resolver_core.solver.choosing import Chooser
from resolver_core.solver.packages import Packages
from resolver_core.solver.prefetching import Prefetching
from resolver_core.solver.request import Request
from resolver_core.solver.telling import Trace
from resolver_core.solver.version_metadata import KnownMetadata


@dataclass
class SearchContext:
    """The request, what is known of the indexes, and whom to tell. The counts are of the whole solve."""

    request: Request
    policy: Policy
    packages: Packages
    catalogue: Catalogue
    metadata: KnownMetadata
    chooser: Chooser
    trace: Trace
    decisions: int = 0
    conflicts: int = 0
    by_extra: RequirementsByExtra = field(default_factory=RequirementsByExtra)
    cautions: dict[Caution, None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.prefetching = Prefetching(self.catalogue, self.metadata)
