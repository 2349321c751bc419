"""Resolves Python requirements as uv does, and says where every answer comes from. The public API."""

from resolver_core import codec
from resolver_core.answer.comparison import Comparison, Difference, Row, compare
from resolver_core.answer.locks.formats import resolution_of_lock
from resolver_core.answer.resolution import Edge, FailureKind, Outcome, Pin, PinKey, Resolution
from resolver_core.answer.trace import Decided, Event
from resolver_core.answer.ways import Place, Way, ways_to
from resolver_core.cli.answers import opened_index
from resolver_core.cli.arguments import add_arguments
from resolver_core.cli.mistakes import UsageError
from resolver_core.cli.question import read_question
from resolver_core.cli.report_extraction import Solving, extract_report
from resolver_core.codec import *  # noqa: F403  - what it says in `__all__` is public as it stands
from resolver_core.codec.judged_report import judge_report, judge_report_without_project
from resolver_core.codec.report_entries import NeededEntry, ReportVerdictDocument
from resolver_core.errors import (
    BudgetExceeded,
    Cancelled,
    CoreError,
    IndexBudgetExceeded,
    InvalidTarget,
    Mistake,
    ProblemSyntaxError,
)
from resolver_core.explain.causes.classes import CauseClass
from resolver_core.explain.explaining import explain
from resolver_core.explain.explanation import Divergence, Explanation, Finding, Ladder, ModeFailure
from resolver_core.explain.lab.repeating import Repeatable, Repetition, repeat_experiment
from resolver_core.explain.questions import Answer, UnknownQuestion, ask
from resolver_core.explain.wording.markers import in_words as marker_in_words
from resolver_core.explain.wording.names import class_in_words
from resolver_core.explain.wording.paragraphs import paragraph
from resolver_core.exports import (
    Graph,
    GraphEdge,
    NotExportable,
    answers_to_markdown,
    explanation_to_markdown,
    ladder_to_markdown,
    overlay,
    to_pylock,
    to_requirements_txt,
)
from resolver_core.exports.smallest import Setting as SmallestSetting
from resolver_core.exports.stored_explanation_markdown import stored_explanation_to_markdown
from resolver_core.exports.ten_lines import Circumstances, ten_lines
from resolver_core.garbage import collect_rarely
from resolver_core.index.base import Index, used_operator_credentials
from resolver_core.index.kept.changed_pages import first_changed_project
from resolver_core.index.kept.premised import PremisedIndex
from resolver_core.index.kept.recording import IndexSnapshot, RecordingIndex, SnapshotIndex
from resolver_core.index.kept.redis_store import RedisStore
from resolver_core.index.kept.store import DiskStore, MemoryStore
from resolver_core.index.network.budget import IndexBudget
from resolver_core.index.network.credentials import InvalidCredentials, OperatorCredentials
from resolver_core.index.network.default import NoDefaultIndex, default_index_url
from resolver_core.index.network.guard import without_credentials, without_userinfo
from resolver_core.index.network.http import HttpIndex
from resolver_core.index.network.instance import Instance, InstanceTrouble
from resolver_core.index.network.opening import configured_addresses, open_index
from resolver_core.index.network.posting import Fetched, NotDelivered, check_address, fetch, post
from resolver_core.index.records import (
    Distribution,
    IndexLocation,
    MetadataAnswer,
    MetadataProblem,
    MetadataProblemKind,
    MetadataRead,
    MetadataSource,
    PageAnswer,
    PageProblem,
    PageProblemKind,
    ProjectPage,
)
from resolver_core.index.watched import WatchedIndex
from resolver_core.inputs.cutoff import parse_cutoff
from resolver_core.inputs.decoding import decoded as decoded_text
from resolver_core.inputs.lock_format import LockFormat
from resolver_core.inputs.lock_format import format_of as lock_format_of
from resolver_core.inputs.parse import parse_problem, parse_project
from resolver_core.inputs.problem import (
    ForkStrategy,
    IndexStrategy,
    InputKind,
    Lock,
    PrereleaseMode,
    Problem,
    RequirementLine,
    ResolutionMode,
    Settings,
    Source,
    SourceKind,
)
from resolver_core.inputs.project_files import ProjectFiles
from resolver_core.inputs.report import Fact, Report, is_report, parse_report
from resolver_core.inputs.report.premises import StatedFailure, premise_text, read_premise
from resolver_core.inputs.report.projects import ProjectKind
from resolver_core.inputs.report.toml_pieces import completed
from resolver_core.inputs.requirement import InvalidText
from resolver_core.inputs.secrets import FoundSecret, SecretKind, redact
from resolver_core.inputs.uv_lock import parse_lock
from resolver_core.markers import MarkerSet
from resolver_core.minimise.choosing import NothingToShow
from resolver_core.minimise.minimising import minimise
from resolver_core.minimise.smallest import Progress as SmallestProgress
from resolver_core.minimise.smallest import Smallest
from resolver_core.pip.as_pip import resolve_as_pip
from resolver_core.policy import UV_VERSION, Options, Policy, Selection, requires_python_of
from resolver_core.solver.conflict_extras import clashes, conflict_extra
from resolver_core.solver.solve import resolve
from resolver_core.stopping import heeding
from resolver_core.targets.environment import Environment
from resolver_core.targets.fitting import is_installable
from resolver_core.targets.named import PLATFORMS, PYTHONS, split_platform, target, uv_platform
from resolver_core.targets.system_version import MACOS_VARIABLE
from resolver_core.triage.corrections import Corrections
from resolver_core.triage.known_threads import KnownThread
from resolver_core.triage.known_threads import threads as known_threads
from resolver_core.triage.labels import DEFAULT_VOCABULARY, Vocabulary, read_vocabulary
from resolver_core.triage.standing import Standing
from resolver_core.triage.wording.reply import PERMALINK

__all__ = [
    "DEFAULT_VOCABULARY",
    "MACOS_VARIABLE",
    "PERMALINK",
    "PLATFORMS",
    "PYTHONS",
    "UV_VERSION",
    "Answer",
    "BudgetExceeded",
    "Cancelled",
    "CauseClass",
    "Circumstances",
    "Comparison",
    "CoreError",
    "Corrections",
    "Decided",
    "Difference",
    "DiskStore",
    "Distribution",
    "Divergence",
    "Edge",
    "Environment",
    "Event",
    "Explanation",
    "Fact",
    "FailureKind",
    "Fetched",
    "Finding",
    "ForkStrategy",
    "FoundSecret",
    "Graph",
    "GraphEdge",
    "HttpIndex",
    "Index",
    "IndexBudget",
    "IndexBudgetExceeded",
    "IndexLocation",
    "IndexSnapshot",
    "IndexStrategy",
    "InputKind",
    "Instance",
    "InstanceTrouble",
    "InvalidCredentials",
    "InvalidTarget",
    "InvalidText",
    "KnownThread",
    "Ladder",
    "Lock",
    "LockFormat",
    "MarkerSet",
    "MemoryStore",
    "MetadataAnswer",
    "MetadataProblem",
    "MetadataProblemKind",
    "MetadataRead",
    "MetadataSource",
    "Mistake",
    "ModeFailure",
    "NeededEntry",
    "NoDefaultIndex",
    "NotDelivered",
    "NotExportable",
    "NothingToShow",
    "OperatorCredentials",
    "Options",
    "Outcome",
    "PageAnswer",
    "PageProblem",
    "PageProblemKind",
    "Pin",
    "PinKey",
    "Place",
    "Policy",
    "PremisedIndex",
    "PrereleaseMode",
    "Problem",
    "ProblemSyntaxError",
    "ProjectFiles",
    "ProjectKind",
    "ProjectPage",
    "RecordingIndex",
    "RedisStore",
    "Repeatable",
    "Repetition",
    "Report",
    "ReportVerdictDocument",
    "RequirementLine",
    "Resolution",
    "ResolutionMode",
    "Row",
    "SecretKind",
    "Selection",
    "Settings",
    "Smallest",
    "SmallestProgress",
    "SmallestSetting",
    "SnapshotIndex",
    "Solving",
    "Source",
    "SourceKind",
    "Standing",
    "StatedFailure",
    "UnknownQuestion",
    "UsageError",
    "Vocabulary",
    "WatchedIndex",
    "Way",
    "add_arguments",
    "answers_to_markdown",
    "ask",
    "check_address",
    "clashes",
    "class_in_words",
    "collect_rarely",
    "compare",
    "completed",
    "configured_addresses",
    "conflict_extra",
    "decoded_text",
    "default_index_url",
    "explain",
    "explanation_to_markdown",
    "extract_report",
    "fetch",
    "first_changed_project",
    "heeding",
    "is_installable",
    "is_report",
    "judge_report",
    "judge_report_without_project",
    "known_threads",
    "ladder_to_markdown",
    "lock_format_of",
    "marker_in_words",
    "minimise",
    "open_index",
    "opened_index",
    "overlay",
    "paragraph",
    "parse_cutoff",
    "parse_lock",
    "parse_problem",
    "parse_project",
    "parse_report",
    "post",
    "premise_text",
    "read_premise",
    "read_question",
    "read_vocabulary",
    "redact",
    "repeat_experiment",
    "requires_python_of",
    "resolution_of_lock",
    "resolve",
    "resolve_as_pip",
    "split_platform",
    "stored_explanation_to_markdown",
    "target",
    "ten_lines",
    "to_pylock",
    "to_requirements_txt",
    "used_operator_credentials",
    "uv_platform",
    "ways_to",
    "without_credentials",
    "without_userinfo",
]
__all__ += codec.__all__
