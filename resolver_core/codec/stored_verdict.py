"""The verdict on a report from stored documents: nothing is solved again."""

from __future__ import annotations

from resolver_core.codec.explanation import ExplanationDocument
from resolver_core.codec.report_verdict import ReportVerdictDocument, causes_from_json, report_verdict_to_json
from resolver_core.codec.resolution import ResolutionDocument, from_json
from resolver_core.inputs.report.read import parse_report
from resolver_core.inputs.report.report import Report
from resolver_core.inputs.report.sides import Side, SideMode
from resolver_core.triage.answers import Ours, ours_of
from resolver_core.triage.judging import judge
from resolver_core.triage.needed_facts import PLATFORM, PYTHON, Assumed, Settled
from resolver_core.triage.wording.reply import PERMALINK


def stored_report_verdict(
    text: str,
    single: ResolutionDocument | None,
    universal: ResolutionDocument | None,
    explanation: ExplanationDocument | None,
    permalink: str = PERMALINK,
) -> ReportVerdictDocument:
    """The verdict on a report whose project was solved already, in both modes at one target.

    Commands of the report that ask for something else are held against nothing, and facts that it does not state are
    assumed as they were solved: no other value is tried. Raises `UnknownDocument`.
    """
    report = parse_report(text)
    answers = _answers(report, single, universal)
    causes = () if explanation is None else causes_from_json(explanation)
    is_whole = explanation is not None and explanation["complete"]
    verdict = judge(text, report, answers, causes, _assumed(report, single), is_whole=is_whole)
    return report_verdict_to_json(verdict, permalink)


def _answers(
    report: Report, single: ResolutionDocument | None, universal: ResolutionDocument | None
) -> list[tuple[Side | None, Ours]]:
    found: dict[SideMode, Ours] = {}
    if universal is not None:
        found[SideMode.UNIVERSAL] = ours_of(from_json(universal), SideMode.UNIVERSAL)
    if single is not None:
        found[SideMode.ONE_PLATFORM] = ours_of(from_json(single), SideMode.ONE_PLATFORM)
    same = [one for one in report.sides if one.text.strip() == report.text.strip() and one.mode in found]
    if same:
        return [(one, found[one.mode]) for one in same]
    return [] if report.sides else [(None, ours) for ours in found.values()]


def _assumed(report: Report, single: ResolutionDocument | None) -> Settled:
    target = None if single is None else single["target"]
    if target is None:
        return Settled()
    values = ((PYTHON, target["python"]), (PLATFORM, target["platform"]))
    return Settled(assumed=tuple(Assumed(name, value) for name, value in values if name not in report.values))
