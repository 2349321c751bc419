"""Everything that is stored, as one file that either database can be filled from: a backup, or a way to the other.

The file is gzip-compressed JSON, a line each: a head with the state of the schema, the rows, and their number. It holds
what the database holds, pasted texts and the secrets of webhooks included: whoever has it has everything.
"""

from __future__ import annotations

import base64
import gzip
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.migrations.recorder import MigrationRecorder

VERSION = 1
ROWS_AT_ONCE = 200
OURS = "webui."
LEFT_OUT = ("hosting.workerseen",)
"""What says something about this moment alone."""


class ArchiveError(Exception):
    """Why an archive cannot be read into this database."""


def write(path: Path) -> int:
    """Write everything to a new file that nobody but its owner may read; the number of rows.

    Others may go on writing: the file has what was there when it was begun. Raises FileExistsError.
    """
    number = 0
    with (
        os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file,
        gzip.open(file, "wt", encoding="ascii") as text,
        _one_moment(),
    ):
        text.write(json.dumps({"whichwheel_archive": VERSION, "migrations": _migrations()}) + "\n")
        for model in our_models():
            for row in _rows_of(model):
                text.write(json.dumps({"model": model._meta.label_lower, "row": row}) + "\n")
                number += 1
        text.write(json.dumps({"rows": number}) + "\n")
    return number


def read(path: Path) -> int:
    """Fill an empty database from a file; the number of rows. All of it is read, or nothing. Raises ArchiveError."""
    known = {model._meta.label_lower: model for model in our_models()}
    if any(model._base_manager.exists() for model in known.values()):
        raise ArchiveError("The database is not empty: an archive is read into a new one, after `migrate`.")
    try:
        with gzip.open(path, "rt", encoding="ascii") as text, transaction.atomic():
            lines = map(json.loads, text)
            _check_head(next(lines, {}))
            number = _fill(lines, known)
            for statement in connection.ops.sequence_reset_sql(no_style(), list(known.values())):
                with connection.cursor() as cursor:
                    cursor.execute(statement)
    except (EOFError, gzip.BadGzipFile, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise ArchiveError(f"The file is no archive, or not all of one: {error}.") from error
    return number


def our_models() -> list[type[models.Model]]:
    """What is exported, tables between others included, in the order of the applications."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith(OURS) and model._meta.managed and model._meta.label_lower not in LEFT_OUT
    ]


def _fill(lines: Iterator[dict[str, object]], known: dict[str, type[models.Model]]) -> int:
    for number, line in enumerate(lines):
        if "rows" in line:
            if line["rows"] != number:
                raise ArchiveError(f"The archive says that it has {line['rows']} rows, and has {number}.")
            return number
        model, row = known.get(str(line.get("model"))), line.get("row")
        if model is None or not isinstance(row, dict):
            raise ArchiveError(f"This release knows no {line.get('model')}.")
        values = {name: _value(model._meta.get_field(_name_of(model, name)), value) for name, value in row.items()}
        model(**values).save_base(raw=True, force_insert=True)
    raise ArchiveError("The archive ends in the middle.")


def _rows_of(model: type[models.Model]) -> Iterator[dict[str, object]]:
    fields = model._meta.concrete_fields
    names = [field.attname for field in fields]
    rows = model._base_manager.order_by("pk").values_list(*names)
    for values in rows.iterator(chunk_size=ROWS_AT_ONCE):
        yield {field.attname: _plain(field, value) for field, value in zip(fields, values, strict=True)}


def _name_of(model: type[models.Model], attribute: str) -> str:
    """The name of the field behind an attribute ("parent" of "parent_id")."""
    return next(field.name for field in model._meta.concrete_fields if field.attname == attribute)


def _plain(field: models.Field, value: object) -> object:
    """A value as JSON has it."""
    if isinstance(field, models.BinaryField) and isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode("ascii")
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def _value(field: object, value: object) -> object:
    if isinstance(field, models.BinaryField) and isinstance(value, str):
        return base64.b64decode(value)
    if isinstance(field, models.DateTimeField | models.UUIDField):
        return field.to_python(value)
    return value


def _migrations() -> dict[str, list[str]]:
    """The state of the schema: what was applied, by application."""
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith(OURS)}
    found: dict[str, list[str]] = {label: [] for label in sorted(ours)}
    for label, name in sorted(MigrationRecorder(connection).applied_migrations()):
        if label in ours:
            found[label].append(name)
    return found


def _check_head(head: dict[str, object]) -> None:
    if head.get("whichwheel_archive") != VERSION:
        raise ArchiveError("The file is no archive of this kind.")
    if head.get("migrations") != _migrations():
        raise ArchiveError(
            "The archive was written by another release: read it with that one into a new database, and `migrate` then."
        )


@contextmanager
def _one_moment() -> Iterator[None]:
    """All that is read in the body is of the same moment, and nobody who writes waits for it."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:
        with connection.cursor() as cursor:
            cursor.execute("BEGIN")  # of a reader: with a write-ahead log it sees one state
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
