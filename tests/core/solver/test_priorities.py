"""Who is decided next: ranks, the order of discovery, and what conflicts change (uv-resolution 5.3 and 5.6)."""

from __future__ import annotations

from packaging.utils import canonicalize_name

from resolver_core.markers import MarkerSet
from resolver_core.solver.packages import PYTHON, ROOT, Package, PackageKind
from resolver_core.solver.priorities import CONFLICT_THRESHOLD, ConflictCounts, Priorities, Rank


def project(name: str, extra: str | None = None) -> Package:
    return Package(PackageKind.PROJECT, canonicalize_name(name), None if extra is None else canonicalize_name(extra))


def under(name: str, marker: str) -> Package:
    return Package(PackageKind.MARKER, canonicalize_name(name), marker=MarkerSet.parse(marker))


A, B, C = project("a"), project("b"), project("c")


def registered(*packages: Package) -> Priorities:
    priorities = Priorities()
    for package in packages:
        priorities.register(package, is_singleton=False, has_url=False)
    return priorities


def in_order(priorities: Priorities, *packages: Package) -> list[Package]:
    return sorted(packages, key=priorities.of, reverse=True)


class TestOrder:
    def test_first_met_goes_first(self) -> None:
        assert in_order(registered(B, C, A), A, B, C) == [B, C, A]

    def test_a_singleton_goes_before_others(self) -> None:
        priorities = registered(A, B)
        priorities.register(B, is_singleton=True, has_url=False)
        assert in_order(priorities, A, B) == [B, A]

    def test_a_singleton_stays_one(self) -> None:
        priorities = Priorities()
        priorities.register(A, is_singleton=True, has_url=False)
        priorities.register(A, is_singleton=False, has_url=False)
        assert priorities.rank(A) is Rank.SINGLETON

    def test_a_url_goes_before_a_singleton(self) -> None:
        priorities = Priorities()
        priorities.register(A, is_singleton=True, has_url=False)
        priorities.register(B, is_singleton=True, has_url=True)
        assert in_order(priorities, A, B) == [B, A]

    def test_root_and_python_go_before_all(self) -> None:
        priorities = Priorities()
        priorities.register(A, is_singleton=True, has_url=True)
        assert in_order(priorities, A, ROOT)[0] == ROOT
        assert in_order(priorities, A, PYTHON)[0] == PYTHON

    def test_packages_of_one_project_share_its_place(self) -> None:
        proxy = under("a", "sys_platform == 'linux'")
        priorities = registered(proxy, B, A)
        assert in_order(priorities, A, B, proxy) == [proxy, A, B]
        priorities.register(proxy, is_singleton=True, has_url=False)
        assert priorities.rank(A) is Rank.SINGLETON

    def test_copies_are_independent(self) -> None:
        priorities = registered(A, B)
        twin = priorities.copy()
        twin.promote(B)
        assert in_order(priorities, A, B) == [A, B]
        assert in_order(twin, A, B) == [B, A]


class TestReranking:
    def test_promotion_goes_before_plain_projects_and_behind_singletons(self) -> None:
        priorities = registered(A, B, C)
        priorities.register(A, is_singleton=True, has_url=False)
        assert priorities.promote(C)
        assert in_order(priorities, A, B, C) == [A, C, B]

    def test_promotion_lowers_a_singleton(self) -> None:
        priorities = registered(A)
        priorities.register(A, is_singleton=True, has_url=False)
        assert priorities.promote(A)
        assert priorities.rank(A) is Rank.CONFLICT_EARLY

    def test_promotion_happens_once(self) -> None:
        priorities = registered(A)
        assert priorities.promote(A)
        assert not priorities.promote(A)

    def test_a_demoted_project_still_goes_before_plain_ones(self) -> None:
        priorities = registered(A, B)
        assert priorities.demote(B)
        assert in_order(priorities, A, B) == [B, A]

    def test_demotion_leaves_conflict_ranks_alone(self) -> None:
        priorities = registered(A)
        priorities.promote(A)
        assert not priorities.demote(A)
        assert priorities.rank(A) is Rank.CONFLICT_EARLY

    def test_a_demoted_project_can_be_promoted(self) -> None:
        priorities = registered(A)
        priorities.demote(A)
        assert priorities.promote(A)

    def test_a_plain_requirement_does_not_undo_it(self) -> None:
        priorities = registered(A)
        priorities.demote(A)
        priorities.register(A, is_singleton=False, has_url=False)
        assert priorities.rank(A) is Rank.CONFLICT_LATE

    def test_the_root_is_never_reranked(self) -> None:
        assert not Priorities().promote(ROOT)
        assert not Priorities().demote(PYTHON)


class TestCounts:
    @staticmethod
    def recorded(times: int) -> ConflictCounts:
        counts = ConflictCounts()
        for _ in range(times):
            counts.record(affected=A, involved=[A, B], deciding=C)
        return counts

    def test_nothing_before_the_threshold(self) -> None:
        assert self.recorded(CONFLICT_THRESHOLD - 1).take_due() == ([], [])

    def test_at_the_threshold(self) -> None:
        """The one being decided rises, the other in the conflict is put off; the affected one is neither."""
        assert self.recorded(CONFLICT_THRESHOLD).take_due() == ([C], [B])

    def test_fires_once(self) -> None:
        counts = self.recorded(CONFLICT_THRESHOLD)
        counts.take_due()
        for _ in range(3 * CONFLICT_THRESHOLD):
            counts.record(affected=A, involved=[A, B], deciding=C)
        assert counts.take_due() == ([], [])

    def test_packages_of_one_project_do_not_count(self) -> None:
        counts = ConflictCounts()
        for _ in range(CONFLICT_THRESHOLD):
            counts.record(affected=A, involved=[A, project("a", "x")], deciding=C)
        assert counts.take_due() == ([], [])

    def test_copies_go_on_counting_apart(self) -> None:
        counts = self.recorded(CONFLICT_THRESHOLD - 1)
        twin = counts.copy()
        twin.record(affected=A, involved=[A, B], deciding=C)
        assert twin.take_due() == ([C], [B])
        assert counts.take_due() == ([], [])
