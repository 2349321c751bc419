"""Parameters and answers that several operations have."""

from __future__ import annotations

from webui.api import shapes
from webui.api.operation import CONTENT_TYPE, Answer, in_header, in_path, in_query
from webui.api.schemas import Accepted, Error
from webui.api.shapes import LONGEST_WAIT

ID = in_path("id", example="example-a-fall-of-years")
TARGET = in_query("target", "the number of the target, from 1", "integer")
SECONDS = in_query("seconds", f"how long to wait, at most {LONGEST_WAIT:g}", "integer")
IDEMPOTENCY_KEY = in_header("Idempotency-Key", "the same request with the same key is answered as the first time")
DELETE_KEY = in_header("Delete-Key", "the key from the answer to the question, in place of the token")
CONFLICT = Answer("Not now: the message says why.", Error, content_type=CONTENT_TYPE)
NO_CONTENT = Answer("Done.")
ACCEPTED = Answer("Accepted; the answer will be at `url`.", Accepted)
STATE = Answer("How it stands now.", shapes.StateDocument)
