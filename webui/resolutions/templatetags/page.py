"""Markup that templates need and HTML lacks."""

from __future__ import annotations

import re

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

_JOINT = re.compile(r"([-_/]+|\.(?=\D))")


@register.filter
def breakable(name: str) -> SafeString:
    """A long name that may be broken after its hyphens, underscores and slashes, and nowhere else."""
    return mark_safe(_JOINT.sub(r"\1<wbr>", conditional_escape(name)))
