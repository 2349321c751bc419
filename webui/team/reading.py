"""A report becomes a question: what is pasted, read, and asked in the name of a team."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from django.utils.crypto import salted_hmac

from resolver_core import (
    CoreError,
    ProblemSyntaxError,
    Report,
    is_report,
    judge_report_without_project,
    parse_problem,
    parse_report,
    redact,
)
from webui import wiring
from webui.resolutions.asking.askers import Asker
from webui.resolutions.asking.fields import plain_line_ends
from webui.resolutions.asking.forms import CompareForm
from webui.resolutions.asking.keeping import ANEW, USUAL, Keeping
from webui.resolutions.asking.paste_page import same_question
from webui.resolutions.asking.reports import question_of
from webui.resolutions.models import QuestionKind, State, Submission
from webui.resolutions.working import budgets, permalinks
from webui.resolutions.working.turns import ASKED_AGAIN
from webui.team.models import Case, Team

MOST_CHARACTERS = 512 * 1024
_HEADING = re.compile(r"^#{1,6}\s*(.+?)\s*#*$")
_TITLE_LENGTH = 200
_HEADER = re.compile(r"---|(?:```|~~~)ya?ml")
_MOST_HEADER_LINES = 40
_REPORTERS = ("author", "reporter", "user")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_RULE = re.compile(r"-{3,}|\*{3,}|_{3,}")


class Unreadable(Exception):
    """The text is no report and no project; `str()` says why."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a report asks: a submission that is being solved; or why there is none."""

    submission: Submission | None
    trouble: str = ""  #: its project cannot be read
    has_project: bool = True


def report_text(text: str) -> str:
    """A pasted text as a report without its secrets: a bare project file is put into a fence. Raises `Unreadable`."""
    plain = redact(plain_line_ends(text).replace("\0", "")).text.strip("\n")
    if not plain.strip():
        raise Unreadable("There is nothing in it.")
    if len(plain) > MOST_CHARACTERS:
        raise Unreadable(f"It is longer than {MOST_CHARACTERS // 1024} kB.")
    return plain if is_report(plain) or not _is_project(plain) else f"```toml\n{plain}\n```"


def web_address(text: str) -> str:
    """The address of a page as somebody gave it, without its secrets; "" for anything that is none."""
    found = text.replace("\0", "").strip()
    try:
        is_one = urlsplit(found).scheme in ("http", "https") and bool(urlsplit(found).hostname)
    except ValueError:
        return ""
    return redact(found).text[:500] if is_one and not any(one.isspace() for one in found) else ""


def digest_of(report: str) -> str:
    """The same for the same report, whatever stands at the ends of its lines."""
    lines = (line.rstrip() for line in report.strip().splitlines())
    return hashlib.sha256("\n".join(lines).encode("utf-8", "surrogatepass")).hexdigest()


def title_of(report: str, given: str = "") -> str:
    """A title for a report: the one it has, its first words, or the name of its project."""
    stated = given.strip() or header_of(report).get("title", "")
    if stated:
        return redact(" ".join(stated.split())).text[:_TITLE_LENGTH]
    parsed = parse_report(report)
    project = next((fact.value for fact in parsed.facts if fact.field == "name"), "")
    for line in _COMMENT.sub("", report).splitlines():
        words = line.strip()
        if words.startswith(("```", "~~~")):
            break
        if _RULE.fullmatch(words):
            continue
        heading = _HEADING.match(words)
        if words and (heading is None or heading[1].lower() not in ("summary", "bug", "description")):
            return (heading[1] if heading else words)[:_TITLE_LENGTH]
    return f"A project: {_name_in(parsed) or project}".removesuffix(": ")[:_TITLE_LENGTH]


def reporter_of(report: str, given: str = "") -> str:
    """Who wrote a report, as somebody says or its header does; "" where nobody does."""
    header = header_of(report)
    stated = given or next((header[name] for name in _REPORTERS if name in header), "")
    return redact(" ".join(stated.replace("\0", "").split())).text.lstrip("@")[:100]


def header_of(report: str) -> dict[str, str]:
    """The `name: value` lines of the block that a report saved from a code host begins with."""
    lines = report.lstrip().splitlines()
    if not lines or not _HEADER.fullmatch(lines[0].strip()):
        return {}
    found: dict[str, str] = {}
    for line in lines[1:_MOST_HEADER_LINES]:
        if line.strip() in ("---", "```", "~~~"):
            return found
        name, colon, value = line.partition(":")
        if colon and name == name.strip() and value.strip():
            found[name] = value.strip().strip("\"'")
    return {}


def asked(team: Team, report: str, asker: Asker | None = None) -> Question:
    """Queue the question that a report states, for a team. Raises `QueueFull`."""
    parsed = parse_report(report)
    if not parsed.text:
        return Question(None, has_project=False)
    form = CompareForm({**question_of(parsed), "report": report})
    return _queued(form, asker or asker_of(team), USUAL)


def asked_again(case: Case) -> Question:
    """Queue the same question once more, every page read anew, behind everything else. Raises `QueueFull`."""
    later = Asker(ASKED_AGAIN, asker_of(case.team).author)
    if case.submission is None or case.submission.verdict is not None:  # deleted, or expired: its report is here
        return asked(case.team, case.report, later)
    form = CompareForm(same_question(case.submission))
    return _queued(form, later, replace(USUAL, parent=case.submission.pk, origin=ANEW), anew=True)


def tried_again(case: Case) -> Question:
    """Queue the question of a case that came to no verdict: the verdict alone where its answers are there and have left
    it its time, else all of it, every page read anew. Raises `QueueFull`.
    """
    before = case.submission
    if before is None or before.verdict is not None:
        return asked(case.team, case.report)
    longest = budgets.longest_question()
    has_answers = all(row.state == State.DONE for row in before.answers)
    if has_answers and budgets.seconds_for(before, longest) == longest:
        permalinks.ask(before, QuestionKind.REPORT, "", 1)
        return Question(before)
    form = CompareForm(same_question(before))
    return _queued(form, asker_of(case.team), replace(USUAL, parent=before.pk, origin=ANEW), anew=True)


def asker_of(team: Team) -> Asker:
    """A team as one who asks: its members share their turns, and what was read with the operator's credentials."""
    digest = salted_hmac(f"{__name__}.team", str(team.pk), algorithm="sha256").hexdigest()[:40]
    return Asker(digest, digest)


def verdict_without_project(report: str) -> object:
    """The verdict on a report that states nothing to solve."""
    return judge_report_without_project(report, wiring.vocabulary())


def index_host(submission: Submission) -> str:
    """The host of the index that a report names: its command, else its project; else that of the default one."""
    asked = submission.asked
    named = (asked.index_url, *asked.extra_index_urls, *_declared_indexes(submission))
    try:
        return next(filter(None, map(_host, named)), "") or _host(wiring.default_index())
    except CoreError:
        return ""


def _declared_indexes(submission: Submission) -> tuple[str, ...]:
    try:
        problem = submission.asked.problem(submission.created_at)
    except (CoreError, ProblemSyntaxError):
        return ()
    return tuple(one.url for one in (*problem.indexes, *problem.pip_indexes))


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _queued(form: CompareForm, asker: Asker, keeping: Keeping, *, anew: bool = False) -> Question:
    if not form.is_valid():
        wrong = [str(one) for one in (*form.mistakes, *form.lock_mistakes)]
        others = (errors for name, errors in form.errors.items() if name not in ("text", "lock"))
        wrong += [str(error) for errors in others for error in errors]
        return Question(None, redact(" ".join(wrong[:3])).text or "The project of the report cannot be read.")
    question = form.asked_anew() if anew else form.asked
    submission = permalinks.submit_kept(question, form.cutoff, asker, keeping).submission
    failed = submission.questions.filter(kind=QuestionKind.REPORT, state=State.FAILED)
    if failed.exists():  # an answer that is shared
        permalinks.ask(submission, QuestionKind.REPORT, "", 1)
    return Question(submission)


def _is_project(text: str) -> bool:
    try:
        parse_problem(text)
    except (ProblemSyntaxError, CoreError):
        return False
    return True


def _name_in(report: Report) -> str:
    found = re.search(r'^name\s*=\s*["\']([\w.-]+)', report.text, re.MULTILINE)
    return found[1] if found else ""
