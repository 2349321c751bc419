"""Whether a document is of its type: every value of its kind, no field missing, none that the type lacks."""

from __future__ import annotations

import json
from typing import Any

import msgspec


def stored(document: object) -> Any:
    """The document as a database gives it back."""
    return json.loads(json.dumps(document))


def assert_shape(document: object, shape: Any) -> None:
    """The document is of this type. What a text may be is judged elsewhere (tests/web/api/test_openapi.py)."""
    plain = stored(document)
    assert msgspec.convert(plain, shape) == plain  # fields that the type lacks are left out
