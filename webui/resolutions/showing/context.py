"""What the templates of a result page are given: the page with its head, and what the shown part needs beside them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from webui.resolutions.asking.labels import Label
from webui.resolutions.showing.assumptions import assumptions
from webui.resolutions.showing.downloads import NothingToExport, download_links, in_ten_lines
from webui.resolutions.showing.head import head, reason_search
from webui.resolutions.showing.lineage import lineage
from webui.resolutions.showing.page import ResolutionPage
from webui.resolutions.showing.parts.graph.view import graph_of
from webui.resolutions.showing.parts.lock import lock_comparison
from webui.resolutions.showing.parts.packages import PackageTable
from webui.resolutions.showing.parts.record import Record
from webui.resolutions.showing.parts.source_text import input_of
from webui.resolutions.showing.parts.trace import timeline
from webui.resolutions.showing.report_verdict import report_verdict_view
from webui.resolutions.showing.supplied import Supplied
from webui.resolutions.showing.uv_check import UvCheckView, uv_check_view

Context = dict[str, object]
Query = Mapping[str, str]


def page_context(page: ResolutionPage, query: Query, origin: str, index_age: str) -> Context:
    """Everything for `resolution.html`. `origin` is the scheme and the host of absolute addresses."""
    view = page.shown_view
    part = {} if page.is_running else PARTS[view](page, query)
    check, page_url = uv_check_view(page), f"{origin}{page.addresses.base}"
    return part | {
        "page": page,
        "head": head(page, index_age),
        "assumptions": assumptions(page.documents),
        "search": reason_search(page.submission, page.explanation),
        "downloads": download_links(page),
        "uv_check": check,
        "ten_lines": _ten_lines(page, page_url, check),
        "judged": report_verdict_view(page.submission, page_url),
        "view": view,
        "address": page.addresses[view],
        "part": f"resolutions/_{view}.html",
        "lineage": lineage(page.submission),
        "page_url": page_url,
        "preview_url": f"{page_url}/preview.png",
    }


def _ten_lines(page: ResolutionPage, url: str, check: UvCheckView | None) -> str:
    checked = [] if check is None else [line.words for line in check.lines if line.verdict]
    try:
        return in_ten_lines(page.submission, page.label, url, "; ".join(checked))
    except NothingToExport:
        return ""


def _graph(page: ResolutionPage, query: Query) -> Context:
    return {"graph": graph_of(page, query)}


def _trace(page: ResolutionPage, query: Query) -> Context:
    side = query.get("side", "")
    label = side if side in page.asked.labels else Label.UNIVERSAL.value
    return {"trace": timeline(page.submission.solve(label), query, page.addresses.base)}


def _lock(page: ResolutionPage, query: Query) -> Context:
    pasted, ours = page.submission.solve(Label.LOCK).document, page.universal.document
    is_comparable = bool(pasted) and page.universal.is_solved
    return {"lock": lock_comparison(pasted, ours) if is_comparable and pasted and ours else None}


PARTS: dict[str, Callable[[ResolutionPage, Query], Context]] = {
    "targets": lambda page, query: {},
    "differences": lambda page, query: {},
    "packages": lambda page, query: {"packages": PackageTable(page)},
    "graph": _graph,
    "trace": _trace,
    "lock": _lock,
    "input": lambda page, query: {"input": input_of(page.submission, page.table.rows)},
    "record": lambda page, query: {
        "record": Record(page.asked, page.single, page.universal, Supplied(page.submission))
    },
}
"""By the names of `navigation.VIEWS`."""
