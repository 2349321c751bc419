"""Whole reports on small indexes: each standing, with its cause, owner, thread and reply."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from packaging.utils import NormalizedName

from resolver_core.answer.resolution import Outcome
from resolver_core.errors import ProblemSyntaxError
from resolver_core.explain.causes.classes import CauseClass
from resolver_core.index.kept.memory import MemoryIndex
from resolver_core.index.records import (
    Distribution,
    IndexLocation,
    MetadataAnswer,
    PageAnswer,
    PageProblem,
    PageProblemKind,
)
from resolver_core.inputs.report.sides import SideMode
from resolver_core.triage.answers import Ours
from resolver_core.triage.judging import judge
from resolver_core.triage.needed_facts import INDEX, PROJECT, Needed
from resolver_core.triage.open_causes import Replaced
from resolver_core.triage.owners import OwnerKind
from resolver_core.triage.standing import Standing
from resolver_core.triage.wording.verdicts import notes, question
from tests.support.builders import a_release, an_index
from tests.support.reports import STATED, a_report, judged, read

OLD = STATED.replace("3.12.4", "3.8.20")
PRIVATE = "https://own.test/simple"
MAC = "torch-1.0-cp38-abi3-macosx_10_9_universal2.whl"


def the_index() -> MemoryIndex:
    return an_index(
        {
            "torch": [a_release("torch", "1.0"), a_release("torch", "2.0", tag="cp310-cp310-manylinux2014_x86_64")],
            "mirrored": [
                a_release("mirrored", "1.0", tag="cp38-abi3-macosx_10_9_universal2"),
                a_release("mirrored", "1.0", tag="cp38-abi3-manylinux2014_x86_64"),
            ],
            "plain": {"1.0": [], "2.0": []},
        }
    )


def both(lock: str, single: str) -> str:
    return (
        f"$ uv sync\nResolved 1 package\n + torch=={lock}\n"
        f"$ uv pip install -r pyproject.toml\nResolved 1 package\n + torch=={single}"
    )


def test_what_was_seen_comes_out_here_too() -> None:
    verdict = judged(a_report("torch", transcript=both("2.0", "1.0"), stated=OLD), the_index())
    assert verdict.standing is Standing.REPRODUCED
    assert [(one.project, one.observed, one.ours) for one in verdict.held.versions] == [
        ("torch", ("2.0",), ("2.0",)),
        ("torch", ("1.0",), ("1.0",)),
    ]
    assert verdict.cause is not None
    assert verdict.cause.cause_class is CauseClass.NO_COMPATIBLE_FILE
    assert verdict.owner is not None
    assert verdict.owner.kind is OwnerKind.UV_AS_DOCUMENTED
    assert verdict.thread is not None
    assert verdict.thread.numbers == (9514,)


@pytest.mark.parametrize(
    ("lock", "single", "standing"),
    [("2.0", "1.5", Standing.PARTLY), ("1.9", "1.5", Standing.NOT_REPRODUCED)],
)
def test_what_does_not_come_out_is_told(lock: str, single: str, standing: Standing) -> None:
    verdict = judged(a_report("torch", transcript=both(lock, single), stated=OLD), the_index())
    assert verdict.standing is standing
    assert sum(not one.holds for one in verdict.held.versions) == (lock, single).count("1.5") + (lock == "1.9")


def test_requirements_that_exclude_each_other() -> None:
    failing = "$ uv lock\n  \u00d7 No solution found when resolving dependencies:\n  ╰─▶ Because there is no plain>9"
    verdict = judged(a_report("plain>9", transcript=failing), the_index())
    assert verdict.standing is Standing.REPRODUCED
    assert [(one.failed, one.ours_failed) for one in verdict.held.ends] == [(True, True)]
    assert verdict.owner is not None
    assert verdict.owner.kind is OwnerKind.USER
    solved = judged(a_report("plain", transcript=failing), the_index())
    assert solved.standing is Standing.NOT_REPRODUCED


def test_a_stated_failure_is_laid_over_the_index() -> None:
    file = "mirrored-1.0-cp38-abi3-macosx_10_9_universal2.whl"
    failing = (
        f"$ uv sync\nerror: Failed to fetch: `https://<ours>/f/{file}`\n"
        f"  Caused by: HTTP status client error (404 Not Found) for url (https://<ours>/f/{file})"
    )
    verdict = judged(a_report("mirrored", transcript=failing), the_index())
    assert verdict.standing is Standing.REPRODUCED
    assert [one.filename for one in verdict.premises] == [file]
    assert verdict.cause is not None
    assert verdict.cause.cause_class is CauseClass.REPRESENTATIVE_UNREACHABLE
    assert verdict.owner is not None
    assert verdict.owner.kind is OwnerKind.INDEX


def test_trouble_with_a_build_is_not_about_resolution() -> None:
    failing = "$ uv pip install plain\n  \u00d7 Failed to build `plain==2.0`\n  ├─▶ The build backend returned an error"
    verdict = judged(a_report("plain", transcript=failing), the_index())
    assert verdict.standing is Standing.NOT_ABOUT_RESOLUTION
    assert verdict.trouble is not None
    assert verdict.trouble.kind == "build"
    assert verdict.causes == ()


def test_a_report_without_a_project_needs_one() -> None:
    verdict = judged("uv picks something else than I want.\n", the_index())
    assert verdict.standing is Standing.NEEDS_INFORMATION
    assert [one.field for one in verdict.needed] == ["project"]


def test_what_failed_needs_the_list_that_it_reads() -> None:
    failed = "$ uv pip install -r all.txt\n  \u00d7 No solution found when resolving dependencies:"
    verdict = judged(a_report("plain", transcript=failed), the_index())
    assert (verdict.standing, [one.field for one in verdict.needed]) == (Standing.NEEDS_INFORMATION, [PROJECT])


def test_an_index_that_gives_nothing_is_asked_for() -> None:
    verdict = judged(a_report("elsewhere @ https://files.test/elsewhere-1.0-py3-none-any.whl"), the_index())
    assert [one.field for one in verdict.needed] == ["index"]


def test_a_report_without_outputs_is_judged_by_what_is_found() -> None:
    assert judged(a_report("torch", stated=OLD), the_index()).standing is Standing.REPRODUCED
    assert judged(a_report("plain"), the_index()).standing is Standing.NOT_REPRODUCED


def test_a_project_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(ProblemSyntaxError):
        judged(a_report("torch =! 1"), the_index())


def test_what_is_not_read_is_said() -> None:
    verdict = judged(a_report("plain", "built @ git+https://code.test/built"), the_index())
    assert verdict.unread == ("built",)
    assert any("built" in note for note in notes(verdict))


def test_too_few_solves_say_so() -> None:
    verdict = judged(a_report("torch", transcript=both("2.0", "1.0"), stated=OLD), the_index(), budget=2)
    assert verdict.standing is Standing.REPRODUCED
    assert not verdict.is_whole


class WithPrivate:
    """The small index; the private one of a report does not answer."""

    def __init__(self) -> None:
        self._inner = the_index()

    def page(self, location: IndexLocation, project: NormalizedName) -> PageAnswer:
        if location.url == PRIVATE:
            return PageProblem(project, location.url, PageProblemKind.REFUSED)
        return self._inner.page(location, project)

    def metadata(self, distribution: Distribution) -> MetadataAnswer:
        return self._inner.metadata(distribution)

    def prefetch_pages(self, location: IndexLocation, projects: Iterable[NormalizedName]) -> None:
        pass

    def prefetch_metadata(self, distributions: Iterable[Distribution]) -> None:
        pass


EXPLICIT = f'[[tool.uv.index]]\nname = "own"\nurl = "{PRIVATE}"\nexplicit = true\n'
FROM_PRIVATE = EXPLICIT + '[tool.uv.sources]\n{0} = {{ index = "own" }}\n'


def test_a_cause_that_rests_on_a_stand_in_is_none() -> None:
    text = a_report("torch", transcript=both("2.0", "1.0"), stated=OLD, more=FROM_PRIVATE.format("torch"))
    verdict = judged(text, WithPrivate())
    assert verdict.standing is Standing.REPRODUCED, "what was seen comes out of the stand-in, too"
    assert (verdict.causes, verdict.owner, verdict.fingerprint, verdict.thread) == ((), None, None, None)
    assert {one.indexes for one in verdict.open_causes} == {(PRIVATE,)}
    assert verdict.open_causes[0].cause.cause_class is CauseClass.NO_COMPATIBLE_FILE
    assert verdict.advice == ()


def test_a_cause_of_what_another_index_decides_is_told() -> None:
    text = a_report("torch", "plain", transcript=both("2.0", "1.0"), stated=OLD, more=FROM_PRIVATE.format("plain"))
    verdict = judged(text, WithPrivate())
    assert verdict.replaced_indexes == (PRIVATE,)
    assert verdict.cause is not None
    assert verdict.cause.cause_class is CauseClass.NO_COMPATIBLE_FILE
    assert verdict.open_causes == ()


def test_without_outputs_a_stand_in_decides_nothing() -> None:
    for project in ("torch", "plain"):
        verdict = judged(a_report(project, stated=OLD, more=FROM_PRIVATE.format(project)), WithPrivate())
        assert (verdict.standing, verdict.needed) == (Standing.NEEDS_INFORMATION, (Needed(INDEX, about=PRIVATE),))


def test_what_only_another_index_can_show_is_asked_for() -> None:
    report = read(a_report("plain", transcript="$ uv sync\n + plain==3.0"))
    ours = Ours(SideMode.UNIVERSAL, Outcome.SOLVED, {"plain": ("2.0",)})
    answers = [(report.sides[0], ours)]
    replaced = Replaced(("https://own.test/simple",))
    assert judge("", report, answers, ()).standing is Standing.NOT_REPRODUCED
    verdict = judge("", report, answers, (), replaced=replaced)
    assert (verdict.standing, verdict.needed) == (Standing.NEEDS_INFORMATION, (Needed(INDEX, about="plain"),))
    ended = read(a_report("plain", transcript="$ uv lock\n  \u00d7 No solution found when resolving dependencies:"))
    verdict = judge("", ended, [(ended.sides[0], ours)], (), replaced=replaced)
    assert question(verdict.needed[0]) == "What does https://own.test/simple offer? Whichwheel cannot reach it."
