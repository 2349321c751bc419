"""`platform-tags`: a version has wheels for the target's kind of platform, but for a newer one."""

from __future__ import annotations

from collections.abc import Iterator, Set

from resolver_core.answer.resolution import Pin
from resolver_core.explain.causes.cause import Diverging, Failing, KnownCause
from resolver_core.explain.causes.classes import CauseClass
from resolver_core.explain.causes.shared_edits import held_at
from resolver_core.explain.lab.changes import Axis
from resolver_core.explain.lab.trials import Candidate
from resolver_core.explain.wording.causes import platform_tags as words
from resolver_core.index.records import Distribution
from resolver_core.targets.environment import Environment
from resolver_core.targets.wheel_tags import TagMismatch, TagRanks, platform_family


class PlatformTags(KnownCause):
    """Only the age of the target's glibc or macOS is in the way."""

    name = CauseClass.PLATFORM_TAGS

    def claims(self, axes: Set[Axis], result: Diverging | Failing) -> bool:
        """The file rule, where a wheel nearly fits."""
        if Axis.FILE_RULE not in axes or not isinstance(result, Diverging):
            return False
        return bool(_near_misses(result.pins[0], result.target))

    def reason(self, diverging: Diverging) -> str:
        """The wheels that nearly fit."""
        pin = diverging.pins[0]
        return words.reason(pin, [file.filename for file in _near_misses(pin, diverging.target)[:2]])

    def edits(self, diverging: Diverging) -> Iterator[Candidate]:
        """Another version at the target than elsewhere."""
        row = diverging.row
        if row.single is not None and row.universal is not None:
            yield from held_at(diverging.target, row.single, diverging.problem.text)


def _near_misses(pin: Pin, target: Environment) -> list[Distribution]:
    """Wheels that miss the target by the age of its platform alone: same Python, same kind, same machine."""
    ranks = TagRanks(target.tags)
    families = {platform_family(tag.platform) for tag in target.tags if tag.platform != "any"}
    return [
        file
        for file in pin.distributions
        if file.is_wheel
        and ranks.judge(file.tags) is TagMismatch.PLATFORM
        and any(platform_family(tag.platform) in families for tag in file.tags)
    ]
