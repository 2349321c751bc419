"""Work that does not end by itself: refused, ended at its budget, cancelled, or given up after three lost workers."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.drills import processes
from tests.drills.attacks import LATE_S, SOLVE_S, Field
from tests.drills.client import Browser, post_json, send
from tests.drills.forbidden import HOSTILE_HOST
from tests.drills.installations import Installation, installation
from tests.drills.submissions import unfinished
from tests.drills.variants import project
from tests.drills.waiting import happens, pause, until
from tests.support.hostile_index import bomb

CANCELLED_WITHIN_S = 2.0
ENDED_WITHIN_S = 5.0
LEASE_S = 60.0
"""Much more than a lease and a sweep."""
TRUE_WORDS = ("at most", "limit", "No answer within", "larger than", "too ", "workers in a row ended", "more than")


@dataclass
class Found:
    """What a drill found; `figures` are for the table."""

    figures: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def poison_paste(at: Field) -> Found:
    """250,000 lines under the limit of bytes."""
    found = Found()
    answer = post_json(at.at_work.url, {"text": "a\n" * 250_000})
    words = json.dumps(answer.json.get("mistakes", answer.json))[:200] if answer.body else ""
    found.figures.append(f"{answer.status} after {answer.seconds:.1f} s: {_words(answer.body)}")
    if answer.status != 422 or "at most" not in words:
        found.wrong.append(f"not refused with its limit: {words}")
    return found


def metadata_twin(at: Field) -> Found:
    """The same as metadata of a file: 250,000 and 2,000,000 lines."""
    found = Found()
    for amount in (250_000, 2_000_000):
        text = project([f"twin{amount}"], f"{at.places.hostile}/metadata-{amount}/simple")
        began = time.monotonic()
        submission = post_json(at.at_work.url, {"text": text}).json["id"]
        if not happens(lambda: not unfinished(at.at_work), 3 * (SOLVE_S + LATE_S), 0.1):
            found.wrong.append(f"{amount}: not ended after {3 * (SOLVE_S + LATE_S):g} s")
        seconds = time.monotonic() - began
        document = send(f"{at.at_work.url}/api/v1/resolutions/{submission}").json
        side = document["universal"]
        versions = [package["version"] for package in side["packages"] if not package["root"]] if side else []
        words = document["solves"]["universal"]["error"] or f"{side['outcome']} with {', '.join(versions)}"
        found.figures.append(f"{amount:,} lines: {words} after {seconds:.1f} s")
        is_true = any(true in words for true in TRUE_WORDS) if side is None else versions == ["1.0"]
        if not is_true:
            found.wrong.append(f"{amount}: {words}")
    return found


def hard_text(at: Field) -> str:
    """A problem that is not solved within any budget of the drills."""
    return project([f"h{number}" for number in range(12)], f"{at.places.hostile}/hard/simple")


def cancel(at: Field) -> Found:
    """What runs is cancelled by its author: a hard search, and indexes that drip or say nothing, or very much."""
    found, slowest = Found(), 0.0
    bomb(500)  # made before, for what is measured is not how long that takes
    texts = {"hard": hard_text(at)} | {
        kind: project([f"c{kind[:4]}{n}" for n in range(3)], f"{at.places.hostile}/{kind}/simple")
        for kind in ("drip", "hang", "wide-10000", "metadata-2000000", "bomb-500")
    }
    for kind, text in texts.items():
        browser = Browser(at.at_work.url)
        page = browser.post("/", {"text": text})
        if not happens(at.at_work.solving, 20, 0.02):
            continue
        pause(1)
        path = page.url.partition(at.at_work.url)[2].partition("?")[0]
        busy = unfinished(at.at_work)
        began = time.monotonic()
        answer = browser.post(f"{path}/cancel")
        ended = happens(lambda: not unfinished(at.at_work), 30, 0.02)
        seconds = time.monotonic() - began
        if not busy:
            found.figures.append(f"{kind}: had ended before")
            continue
        slowest = max(slowest, seconds)
        found.figures.append(f"{kind}: {seconds:.1f} s")
        if answer.status != 200 or not ended or seconds > CANCELLED_WITHIN_S:
            found.wrong.append(f"{kind}: {answer.status}, ended after {seconds:.1f} s (wanted: {CANCELLED_WITHIN_S:g})")
    return found


def third_death(at: Field) -> Found:
    """The workers of one submission die three times, once with the whole application: it fails, and stays so."""
    settings = {"WHICHWHEEL_ALLOW_NETWORKS": f"{HOSTILE_HOST}/32"}  # and time enough for a solve
    with installation(at.at_work.setup, at.answers.base, settings=settings) as mortal:
        return _die_three_times(mortal, project(["d0"], f"{at.places.hostile}/hang/simple"))


def _die_three_times(mortal: Installation, text: str) -> Found:
    found, submission = Found(), post_json(mortal.url, {"text": text}).json["id"]
    query = "SELECT label, worker FROM resolutions_solve WHERE submission_id = ? AND state = 'running' AND attempt = ?"
    for death in range(1, 4):
        until(lambda d=death: len(mortal.rows(query, submission, d)) == 2, f"both solves, attempt {death}", 2 * LEASE_S)
        if death == 2:
            mortal.kill()
            mortal.start_web()
            if mortal.workers:
                mortal.start_workers()
        else:
            processes.kill(*(int(worker.rpartition(":")[2]) for _, worker in mortal.rows(query, submission, death)))
    happens(lambda: not unfinished(mortal), 2 * LEASE_S)
    states = "SELECT label, state, attempt, lost_workers, error FROM resolutions_solve WHERE submission_id = ?"
    rows = mortal.rows(states, submission)
    pause(10)
    if mortal.rows(states, submission) != rows:
        found.wrong.append("it was taken up again")
    for label, state, attempt, lost, error in rows:
        found.figures.append(f"{label}: {state} after {attempt} attempts: {error[:60]}...")
        if (state, attempt, lost) != ("failed", 3, 3) or "3 workers in a row" not in error:
            found.wrong.append(f"{label}: {state}, {attempt} attempts, {lost} lost workers: {error}")
    return found


def terminate(at: Field) -> Found:
    """SIGTERM while every worker is in the middle of something that does not end."""
    found = Found()
    for number in range(4):
        kind = ("hard", "hang", "drip", "metadata-2000000")[number]
        text = hard_text(at) if kind == "hard" else project([f"t{number}"], f"{at.places.hostile}/{kind}/simple")
        post_json(at.at_work.url, {"text": text})
    until(lambda: len(at.at_work.solving()) > 1, "workers at work", 30)
    seconds = at.at_work.terminate()
    found.figures.append(f"{seconds:.1f} s")
    if seconds > ENDED_WITHIN_S:
        found.wrong.append(f"took {seconds:.1f} s (wanted: {ENDED_WITHIN_S:g})")
    return found


def _words(body: bytes) -> str:
    try:
        mistakes = json.loads(body).get("mistakes") or []
    except ValueError:
        return body.decode("utf-8", "replace")[:120]
    return str(mistakes[0].get("message", mistakes[0]))[:120] if mistakes else ""


DRILLS: dict[str, Callable[[Field], Found]] = {
    "poison paste": poison_paste,
    "poison metadata": metadata_twin,
    "cancel": cancel,
    "three deaths": third_death,
    "SIGTERM with all workers busy": terminate,
}
"""The last one ends the installation."""
