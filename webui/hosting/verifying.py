"""Whether what is stored can still be read: every document opens, and the index data behind an answer are all there."""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.db import models

from resolver_core import from_json
from webui.compressed_fields import CompressedJSONField, CompressedTextField
from webui.hosting.archive import OURS
from webui.resolutions.models import IndexData, Solve
from webui.resolutions.working import index_data


def problems() -> Iterator[str]:
    """What cannot be read, a line each; nothing where all is well."""
    yield from _columns()
    yield from _answers()
    yield from _index_data()


def _columns() -> Iterator[str]:
    """Compressed columns that do not open, in any table."""
    for model in apps.get_models():
        if not model.__module__.startswith(OURS):
            continue
        for field in model._meta.concrete_fields:
            if isinstance(field, CompressedJSONField | CompressedTextField):
                for pk in _numbers(model):
                    yield from _column(model, pk, field.name)


def _column(model: type[models.Model], pk: str | int, name: str) -> Iterator[str]:
    try:
        model._base_manager.filter(pk=pk).values_list(name, flat=True).first()
    except Exception as error:  # whatever it is: the value cannot be read
        yield f"{model._meta.label_lower} {pk}: {name} cannot be opened ({error})"


def _answers() -> Iterator[str]:
    for pk in _numbers(Solve):
        try:
            row = Solve.objects.filter(pk=pk).first()
            if row is not None and row.document is not None:
                from_json(row.document)
        except Exception as error:
            yield f"resolutions.solve {pk}: its answer cannot be read ({error})"


def _index_data() -> Iterator[str]:
    for row in IndexData.objects.select_related("submission").order_by("pk").iterator(chunk_size=20):
        if index_data.kept(row.submission) is None:
            yield f"resolutions.indexdata {row.pk}: pieces are missing, broken, or of another version"


def _numbers(model: type[models.Model]) -> list[str | int]:
    return list(model._base_manager.order_by("pk").values_list("pk", flat=True))
