"""resolvelib's second opinion."""

from __future__ import annotations

from resolver_core.answer.replayed import Opinion, UnmetWish, Verdict

REQUEST = "the request"


def verdict(found: Verdict | None) -> str:
    """`agrees`, `disagrees: …`, `not cross-checked: …`; "" where it was not asked."""
    if found is None:
        return ""
    if found.opinion is Opinion.SAID:
        return found.names[0]
    if found.opinion is Opinion.AGREES:
        return "agrees"
    beginning = "not cross-checked" if found.opinion is Opinion.TOO_LARGE else "disagrees"
    fork = f": fork {found.fork}" if found.fork else ""
    return f"{beginning}{fork}: {_why(found)}"


def _why(found: Verdict) -> str:
    match found.opinion:
        case Opinion.TOO_LARGE:
            return f"{found.count:,} versions, and at most {found.limit:,} are"
        case Opinion.NO_END:
            return "resolvelib did not finish"
        case Opinion.REFUSED:
            return f"{found.names[0]} was refused: {_unmet(found)}"
        case Opinion.SURPLUS:
            return f"nothing requires {', '.join(found.names)}"
        case Opinion.OTHER_EDGES:
            edges = sorted(f"{parent or REQUEST} -> {child}" for parent, child in found.edges)
            return f"other dependencies: {', '.join(edges)}"
    return _unmet(found)


def _unmet(found: Verdict) -> str:
    return "; ".join(dict.fromkeys(map(_wish, found.unmet)))


def _wish(wish: UnmetWish) -> str:
    tie = " in the same version" if wish.is_tie else ""
    return f"{wish.parent or REQUEST} requires {wish.wanted}{tie}"
