"""What the answers of one question are called: one per target, the universal one, and a lock that was pasted."""

from __future__ import annotations

from django.db.models import TextChoices


class Label(TextChoices):
    """The kinds of answers. With several targets there are more single-platform ones, see `single_label`."""

    SINGLE = "single", "single-platform"
    UNIVERSAL = "universal", "universal"
    LOCK = "uv.lock", "uv.lock as pasted"
    EXPLANATION = "explanation", "explanation"  # no answer of its own: why the others differ


def single_label(number: int) -> str:
    """The label of the answer at the target of this number (from 1): "single", "single-2", ..."""
    return Label.SINGLE.value if number == 1 else f"{Label.SINGLE.value}-{number}"


def target_number(label: str) -> int | None:
    """The reverse of `single_label`; None for a label that is no single-platform answer."""
    if label == Label.SINGLE:
        return 1
    rest = label.removeprefix(f"{Label.SINGLE.value}-")
    return int(rest) if rest != label and rest.isdecimal() else None


def kind_of(label: str) -> Label:
    """Which kind a label is of."""
    return Label(label) if target_number(label) is None else Label.SINGLE
