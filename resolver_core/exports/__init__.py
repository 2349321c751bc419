"""Answers in the formats of other tools. Every function makes text or plain values; none writes a file."""

from resolver_core.exports.answers_markdown import answers_to_markdown
from resolver_core.exports.explanation_markdown import explanation_to_markdown
from resolver_core.exports.graph import Graph, GraphEdge, GraphNode, overlay
from resolver_core.exports.ladder_markdown import ladder_to_markdown
from resolver_core.exports.pylock import to_pylock
from resolver_core.exports.requirements import to_requirements_txt
from resolver_core.exports.selecting import NotExportable

__all__ = [
    "Graph",
    "GraphEdge",
    "GraphNode",
    "NotExportable",
    "answers_to_markdown",
    "explanation_to_markdown",
    "ladder_to_markdown",
    "overlay",
    "to_pylock",
    "to_requirements_txt",
]
