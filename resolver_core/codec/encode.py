"""A `Resolution`, a `Comparison` or an event becomes a JSON document (docs/documents.md)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime

from packaging.specifiers import SpecifierSet

from resolver_core.answer.comparison import Comparison, Row
from resolver_core.answer.resolution import Conflict, Edge, Failure, Pin, Premise, Resolution
from resolver_core.answer.trace import Event
from resolver_core.index.records import Distribution, Provenance
from resolver_core.policy import UV_VERSION
from resolver_core.targets.environment import Environment

SCHEMA_VERSION = 1

Json = dict[str, object]


def to_json(resolution: Resolution) -> Json:
    """The document of a resolution (docs/documents.md)."""
    return {
        "schema_version": SCHEMA_VERSION,
        "uv": UV_VERSION,
        "problem_digest": resolution.problem_digest,
        "label": resolution.label,
        "outcome": resolution.outcome.value,
        "requires_python": resolution.requires_python,
        "axes": dict(resolution.axes),
        "target": _target(resolution.target),
        "forks": [asdict(fork) for fork in resolution.forks],
        "fork_markers": list(resolution.fork_markers),
        "supported_markers": list(resolution.supported_markers),
        "required_markers": list(resolution.required_markers),
        "packages": [_package(resolution, pin) for pin in resolution.pins],
        "requested": [_edge(edge) for edge in resolution.edges_from(None)],
        "conflict": None if resolution.conflict is None else _conflict(resolution.conflict),
        "failure": None if resolution.failure is None else _failure(resolution.failure),
        "warnings": list(resolution.warnings),
        "pages": [
            {
                "project": page.project,
                "index_url": page.index_url,
                "read_at": _time(page.read_at),
                "from_cache": page.from_cache,
            }
            for page in resolution.pages
        ],
        "stats": asdict(resolution.stats),
    }


def comparison_to_json(comparison: Comparison) -> Json:
    """The document of a comparison (docs/documents.md)."""
    return {
        "schema_version": SCHEMA_VERSION,
        "uv": UV_VERSION,
        "target": _target(comparison.target),
        "selection": {"extras": list(comparison.extras), "groups": list(comparison.groups)},
        "single_outcome": comparison.single_outcome.value,
        "universal_outcome": comparison.universal_outcome.value,
        "differing": comparison.differing,
        "rows": [_row(row) for row in comparison.rows],
    }


def event_to_json(event: Event) -> Json:
    """The document of a trace event."""
    return {"event": type(event).__name__, **asdict(event)}


def _target(target: Environment | None) -> Json | None:
    if target is None:
        return None
    return {
        "python": target.python,
        "platform": target.platform,
        "label": target.label,
        "best_effort": target.best_effort,
    }


def _text(value: SpecifierSet | None) -> str | None:
    return None if value is None else str(value)


def _time(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _package(resolution: Resolution, pin: Pin) -> Json:
    edges = resolution.edges_from(pin.key)
    metadata = pin.metadata
    return {
        "name": pin.project,
        "version": str(pin.version),
        "source": pin.key.source,
        "index_url": pin.index_url,
        "marker": pin.marker,
        "fork_markers": list(pin.fork_markers),
        "root": pin.is_root,
        "metadata_from": None if pin.provenance is None else _provenance(pin.provenance),
        "install_file": None if pin.install_file is None else _short_file(pin.install_file),
        "files": [_file(file) for file in pin.distributions],
        "requires_python": _text(None if metadata is None else metadata.requires_python),
        "requires_dist": [] if metadata is None else list(map(str, metadata.requires_dist)),
        "provides_extra": [] if metadata is None else list(metadata.provides_extra),
        "repairs": [] if metadata is None else [asdict(repair) for repair in metadata.repairs],
        "dependencies": [_edge(e) for e in edges if e.parent_extra is None and e.parent_group is None],
        "optional_dependencies": _by_part((e.parent_extra, e) for e in edges),
        "dependency_groups": _by_part((e.parent_group, e) for e in edges),
    }


def _by_part(parts: Iterable[tuple[str | None, Edge]]) -> dict[str, list[Json]]:
    found: dict[str, list[Json]] = {}
    for part, edge in parts:
        if part is not None:
            found.setdefault(part, []).append(_edge(edge))
    return dict(sorted(found.items()))


def _edge(edge: Edge) -> Json:
    return {
        "name": edge.child.project,
        "version": str(edge.child.version),
        "source": edge.child.source,
        "marker": edge.marker,
        "specifier": edge.specifier,
        "extra": edge.child_extra,
        "group": edge.child_group,
        "line": edge.line,
    }


def _provenance(provenance: Provenance) -> Json:
    file = provenance.distribution
    return {
        "filename": provenance.filename,
        "url": None if file is None else file.url,
        "index_url": None if file is None else file.index_url,
        "how": provenance.source.value,
        "read_at": _time(provenance.read_at),
        "bytes_read": provenance.bytes_read,
        "from_cache": provenance.from_cache,
    }


def _short_file(file: Distribution) -> Json:
    return {"filename": file.filename, "url": file.url}


def _file(file: Distribution) -> Json:
    return {
        "filename": file.filename,
        "url": file.url,
        "index_url": file.index_url,
        "kind": file.kind.value,
        "size_bytes": file.size_bytes,
        "uploaded_at": _time(file.uploaded_at),
        "yanked_reason": file.yanked_reason,
        "requires_python": _text(file.requires_python),
        "hashes": dict(file.hashes),
    }


def _conflict(conflict: Conflict) -> Json:
    return {
        "fork_id": conflict.fork_id,
        "fork_marker": conflict.fork_marker,
        "summary": list(conflict.summary),
        "projects": list(conflict.projects),
        "proof": _premise(conflict.proof),
    }


def _premise(proof: Premise) -> Json:
    """The proof as numbered steps: premises are shared, so a nested form would repeat them."""
    numbers: dict[int, int] = {}
    steps: list[Json] = []
    waiting = [proof]
    while waiting:
        current = waiting[-1]
        missing = [cause for cause in current.causes if id(cause) not in numbers]
        if id(current) in numbers:
            waiting.pop()
        elif missing:
            waiting += missing
        else:
            numbers[id(current)] = len(steps)
            steps.append(
                {
                    "text": current.text,
                    "projects": list(current.projects),
                    "lines": list(current.lines),
                    "causes": [numbers[id(cause)] for cause in current.causes],
                }
            )
            waiting.pop()
    return {"steps": steps}


def _failure(failure: Failure) -> Json:
    return {
        "kind": failure.kind.value,
        "message": failure.message,
        "url": failure.url,
        "filename": failure.filename,
        "status_code": failure.status_code,
        "projects": list(failure.projects),
    }


def _row(row: Row) -> Json:
    return {
        "project": row.project,
        "difference": row.difference.value,
        "single": None if row.single is None else _side(row.single, row.single.install_file),
        "universal": None if row.universal is None else _side(row.universal, row.universal_install_file),
        "universal_versions": [
            {
                "version": str(pin.version),
                "marker": pin.marker,
                "metadata_from": None if pin.provenance is None else pin.provenance.filename,
                "source": pin.key.source,
            }
            for pin in row.universal_versions
        ],
    }


def _side(pin: Pin, install_file: Distribution | None) -> Json:
    return {
        "version": str(pin.version),
        "source": pin.key.source,
        "index_url": pin.index_url,
        "metadata_from": None if pin.provenance is None else pin.provenance.filename,
        "how": None if pin.provenance is None else pin.provenance.source.value,
        "install_file": None if install_file is None else install_file.filename,
    }
