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
    explanation_to_json,
)
from resolver_core.codec.graph import GraphDocument, GraphEdgeEntry, GraphNodeEntry, graph_to_json
from resolver_core.codec.ladder import (
    LadderDocument,
    LaddersDocument,
    RungEntry,
    StandingEntry,
    ladder_to_json,
    ladders_to_json,
)
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
from resolver_core.codec.schema_version import SCHEMA_VERSION, UnknownDocument
from resolver_core.codec.snapshot import (
    SnapshotDocument,
    UnknownSnapshot,
    pack_snapshot,
    snapshot_from_json,
    snapshot_to_json,
    unpack_snapshot,
)
from resolver_core.codec.target import SolvedTargetEntry, TargetEntry, target_of

__all__ = [
    "SCHEMA_VERSION",
    "AlterationEntry",
    "AnswerEntry",
    "AnswersDocument",
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
    "InstallFileEntry",
    "LadderDocument",
    "LaddersDocument",
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
    "event_to_json",
    "experiment_at",
    "experiment_from_json",
    "explanation_to_json",
    "files_from_json",
    "fixed_text_at",
    "from_json",
    "graph_to_json",
    "ladder_to_json",
    "ladders_to_json",
    "mistake_entry",
    "newest_of_ladder",
    "pack_snapshot",
    "repetition_to_json",
    "report_to_json",
    "requirements_from_json",
    "snapshot_from_json",
    "snapshot_to_json",
    "target_of",
    "to_json",
    "unpack_snapshot",
]
