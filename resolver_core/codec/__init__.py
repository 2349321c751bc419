"""Answers as JSON documents and back: the one place that knows their stored shape (docs/documents.md).

A whole document is a `…Document`, a part of one an `…Entry`; what is written and read stands beside its shape.
"""

from resolver_core.codec.answers import AnswerEntry, AnswersDocument, StepEntry, answers_to_json
from resolver_core.codec.command_line import CommandLineDocument, command_line_to_json
from resolver_core.codec.comparison import (
    ComparisonDocument,
    LockedVersionEntry,
    RowEntry,
    RowSideEntry,
    SelectionEntry,
    comparison_to_json,
)
from resolver_core.codec.conflict import ConflictEntry, FailureEntry, PremiseEntry, ProofEntry
from resolver_core.codec.events import EventDocument, event_to_json
from resolver_core.codec.experiment import (
    AlterationEntry,
    ExperimentEntry,
    MoveEntry,
    RepetitionDocument,
    SettingEntry,
    UnknownExperiment,
    experiment_from_json,
    repetition_to_json,
)
from resolver_core.codec.explanation import (
    CauseEntry,
    DivergenceEntry,
    DivergenceSideEntry,
    EvidenceEntry,
    ExplanationDocument,
    FindingEntry,
    FixEntry,
    ModeFailureEntry,
    divergence_entry,
    explanation_to_json,
    finding_entry,
    mode_failure_entry,
)
from resolver_core.codec.graph import GraphDocument, GraphEdgeEntry, GraphNodeEntry, graph_to_json
from resolver_core.codec.held_versions import Aspect, Held, first_difference, held_versions
from resolver_core.codec.ladder import (
    LadderDocument,
    LaddersDocument,
    RungEntry,
    StandingEntry,
    ladder_to_json,
    ladders_to_json,
)
from resolver_core.codec.lock_verdict import LockVerdictEntry, StaleReasonEntry
from resolver_core.codec.newest import Newest, newest_of_ladder
from resolver_core.codec.package import (
    EdgeEntry,
    FileEntry,
    InstallFileEntry,
    MetadataFileEntry,
    PackageEntry,
    RepairEntry,
    files_from_json,
)
from resolver_core.codec.places import experiment_at, fixed_text_at
from resolver_core.codec.report import FactEntry, MistakeEntry, ReportDocument, mistake_entry, report_to_json
from resolver_core.codec.resolution import (
    ForkEntry,
    PageEntry,
    ResolutionDocument,
    StatsEntry,
    from_json,
    requirements_from_json,
    to_json,
)
from resolver_core.codec.says import one_of, says
from resolver_core.codec.schema_version import SCHEMA_VERSION, UnknownDocument
from resolver_core.codec.snapshot import (
    SnapshotDocument,
    UnknownSnapshot,
    pack_snapshot,
    snapshot_from_json,
    snapshot_to_json,
    unpack_snapshot,
)
from resolver_core.codec.target import SolvedTargetEntry, TargetEntry, platform_of, target_of

__all__ = [
    "SCHEMA_VERSION",
    "AlterationEntry",
    "AnswerEntry",
    "AnswersDocument",
    "Aspect",
    "CauseEntry",
    "CommandLineDocument",
    "ComparisonDocument",
    "ConflictEntry",
    "DivergenceEntry",
    "DivergenceSideEntry",
    "EdgeEntry",
    "EventDocument",
    "EvidenceEntry",
    "ExperimentEntry",
    "ExplanationDocument",
    "FactEntry",
    "FailureEntry",
    "FileEntry",
    "FindingEntry",
    "FixEntry",
    "ForkEntry",
    "GraphDocument",
    "GraphEdgeEntry",
    "GraphNodeEntry",
    "Held",
    "InstallFileEntry",
    "LadderDocument",
    "LaddersDocument",
    "LockVerdictEntry",
    "LockedVersionEntry",
    "MetadataFileEntry",
    "MistakeEntry",
    "ModeFailureEntry",
    "MoveEntry",
    "Newest",
    "PackageEntry",
    "PageEntry",
    "PremiseEntry",
    "ProofEntry",
    "RepairEntry",
    "RepetitionDocument",
    "ReportDocument",
    "ResolutionDocument",
    "RowEntry",
    "RowSideEntry",
    "RungEntry",
    "SelectionEntry",
    "SettingEntry",
    "SnapshotDocument",
    "SolvedTargetEntry",
    "StaleReasonEntry",
    "StandingEntry",
    "StatsEntry",
    "StepEntry",
    "TargetEntry",
    "UnknownDocument",
    "UnknownExperiment",
    "UnknownSnapshot",
    "answers_to_json",
    "command_line_to_json",
    "comparison_to_json",
    "divergence_entry",
    "event_to_json",
    "experiment_at",
    "experiment_from_json",
    "explanation_to_json",
    "files_from_json",
    "finding_entry",
    "first_difference",
    "fixed_text_at",
    "from_json",
    "graph_to_json",
    "held_versions",
    "ladder_to_json",
    "ladders_to_json",
    "mistake_entry",
    "mode_failure_entry",
    "newest_of_ladder",
    "one_of",
    "pack_snapshot",
    "platform_of",
    "repetition_to_json",
    "report_to_json",
    "requirements_from_json",
    "says",
    "snapshot_from_json",
    "snapshot_to_json",
    "target_of",
    "to_json",
    "unpack_snapshot",
]
