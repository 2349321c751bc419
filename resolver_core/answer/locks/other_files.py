"""The files of a package in the locks of other tools."""

from __future__ import annotations

from typing import ClassVar

from resolver_core.answer.uv_lock_files import LockedFiles
from resolver_core.inputs.positions import Path


class OtherFiles(LockedFiles):
    """Reads tables of files, which may hold a table of hashes."""

    named_by: ClassVar[tuple[str, ...]] = ("file", "name")

    def _hashes(self, path: Path) -> dict[str, str]:
        table = self.document.table((*path, "hashes"))
        stated = {name: value for name, value in table.items() if isinstance(value, str)}
        return stated or super()._hashes(path)
