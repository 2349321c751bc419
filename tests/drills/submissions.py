"""Many submissions, and what became of them: lost, doubled, stuck, or answered in words that are not true."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from tests.drills import drill_index
from tests.drills.client import NO_ANSWER, Answer, post_json, send
from tests.drills.installations import Installation
from tests.drills.waiting import happens, pause

AT_ONCE = 4
PATIENCE_S = 180.0
"""For all submissions to end, after the trouble is over."""
REFUSED_FOR_NOW = {429, 503}


@dataclass
class Posted:
    """What the poster did and heard."""

    accepted: dict[int, str] = field(default_factory=dict)  #: number of the text -> id
    statuses: Counter[int] = field(default_factory=Counter)
    slowest_refusal_s: float = 0.0
    no_retry_after: int = 0

    def take(self, number: int, answer: Answer) -> bool:
        """Note an answer. True: the text was accepted."""
        self.statuses[answer.status] += 1
        if answer.status in REFUSED_FOR_NOW:
            self.slowest_refusal_s = max(self.slowest_refusal_s, answer.seconds)
            self.no_retry_after += "Retry-After" not in answer.headers
        if answer.status != 202:
            return False
        self.accepted[number] = answer.json["id"]
        return True


class Poster:
    """Sends the texts in the background, and again what was not accepted, as a person would."""

    def __init__(self, installation: Installation, numbers: Iterable[int]) -> None:
        self.posted = Posted()
        self._installation, self._numbers = installation, list(numbers)
        self._thread = threading.Thread(target=self._send_all, daemon=True)
        self._lock = threading.Lock()

    def start(self) -> Poster:
        self._thread.start()
        return self

    def join(self, seconds: float = PATIENCE_S) -> Posted:
        """Wait until everything was accepted, or time is up."""
        self._thread.join(seconds)
        return self.posted

    def _send_all(self) -> None:
        with ThreadPoolExecutor(AT_ONCE) as pool:
            list(pool.map(self._send, self._numbers))

    def _send(self, number: int) -> None:
        deadline = time.monotonic() + PATIENCE_S
        question = {"text": drill_index.text(number), "python": drill_index.PYTHON}
        while time.monotonic() < deadline:
            answer = post_json(self._installation.url, question)
            with self._lock:
                if self.posted.take(number, answer):
                    return
            pause(0.5)


@dataclass
class Tally:
    """What became of the submissions of one drill."""

    asked: int
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    stuck: list[str] = field(default_factory=list)
    untrue: list[str] = field(default_factory=list)
    seconds: float = 0.0  #: from the end of the trouble to the end of the last submission
    repeated: int = 0  #: attempts that a lost worker made necessary
    notes: list[str] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        return not (self.lost or self.doubled or self.stuck or self.untrue)


def ended_count(installation: Installation) -> int:
    """How many submissions of the drill have all their solves ended."""
    query = """SELECT count(*) FROM (SELECT submission_id FROM resolutions_solve
        WHERE submission_id NOT LIKE 'example-%'
        GROUP BY submission_id HAVING count(CASE WHEN state IN ('queued', 'running') THEN 1 END) = 0) AS ended"""
    return int(installation.rows(query)[0][0])


def unfinished(installation: Installation) -> int:
    """How many solves wait or run."""
    query = "SELECT count(*) FROM resolutions_solve WHERE state IN ('queued', 'running')"
    return int(installation.rows(query)[0][0])


def tally(installation: Installation, posted: Posted, count: int, patience: float = PATIENCE_S) -> Tally:
    """Wait for the end of all submissions, then count."""
    found, began = Tally(count), time.monotonic()
    happens(lambda: not unfinished(installation) and not _uncompared(installation), patience, 0.2)
    found.seconds = time.monotonic() - began
    found.lost += [f"{number}: never accepted" for number in range(count) if number not in posted.accepted]
    _count_rows(installation, posted, found)
    for number, submission in posted.accepted.items():
        answer = send(f"{installation.url}/api/v1/resolutions/{submission}")
        if answer.status != 200:
            found.lost.append(f"{number}: {answer.status} {answer.words[:100]}")
            continue
        document = answer.json
        if document["state"] == "running":
            found.stuck.append(f"{number}: { ({label: row['state'] for label, row in document['solves'].items()}) }")
        elif wrong := drill_index.wrong_words(number, document):
            found.untrue.append(f"{number}: {wrong}")
        _read_page(installation, number, submission, found)
    found.untrue += [
        f"{times} x {status}" for status, times in posted.statuses.items() if status >= 500 and status != 503
    ]
    if posted.no_retry_after:
        found.untrue.append(f"{posted.no_retry_after} refusals without Retry-After")
    return found


def _uncompared(installation: Installation) -> int:
    query = """SELECT count(*) FROM resolutions_submission s WHERE id NOT LIKE 'example-%'
        AND (SELECT count(*) FROM resolutions_solve WHERE submission_id = s.id AND state = 'done'
             AND label IN ('single', 'universal')) = 2
        AND NOT EXISTS (SELECT 1 FROM resolutions_comparison WHERE submission_id = s.id)"""
    return int(installation.rows(query)[0][0])


def _read_page(installation: Installation, number: int, submission: str, found: Tally) -> None:
    status = send(f"{installation.url}/r/{submission}").status
    if status != 200:
        found.untrue.append(f"{number}: its page answers {status or 'nothing'}")


def _count_rows(installation: Installation, posted: Posted, found: Tally) -> None:
    """A text is stored as often as it was accepted, and once more at most for each request that got no answer."""
    texts = "SELECT text, count(*) FROM resolutions_submission WHERE id NOT LIKE 'example-%' GROUP BY text"
    for text, times in installation.rows(texts):
        if times > 1 + posted.statuses[NO_ANSWER]:
            found.doubled.append(f"{times} x {text[:40]!r}")
    again = 0
    solves = "SELECT submission_id, label, attempt, lost_workers FROM resolutions_solve"
    for submission, label, attempt, lost in installation.rows(solves):
        again += max(0, attempt - 1)
        if attempt > lost + 1:
            found.doubled.append(f"{submission} {label}: {attempt} attempts, {lost} lost workers")
    found.repeated = again
