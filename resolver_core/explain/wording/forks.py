"""What divides a part of the environments."""

from __future__ import annotations

from resolver_core.answer.proof import Subject
from resolver_core.answer.split import Split, SplitKind
from resolver_core.explain.wording.conflicts import SUBJECTS


def split_on(split: Split | None) -> str:
    """What a part was divided on; "" for one that a resolution begins with."""
    if split is None:
        return ""
    package = SUBJECTS[split.package] if isinstance(split.package, Subject) else split.package
    match split.kind:
        case SplitKind.SAID:
            return package
        case SplitKind.REQUIREMENTS:
            return f"requirements of {package}"
        case SplitKind.PYTHON:
            return f"{package}: Requires-Python {split.requires_python} of version {split.version}"
        case SplitKind.FILES:
            return f"{package}: files of version {split.version}"
        case SplitKind.LOCAL_FILES:
            return f"{package}: files of local version {split.version}"
