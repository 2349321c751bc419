"""The hostile texts against a running installation: each kind in turn, and what must hold whatever is sent."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

from tests.drills.client import Answer, Browser, post_json, send
from tests.drills.forbidden import HOSTILE_HOST, Listener, listener
from tests.drills.hostile_answers import HostileAnswers, hostile_answers
from tests.drills.installations import WORKERS, Installation, Setup, installation
from tests.drills.submissions import unfinished
from tests.drills.variants import KINDS, SECRET, Places, Variant, variants
from tests.drills.waiting import happens
from tests.drills.watching import Watch, watched
from tests.support.hostile_index import HostileIndex, hostile_index

SOLVE_S = 6
SUBMISSION_S = 20
WORKER_MEMORY_MB = 1024
LATE_S = 5.0
"""How far a worker may be past its budget."""
OPERATOR_SECRET = "correcthorsebattery"
AT_ONCE = 4
BROKEN = "Something broke on our side"


@dataclass
class Field:
    """The installation with the hosts around it."""

    at_work: Installation
    places: Places
    hostile: HostileIndex
    answers: HostileAnswers
    listener: Listener
    watch: Watch


@dataclass
class Outcome:
    """Of one kind."""

    statuses: Counter[int] = field(default_factory=Counter)
    slowest_s: float = 0.0
    slowest: str = ""  #: what it answered to
    wrong: list[str] = field(default_factory=list)
    past_budget_s: float = 0.0
    forbidden: int = 0
    ends: Counter[str] = field(default_factory=Counter)

    def take(self, what: str, answer: Answer) -> None:
        """Count an answer; one of 500 or none at all is wrong."""
        self.statuses[answer.status] += 1
        if answer.seconds > self.slowest_s:
            self.slowest_s, self.slowest = answer.seconds, what
        if answer.status in (0, 500, 502, 504) or BROKEN in answer.words:
            self.wrong.append(f"{what}: {answer.status} {answer.words[:80]!r}")


@contextmanager
def field_of(setup: Setup) -> Iterator[Field]:
    """An installation that may ask the hostile hosts and nobody else."""
    with ExitStack() as opened:
        heard = opened.enter_context(listener())
        elsewhere = _elsewhere(heard.port)
        hostile = opened.enter_context(hostile_index(HOSTILE_HOST))
        answers = opened.enter_context(hostile_answers(HOSTILE_HOST, elsewhere))
        settings = {
            "WHICHWHEEL_ALLOW_NETWORKS": f"{HOSTILE_HOST}/32",
            "WHICHWHEEL_SOLVE_SECONDS": str(SOLVE_S),
            "WHICHWHEEL_EXPLAIN_SECONDS": str(SOLVE_S),
            "WHICHWHEEL_SUBMISSION_SECONDS": str(SUBMISSION_S),
            "WHICHWHEEL_WORKER_MEMORY_MB": str(WORKER_MEMORY_MB),
            "WHICHWHEEL_INDEX_CREDENTIALS": f"url {answers.base}/private/ login op password {OPERATOR_SECRET}",
        }
        index = f"{answers.base}/private/simple"
        at_work = opened.enter_context(installation(setup, index, settings=settings))
        watch = opened.enter_context(watched(at_work, SOLVE_S))
        places = Places(hostile.base, answers.base, heard.port, elsewhere)
        yield Field(at_work, places, hostile, answers, heard, watch)


def _elsewhere(port: int) -> list[str]:
    hosts = (
        "127.0.0.1",
        "[::1]",
        "169.254.169.254",
        "10.0.0.1",
        "[fec0::1]",
        "2130706433",
        "loop.safety.test",
        "0.0.0.0",
    )
    inward = [f"http://{host}:{port}/elsewhere" for host in hosts]
    schemes = ["file:///etc/passwd", "gopher://127.0.0.1:80/x", "javascript:alert(1)", "ftp://127.0.0.1/x", "data:,x"]
    return [
        *inward, *schemes, "//127.0.0.1/x", "http://u:p@127.0.0.1/x", "http:///x", "\\\\127.0.0.1\\x",
        "http://[::1", "?x",
    ]  # fmt: skip


def texts(found: Field, kind: str, count: int) -> Outcome:
    """Send the variants of one kind over the API and the form, wait for their end, and read everything about them."""
    outcome, before, worst = Outcome(), len(found.listener.heard), found.watch.most_past_budget_s
    found.watch.most_past_budget_s = 0.0
    sent = list(enumerate(variants(kind, found.places, count)))
    with ThreadPoolExecutor(AT_ONCE) as pool:
        ids = list(pool.map(lambda each: _send(found, kind, *each, outcome), sent))
    budget = SUBMISSION_S + 2 * LATE_S + 30
    patience = budget + sum(one is not None for one in ids) * (SUBMISSION_S + LATE_S) / WORKERS
    if not happens(lambda: not unfinished(found.at_work), patience, 0.2):
        outcome.wrong.append(f"{unfinished(found.at_work)} solves have not ended")
    for number, submission in enumerate(ids):
        if submission is not None:
            _read(found, f"{kind} {number}", submission, outcome)
    outcome.past_budget_s = found.watch.most_past_budget_s
    found.watch.most_past_budget_s = max(worst, outcome.past_budget_s)
    if outcome.past_budget_s > LATE_S:
        outcome.wrong.append(f"{found.watch.longest} was {outcome.past_budget_s:.1f} s past its budget")
    _check_budgets(found, [one for one in ids if one is not None], outcome)
    heard = found.listener.heard[before:]
    outcome.forbidden = len(heard)
    outcome.wrong += heard[:3]
    CHECKS.get(kind, lambda *_: None)(found, outcome)
    return outcome


def _send(found: Field, kind: str, number: int, variant: Variant, outcome: Outcome) -> str | None:
    """The id of the submission, where the text was accepted. Every third one is sent as a form."""
    what = f"{kind} {number}"
    if number % 3 == 2 and not variant.options:
        answer = Browser(found.at_work.url).post("/", {"text": variant.text})
        outcome.take(what, answer)
        if SECRET in answer.words:
            outcome.wrong.append(f"{what}: the secret stands on the page")
        place = answer.url.partition("/r/")[2].partition("?")[0]
        return place or None
    answer = post_json(found.at_work.url, {"text": variant.text, **variant.options})
    outcome.take(what, answer)
    if SECRET in answer.words:
        outcome.wrong.append(f"{what}: the secret stands in the answer")
    return answer.json["id"] if answer.status == 202 else None


def _read(found: Field, what: str, submission: str, outcome: Outcome) -> None:
    """Everything that can be read about a submission."""
    url = found.at_work.url
    document = send(f"{url}/api/v1/resolutions/{submission}")
    outcome.take(what, document)
    if document.status == 200:
        for label, row in document.json["solves"].items():
            ended = document.json.get(label) or {}
            outcome.ends[str(ended.get("outcome", row["state"]))] += 1
    views = ("", "?view=packages", "?view=trace", "?view=graph", "/pyproject.toml", "/trace/universal.jsonl")
    for view in views:
        answer = send(f"{url}/r/{submission}{view}")
        outcome.take(f"{what}{view}", answer)
        if "<script>alert" in answer.words and not view.startswith("/"):
            outcome.wrong.append(f"{what}{view}: script stands on the page")
        if SECRET in answer.words or OPERATOR_SECRET in answer.words:
            outcome.wrong.append(f"{what}{view}: a secret stands on the page")


def _check_budgets(found: Field, ids: list[str], outcome: Outcome) -> None:
    """What every solve and every submission took in the end, a lease that ran out aside."""
    took = "(julianday(finished_at) - julianday(started_at)) * 86400"
    for submission in ids:
        solves = f"SELECT max({took}) FROM resolutions_solve WHERE lost_workers = 0 AND submission_id = ?"
        longest = found.at_work.rows(solves, submission)[0][0] or 0.0
        (used,) = found.at_work.rows("SELECT worker_seconds FROM resolutions_submission WHERE id = ?", submission)[0]
        outcome.past_budget_s = max(outcome.past_budget_s, longest - SOLVE_S)
        if longest > SOLVE_S + LATE_S:
            outcome.wrong.append(f"a solve took {longest:.1f} s")
        if used > SUBMISSION_S + WORKERS * LATE_S:
            outcome.wrong.append(f"a submission used {used:.1f} s of worker time (it has {SUBMISSION_S})")


# -- what is looked at besides


def _secrets(found: Field, outcome: Outcome) -> None:
    """The pasted secret is in no file of the installation and in no log."""
    for path in [*found.at_work.folder.rglob("*")]:
        if path.is_file() and SECRET.encode() in path.read_bytes():
            outcome.wrong.append(f"the secret is in {path.name}")


def _operator(found: Field, outcome: Outcome) -> None:
    """The operator's credentials went to the configured prefix, and nowhere else."""
    for path, headers in [*found.answers.seen, *found.hostile.seen]:
        if "authorization" in headers and not path.startswith("/private/"):
            outcome.wrong.append(f"the operator's credentials were sent to {path}")
    if not any("authorization" in headers for path, headers in found.answers.seen if path.startswith("/private/")):
        outcome.wrong.append("the operator's credentials were not sent at all")
    if any(OPERATOR_SECRET in text for text in found.listener.heard) or OPERATOR_SECRET in found.at_work.log_text():
        outcome.wrong.append("the operator's secret is in a log")


def _queries(found: Field, outcome: Outcome) -> None:
    """A query stands behind the path of a project."""
    asked = [path for path, _ in found.answers.seen if path.startswith("/query/simple")]
    outcome.wrong += [f"asked: {path}" for path in asked if "/q" not in path.partition("?")[0].partition("simple")[2]]


CHECKS: dict[str, Callable[[Field, Outcome], None]] = {
    "secrets in URLs": _secrets,
    "the operator's credentials": _operator,
    "index URLs with a query": _queries,
}


# -- requests that are no pastes


def parallel_posts(found: Field, count: int) -> Outcome:
    """Eight posts of 100,000 lines each to where a form is read while somebody types; meanwhile a page is read."""
    outcome, over = Outcome(), threading.Event()
    meanwhile: list[float] = []

    def read_pages() -> None:
        while not over.is_set():
            meanwhile.append(send(f"{found.at_work.url}/healthz").seconds)
            over.wait(0.1)

    reader = threading.Thread(target=read_pages)
    reader.start()
    for number in range(count):
        line = ("a\n", "a==1\n", "[a]\n", "x = 1\n", '"a",\n')[number % 5]
        text = ("[project]\n" if number % 2 else "") + line * min(100_000, 500_000 // len(line))
        with ThreadPoolExecutor(8) as pool:
            for answer in pool.map(
                lambda _, text=text: Browser(found.at_work.url).post("/declared", {"text": text}), range(8)
            ):
                outcome.take(f"posts {number}", answer)
    over.set()
    reader.join()
    if max(meanwhile) > LATE_S:
        outcome.wrong.append(f"a page took {max(meanwhile):.1f} s meanwhile")
    return outcome


def cross_origin(found: Field, count: int) -> Outcome:
    """What any page can make a browser send; none of it is accepted."""
    outcome = Outcome()
    types = ("text/plain", "text/plain; charset=utf-8", "application/x-www-form-urlencoded", "", "TEXT/PLAIN")
    for number in range(count):
        headers = {"Content-Type": types[number % len(types)], "Origin": ("null", "https://elsewhere.test")[number % 2]}
        body = b'{"text": "[project]\\nname=\\"x\\"\\nversion=\\"1\\""}'
        for path in ("/api/v1/resolutions", "/", "/declared", "/r/example-no-wheel-for-this-python/ask"):
            answer = send(f"{found.at_work.url}{path}", body, headers)
            outcome.take(f"{path} {headers}", answer)
            if answer.status < 400:
                outcome.wrong.append(f"{path} {headers}: {answer.status}")
    return outcome


def forwarded(found: Field, count: int) -> Outcome:
    """The address that a header names is not believed: the rate limit bites."""
    outcome = Outcome()
    forms = ("10.0.0.{}", "2001:db8::{}", "127.0.0.1, 10.1.0.{}", "unknown{}", "10.2.0.{}:80", "[::{}]", "10.3.0.{},")
    settings = {"WHICHWHEEL_SUBMISSIONS_PER_MINUTE": "3", "WHICHWHEEL_QUEUE_LIMIT": "0"}
    with installation(found.at_work.setup, found.answers.base, settings=settings) as limited:
        for number in range(count + 3):
            headers = {
                "Content-Type": "application/json",
                "X-Forwarded-For": forms[number % len(forms)].format(number + 1),
            }
            answer = send(f"{limited.url}/api/v1/resolutions", b'{"text": "a"}', headers)
            outcome.take(f"post {number}", answer)
    if outcome.statuses[429] < count - 1:
        outcome.wrong.append(f"only {outcome.statuses[429]} of {count + 3} posts were limited")
    return outcome


def requests(found: Field, count: int) -> Outcome:
    """Paths, headers and bodies that are none."""
    outcome = Outcome()
    paths = (
        "/static/../manage.py", "/static/%2e%2e/%2e%2e/etc/passwd", "/r/%00", "/r/../../etc", "/r/" + "a" * 5_000,
        "/r/example-no-wheel-for-this-python?target=" + "9" * 400,
        "/r/example-no-wheel-for-this-python?view=" + "%ff" * 99,
        "/r/example-no-wheel-for-this-python/p/%3Cscript%3Ealert(1)", "/c/a..b", "/api/v1/resolutions/" + "x" * 300,
        "/?text=" + "%F0%9F" * 500, "/r/example-no-wheel-for-this-python/export/single/../../x",
    )  # fmt: skip
    bodies = (
        b'{"text": 1e999}', b'{"text": ' + b"9" * 5_000 + b"}", b'{"text": "\\ud800"}', b"[" * 100_000, b"\xff\xfe",
        b"null",
        b'{"text": "a", "targets": ["' + b"3" * 9_999 + b'"]}', b'{"text": "a", "python": "3.' + b"9" * 9_999 + b'"}',
        b'{"text": "a", "exclude_newer": "' + b"9" * 9_999 + b' days"}', b'{"text": "a", "index_url": "http://[::1"}',
        b'{"text": ["a"]}', b'{"text": "a", "platform": "\\u0000"}',
    )  # fmt: skip
    for number in range(max(count, len(paths))):
        hosts = ("localhost", "elsewhere.test", "a b", "localhost:99999999", "[::1]:x")
        headers = {"Host": hosts[number % len(hosts)]} if number >= len(paths) else {}
        outcome.take(
            paths[number % len(paths)][:60], send(found.at_work.url + paths[number % len(paths)], None, headers)
        )
        body, kind = bodies[number % len(bodies)], {"Content-Type": "application/json"}
        outcome.take(str(body[:60]), send(f"{found.at_work.url}/api/v1/resolutions", body, kind))
    return outcome


OTHERS: dict[str, Callable[[Field, int], Outcome]] = {
    "eight parallel posts of 100,000 lines": parallel_posts,
    "posts from other origins": cross_origin,
    "X-Forwarded-For of nobody's proxy": forwarded,
    "paths, headers and bodies": requests,
}


def run(found: Field, kind: str, count: int) -> Outcome:
    """Make the attacks of one kind."""
    return texts(found, kind, count) if kind in KINDS else OTHERS[kind](found, count)
