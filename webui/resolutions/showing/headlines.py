"""The sentence at the top: what differs. Facts of the two documents only; no reason that nobody proved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from string import Formatter

from resolver_core import paragraph
from webui.resolutions.asking.labels import Label
from webui.resolutions.models import Solve, State
from webui.resolutions.showing import formats
from webui.resolutions.showing.absences import PRIVATE, SPELLING, MissingProject, is_private, missing_project
from webui.resolutions.showing.explanations import CauseView, Explanation
from webui.resolutions.showing.parts.targets import Matrix
from webui.resolutions.showing.rows import Row

GLYPHS = {Label.SINGLE: "●", Label.UNIVERSAL: "◆"}
_OUTCOMES = {
    "solved": "finds a solution",
    "unsatisfiable": "finds no solution",
    "failed": "could not be finished",
}
MOST_CLASHING = 3  # projects in a headline
NOTHING_ASKED = (
    "Change it: name at least one package under [project] dependencies, or choose an extra or a group that has some."
)
_KINDS = {
    "backtracking": "a release years older than the newest",
    "yanked": "a yanked release",
    "prerelease": "a pre-release",
    "exclude-newer": "as of the exclude-newer in the text",
    "python-upper-bound": "a release whose Requires-Python excludes this Python",
}
"""A pick that is worth a look though both modes have it."""
_STATES = {State.FAILED: "was given up", State.CANCELLED: "was cancelled"}


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a sentence. `kind` is "single" or "universal" (their colours), "project", or ""."""

    text: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Headline:
    """One sentence in parts, and all that is said under it."""

    parts: tuple[Part, ...]
    told: str = ""

    @property
    def detail(self) -> str:
        """What stands under the sentence: three more of them at most."""
        return paragraph("", self.told).summary

    @property
    def folded(self) -> tuple[str, ...]:
        """The sentences for which there is no room."""
        return paragraph("", self.told).details

    @property
    def plain(self) -> str:
        """Without colours, for titles and descriptions."""
        return "".join(part.text for part in self.parts)


def of_ended_solves(
    single: Solve, universal: Solve, rows: list[Row], target: str, explanation: Explanation
) -> Headline:
    """The headline of a finished page."""
    if single.outcome == universal.outcome == "solved":
        return _of_rows(rows, target, explanation)
    if absent := _of_absence(single, universal):
        return absent
    install, lock = _install(f"the install on {target}"), _lock("the lock")
    ends = _end(single), _end(universal)
    why = _why_unsolved((single, universal), explanation)
    if ends[0] == ends[1] == _OUTCOMES["unsatisfiable"]:
        start = Part(f"{_what_clashes(single, universal)}, neither for ")
        return Headline((start, install, Part(" nor for "), lock, Part(".")), why)
    if ends[0] == ends[1]:
        words = Part(f" each {ends[0]}.")
        return Headline((Part("Neither side has a result: "), install, Part(" and "), lock, words), why)
    return Headline((_install(f"The install on {target}"), Part(f" {ends[0]}; "), lock, Part(f" {ends[1]}.")), why)


def _of_absence(*solves: Solve) -> Headline | None:
    """Where both sides end at a name that no index has, or at an address that is never asked."""
    documents = [solve.document for solve in solves]
    if all(document and is_private(document["failure"]) for document in documents):
        return Headline((Part(PRIVATE),))
    missing = {missing_project(document) for document in documents}
    found = missing.pop()
    return None if missing or found is None else Headline((Part(_called(found)),), SPELLING)


def _called(missing: MissingProject) -> str:
    return f"There is no project called {missing.project} on {formats.listing(list(missing.hosts))}."


def of_targets(matrix: Matrix, explanations: Iterable[Explanation]) -> Headline:
    """The headline of several targets: the first of what differs."""
    if not matrix.differing:
        if matrix.troubled:
            return Headline((Part(_where_versions_are(matrix)),), matrix.words)
        return Headline((Part("Installs at every target agree with the lock."),), matrix.words)
    lead = matrix.differing[0]
    versions = list(dict.fromkeys(cell.version for cell in lead.cells if cell.kind == "differs"))
    project, lock = Part(lead.project, "project"), _lock(" and ".join(lead.locked) or "absent")
    places = f"at {lead.places} of {formats.count(len(matrix.columns), 'target')}"
    words = f"{{project}} is {{lock}} in the lock and {{install}} {places}."
    others = [row.project for row in matrix.differing if row is not lead]
    known = (explanation.of(lead.project) for explanation in explanations)
    why = next((f"{_told(lead.project, entry.cause)}. " for entry in known if entry and entry.cause), "")
    detail = why + _others_somewhere(others) + matrix.words
    return Headline(_filled(words, project, lock, _install(formats.listing(versions))), detail)


def _where_versions_are(matrix: Matrix) -> str:
    number, every = len(matrix.troubled), len(matrix.columns)
    if number == every:
        return "An install has no versions at any target."
    return f"An install has no versions at {number} of {every} targets; at the others it agrees with the lock."


def _others_somewhere(others: list[str]) -> str:
    if not others:
        return ""
    verb = "differs" if len(others) == 1 else "differ"
    return f"{formats.count(len(others), 'other project')} {verb} at some target: {formats.listing(others)}. "


def _end(solve: Solve) -> str:
    failure = solve.document["failure"] if solve.document else None
    if failure and failure["projects"]:
        return (
            f"could not get past {formats.release(failure['filename'] or '') or formats.listing(failure['projects'])}"
        )
    return _OUTCOMES[solve.outcome] if solve.outcome else _STATES[State(solve.state)]


def _what_clashes(*solves: Solve) -> str:
    """By what both proofs end in: one project of which no version fits, or requirements that exclude each other."""
    conflicts = [solve.document["conflict"] if solve.document else None for solve in solves]
    named = [dict.fromkeys(conflict["projects"]) for conflict in conflicts if conflict]
    projects = [name for name in named[0] if all(name in one for one in named)] if len(named) == len(solves) else []
    if len(projects) == 1 and all(len(one) == 1 for one in named):
        return f"No version of {projects[0]} fits what is asked for"
    if 1 < len(projects) <= MOST_CLASHING and all(len(one) == len(projects) for one in named):
        return f"The requirements on {formats.listing(projects)} exclude each other"
    return "No versions satisfy every requirement"


def _why_unsolved(solves: tuple[Solve, Solve], explanation: Explanation) -> str:
    """Why a side has no answer, where that was explained; without what its own section says."""
    reason = next((f"{_reason(entry.cause)}." for entry in explanation.failures if entry.cause), "")
    for solve in solves:
        failure = solve.document["failure"] if solve.document else None
        if failure and reason != f"{failure['message']}.":
            reason = reason.removeprefix(f"{failure['message']}. ")
    return reason


def _of_rows(rows: list[Row], target: str, explanation: Explanation) -> Headline:
    differing, lead = [row for row in rows if row.differs], leading(rows)
    if not differing and lead and lead.cause and lead.universal:
        words = (
            f"{{project}} is {lead.universal.version} both in {{lock}} and in {{install}}, {_worth_a_look(lead.cause)}."
        )
        sentence = _filled(words, Part(lead.project, "project"), _lock("the lock"), _install("an install here"))
        return Headline(sentence, f"{_reason(lead.cause)}. Nothing differs at {target}: {_agreement(len(rows))}.")
    if not rows:
        return Headline((Part("There is nothing to compare: the text asks for no packages."),), NOTHING_ASKED)
    if not differing or lead is None:
        agreement = f"The lock and an install here agree: {formats.count(len(rows), 'project')}, the same versions."
        return Headline((Part(agreement),), f"Compared at {target}.{_built(rows)}")
    followers = explanation.followers(lead.project) if lead.cause else []
    others = [row.project for row in differing if row is not lead and row.project not in followers]
    same = _agreement(len(rows) - len(differing))
    return Headline(
        (*_sentence(lead), Part(".")), _why(lead, followers) + _others(others, bool(followers), same, target)
    )


def _worth_a_look(cause: CauseView) -> str:
    """What is worth a look about a pick that is the same in both, by its cause."""
    return _KINDS.get(cause.slug, "worth a look")


def _built(rows: Iterable[Row]) -> str:
    """What an install would have to build; "" where nothing."""
    built = [row.project for row in rows if row.single and row.single.is_built]
    verb = "has" if len(built) == 1 else "have"
    return f" {formats.listing(built)} {verb} no wheel here and would be built from source." if built else ""


def leading(rows: Iterable[Row]) -> Row | None:
    """The row that a headline is about: of those that differ one that is explained and that the user asks for.

    Where the user asks for none of them, one that both answers have: an extra that was not chosen may ask for it. Where
    nothing differs, it is the first that surprises.
    """
    all_rows = list(rows)
    differing = [row for row in all_rows if row.differs]
    if not differing:
        return next((row for row in all_rows if row.is_finding), None)
    roots = [row for row in differing if row.cause] or differing
    on_both_sides = (row for row in roots if row.single and row.universal)
    return next((row for row in roots if row.lines), next(on_both_sides, next(iter(roots), None)))


def _why(lead: Row, followers: list[str]) -> str:
    """What the explanation says of the first row, and what follows from it; "" where it says nothing."""
    if lead.cause is None:
        return ""
    reason = _told(lead.project, lead.cause)
    if not followers:
        return f"{reason}. "
    verb = "follows" if len(followers) == 1 else "follow"
    return f"{reason}. {formats.count(len(followers), 'other')} {verb} from it: {formats.listing(followers)}. "


def _told(project: str, cause: CauseView) -> str:
    """The reason without a first sentence that repeats the headline."""
    reason = _reason(cause)
    first, _, rest = reason.partition(". ")
    return rest if rest and first.startswith(f"{project} is ") else reason


def _reason(cause: CauseView) -> str:
    """The summary without its full stop, and how far it is proven where it is not."""
    return cause.summary.rstrip(".") + ("" if cause.is_proven else f" ({cause.proof_word})")


def _others(others: list[str], has_followers: bool, same: str, target: str) -> str:
    if not others:
        return f"Nothing {'more' if has_followers else 'else'} differs at {target}; {same}."
    verb = "differs" if len(others) == 1 else "differ"
    return f"{formats.count(len(others), 'other project')} {verb} at {target}: {formats.listing(others)}; {same}."


def _agreement(number: int) -> str:
    return f"{formats.count(number, 'project')} {'agrees' if number == 1 else 'agree'}" if number else "none agrees"


def _sentence(row: Row) -> tuple[Part, ...]:
    single, universal, project = row.single, row.universal, Part(row.project, "project")
    if single and universal and row.difference == "metadata":
        words = f"{{project}} is {single.version} in both, but {{lock}} and {{install}} read metadata that disagree"
        return _filled(words, project, _lock("the lock"), _install("the install"))
    if single and universal and row.difference == "source":
        words = (
            f"{{project}} {single.version} comes from {{lock}} with uv sync and from {{install}} with uv pip install"
        )
        return _filled(words, project, _lock(universal.index_url), _install(single.index_url))
    locked = _lock(universal.version if universal else "absent")
    installed = _install(single.version if single else "absent")
    return _filled("{project} is {lock} with uv sync and {install} with uv pip install", project, locked, installed)


def _filled(words: str, project: Part, lock: Part, install: Part) -> tuple[Part, ...]:
    places = {"project": project, "lock": lock, "install": install}
    parts = (part for text, place, _, _ in Formatter().parse(words) for part in (Part(text), places.get(place or "")))
    return tuple(part for part in parts if part and part.text)


def _install(words: str) -> Part:
    return Part(f"{GLYPHS[Label.SINGLE]}\u00a0{words}", "single")


def _lock(words: str) -> Part:
    return Part(f"{GLYPHS[Label.UNIVERSAL]}\u00a0{words}", "universal")
