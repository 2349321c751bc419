"""A project held at what the other mode has of it: its version, and what the file says that was read there."""

from __future__ import annotations

from resolver_core.answer.resolution import Pin
from resolver_core.explain.lab.changes import Alteration, AlterationKind, Change


def holding(pin: Pin) -> Change:
    """The change that makes a mode take a pin of the other one."""
    operator = "===" if pin.version.local else "=="
    file = None if pin.provenance is None else pin.provenance.filename
    index = () if file is None else (Alteration(AlterationKind.METADATA_OF_FILE, pin.project, file),)
    return Change(requirements=(f"{pin.project}{operator}{pin.version}",), index=index)
