"""A pasted issue report: the project, the target and the options that its text states, each with its place."""

from resolver_core.inputs.report.read import Fact, Report, is_report, parse_report

__all__ = ["Fact", "Report", "is_report", "parse_report"]
