"""Answers as JSON documents and back: the one place that knows their stored shape."""

from resolver_core.codec.decode import UnknownDocument, files_from_json, from_json, requirements_from_json
from resolver_core.codec.encode import SCHEMA_VERSION, comparison_to_json, event_to_json, to_json

__all__ = [
    "SCHEMA_VERSION",
    "UnknownDocument",
    "comparison_to_json",
    "event_to_json",
    "files_from_json",
    "from_json",
    "requirements_from_json",
    "to_json",
]
