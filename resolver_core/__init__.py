"""Resolves Python requirements as uv does, and says where every answer comes from. The public API."""

from resolver_core.answer.comparison import Comparison, Difference, Row, compare
from resolver_core.answer.resolution import Outcome, Resolution
from resolver_core.answer.trace import Event
from resolver_core.answer.uv_lock import resolution_of_lock
from resolver_core.codec import UnknownDocument, comparison_to_json, event_to_json, from_json, to_json
from resolver_core.errors import BudgetExceeded, Cancelled, CoreError, InvalidTarget, Mistake, ProblemSyntaxError
from resolver_core.explain.documents import (
    answers_to_json,
    answers_to_markdown,
    explanation_to_json,
    explanation_to_markdown,
    ladder_to_json,
    ladder_to_markdown,
)
from resolver_core.explain.explaining import explain
from resolver_core.explain.explanation import Explanation, Ladder
from resolver_core.explain.lab.repeating import Repetition, UnknownExperiment, repeat_experiment
from resolver_core.explain.questions import Answer, UnknownQuestion, ask
from resolver_core.exports import (
    Graph,
    GraphEdge,
    GraphNode,
    NotExportable,
    overlay,
    to_markdown,
    to_pylock,
    to_requirements_txt,
)
from resolver_core.index.kept.recording import IndexSnapshot, RecordingIndex, SnapshotIndex
from resolver_core.index.kept.redis_store import RedisStore
from resolver_core.index.kept.snapshot import UnknownSnapshot
from resolver_core.index.kept.store import DiskStore, MemoryStore
from resolver_core.index.network.default import NoDefaultIndex, default_index_url
from resolver_core.index.network.http import HttpIndex
from resolver_core.index.network.opening import configured_addresses, open_index
from resolver_core.index.records import IndexLocation
from resolver_core.inputs.cutoff import parse_cutoff
from resolver_core.inputs.parse import parse_problem
from resolver_core.inputs.problem import (
    ForkStrategy,
    IndexStrategy,
    PrereleaseMode,
    Problem,
    ResolutionMode,
    Settings,
)
from resolver_core.inputs.report import Fact, Report, is_report, parse_report
from resolver_core.inputs.secrets import FoundSecret, RedactedText, redact
from resolver_core.inputs.uv_lock import parse_lock
from resolver_core.pip.as_pip import resolve_as_pip
from resolver_core.policy import UV_VERSION, Options, Policy, Selection, requires_python_of
from resolver_core.solver.solve import resolve
from resolver_core.targets.environment import Environment
from resolver_core.targets.named import PLATFORMS, PYTHONS, target

__all__ = [
    "PLATFORMS",
    "PYTHONS",
    "UV_VERSION",
    "Answer",
    "BudgetExceeded",
    "Cancelled",
    "Comparison",
    "CoreError",
    "Difference",
    "DiskStore",
    "Environment",
    "Event",
    "Explanation",
    "Fact",
    "ForkStrategy",
    "FoundSecret",
    "Graph",
    "GraphEdge",
    "GraphNode",
    "HttpIndex",
    "IndexLocation",
    "IndexSnapshot",
    "IndexStrategy",
    "InvalidTarget",
    "Ladder",
    "MemoryStore",
    "Mistake",
    "NoDefaultIndex",
    "NotExportable",
    "Options",
    "Outcome",
    "Policy",
    "PrereleaseMode",
    "Problem",
    "ProblemSyntaxError",
    "RecordingIndex",
    "RedactedText",
    "RedisStore",
    "Repetition",
    "Report",
    "Resolution",
    "ResolutionMode",
    "Row",
    "Selection",
    "Settings",
    "SnapshotIndex",
    "UnknownDocument",
    "UnknownExperiment",
    "UnknownQuestion",
    "UnknownSnapshot",
    "answers_to_json",
    "answers_to_markdown",
    "ask",
    "compare",
    "comparison_to_json",
    "configured_addresses",
    "default_index_url",
    "event_to_json",
    "explain",
    "explanation_to_json",
    "explanation_to_markdown",
    "from_json",
    "is_report",
    "ladder_to_json",
    "ladder_to_markdown",
    "open_index",
    "overlay",
    "parse_cutoff",
    "parse_lock",
    "parse_problem",
    "parse_report",
    "redact",
    "repeat_experiment",
    "requires_python_of",
    "resolution_of_lock",
    "resolve",
    "resolve_as_pip",
    "target",
    "to_json",
    "to_markdown",
    "to_pylock",
    "to_requirements_txt",
]
