"""What is said of a verdict, of the facts that it needs, and of whose it is."""

from __future__ import annotations

from collections.abc import Iterator

from resolver_core.inputs.report.troubles import TroubleKind
from resolver_core.policy import UV_VERSION
from resolver_core.triage.advice import Advice, AdviceKind
from resolver_core.triage.needed_facts import INDEX, PLATFORM, PROJECT, PYTHON, Assumed, Needed
from resolver_core.triage.other_trouble import Trouble
from resolver_core.triage.owners import OwnerKind
from resolver_core.triage.parts import Part
from resolver_core.triage.standing import Standing
from resolver_core.triage.verdict import Verdict

STANDINGS = {
    Standing.REPRODUCED: "reproduced",
    Standing.PARTLY: "partly reproduced",
    Standing.NOT_REPRODUCED: "not reproduced",
    Standing.NEEDS_INFORMATION: "needs information",
    Standing.NOT_ABOUT_RESOLUTION: "not about resolution",
}
_TROUBLES = {
    TroubleKind.BUILD: "a source distribution that does not build",
    TroubleKind.NETWORK: "an index or a host that does not answer",
    TroubleKind.PERMISSION: "a file or a folder that must not be written",
    TroubleKind.INSTALLATION: "files of an environment that are in the way or missing",
    TroubleKind.INTERPRETER: "the Python that is looked for",
    TroubleKind.PROJECT_FILE: "a file of the project that cannot be read",
    TroubleKind.PROGRAM: "a program that fails when it runs",
}
OWNERS = {
    OwnerKind.UV_AS_DOCUMENTED: "this looks intended",
    OwnerKind.UV_DEFECT: "what looks like a bug in uv; a later release no longer does it",
    OwnerKind.PUBLISHER: "the files that the publisher uploaded; a new release can change them",
    OwnerKind.INDEX: "what the index gave when it was read; its administrator can change it",
    OwnerKind.USER: "a requirement or a setting of the project that the report shows; it can be changed there",
}
"""Where what decides lies, in words that follow "the cause lies in"; uv as documented is a sentence of its own."""
MOST_OPEN = 3
"""Projects that are named of those of which the index that decides could not be asked."""
RECIPIENTS = {OwnerKind.PUBLISHER: "the publisher", OwnerKind.INDEX: "the administrator of the index"}
"""Whom a text is ready for."""
_ADVICE = {
    AdviceKind.LIMIT_ENVIRONMENTS: "Lock for your own platform alone (tool.uv.environments)",
    AdviceKind.MEND_INDEX: "Have the index serve every file that it lists",
}
_EMULATED = f"an emulation of uv {UV_VERSION} (uv itself was not run)"
_FACTS = {PYTHON: "Python", PLATFORM: "platform"}
_ENDS = {"solved": "there is a solution", "unsatisfiable": "there is no solution", "failed": "it cannot be finished"}


def headline(verdict: Verdict) -> str:
    """The verdict in one sentence, with what it was measured by."""
    said = STANDINGS[verdict.standing]
    as_of = f", with the index as of {verdict.as_of}" if verdict.as_of else ""
    if verdict.trouble is not None:
        return f"This is {said}: it is about {trouble_words(verdict.trouble)}."
    if verdict.standing is Standing.NEEDS_INFORMATION:
        return f"This needs more information before it can be judged ({_EMULATED}{as_of})."
    claims = verdict.held.all
    counted = f" {_counted(sum(claims), len(claims))}" if claims else ""
    return f"{said[:1].upper()}{said[1:]} by {_EMULATED}{as_of}.{counted}"


def trouble_words(trouble: Trouble) -> str:
    """What a report is about instead of versions."""
    return _TROUBLES[trouble.kind]


def question(needed: Needed) -> str:
    """A fact that is asked for, with why it matters."""
    if needed.field == PROJECT:
        return "Which project is it? Please add the pyproject.toml, or the requirements and the command."
    if needed.field == INDEX:
        if "://" in needed.about:
            return f"What does {needed.about} offer? Whichwheel cannot reach it."
        return f"What does the index say of {needed.about}? Whichwheel cannot reach it."
    values = [value for value, _ in needed.outcomes]
    listed = f"{', '.join(values[:-1])} and {values[-1]}"
    about = f" ({needed.about}: {_told(needed)})" if needed.about else f" ({_told(needed)})"
    return f"With {_FACTS[needed.field]} {listed} the answer differs{about}: which is it?"


def assumption(assumed: Assumed) -> str:
    """A fact that was taken, and why it could be."""
    name = f"{_FACTS[assumed.field]} {assumed.value}"
    if assumed.is_shown:
        return f"{name} is assumed: of those that were tried only this one gives what the report shows."
    return f"{name} is assumed: the report does not state it."


def notes(verdict: Verdict) -> Iterator[str]:
    """What the verdict rests on."""
    for one in verdict.premises:
        status = "does not answer" if one.status is None else f"answers with HTTP status {one.status}"
        yield f"The report says that {one.filename or one.url} {status}, which is taken as given."
    told = {url for one in verdict.open_causes for url in one.indexes}
    for url in (one for one in verdict.replaced_indexes if one not in told):
        yield f"Whichwheel cannot reach {url}: the default index was used instead."
    if verdict.unread:
        yield f"What {', '.join(verdict.unread)} requires is assumed: only building it, or its source, would tell."
    if verdict.unshown:
        yield f"The report does not show {', '.join(verdict.unshown)}: what is in there is left out here."
    asked = {one.field for one in verdict.needed}
    yield from (assumption(one) for one in verdict.assumed if one.field not in asked)
    if _is_another_uv(verdict):
        yield (
            f"The report is of uv {verdict.uv_version}; where that one is installed, "
            f"`python -m uv_check --uv {verdict.uv_version}` lets it answer, too."
        )
    if not verdict.as_of:
        yield "The report has no date: the index is read as it is today."
    if not verdict.is_whole:
        yield "The limit of time for one report was reached before every cause was tested."


def open_words(verdict: Verdict) -> str:
    """What stays open, since the index that decides could not be asked; "" where nothing does."""
    indexes = sorted({url for one in verdict.open_causes for url in one.indexes})
    if not indexes:
        return ""
    projects = list(dict.fromkeys(name for one in verdict.open_causes for name in one.cause.projects))
    more = f" and {len(projects) - MOST_OPEN} more" if len(projects) > MOST_OPEN else ""
    about = f" about {', '.join(projects[:MOST_OPEN])}{more}" if projects else ""
    asked = f"{', '.join(indexes)} {'decides' if len(indexes) == 1 else 'decide'}{about}"
    return (
        f"{asked}, and could not be asked from here; the default index was asked instead. So it is open "
        f"why {'these versions come' if about else 'it comes'} out, and which change helps: "
        f"what {'that index' if len(indexes) == 1 else 'those indexes'} offer{'s' if len(indexes) == 1 else ''} "
        f"has to be known first."
    )


def part_words(part: Part) -> str:
    """One of several parts of a report, in a sentence."""
    said = STANDINGS[part.standing]
    if part.trouble is not None:
        where = f"line {part.trouble.line}: {part.trouble.quote}"
        return f"{said[:1].upper()}{said[1:]}: {trouble_words(part.trouble)} ({where})."
    return f"{said[:1].upper()}{said[1:]}: {'; '.join(part.commands)}."


def advice_words(advice: Advice) -> str:
    """A piece of advice that was tried, with what came of it."""
    said = _ADVICE[advice.kind]
    if advice.helps:
        return f"{said}: this helps, there is a solution."
    about = f", {advice.failed_on} is needed all the same" if advice.failed_on else ""
    return f"{said}: this does not help{about}."


def changed_since(verdict: Verdict) -> str:
    """What a later uv does, "" where nothing is known of it."""
    if not verdict.is_changed_since or verdict.thread is None:
        return ""
    return f"uv {verdict.thread.fixed_in} changed this; the report is of uv {verdict.uv_version}."


def thread_words(verdict: Verdict) -> str:
    """The thread in which it was answered before, "" for none."""
    if verdict.thread is None:
        return ""
    numbers = ", ".join(f"#{number}" for number in verdict.thread.numbers)
    kind = "The same question was answered in" if verdict.thread.project else "A question of the same kind is in"
    return f"{kind} {numbers} ({verdict.thread.title})."


def text_for_publisher(verdict: Verdict) -> str:
    """What can be sent to the publisher of the files, or to the administrator of the index; "" where it is neither."""
    cause = verdict.cause
    if cause is None or verdict.owner is None or not cause.is_proven:
        return ""
    who = " ".join(filter(None, (", ".join(cause.projects), cause.version)))
    if verdict.owner.kind is OwnerKind.PUBLISHER:
        return (
            f"The files of {who} make resolvers disagree: {cause.summary} Could the next release state the same "
            f"metadata in all of its files?"
        )
    if verdict.owner.kind is OwnerKind.INDEX:
        return (
            f"The index lists what it does not give: {cause.summary} Could it serve every file that it lists, or leave "
            f"out of its pages what it does not have?"
        )
    return ""


def _is_another_uv(verdict: Verdict) -> bool:
    """Whether another uv might answer otherwise, and what was seen does not all come out with ours."""
    is_other = verdict.uv_version not in ("", UV_VERSION)
    return is_other and verdict.standing in (Standing.PARTLY, Standing.NOT_REPRODUCED)


def _counted(holding: int, shown: int) -> str:
    if shown == 1:
        return f"The one result that the report shows {'comes' if holding else 'does not come'} out the same."
    if holding == shown:
        return f"All {shown} results that the report shows come out the same."
    verb = "comes" if holding < 2 else "come"
    return f"{holding or 'None'} of the {shown} results that the report shows {verb} out the same."


def _told(needed: Needed) -> str:
    return ", ".join(f"{_ENDS.get(outcome, outcome) or 'absent'} with {value}" for value, outcome in needed.outcomes)
