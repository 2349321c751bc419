"""What became of a version in one mode, in one line of plain English."""

from __future__ import annotations

from resolver_core.explain.explanation import Standing, State


def standing_in_words(standing: Standing | None, *, mark: str = "", bold: str = "") -> str:
    """All that is known of a version in one mode; names of files and markers between `mark`s."""
    if standing is None:
        return "this mode does not use the project"
    said = f"{bold}taken{bold}" if standing.state is State.TAKEN else standing.text
    if standing.detail:
        said += f" ({standing.detail})"
    if standing.kind == "no-file" and standing.files:
        said += f", nearest {', '.join(f'{mark}{name}{mark}' for name in standing.files)}"
    if len(standing.path) > 1:
        said += f" ({' → '.join(standing.path)})"
    if standing.where:
        said += f" where {mark}{standing.where}{mark}"
    return "; ".join((said, *(standing_in_words(each, mark=mark, bold=bold) for each in standing.elsewhere)))
