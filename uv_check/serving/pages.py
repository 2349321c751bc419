"""Recorded pages as bytes: JSON (PEP 691, 700, 714) for a project of an index, HTML (PEP 503) for a flat page."""

from __future__ import annotations

import html
import json
from collections.abc import Iterable

from resolver_core import Distribution, ProjectPage
from uv_check.serving.places import Places

JSON = "application/vnd.pypi.simple.v1+json"
HTML = "text/html"


def json_page(page: ProjectPage, places: Places) -> bytes:
    """One project's page, its files in the recorded order."""
    files = [_entry(file, places) for file in page.distributions]
    return json.dumps({"meta": {"api-version": "1.1"}, "name": page.project, "files": files}).encode()


def flat_page(pages: Iterable[ProjectPage], places: Places) -> bytes:
    """One page with the files of several projects."""
    links = "\n".join(_link(file, places) for page in pages for file in page.distributions)
    return f"<!DOCTYPE html><html><body>{links}</body></html>".encode()


def _address(file: Distribution, places: Places) -> str:
    return places.path_of_file((file.url, file.project), file.filename)


def _hashes(file: Distribution) -> dict[str, str]:
    """Those of a file that uv never downloads: of the others it gets a made-up archive, and would find it out."""
    return dict(file.hashes) if file.is_wheel and file.has_metadata_file else {}


def _entry(file: Distribution, places: Places) -> dict[str, object]:
    entry: dict[str, object] = {
        "filename": file.filename,
        "url": _address(file, places),
        "hashes": _hashes(file),
        "yanked": False if file.yanked_reason is None else file.yanked_reason or True,
    }
    if file.requires_python is not None:
        entry["requires-python"] = str(file.requires_python)
    if file.uploaded_at is not None:
        entry["upload-time"] = file.uploaded_at.isoformat()
    if file.size_bytes is not None:
        entry["size"] = file.size_bytes
    if file.has_metadata_file:
        entry["core-metadata"] = True
    return entry


def _link(file: Distribution, places: Places) -> str:
    digest = next((f"#{name}={value}" for name, value in _hashes(file).items()), "")
    attributes = {
        "href": _address(file, places) + digest,
        "data-requires-python": None if file.requires_python is None else str(file.requires_python),
        "data-yanked": file.yanked_reason,
        "data-upload-time": None if file.uploaded_at is None else file.uploaded_at.isoformat(),
        "data-core-metadata": "true" if file.has_metadata_file else None,
    }
    written = (f'{name}="{html.escape(value)}"' for name, value in attributes.items() if value is not None)
    return f"<a {' '.join(written)}>{html.escape(file.filename)}</a>"
