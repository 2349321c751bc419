"""A pasted issue report: the project, the target and the options that its text states, each with its place."""

from resolver_core.inputs.report.facts import Fact
from resolver_core.inputs.report.read import parse_report
from resolver_core.inputs.report.recognising import is_report
from resolver_core.inputs.report.report import Report

__all__ = ["Fact", "Report", "is_report", "parse_report"]
