"""The share of the answers that is committed, so that the ordinary tests notice a change: `share.json`.

Small answers are kept whole, in lines, so that their change can be read where it is reviewed. Of the large ones there
are digests; `make golden` shows how they differ.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.golden.canonical import canonical
from tests.golden.checkouts import checked_out, revision
from tests.golden.collected import read, writing
from tests.golden.comparing import unified_diff
from tests.golden.small import EXAMPLE, ask_small

PATH = Path(__file__).with_name("share.json")


@dataclass(frozen=True, slots=True)
class Share:
    """The canonical texts of small answers, and the digests of large ones, by name."""

    texts: dict[str, str]
    digests: dict[str, str]


def collected(source: Path) -> Share:
    """The share of a working tree, asked now."""
    with TemporaryDirectory(prefix="golden-share-") as folder, checked_out(revision(str(source))) as checkout:
        path = Path(folder, "small.zip")
        with writing(path) as writer:
            ask_small(checkout, writer)
        part = read(path)
    found = {name: canonical(part, name) for name in part.answers}
    return Share(
        texts={name: text for name, text in found.items() if not name.startswith(EXAMPLE)},
        digests={
            name: hashlib.sha256(text.encode()).hexdigest() for name, text in found.items() if name.startswith(EXAMPLE)
        },
    )


def committed(path: Path = PATH) -> Share:
    """The share of the repository."""
    kept = json.loads(path.read_text("utf-8"))
    return Share({name: "\n".join(lines) for name, lines in kept["texts"].items()}, kept["digests"])


def write(share: Share, path: Path = PATH) -> None:
    """Make a share the one of the repository."""
    kept = {"texts": {name: text.split("\n") for name, text in share.texts.items()}, "digests": share.digests}
    path.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", "utf-8")


def changes(before: Share, after: Share) -> Iterator[str]:
    """What a person reads of each difference."""
    for name in dict.fromkeys((*before.texts, *after.texts)):
        old, new = before.texts.get(name), after.texts.get(name)
        if old != new:
            diff = unified_diff(old, new) if old is not None and new is not None else ["only on one side"]
            yield "\n".join((f"{name}:", *diff))
    for name in dict.fromkeys((*before.digests, *after.digests)):
        if before.digests.get(name) != after.digests.get(name):
            yield f"{name}: differs; `make golden PART=small` shows how"
