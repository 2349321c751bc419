"""uv's marker algebra: sets of environments (uv-resolution section 7)."""

from packaging.markers import InvalidMarker

from resolver_core.markers.marker_set import MarkerSet, for_members, marker_warnings, named_extras
from resolver_core.markers.normalise import DroppedComparison, MarkerWarning
from resolver_core.markers.python_axis import PythonBounds

__all__ = [
    "DroppedComparison",
    "InvalidMarker",
    "MarkerSet",
    "MarkerWarning",
    "PythonBounds",
    "for_members",
    "marker_warnings",
    "named_extras",
]
