"""Record what the reported threads ask of indexes: `python -m tests.support.record_reports [NUMBER]...`.

It needs ../shared and the default index. Indexes beside it are those of ../shared/frozen-index that were made by hand.
What no solve reads is left out, and hosts are replaced.
"""

from __future__ import annotations

import json
import lzma
import re
import sys
from typing import Any, cast

from resolver_core import RecordingIndex, default_index_url, open_index, snapshot_to_json
from resolver_core.index.kept.store import MemoryStore
from resolver_core.inputs.report.read import parse_report
from resolver_core.triage.question import as_of_moment
from resolver_core.triage.triaging import triage
from tests.conformance.shared_programs import frozen_index
from tests.support.field_cases import INDEX
from tests.support.record_field_cases import stripped
from tests.support.reported_threads import MADE_BY_HAND, NUMBERS, Reachable, mirrors_of, path_of, text_of


def record(number: int) -> None:
    """Judge a thread, and write what was read for it."""
    text, url = text_of(number), default_index_url()
    moment = as_of_moment(parse_report(text))
    assert moment is not None
    with (
        frozen_index([]) as base,
        open_index(store=MemoryStore(), own_index=url, allow_networks=("127.0.0.0/8",)) as opened,
    ):
        beside = {name: f"{base}/m/{name}/simple" for name in MADE_BY_HAND}
        index = RecordingIndex(Reachable(opened, (url, *beside.values())))
        triage(text, index, url, mirrors={named: beside[name] for named, name in mirrors_of(text).items()})
        document = json.dumps(snapshot_to_json(index.snapshot()))
        document = re.sub(rf"{base}/m/([\w-]+)/simple", r"https://\1.index.test/simple", document)
        document = re.sub(rf"{base}/m/([\w-]+)/files/", r"https://\1.index.test/files/", document)
    snapshot = stripped(cast(dict[str, Any], json.loads(document)), url, moment.isoformat())
    path_of(number).write_bytes(lzma.compress(json.dumps(snapshot, separators=(",", ":")).encode(), preset=9))
    print(f"{path_of(number).name}: {path_of(number).stat().st_size / 1024:.1f} kB, of {INDEX}")


if __name__ == "__main__":
    for name in sys.argv[1:] or NUMBERS:
        record(int(name))
