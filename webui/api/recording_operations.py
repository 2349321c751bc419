"""The operations on answers as files."""

from __future__ import annotations

from webui.api.operation import JSON, Answer, Operation
from webui.api.operation_parts import ACCEPTED, CONFLICT, ID, IDEMPOTENCY_KEY
from webui.api.recordings import GZIP

RECORDINGS: tuple[Operation, ...] = (
    Operation(
        "get",
        "resolutions/{id}/recording",
        "readRecording",
        "read",
        "Everything, as a file for another installation",
        {200: Answer("The question, the answers and the index data.", content_types=(GZIP,)), 409: CONFLICT},
        parameters=(ID,),
    ),
    Operation(
        "post",
        "imports",
        "importRecording",
        "ask",
        "Answer such a file of another installation",
        {202: ACCEPTED},
        "The question of the file is asked, and both answers are looked for again, from the index data in the file "
        "alone: no index is asked, and the answers in the file are not taken over.",
        (IDEMPOTENCY_KEY,),
        {content_type: {"schema": {"type": "string", "format": "binary"}} for content_type in (GZIP, JSON)},
    ),
)
