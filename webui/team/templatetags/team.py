"""How the pages of the team write what Django has no words for."""

from __future__ import annotations

from django import template

from webui.team.moves import standing_in_words

register = template.Library()


register.filter("standing_in_words", standing_in_words)


@register.filter
def percent(share: float) -> str:
    """A share of all, in whole percents."""
    return f"{100 * share:.0f} %"


@register.filter
def duration(seconds: float | None) -> str:
    """A span of time in the unit that a person would use."""
    if seconds is None:
        return "not known"
    for size, words in ((86400, "days"), (3600, "hours"), (60, "minutes")):
        if seconds >= size:
            return f"{seconds / size:.1f} {words}"
    return f"{seconds:.0f} seconds"
