"""What every template may use."""

from __future__ import annotations

from django.http import HttpRequest

from resolver_core import UV_VERSION


def product(request: HttpRequest | None = None) -> dict[str, object]:
    """The emulated uv version: every page names it."""
    return {"uv_version": UV_VERSION}
