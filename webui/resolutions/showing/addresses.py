"""Where the parts of one answer are."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from webui.resolutions.asking.asked import Asked

VIEWS = {
    "targets": "Targets",
    "differences": "Differences",
    "packages": "All packages",
    "graph": "Graph",
    "trace": "Trace",
    "lock": "uv.lock",
    "input": "Input",
    "record": "Record",
}
"""The parts of an answer by their names in addresses. The template of each is `_<name>.html`."""

FIRST_OF_ONE_TARGET = "differences"
FIRST_OF_SEVERAL = "targets"


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses below one permalink that keep to the target with this number; `addresses["graph"]` is a part's."""

    base: str  #: the permalink
    number: int  #: of the target, from 1
    first_view: str  #: the part that the permalink itself shows

    @property
    def target_query(self) -> str:
        """What an address needs so that it shows the same target: "" for the main one."""
        return f"target={self.number}" if self.number > 1 else ""

    def __getitem__(self, view: str) -> str:
        if view not in VIEWS:
            raise KeyError(view)  # templates look for attributes then
        return self.with_query(view)

    def with_query(self, view: str, **query: str) -> str:
        """A part with something chosen in it; what is "" is left out."""
        first = "" if view == self.first_view else f"view={view}"
        return _joined(self.base, first, self.target_query, urlencode({k: v for k, v in query.items() if v}))

    def of_target(self, number: int) -> str:
        """The differences at a target."""
        return _joined(self.base, "view=differences", f"target={number}")

    def of_project(self, project: str) -> str:
        """The page of one project."""
        return _joined(f"{self.base}/p/{project}", self.target_query)

    def of_experiment(self, place: str) -> str:
        """An experiment of the explanation."""
        return _joined(f"{self.base}/experiment/{place}", self.target_query)

    def of_export(self, label: str, name: str) -> str:
        """An answer as a file."""
        return f"{self.base}/export/{label}/{name}"


def addresses_of(base: str, asked: Asked, label: str) -> Addresses:
    """The addresses of the answer with this label. `base` is the permalink."""
    number = list(asked.singles).index(label) + 1
    return Addresses(base, number, FIRST_OF_SEVERAL if asked.targets else FIRST_OF_ONE_TARGET)


def _joined(address: str, *parts: str) -> str:
    query = "&".join(part for part in parts if part)
    return f"{address}?{query}" if query else address
