"""A search for the smallest project: what is heard of it, and whether it shall go on."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from django.conf import settings
from packaging.utils import NormalizedName, canonicalize_name

from resolver_core import (
    CoreError,
    Smallest,
    SmallestDocument,
    SmallestProgress,
    SmallestSetting,
    progress_to_json,
    smallest_to_json,
)
from webui.resolutions.asking.labels import single_label
from webui.resolutions.models import Question
from webui.resolutions.working import index_data, questions

STORED_EVERY_SECONDS: Final = 0.5
"""How often the state is stored, and how often somebody's wish to stop is looked for."""

SHARE_OF_TIME: Final = 0.8
"""Of the time for an answer, what the search may take: what is found is written afterwards."""


class NothingProvenYet(CoreError):
    """The search was ended before anything was proven to be smaller."""

    def __str__(self) -> str:
        return "It was ended before anything smaller was proven."


class Shrinking:
    """One search."""

    def __init__(self, row: Question, is_late: Callable[[], bool]) -> None:
        self._row = row
        self._is_late = is_late
        self._stored_at = 0.0
        self._asked_at = time.monotonic()
        self._is_stopped = False

    @property
    def project(self) -> NormalizedName | None:
        """The project in question; None for the first."""
        return canonicalize_name(self._row.text) if self._row.text else None

    @property
    def seconds(self) -> float:
        """How long it may take."""
        return settings.ANSWER_SECONDS * SHARE_OF_TIME

    def on_progress(self, progress: SmallestProgress) -> None:
        """Store what is left, now and then."""
        now = time.monotonic()
        if now - self._stored_at >= STORED_EVERY_SECONDS:
            self._stored_at = now
            questions.keep_so_far(self._row, progress_to_json(progress))

    def should_stop(self) -> bool:
        """Whether somebody asked for what there is, or the time is over."""
        now = time.monotonic()
        if not self._is_stopped and now - self._asked_at >= STORED_EVERY_SECONDS:
            self._asked_at = now
            self._is_stopped = questions.is_asked_to_stop(self._row)
        return self._is_stopped or self._is_late()

    def document(self, smallest: Smallest) -> SmallestDocument:
        """What was found, with commands for when and where it was asked."""
        submission = self._row.submission
        environment = submission.asked.environment(single_label(self._row.target))
        default_index = index_data.default_index(submission)
        return smallest_to_json(smallest, SmallestSetting(environment, submission.created_at, default_index))
