"""What a maintainer may post about a case: the full reply first, which is posted as it is; and ten lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.utils.safestring import SafeString

from resolver_core import PERMALINK, ReportVerdictDocument, Standing
from webui.team import named_threads, previews
from webui.team.models import Case, Thread


@dataclass(frozen=True, slots=True)
class OfferedAnswer:
    """One text to copy."""

    name: str
    holds: str  #: what is in it
    copy_words: str
    text: str  #: in Markdown
    preview: SafeString


@dataclass(frozen=True, slots=True)
class TextToSend:
    """What somebody else needs to know, who can mend it."""

    recipient: str
    text: str


class CaseAnswers:
    """The texts of one case. `verdict` is that on its words of now, `earlier` that on those before."""

    def __init__(
        self,
        case: Case,
        verdict: ReportVerdictDocument | None,
        earlier: ReportVerdictDocument | None,
        permalink: str,
        thread: Thread | None = None,
    ) -> None:
        self.case = case
        self.verdict = verdict
        self.earlier_verdict = earlier
        self.permalink = permalink
        self.thread = thread

    @property
    def reply(self) -> str:
        """The drafted reply."""
        return "" if self.verdict is None else self.verdict["reply"].replace(PERMALINK, self.permalink)

    @property
    def ten_lines(self) -> str:
        """The answer in ten lines; "" where there is none."""
        return "" if self.verdict is None else self.case.answer.replace(PERMALINK, self.permalink)

    @property
    def earlier(self) -> str:
        """The reply to the earlier words, without the place of its permalink: that one leads elsewhere now."""
        if self.earlier_verdict is None:
            return ""
        return "\n\n".join(part for part in self.earlier_verdict["reply"].split("\n\n") if PERMALINK not in part)

    @cached_property
    def offered(self) -> list[OfferedAnswer]:
        """The full reply, and the ten lines where they say what the verdict says: else they would contradict it."""
        full = self._offered("Full reply", "what came out, why, and what to do", "Copy the full reply", self.reply)
        ten = self.ten_lines if self._is_whole else ""
        short = self._offered("Ten lines", "the versions side by side, and why", "Copy the ten lines", ten)
        return [one for one in (full, short) if one.text]

    def _offered(self, name: str, holds: str, copy_words: str, text: str) -> OfferedAnswer:
        return OfferedAnswer(name, holds, copy_words, text, previews.rendered(text, self._threads))

    @property
    def to_send(self) -> TextToSend | None:
        """What can be sent to whose the cause is; None where nothing can."""
        owner = None if self.verdict is None else self.verdict["owner"]
        return TextToSend(owner["recipient"], owner["text"]) if owner and owner["text"] else None

    @property
    def _threads(self) -> Mapping[str, str]:
        """Where the threads are that a reply may name: by number, "" for the tracker that it is posted in."""
        places = (self.case.source_url, self.thread.url if self.thread else "")
        trackers = [named_threads.issues_at(one) for one in places]
        found = named_threads.addresses_in(self.case.report)
        return found | {"": next(filter(None, trackers), "")}

    @property
    def _is_whole(self) -> bool:
        """Whether everything came out as reported, and why is proven."""
        if self.verdict is None or self.verdict.get("open"):
            return False
        causes = self.verdict["causes"]
        is_proven = bool(causes) and causes[0]["proof"] == "proven"
        return self.case.standing == Standing.REPRODUCED and is_proven
