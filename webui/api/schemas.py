"""The shapes of the API: one TypedDict per answer, and the OpenAPI document that describes them."""

from __future__ import annotations

from typing import Any, TypedDict

from resolver_core import UV_VERSION, ReportDocument
from webui.resolutions.asking.asked import MOST_TARGETS
from webui.resolutions.models import State

Document = dict[str, Any]


class MistakeJson(TypedDict):
    """One thing that is wrong in the text; places are 1-based."""

    message: str
    line: int | None
    column: int | None
    text: str


class Rejected(TypedDict):
    """422: what is wrong, in the text (`mistakes`), in the lock and in the options (`options`, by name)."""

    error: str
    mistakes: list[MistakeJson]
    lock_mistakes: list[MistakeJson]
    options: dict[str, list[str]]


class Accepted(TypedDict):
    """202: where the answer will be."""

    id: str
    url: str
    page: str
    report: ReportDocument | None  #: what was read from an issue report; None for a project file


class SideJson(TypedDict):
    """How far one solve is."""

    state: str
    attempt: int
    progress: Document
    error: str


class TargetJson(TypedDict):
    """One of the targets: its answer, and that one compared with the universal answer."""

    label: str
    python: str
    platform: str
    single: Document | None
    comparison: Document | None


class ResolutionJson(TypedDict):
    """The answer, as far as it is there."""

    id: str
    state: str
    uv: str
    page: str
    created_at: str
    options: Document
    solves: dict[str, SideJson]
    single: Document | None
    universal: Document | None
    comparison: Document | None
    targets: list[TargetJson]
    lock: Document | None
    lock_comparison: Document | None
    explanation: Document | None


_TEXT = {"type": "string"}
_TEXTS = {"type": "array", "items": _TEXT}
_OPTION_SCHEMAS: dict[str, Document] = {
    "text": {**_TEXT, "description": "The pyproject.toml, or a whole issue report in Markdown."},
    "python": {**_TEXT, "default": "3.12", "description": "Target Python, as uv's --python-version."},
    "platform": {
        **_TEXT,
        "default": "x86_64-unknown-linux-gnu",
        "description": "Target platform, as uv's --python-platform.",
    },
    "exclude_newer": {**_TEXT, "description": "A date, an RFC 3339 time, or a span before now such as '30 days'."},
    "extras": {**_TEXTS, "description": "Extras that both sides install."},
    "groups": {**_TEXTS, "description": "Dependency groups that both sides install."},
    "index_url": {**_TEXT, "format": "uri"},
    "extra_index_urls": _TEXTS,
    "index_strategy": {**_TEXT, "enum": ["", "first-index", "unsafe-first-match", "unsafe-best-match"]},
    "prerelease": {**_TEXT, "enum": ["", "disallow", "allow", "if-necessary", "explicit"]},
    "resolution": {**_TEXT, "enum": ["", "highest", "lowest", "lowest-direct"]},
    "fork_strategy": {**_TEXT, "enum": ["", "fewest", "requires-python"]},
    "targets": {
        **_TEXTS,
        "maxItems": MOST_TARGETS - 1,
        "description": "Further targets beside `python` and `platform`, each as 'PYTHON/PLATFORM'.",
    },
    "lock": {**_TEXT, "description": "A uv.lock: preferences of the universal answer."},
    "recorded": {
        **_TEXT,
        "description": "The id of a recorded example whose index data are asked in place of any index.",
    },
    "compare_lock": {"type": "boolean", "description": "Compare the lock as it is with the universal answer, too."},
}


def _object(properties: Document, required: list[str] | None = None) -> Document:
    return {"type": "object", "properties": properties, "required": required or list(properties)}


def _nullable(kind: str) -> Document:
    return {"type": [kind, "null"]}


def _reference(name: str) -> Document:
    return {"$ref": f"#/components/schemas/{name}"}


def _answer(description: str, schema: str) -> Document:
    return {"description": description, "content": {"application/json": {"schema": _reference(schema)}}}


_MISTAKE = _object({"message": _TEXT, "line": _nullable("integer"), "column": _nullable("integer"), "text": _TEXT})
_MISTAKES = {"type": "array", "items": _reference("Mistake")}
_SIDE = _object({"state": _TEXT, "attempt": {"type": "integer"}, "progress": {"type": "object"}, "error": _TEXT})
_RESOLUTION = _object(
    {
        "id": _TEXT,
        "state": {**_TEXT, "enum": ["running", "done", "failed", "cancelled"]},
        "uv": {**_TEXT, "const": UV_VERSION, "description": "The version of uv that is emulated."},
        "page": {**_TEXT, "format": "uri"},
        "created_at": {**_TEXT, "format": "date-time"},
        "options": {"type": "object"},
        "solves": {
            "type": "object",
            "description": "By label: single, single-2, ... (one per target), universal, uv.lock, explanation.",
            "additionalProperties": _reference("Solve"),
        },
        "single": _nullable("object"),
        "universal": _nullable("object"),
        "comparison": _nullable("object"),
        "targets": {"type": "array", "items": _reference("Target")},
        "lock": {**_nullable("object"), "description": "The answer that the pasted lock holds."},
        "lock_comparison": {
            **_nullable("object"),
            "description": "It beside the universal answer, at the first target.",
        },
        "explanation": {**_nullable("object"), "description": "Why the answers differ, once that is known."},
    }
)
_TARGET = _object(
    {
        "label": _TEXT,
        "python": _TEXT,
        "platform": _TEXT,
        "single": _nullable("object"),
        "comparison": _nullable("object"),
    }
)

OPENAPI: Document = {
    "openapi": "3.1.0",
    "info": {
        "title": "Whichwheel",
        "version": "1",
        "description": f"Both of uv {UV_VERSION}'s resolutions of one pyproject.toml, and where they differ.",
    },
    "paths": {
        "/api/v1/resolutions": {
            "post": {
                "operationId": "createResolution",
                "summary": "Ask for both resolutions",
                "description": "A JSON object, or the TOML text itself with the options as query parameters.",
                "requestBody": {
                    "required": True,
                    "content": {
                        "application/json": {"schema": _reference("Question")},
                        "application/toml": {"schema": _TEXT},
                    },
                },
                "responses": {
                    "202": _answer("Accepted; the answer will be at `url`.", "Accepted"),
                    "400": _answer("The body is no JSON object and no text.", "Error"),
                    "413": _answer("The text is too long.", "Error"),
                    "422": _answer("Mistakes in the text or the options.", "Rejected"),
                    "429": _answer("Too many from this address; see Retry-After.", "Error"),
                },
            }
        },
        "/api/v1/resolutions/{id}": {
            "get": {
                "operationId": "readResolution",
                "summary": "The answer, as far as it is there",
                "parameters": [{"name": "id", "in": "path", "required": True, "schema": _TEXT}],
                "responses": {
                    "200": _answer("The state, and the documents that are there.", "Resolution"),
                    "404": _answer("No such resolution.", "Error"),
                },
            }
        },
    },
    "components": {
        "schemas": {
            "Question": _object(_OPTION_SCHEMAS, ["text"]),
            "Accepted": _object(
                {
                    "id": _TEXT,
                    "url": {**_TEXT, "format": "uri"},
                    "page": {**_TEXT, "format": "uri"},
                    "report": {"type": ["object", "null"], "description": "What was read from an issue report."},
                }
            ),
            "Mistake": _MISTAKE,
            "Rejected": _object(
                {
                    "error": _TEXT,
                    "mistakes": _MISTAKES,
                    "lock_mistakes": _MISTAKES,
                    "options": {"type": "object", "additionalProperties": _TEXTS},
                }
            ),
            "Error": _object({"error": _TEXT}),
            "Solve": {**_SIDE, "properties": {**_SIDE["properties"], "state": {**_TEXT, "enum": list(State.values)}}},
            "Target": _TARGET,
            "Resolution": _RESOLUTION,
        }
    },
}
