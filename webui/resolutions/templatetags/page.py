"""Markup that templates need and HTML lacks."""

from __future__ import annotations

import re

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from resolver_core import class_in_words, marker_in_words
from webui.resolutions.showing.addresses import Addresses
from webui.resolutions.showing.parts.graph.view import GraphView

register = template.Library()

_WHEEL = re.compile(r"(.+?-.+?-)((?:\d[^-]*-)?[^-]+-[^-]+-[^-]+)\.whl")
_JOINT = re.compile(r"([-_/]+|\.(?=\D))")


@register.filter
def filename(name: str) -> SafeString:
    """A wheel's name with its tags, which are what differs between files of one version, set apart."""
    match = _WHEEL.fullmatch(name)
    if match is None:
        return breakable(name)
    stem, tags = breakable(match[1]), breakable(match[2])
    return mark_safe(f'<span class="stem">{stem}</span><span class="tags">{tags}</span><span class="stem">.whl</span>')


@register.filter
def tail(name: str) -> SafeString:
    """The tags of a wheel alone, for a second file of a version that is named already."""
    match = _WHEEL.fullmatch(name)
    return filename(name) if match is None else mark_safe(f'…<span class="tags">{breakable(match[2])}</span>.whl')


@register.filter
def breakable(name: str) -> SafeString:
    """A long name that may be broken after its hyphens, underscores and slashes, and nowhere else."""
    return mark_safe(_JOINT.sub(r"\1<wbr>", conditional_escape(name)))


@register.filter
def in_words(marker: str) -> str:
    """A marker with the names of conflicting extras and groups as the project has them."""
    return marker_in_words(marker)


@register.filter
def of_project(addresses: Addresses, project: str) -> str:
    """The address of a project."""
    return addresses.of_project(project)


@register.filter
def of_experiment(addresses: Addresses, place: str) -> str:
    """The address of an experiment."""
    return addresses.of_experiment(place)


@register.simple_tag
def address_of(addresses: Addresses, view: str, **query: str) -> str:
    """The address of a part of an answer with something chosen in it."""
    return addresses.with_query(view, **query)


@register.simple_tag
def address_of_query(addresses: Addresses, view: str, query: dict[str, str]) -> str:
    """The same with what is chosen as a value."""
    return addresses.with_query(view, **query)


@register.simple_tag
def unfolded(addresses: Addresses, graph: GraphView, key: str) -> str:
    """The address of a graph with one more of its groups taken apart."""
    return addresses.with_query("graph", **graph.unfolding(key))


@register.filter
def spaced(slug: str) -> str:
    """ "no-compatible-file", the class of a cause, as words."""
    return class_in_words(slug).replace("-", " ")


@register.filter
def add_number(value: float, more: float) -> float:
    """The sum of two lengths."""
    return round(value + more, 1)


@register.filter
def paired(first: object, second: object) -> tuple[object, object]:
    """Two values to loop over."""
    return first, second
