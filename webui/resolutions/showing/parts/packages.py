"""All packages: every version of both answers, and how far each is behind what its index lists."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from webui.resolutions.showing.drawer.newest import NewestView, newest_of
from webui.resolutions.showing.page import ResolutionPage
from webui.resolutions.showing.rows import Row


@dataclass(frozen=True)
class PackageTable:
    """The rows of one target."""

    page: ResolutionPage

    @cached_property
    def rows(self) -> list[tuple[Row, NewestView | None]]:
        """Every row with how far it is behind; None where that is not known, or not yet."""
        newest = newest_of(str(self.page.submission.pk), self.page.addresses.number)
        return [(row, newest.get(row.project)) for row in self.page.table.rows]

    @property
    def knows_newest(self) -> bool:
        """Whether it is known of any package how far it is behind."""
        return any(newest for _, newest in self.rows)

    @property
    def elsewhere(self) -> list[Row]:
        """Projects of the lock that the target does not install."""
        return self.page.elsewhere
