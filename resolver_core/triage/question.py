"""What a report asks: each of the commands that it compares as a question that can be solved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from packaging.utils import NormalizedName, canonicalize_name

from resolver_core.index.records import IndexLocation
from resolver_core.inputs.cutoff import parse_cutoff
from resolver_core.inputs.parse import parse_problem
from resolver_core.inputs.problem import ForkStrategy, IndexStrategy, Problem, ResolutionMode, Settings
from resolver_core.inputs.report.placeholders import with_default_index
from resolver_core.inputs.report.report import Report
from resolver_core.inputs.report.sides import Side, SideMode
from resolver_core.inputs.report.toml_pieces import completed
from resolver_core.inputs.uv_settings import read_format_control, read_prerelease
from resolver_core.policy import Options, Selection, requested
from resolver_core.targets.environment import Environment
from resolver_core.targets.named import target

DEFAULT_PYTHON = "3.12"
DEFAULT_PLATFORM = "x86_64-unknown-linux-gnu"
MOST_SIDES = 4
"""Commands of one report that are solved."""

Values = Mapping[str, str | tuple[str, ...]]


@dataclass(frozen=True)
class Asked:
    """One question of a report. `side` is the command that asks it; None where only a project was pasted."""

    side: Side | None
    mode: SideMode
    problem: Problem
    target: Environment
    options: Options
    selection: Selection

    @property
    def command(self) -> str:
        """The command, "" for none."""
        return "" if self.side is None else self.side.command

    def at(self, python: str, platform: str) -> Asked:
        """The same of another target."""
        return replace(self, target=target(python, platform))


def as_of_moment(report: Report) -> datetime | None:
    """When the index was as the report speaks of it: the end of its day; None where it tells none."""
    return None if report.as_of is None else parse_cutoff(report.as_of.value, datetime.now(UTC))


def main_side(report: Report) -> Side | None:
    """The command that resolves the project of a report: the first that reads all of it."""
    wanted = report.text.strip()
    return next((one for one in report.sides if wanted and wanted in one.text), None)


def main_question(report: Report, default_index: str, values: Values) -> Asked:
    """The project that a report is about, as its command asks for it. `values` are facts, those assumed among them."""
    side = main_side(report)
    if side is None:
        stated = {name: value for name, value in values.items() if name != "exclude_newer"}  # its day, no setting
        return _asked(None, SideMode.UNIVERSAL, report.text, stated, default_index)
    return _asked(side, side.mode, side.text, {**values, **side.values}, default_index)


def questions(report: Report, default_index: str, values: Values) -> Iterator[Asked]:
    """Every command that a report compares, the first few, each once."""
    seen: set[tuple[object, ...]] = set()
    for side in report.sides:
        key = (side.text, side.mode, tuple(sorted(side.values.items())))
        if side.text and key not in seen and len(seen) < MOST_SIDES:
            seen.add(key)
            yield _asked(side, side.mode, side.text, {**_target_values(values), **side.values}, default_index)


def _target_values(values: Values) -> Values:
    return {name: value for name, value in values.items() if name in ("python", "platform")}


def _asked(side: Side | None, mode: SideMode, text: str, values: Values, default_index: str) -> Asked:
    problem = parse_problem(with_default_index(completed(text), default_index))
    selection = Selection(
        _names(values, "extras", problem.optional_dependencies), _names(values, "groups", problem.dependency_groups)
    )
    at = target(str(values.get("python", DEFAULT_PYTHON)), str(values.get("platform", DEFAULT_PLATFORM)))
    own = str(values.get("index_url", ""))
    further = [IndexLocation(url.rstrip("/")) for url in values.get("extra_index_urls", ()) if "://" in url]
    indexes = (*further, *([IndexLocation(own.rstrip("/"), default=True)] if "://" in own else []))
    options = Options(default_index, indexes, _settings(values if side is None else side.values), assume=True)
    return Asked(side, mode, problem, at, options, requested(problem, selection))


def _names(values: Values, name: str, declared: Mapping[NormalizedName, object]) -> tuple[NormalizedName, ...]:
    asked = (canonicalize_name(one) for one in values.get(name, ()))
    return tuple(dict.fromkeys(one for one in asked if one in declared))


def _settings(values: Values) -> Settings:
    """The settings that the options of a command give; a report's own day is none of them."""

    def given(name: str) -> str:
        return str(values.get(name, ""))

    found = Settings()
    if given("resolution") in set(ResolutionMode):
        found = replace(found, resolution=ResolutionMode(given("resolution")))
    if given("fork_strategy") in set(ForkStrategy):
        found = replace(found, fork_strategy=ForkStrategy(given("fork_strategy")))
    if given("index_strategy") in set(IndexStrategy):
        found = replace(found, index_strategy=IndexStrategy(given("index_strategy")))
    if given("prerelease"):
        found = replace(found, prerelease=read_prerelease(given("prerelease")))
    if given("exclude_newer"):
        found = replace(found, exclude_newer=parse_cutoff(given("exclude_newer"), datetime.now(UTC)))
    return _of_formats(found, values)


def _of_formats(settings: Settings, values: Values) -> Settings:
    """The settings with what `--only-binary` and `--no-binary` say."""
    no_build, built = _format_control(values, "only_binary")
    no_binary, unbuilt = _format_control(values, "no_binary")
    return replace(
        settings,
        no_build=no_build or None,
        no_build_package=built or None,
        no_binary=no_binary or None,
        no_binary_package=unbuilt or None,
    )


def _format_control(values: Values, name: str) -> tuple[bool, frozenset[NormalizedName]]:
    texts = tuple(part.strip() for text in values.get(name, ()) for part in text.split(",") if part.strip())
    everything, names = read_format_control(texts)
    return everything, frozenset(map(canonicalize_name, names))
