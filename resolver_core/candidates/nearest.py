"""Of a version that has no usable file: the wheels that come nearest to fitting."""

from __future__ import annotations

from collections.abc import Sequence

from resolver_core.candidates.verdicts import Judgement
from resolver_core.index.records import Distribution
from resolver_core.targets.wheel_tags import TagRanks, components, platform_family, python_tag_parts

MOST = 2


def nearest_files(judgements: Sequence[Judgement], ranks: TagRanks | None) -> tuple[Distribution, ...]:
    """The wheels whose tags miss by least: first as uv counts it, then by platform, then by Python."""
    missed = [judgement for judgement in judgements if judgement.verdict.tag_mismatch is not None]
    best = max((judgement.verdict.tag_mismatch or 0 for judgement in missed), default=None)
    near = [judgement.distribution for judgement in missed if judgement.verdict.tag_mismatch == best]
    if ranks is not None and ranks.tags:
        near.sort(key=_Nearness(ranks))
    return tuple(near[:MOST])


class _Nearness:
    """Sorts wheels by how far their platform and Python are from a target's; equal ones stay as they were."""

    def __init__(self, ranks: TagRanks) -> None:
        self._platforms = {tag.platform for tag in ranks.tags}
        self._families = {platform_family(platform) for platform in self._platforms}
        self._own = python_tag_parts(ranks.tags[0].interpreter)

    def __call__(self, file: Distribution) -> tuple[int, int]:
        pythons, _, platforms = components(file.tags)
        return min(map(self._of_platform, platforms), default=3), min(map(self._of_python, pythons), default=999)

    def _of_platform(self, platform: str) -> int:
        if platform in self._platforms:
            return 0
        return 1 if platform_family(platform) in self._families else 2

    def _of_python(self, python: str) -> int:
        other = python_tag_parts(python)
        if self._own is None or other is None or other[0] != self._own[0]:
            return 900
        return abs((other[2] or 0) - (self._own[2] or 0)) + 100 * abs(other[1] - self._own[1])
