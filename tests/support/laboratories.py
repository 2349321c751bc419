"""Laboratories of small worlds."""

from __future__ import annotations

from typing import Any

from resolver_core import Options, Selection, target
from resolver_core.explain.lab.laboratory import Laboratory
from resolver_core.index.base import Index
from resolver_core.index.kept.memory import DEFAULT_URL
from tests.support.small_indexes import Example


def a_laboratory(example: Example, index: Index | None = None, **fields: Any) -> Laboratory:
    """A laboratory for an example, on its own index or another; `fields` are those of `Laboratory`."""
    here = target(example.python, example.platform)
    return Laboratory(example.problem(), here, Options(DEFAULT_URL), Selection(), index or example.index(), **fields)
