"""Every address of the application that has the id of a submission in it, read off its URL patterns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.urls import URLPattern, URLResolver, get_resolver

from webui.readers import PERMALINKS

VALUES = {
    "project": "torch",
    "question_id": "1",
    "place": "d0-0",
    "label": "single",
    "name": "resolution.json",
    "path": "pyproject.toml",
    "key": "nobody",
    "webhook_id": "1",
}
_POSTED = ("cancel", "retry", "refresh", "ask", "exactly", "again", "questions", "webhooks")


def addresses_of(submission_id: str, values: Mapping[str, str] = VALUES) -> Iterator[tuple[str, str]]:
    """Each with the method that it takes; `values` are those of the other parts of an address."""
    values = {**values, **dict.fromkeys(PERMALINKS, submission_id)}
    for route in _routes(get_resolver().url_patterns):
        if any(f":{name}>" in route for name in PERMALINKS):
            path = "/" + route
            for name, value in values.items():
                for kind in ("slug", "str", "int", "path"):
                    path = path.replace(f"<{kind}:{name}>", value)
            assert "<" not in path, f"{path} needs a value"
            yield path, "POST" if path.rpartition("/")[2] in _POSTED else "GET"


def _routes(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    for one in patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _routes(one.url_patterns, route)
        else:
            yield route
