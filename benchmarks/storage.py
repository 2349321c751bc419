"""How much a submission takes in the database: 200 submissions of 20 similar projects.

    python -m benchmarks.storage [--submissions 200]

Every submission is real: both solves and the search for the reasons, on the index data of a recorded example, which an
index on loopback serves. What the database grows by is taken after each (its pages, without those that were freed).
The page of each is rendered and stored, as it is for its first reader.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
from collections.abc import Iterator

PROJECTS = 20
LINES = ('"joblib"', '"pooch"', '"soundfile"', '"msgpack"', '"decorator"')
"""What the example's project needs anyway: asked for directly, everything that is read stands in its recording."""
TEXT = """\
[project]
name = "speech-{number}"
version = "0.1.0"
requires-python = ">=3.10"
dependencies = [
    "numpy>=2",
    "librosa",
{lines}
]
"""


def projects() -> Iterator[str]:
    """Twenty that have most of their requirements in common."""
    for number in range(PROJECTS):
        lines = "\n".join(f"    {line}," for place, line in enumerate(LINES) if (number >> place) & 1)
        yield TEXT.format(number=number, lines=lines)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--submissions", type=int, default=200)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"DJANGO_SETTINGS_MODULE": "webui.settings", "WHICHWHEEL_DATA_DIR": folder, "REDIS_URL": ""}
        sizes = measured(arguments.submissions)
    kilobytes = [size / 1000 for size in sizes]
    print(f"{len(sizes)} submissions of {PROJECTS} projects: {sum(kilobytes) / 1000:.1f} MB")
    print(f"each: median {statistics.median(kilobytes):.0f} kB, mean {statistics.mean(kilobytes):.0f} kB")
    print(f"the first {PROJECTS}: median {statistics.median(kilobytes[:PROJECTS]):.0f} kB")
    return 0


def measured(number: int) -> list[int]:
    """What each submission adds to the database, in bytes."""
    import django

    django.setup()
    from contextlib import contextmanager

    from django.core.management import call_command

    from resolver_core import SnapshotIndex
    from webui.celery import app
    from webui.resolutions.asking.asked import Asked
    from webui.resolutions.asking.examples import EXAMPLES
    from webui.resolutions.showing import stored_pages
    from webui.resolutions.working import example_recordings, index_data, permalinks, reading

    call_command("migrate", verbosity=0)
    app.loader.import_default_modules()
    example_recordings.load()
    app.conf.task_always_eager = True  # a queued id is worked on at once, in this process
    example = next(one for one in EXAMPLES if one.slug == "a-fall-of-years")
    from webui.resolutions.models import Solve, Submission

    recorded = Submission.objects.get(pk=example.permalink_id)
    known, default = index_data.kept(recorded), index_data.default_index(recorded)
    assert known is not None
    os.environ["WHICHWHEEL_DEFAULT_INDEX"] = default
    from django.conf import settings

    settings.DEFAULT_INDEX = default

    @contextmanager
    def opened(submission: object, *, refresh: bool = False) -> Iterator[SnapshotIndex]:
        yield SnapshotIndex(known)

    reading.opened = opened  # type: ignore[assignment]  # the same index data for all, without a network
    texts, sizes = list(projects()), []
    for place in range(number):
        before = stored_bytes()
        made = permalinks.submit(
            Asked(texts[place % PROJECTS], python="3.10", exclude_newer=example.exclude_newer), None
        )
        if stored_pages.keep(made.pk) is None:
            raise SystemExit(f"submission {place} has not come to rest")
        sizes.append(stored_bytes() - before)
    solved = Submission.objects.exclude(pk__startswith="example-").filter(comparisons__isnull=False).distinct().count()
    print(f"{solved} of them have two answers to compare")
    rows = Solve.objects.exclude(submission__pk__startswith="example-")
    solutions = sum(row.outcome == "solved" for row in rows.iterator(chunk_size=20))
    if solutions < 2 * number:
        raise SystemExit(f"only {solutions} of {2 * number} answers are solutions: these are no usual submissions")
    return sizes


def stored_bytes() -> int:
    """What the rows of the database take."""
    from django.db import connection

    with connection.cursor() as cursor:
        pages, free, size = (
            int(cursor.execute(f"PRAGMA {name}").fetchone()[0])
            for name in ("page_count", "freelist_count", "page_size")
        )
    return (pages - free) * size


if __name__ == "__main__":
    raise SystemExit(main())
