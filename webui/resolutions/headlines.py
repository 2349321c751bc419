"""The sentence at the top: what differs. Facts of the two documents only; no reason that nobody proved."""

from __future__ import annotations

from dataclasses import dataclass

from webui.resolutions import formats
from webui.resolutions.models import Label, Solve, State
from webui.resolutions.rows import Row

GLYPHS = {Label.SINGLE: "●", Label.UNIVERSAL: "◆"}
_OUTCOMES = {
    "solved": "finds versions",
    "unsatisfiable": "finds no versions that satisfy every requirement",
    "failed": "could not be finished",
}
_STATES = {State.FAILED: "was given up", State.CANCELLED: "was cancelled"}


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a sentence. `kind` is "single" or "universal" (their colours), "project", or ""."""

    text: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Headline:
    """One sentence in parts, and a second one in plain text."""

    parts: tuple[Part, ...]
    detail: str = ""

    @property
    def plain(self) -> str:
        """Without colours, for titles and descriptions."""
        return "".join(part.text for part in self.parts)


def of_ended_solves(single: Solve, universal: Solve, rows: list[Row], target: str) -> Headline:
    """The headline of a finished page."""
    if single.outcome == universal.outcome == "solved":
        return _of_rows(rows, target)
    names = {Label.SINGLE: f"the install on {target}", Label.UNIVERSAL: "the lock"}
    if single.outcome == universal.outcome == "unsatisfiable":
        return Headline((Part("No versions satisfy every requirement, neither for "), *_mode(single, names),
                         Part(" nor for "), *_mode(universal, names), Part(".")))  # fmt: skip
    parts: list[Part] = []
    for solve in (single, universal):
        end = _OUTCOMES[solve.outcome] if solve.outcome else _STATES[State(solve.state)]
        parts += [Part("; " if parts else ""), *_mode(solve, names), Part(f" {end}")]
    return Headline((*parts, Part(".")))


def _mode(solve: Solve, names: dict[Label, str]) -> tuple[Part, ...]:
    label = Label(solve.label)
    return (Part(f"{GLYPHS[label]}\u00a0{names[label]}", label.value),)


def _of_rows(rows: list[Row], target: str) -> Headline:
    differing = [row for row in rows if row.differs]
    if not differing:
        return Headline(
            (
                Part("The lock and an install here agree"),
                Part(f": {formats.count(len(rows), 'project')}, same versions."),
            ),
            f"Compared at {target}.",
        )
    lead = next((row for row in differing if row.lines), differing[0])
    others = [row.project for row in differing if row is not lead]
    return Headline((*_sentence(lead), Part(".")), _others(others, len(rows), target))


def _others(others: list[str], total: int, target: str) -> str:
    same = formats.count(total - len(others) - 1, "project")
    if not others:
        return f"Nothing else differs at {target}: {same} agree."
    verb = "differs" if len(others) == 1 else "differ"
    return f"{formats.count(len(others), 'other project')} {verb} at {target}: {formats.listing(others)}. {same} agree."


def _sentence(row: Row) -> tuple[Part, ...]:
    project, single, universal = Part(row.project, "project"), row.single, row.universal
    if universal is None and single is not None:
        return (project, Part(" is "), Part(f"●\u00a0{single.version}", "single"),
                Part(" when installed here, and "), Part("◆\u00a0absent", "universal"), Part(" in the lock"))  # fmt: skip
    if single is None and universal is not None:
        return (project, Part(" is "), Part(f"◆\u00a0{universal.version}", "universal"),
                Part(" in the lock, and "), Part("●\u00a0absent", "single"), Part(" when installed here"))  # fmt: skip
    assert single is not None
    assert universal is not None
    if row.difference == "metadata":
        return (project, Part(f" is {single.version} in both, but "), Part("◆ the lock", "universal"), Part(" and "),
                Part("● the install", "single"), Part(" read metadata that disagree"))  # fmt: skip
    if row.difference == "source":
        return (project, Part(f" {single.version} comes from "), Part(f"◆ {universal.index_url}", "universal"),
                Part(" in the lock and from "), Part(f"● {single.index_url}", "single"),
                Part(" when installed here"))  # fmt: skip
    return (project, Part(" is "), Part(f"◆\u00a0{universal.version}", "universal"), Part(" in the lock and "),
            Part(f"●\u00a0{single.version}", "single"), Part(" when installed here"))  # fmt: skip
