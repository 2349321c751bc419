"""A team with 100 cases beside one with 5,000: the queue, the search, the overview and a case, each asked 40 times.

    python -m benchmarks.team_speed [--cases 5000] [--requests 40]

Each case has a report of a few thousand characters, its words, a verdict, labels and a history, in a database in a
temporary folder. Pages are asked through the whole stack. Exit status 1: a page of the large team takes more than three
times as long as that of the small one, or another number of queries.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import timedelta

SMALL = 100
SLOWEST = 3.0  # times the small team
PROJECTS = ("torch", "numpy", "jax", "pandas", "scipy", "triton", "jinja2", "requests", "pillow", "tensorflow")
CLASSES = ("no-compatible-file", "python-range", "index-routing", "backtracking", "marker-forks", "platform-range")
WORDS = tuple(f"word{number}" for number in range(20_000))
PAGES = {
    "queue": "",
    "queue of one state": "?state=explained",
    "search: a frequent word": "?q=torch",
    "search: a rare word": "?q=word77",
    "search: two words, every state": "?q=torch+numpy&state=all",
    "search: no case has it": "?q=absent",
    "overview": "overview",
    "case": "cases/50",
}
HEAD, ROW = "{:<34}{:>12}{:>12}{:>8}{:>10}", "{:<34}{:>9.1f} ms{:>9.1f} ms{:>8.2f}{:>10}"


def main() -> int:
    """Build, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=5_000)
    parser.add_argument("--requests", type=int, default=40)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        unlimited = {f"WHICHWHEEL_{what}_PER_MINUTE": "0" for what in ("PARSED_TEXTS", "RENDERED_PAGES")}
        os.environ |= {"DJANGO_SETTINGS_MODULE": "webui.settings", "WHICHWHEEL_DATA_DIR": folder, **unlimited}
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        fill("small", SMALL)
        fill("large", arguments.cases)
        return measure(arguments.cases, arguments.requests)


def fill(slug: str, number: int) -> None:
    """A team with so many cases."""
    from webui.team.models import Case, CaseWord, Change, Label, Membership, Team, User

    team = Team.objects.create(slug=slug, name=slug, next_number=number + 1, last_change=1)
    user = User.objects.create_user(f"{slug}@triage.test", None, slug)
    Membership.objects.create(team=team, user=user, role="owner")
    labels = [Label.objects.create(team=team, name=name) for name in ("bug", "question", "upstream")]
    chance = random.Random(slug)
    made = Case.objects.bulk_create(cases_of(team, number, chance), batch_size=500)
    through = Case.labels.through
    through.objects.bulk_create(
        [through(case_id=case.pk, label_id=chance.choice(labels).pk) for case in made], batch_size=500
    )
    words = (CaseWord(team=team, case=case, word=word) for case in made for word in sorted(words_of(case)))
    CaseWord.objects.bulk_create(words, batch_size=500)
    changes = (Change(team=team, case=case, kind=kind) for case in made for kind in ("came", "judged", "moved"))
    Change.objects.bulk_create(changes, batch_size=500)


def cases_of(team: object, number: int, chance: random.Random) -> Iterator[object]:
    """Cases that differ in everything that pages look at."""
    from django.utils import timezone

    from webui.team.models import Case
    from webui.team.moves import CaseState

    now = timezone.now()
    for place in range(1, number + 1):
        project, cause = chance.choice(PROJECTS), chance.choice(CLASSES)
        created = now - timedelta(hours=chance.randrange(24 * 180))
        yield Case(
            team=team,
            number=place,
            title=f"uv lock picks another {project}",
            report=" ".join([project, chance.choice(PROJECTS), *chance.choices(WORDS, k=300)]),
            digest=str(place),
            state=chance.choice(CaseState.values),
            priority=chance.choice((0, 1, 1, 1, 2, 3)),
            is_judged=True,
            standing=chance.choice(("reproduced", "not-reproduced", "needs-information")),
            headline="Reproduced, solved as uv does.",
            cause_class=cause,
            project=project,
            index=chance.choice(("one.test", "two.test", "three.test")),
            fingerprint=f"1:{cause}:{project}:{chance.randrange(number)}",
            created_at=created,
            week=(created - timedelta(days=created.weekday())).date(),
            verdict_seconds=chance.expovariate(1 / 20),
            changed_at=created,
        )


def words_of(case: object) -> set[str]:
    """The words by which such a case is found."""
    from webui.team.search import words_of as words_in

    return set(words_in([case.title, case.report, case.cause_class]))  # type: ignore[attr-defined]


def measure(number: int, requests: int) -> int:
    """Print a line for each page; whether one broke the bound."""
    print(HEAD.format("page", f"{SMALL} cases", f"{number} cases", "times", "queries"))
    is_broken = False
    for name, path in PAGES.items():
        (small, few), (large, many) = (asked(slug, path, requests) for slug in ("small", "large"))
        times = large / small
        is_broken |= times > SLOWEST or few != many
        print(ROW.format(name, small, large, times, few if few == many else f"{few}/{many}"))
    return int(is_broken)


def asked(slug: str, path: str, requests: int) -> tuple[float, int]:
    """The median time of a page in milliseconds, and its queries."""
    from django.db import connection
    from django.test import Client

    from webui.team.models import User

    client = Client()
    client.force_login(User.objects.get(email=f"{slug}@triage.test"))
    address = f"/team/{slug}/{path}"
    queries: list[str] = []

    def noted(execute: Callable[..., object], sql: str, *rest: object) -> object:
        queries.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(noted):
        response = client.get(address, SERVER_NAME="localhost")
    assert response.status_code == 200, response.status_code
    times = []
    for _ in range(requests):
        begun = time.perf_counter()
        client.get(address, SERVER_NAME="localhost")
        times.append((time.perf_counter() - begun) * 1000)
    return statistics.median(times), len(queries)


if __name__ == "__main__":
    raise SystemExit(main())
