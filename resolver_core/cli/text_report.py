"""Answers as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from resolver_core.answer.comparison import Comparison, Difference, Row
from resolver_core.answer.resolution import Pin, Resolution
from resolver_core.cli.answers import Answers
from resolver_core.cli.question import Question
from resolver_core.cli.table import Row as Cells
from resolver_core.cli.table import table
from resolver_core.explain.wording.assumptions import assumption
from resolver_core.explain.wording.conflicts import summary
from resolver_core.explain.wording.failures import listed, warning
from resolver_core.explain.wording.lock_verdicts import verdict_in_words
from resolver_core.explain.wording.markers import in_words
from resolver_core.index.network.guard import without_credentials
from resolver_core.policy import UV_VERSION, Selection
from resolver_core.targets.environment import Environment

SINGLE, UNIVERSAL = "uv pip install", "uv lock"
_MARK = "*"  # of a row that differs
_NONE = "-"


def report(question: Question, answers: Answers) -> Iterator[str]:
    """The lines of the report; text from outside is stripped of control characters."""
    return map(plain, _report(question, answers))


def plain(line: str) -> str:
    """A line that cannot speak to the terminal."""
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in line)


def _report(question: Question, answers: Answers) -> Iterator[str]:
    yield f"{question.filename}, as uv {UV_VERSION} resolves it ({_selected(question)})"
    yield from _cutoffs(answers.resolutions)
    yield from _pages(answers.resolutions)
    yield from _existing_lock(answers.universal)
    for comparison, single in zip(answers.comparisons, answers.single, strict=False):
        yield ""
        yield from _compared(comparison, single, answers.universal)
    if not answers.comparisons:
        for resolution in answers.resolutions:
            yield ""
            yield from _alone(resolution)
    for as_pip, single in zip(answers.as_pip, answers.single, strict=False):
        yield ""
        yield from _as_pip(as_pip, single)
    yield from _locked(question, answers)
    yield from _assumptions(answers.resolutions)
    yield from _warnings(answers.resolutions)


def _existing_lock(universal: Resolution | None) -> Iterator[str]:
    """What uv makes of the uv.lock that was named."""
    if universal is not None and universal.lock_verdict is not None:
        yield verdict_in_words(universal.lock_verdict)


def _as_pip(as_pip: Resolution, single: Resolution) -> Iterator[str]:
    """What pip would install otherwise than uv on the same target."""
    if not as_pip.solved:
        yield from _unsolved("as pip", as_pip)
        return
    theirs = {pin.project: str(pin.version) for pin in as_pip.pins}
    ours = {pin.project: str(pin.version) for pin in single.pins}
    differing = sorted(name for name in theirs.keys() | ours.keys() if theirs.get(name) != ours.get(name))
    if not differing:
        yield f"pip would install the same versions ({_target(as_pip)})"
        return
    yield f"pip would install otherwise ({_target(as_pip)}):"
    yield from (f"  {name}: {theirs.get(name, 'absent')} (uv {ours.get(name, 'absent')})" for name in differing)


def _locked(question: Question, answers: Answers) -> Iterator[str]:
    """What the named lock holds otherwise than uv would, target by target."""
    locked, selection = answers.locked, question.selection
    if locked is None:
        return
    ours = [answers.universal] * len(question.targets) if answers.universal is not None else answers.single
    mode = SINGLE if answers.universal is None else UNIVERSAL
    for target, resolution in zip(question.targets, ours, strict=False):
        assert resolution is not None
        if resolution.solved:
            held, solved = (_at(each, target, selection) for each in (locked, resolution))
            yield ""
            yield from _against(f"the {locked.label}", held, mode, solved, target.label)


def _at(resolution: Resolution, target: Environment, selection: Selection) -> dict[str, str]:
    pins = resolution.at(target, selection.extras, selection.groups)
    return {str(name): str(pin.version) for name, pin in pins.items()}


def _against(lock: str, held: dict[str, str], mode: str, solved: dict[str, str], where: str) -> Iterator[str]:
    differing = sorted(name for name in held.keys() | solved.keys() if held.get(name) != solved.get(name))
    if not differing:
        yield f"{lock} holds the same versions as {mode} ({where})"
        return
    yield f"{lock} holds otherwise ({where}):"
    yield from (f"  {name}: {held.get(name, 'absent')} ({mode} {solved.get(name, 'absent')})" for name in differing)


def _selected(question: Question) -> str:
    selection = question.selection
    parts = [f"extra {extra}" for extra in selection.extras] + [f"group {group}" for group in selection.groups]
    return ", ".join(["dependencies", *parts])


def _cutoffs(resolutions: Iterable[Resolution]) -> Iterator[str]:
    for moment in dict.fromkeys(resolution.axes["exclude_newer"] for resolution in resolutions):
        if moment:
            yield f"without files uploaded at or after {moment}"


def _pages(resolutions: Iterable[Resolution]) -> Iterator[str]:
    """When the pages were read, per index."""
    by_index: dict[str, dict[str, datetime | None]] = {}
    for resolution in resolutions:
        for page in resolution.pages:
            by_index.setdefault(without_credentials(page.index_url), {})[page.project] = page.read_at
    for url, pages in sorted(by_index.items()):
        times = sorted(moment for moment in pages.values() if moment is not None)
        yield f"{_count(len(pages), 'page')} of {url}{_read(times)}"


def _read(times: list[datetime]) -> str:
    if not times:
        return ""
    first, last = (f"{moment:%Y-%m-%d %H:%M}" for moment in (times[0], times[-1]))
    return f", read {first} UTC" if first == last else f", read {first} to {last} UTC"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


# -- both modes ---------------------------------------------------------------------------------


def _compared(comparison: Comparison, single: Resolution, universal: Resolution | None) -> Iterator[str]:
    assert universal is not None, "there is something to compare with"
    yield f"{comparison.target.label}: {_verdict(comparison, single, universal)}"
    yield from _unsolved(SINGLE, single)
    yield from _unsolved(UNIVERSAL, universal)
    if comparison.rows:
        yield from table(
            ("", "PROJECT", SINGLE.upper(), UNIVERSAL.upper(), "METADATA FROM"), map(_cells, comparison.rows)
        )
    yield from _elsewhere(comparison)


def _verdict(comparison: Comparison, single: Resolution, universal: Resolution) -> str:
    if single.solved and universal.solved:
        differ = "differs" if comparison.differing == 1 else "differ"
        return f"{comparison.differing} of {_count(len(comparison.rows), 'project')} {differ}"
    if single.solved or universal.solved:
        return f"only {SINGLE if single.solved else UNIVERSAL} finds a solution"
    return "neither finds a solution"


def _cells(row: Row) -> Cells:
    with_source = row.difference is Difference.SOURCE
    files = list(dict.fromkeys(_metadata(pin) for pin in (row.single, row.universal) if pin is not None))
    return (
        "" if row.difference is Difference.NONE else _MARK,
        row.project,
        _version(row.single, with_source),
        _version(row.universal, with_source),
        files if len(files) > 1 else files[0],
    )


def _version(pin: Pin | None, with_source: bool = False) -> str:
    if pin is None:
        return _NONE
    return f"{pin.version} from {without_credentials(pin.key.source)}" if with_source else str(pin.version)


def _metadata(pin: Pin) -> str:
    if pin.provenance is None:
        return _NONE
    filename, how = pin.provenance.filename, pin.provenance.source.value
    return how if filename is None else f"{filename} ({how})"


def _elsewhere(comparison: Comparison) -> Iterator[str]:
    """What the lock holds of these projects for other environments."""
    for row in comparison.rows:
        others = [pin for pin in row.universal_versions if row.universal is None or pin.key != row.universal.key]
        for pin in others:
            where = f" where {in_words(pin.marker)}" if pin.marker else ""
            yield f"  {UNIVERSAL} also has {row.project} {pin.version}{where}"


# -- one mode -----------------------------------------------------------------------------------


def _alone(resolution: Resolution) -> Iterator[str]:
    universal = resolution.target is None
    title = (
        f"{UNIVERSAL} for Python {resolution.requires_python}" if universal else f"{SINGLE} for {_target(resolution)}"
    )
    pins = [pin for pin in resolution.pins if not pin.is_root]
    yield f"{title}: {_count(len(pins), 'version') if resolution.solved else 'no solution'}"
    yield from _unsolved(UNIVERSAL if universal else SINGLE, resolution)
    if not pins:
        return
    where = ("WHERE",) if universal else ()
    rows = [
        (pin.project, str(pin.version), *([in_words(pin.marker)] if universal else []), _metadata(pin)) for pin in pins
    ]
    yield from table(("PROJECT", "VERSION", *where, "METADATA FROM"), rows)


def _target(resolution: Resolution) -> str:
    return "" if resolution.target is None else resolution.target.label


# -- trouble ------------------------------------------------------------------------------------


def _unsolved(mode: str, resolution: Resolution) -> Iterator[str]:
    conflict, failure = resolution.conflict, resolution.failure
    if conflict is not None:
        where = f" where {in_words(conflict.fork_marker)}" if conflict.fork_marker else ""
        yield f"  {mode} finds no solution{where}:"
        for sentence in summary(conflict):
            yield from (f"    {line}" for line in sentence.splitlines())
    if failure is not None:
        texts = list(listed(failure))
        yield f"  {mode} fails:" if len(texts) == 1 else f"  {mode} fails, {len(texts)} obstacles are in the way:"
        for text in texts:
            first, *rest = text.splitlines()
            yield f"    {first}" if len(texts) == 1 else f"    - {first}"
            yield from (f"      {line}" for line in rest)


def _assumptions(resolutions: Iterable[Resolution]) -> Iterator[str]:
    found = dict.fromkeys(assumption(pin) for resolution in resolutions for pin in resolution.assumed)
    if found:
        yield ""
        yield from found


def _warnings(resolutions: Iterable[Resolution]) -> Iterator[str]:
    found = dict.fromkeys(warning(caution) for resolution in resolutions for caution in resolution.warnings)
    if found:
        yield ""
        yield from (f"warning: {warning}" for warning in found)
