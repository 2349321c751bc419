"""A finished answer as files to save: the core's exports of the stored documents."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from resolver_core import (
    Circumstances,
    Resolution,
    ResolutionDocument,
    from_json,
    stored_explanation_to_markdown,
    ten_lines,
    to_pylock,
    to_requirements_txt,
)
from webui.resolutions.asking.asked import Asked
from webui.resolutions.models import Submission
from webui.resolutions.showing.explanations import at_target
from webui.resolutions.showing.graph_files import as_dot, graph_svg
from webui.resolutions.showing.page import ResolutionPage
from webui.resolutions.showing.parts.commands import commands

MARKDOWN, EXPLANATION = "comment.md", "explanation.md"
COMMANDS, GRAPH_DOT, GRAPH_SVG = "commands.txt", "graph.dot", "graph.svg"
OF_BOTH = (MARKDOWN, EXPLANATION, COMMANDS, GRAPH_DOT, GRAPH_SVG)
EXPORTS = {
    "pylock.toml": "pylock.toml",
    "requirements.txt": "requirements.txt",
    "resolution.json": "JSON",
    MARKDOWN: "The answer in ten lines, for an issue comment",
    EXPLANATION: "All that is said, as Markdown",
    COMMANDS: "Commands to repeat this",
    GRAPH_SVG: "The graph as a picture",
    GRAPH_DOT: "The graph for Graphviz",
}
"""The names of the files, and what each is called."""
WRITERS: dict[str, Callable[[Resolution, Asked], str]] = {
    "pylock.toml": lambda resolution, asked: to_pylock(resolution, asked.selection().extras, asked.selection().groups),
    "requirements.txt": lambda resolution, asked: to_requirements_txt(
        resolution, asked.selection().extras, asked.selection().groups
    ),
}
CONTENT_TYPES = {"toml": "application/toml", "json": "application/json", "md": "text/markdown", "txt": "text/plain"}
CONTENT_TYPES |= {"svg": "image/svg+xml", "dot": "text/vnd.graphviz"}


class NothingToExport(Exception):
    """There is no such file of this answer, or not yet."""


@dataclass(frozen=True, slots=True)
class File:
    """A file to save."""

    name: str
    text: str

    @property
    def content_type(self) -> str:
        """For the browser."""
        return f"{CONTENT_TYPES[self.name.rpartition('.')[2]]}; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Link:
    """Where a file is, in words."""

    words: str
    address: str


def download_links(page: ResolutionPage) -> list[tuple[str, list[Link]]]:
    """The files to save, by what they hold."""
    groups: list[tuple[str, list[Link]]] = []
    for side in page.sides:
        names = [name for name in EXPORTS if name not in OF_BOTH] if side.is_solved else []
        links = [_link(page, side.solve.label, name) for name in names]
        groups.append((f"{side.glyph} {side.word}", links))
    groups.append(("Both", [_link(page, page.label, name) for name in _of_both(page.submission, page.label)]))
    if not page.is_running and not page.submission.used_operator_credentials:
        address = reverse("recording", args=[page.submission.pk])
        groups.append(("To take elsewhere", [Link("Everything, for another installation", address)]))
    return [group for group in groups if group[1]]


def _link(page: ResolutionPage, label: str, name: str) -> Link:
    return Link(EXPORTS[name], page.addresses.of_export(label, name))


def export(submission: Submission, label: str, name: str, url: str) -> File:
    """One answer, or all that is said, as a file. Raises `NothingToExport` and the core's `NotExportable`."""
    if name not in EXPORTS or label not in submission.asked.labels:
        raise NothingToExport
    if name in OF_BOTH:
        return _of_both_as_file(submission, label, name, url)
    document = _document(submission, label)
    if name == "resolution.json":
        return File(name, json.dumps(document, indent=1, ensure_ascii=False) + "\n")
    return File(name, WRITERS[name](from_json(document), submission.asked))


def names_of(submission: Submission, label: str) -> list[str]:
    """The names of the files that there are of an answer."""
    document = submission.solve(label).document
    found = [name for name in EXPORTS if name not in OF_BOTH] if document and document["outcome"] == "solved" else []
    return [*found, *_of_both(submission, label)]


def _of_both(submission: Submission, label: str) -> list[str]:
    """The files about both answers at the target of a label."""
    if label not in submission.asked.singles:
        return []
    reasons = [MARKDOWN, EXPLANATION] if submission.reasons is not None else []
    comparison = submission.comparison(label)
    graph = [GRAPH_SVG, GRAPH_DOT] if comparison is not None and comparison.graph is not None else []
    return [*reasons, COMMANDS, *graph]


def _of_both_as_file(submission: Submission, label: str, name: str, url: str) -> File:
    if name not in _of_both(submission, label):
        raise NothingToExport
    if name == MARKDOWN:
        return File(name, in_ten_lines(submission, label, url))
    if name == EXPLANATION and submission.reasons is not None:
        return File(name, stored_explanation_to_markdown(submission.reasons))
    if name == COMMANDS:
        return File(name, "\n".join(f"# {one.title}\n{one.line}\n" for one in commands(submission.asked)))
    comparison = submission.comparison(label)
    if comparison is None or comparison.graph is None:
        raise NothingToExport
    return File(name, as_dot(comparison.graph) if name == GRAPH_DOT else graph_svg(submission, label))


def in_ten_lines(submission: Submission, label: str, url: str, checked: str = "") -> str:
    """The answer in ten lines at the target of a label, once the reasons are there. Raises `NothingToExport`."""
    names, reasons = submission.asked.singles.get(label), submission.reasons
    if names is None or reasons is None:
        raise NothingToExport
    circumstances = Circumstances(as_of=submission.asked.exclude_newer, checked=checked, url=url)
    return ten_lines(at_target(reasons, *names), circumstances)


def _document(submission: Submission, label: str) -> ResolutionDocument:
    document = submission.solve(label).document
    if document is None:
        raise NothingToExport
    return document
