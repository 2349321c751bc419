"""`parse_report()`: what a pasted issue report says of the question that it asks.

Nothing in a report is fetched or run. What is not stated is said to be missing rather than guessed. Secrets are
removed before anything is read, so that no fact can hold one.
"""

from __future__ import annotations

from collections.abc import Iterator

from resolver_core.inputs.report.blocks import Parts
from resolver_core.inputs.report.dates import date_of
from resolver_core.inputs.report.facts import Fact
from resolver_core.inputs.report.failures import errors_in, unreachable_in
from resolver_core.inputs.report.missing import missing_fields, stated_fields, unseen_file
from resolver_core.inputs.report.observed import observations_in
from resolver_core.inputs.report.premises import premises_of
from resolver_core.inputs.report.projects import projects_in
from resolver_core.inputs.report.question import option_facts, project_fact, shown, values
from resolver_core.inputs.report.recognising import readable
from resolver_core.inputs.report.report import Report
from resolver_core.inputs.report.sides import sides_of
from resolver_core.inputs.report.taken_apart import TakenApart
from resolver_core.inputs.report.target import chosen_files, named_files, stated_machine, stated_python, target_facts
from resolver_core.inputs.report.versions import tools_of


def parse_report(text: str) -> Report:
    """Read a report. A text that is none gives a report without a project.

    Raises `ProblemSyntaxError` for a text that is longer than any report.
    """
    apart = TakenApart(readable(text))
    projects = projects_in(apart.parts, apart.turns, apart.commands)
    project = projects[0] if projects else None
    listed = {line for one in projects for line, _ in one.requirements}
    observed = observations_in(apart.turns, apart.parts.blocks, apart.commands)
    observations = tuple(one for one in observed if one.line not in listed)
    files = [*chosen_files(observations), *named_files(apart.runs)]
    machine, python, as_of = stated_machine(apart, files), stated_python(apart, files), date_of(apart.raw, apart.words)
    tools = tools_of(apart.answers, apart.turns, apart.lines, apart.commands, apart.variables)
    facts = [
        *project_fact(projects),
        *option_facts(apart.commands, project, apart.variables),
        *target_facts(python, machine),
        *([tools["uv"]] if "uv" in tools else []),
        *([Fact("exclude_newer", as_of.value, as_of.line, as_of.quote, as_of.is_assumed)] if as_of else []),
    ]
    stated = stated_fields(facts, has_tool=bool(tools), has_system=machine is not None and bool(machine.os))
    absent = missing_fields(project, stated, unseen_file(projects, apart.commands, apart.turns))
    unreachable = unreachable_in(apart.lines)
    return Report(
        text="" if project is None else project.text,
        facts=shown(facts),
        missing=(*absent.in_words, *_unread(apart.parts)),
        values=values(facts, project),
        uv_version=tools["uv"].value if "uv" in tools else "",
        projects=projects,
        commands=apart.commands,
        runs=apart.runs,
        machine=machine,
        python=python,
        tools=tools,
        as_of=as_of,
        observations=observations,
        errors=errors_in(line for turn in apart.turns for line in turn.output),
        unreachable=unreachable,
        premises=premises_of(unreachable),
        sides=sides_of(apart.commands, projects, apart.variables),
        missing_fields=absent.fields,
    )


def _unread(parts: Parts) -> Iterator[str]:
    if parts.blocks_left_out:
        total = len(parts.blocks) + parts.blocks_left_out
        yield (
            f"the last {parts.blocks_left_out:,} of its {total:,} code blocks, "
            f"of which the first {len(parts.blocks):,} are read"
        )
