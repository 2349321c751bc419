"""The result page of a comparison of 150 packages: how heavy it is, and how long the server takes for it.

    python -m benchmarks.result_page [--requests 200]

The comparison is real: an index on loopback, both solves, the search for the reasons, all stored in a database in a
temporary folder. `/r/<id>` is then asked through the whole stack (every middleware, with compression), in turns with a
view that answers one stored string of the same bytes, in the same process. "Built anew" is the same page without what
was stored for it. Exit status 1: a bound is broken.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.support.large_project import LARGE, large_files
from tests.support.served_index import served_index

LARGEST = 150_000  # bytes, compressed
SLOWEST = 3.0  # times a stored string
MEDIAN = "{:<34}{:>8.2f} ms"


def main() -> int:
    """Build, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--requests", type=int, default=200)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, served_index(list(large_files())) as index:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "webui.settings",
            "WHICHWHEEL_DATA_DIR": folder,
            "WHICHWHEEL_DEFAULT_INDEX": index.url,
            "WHICHWHEEL_ALLOW_NETWORKS": "127.0.0.0/8",
        }
        return measure(compare_large(Path(folder)), arguments.requests)


def compare_large(folder: Path) -> str:
    """A database with the finished comparison; the address of its page."""
    import django

    django.setup()
    from django.core.management import call_command

    from webui.celery import app
    from webui.resolutions.asking.asked import Asked
    from webui.resolutions.working import permalinks

    call_command("migrate", verbosity=0)
    app.loader.import_default_modules()
    app.conf.task_always_eager = True  # a queued id is worked on at once, in this process
    submission = permalinks.submit(Asked(LARGE, python="3.8"), None)
    assert (folder / "whichwheel.sqlite3").exists()
    return submission.get_absolute_url()


def measure(address: str, requests: int) -> int:
    """Ask in turns; print sizes, medians and their ratio. 1 where a bound is broken."""
    from django.http import HttpRequest, HttpResponse
    from django.test import Client
    from django.urls import clear_url_caches, path

    from webui import urls

    client = Client(headers={"Accept-Encoding": "gzip", "Host": "localhost"})
    page, stored_text = client.get(address), Client(headers={"Host": "localhost"}).get(address).content.decode()
    assert page.status_code == 200
    assert page["Content-Encoding"] == "gzip"

    def stored(request: HttpRequest) -> HttpResponse:
        return HttpResponse(stored_text)

    urls.urlpatterns.append(path("stored", stored))
    clear_url_caches()
    from webui.resolutions.models import StoredPage

    def page_anew() -> None:
        StoredPage.objects.all().delete()
        client.get(address)

    times = timed(requests, {"page": lambda: client.get(address), "stored": lambda: client.get("/stored")})
    times |= timed(max(5, requests // 20), {"anew": page_anew})
    ratio = times["page"] / times["stored"]
    print(f"{'result page, raw':<34}{len(stored_text.encode()):>8} bytes")
    print(f"{'result page, compressed':<34}{len(page.content):>8} bytes, bound {LARGEST}")
    print(MEDIAN.format("result page, median", times["page"]))
    print(MEDIAN.format("one stored string, median", times["stored"]))
    print(MEDIAN.format("result page built anew, median", times["anew"]))
    print(f"{'ratio to the stored string':<34}{ratio:>8.2f}, bound {SLOWEST:g}")
    return int(len(page.content) >= LARGEST or ratio > SLOWEST)


def timed(requests: int, asks: dict[str, Callable[[], object]]) -> dict[str, float]:
    """The median in ms of each, asked in turns."""
    for ask in asks.values():
        ask()
    times: dict[str, list[float]] = {name: [] for name in asks}
    for _ in range(requests):
        for name, ask in asks.items():
            start = time.perf_counter()
            ask()
            times[name].append((time.perf_counter() - start) * 1000)
    return {name: statistics.median(found) for name, found in times.items()}


if __name__ == "__main__":
    raise SystemExit(main())
