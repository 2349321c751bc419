"""Record the examples that come with the application anew, on the frozen index of the shared data.

    python -m tests.support.record_examples [SLUG]...

Each runs in a process of its own with an empty database, against a server that fails where its case says so.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile

from tests.conformance.projects import load_case
from tests.conformance.shared_programs import frozen_index
from tests.support.shared import SHARED

CASES = {
    "no-wheel-for-this-python": "seed-9514-torch",
    "wheels-that-disagree": "seed-10693-nightly",
    "a-file-out-of-reach": "seed-11926-jupyter",
    "two-accelerators": "seed-9640-accelerators",
    "a-fall-of-years": "seed-7990-gradio",
    "an-old-promise": "seed-7990-gradio",
    "a-clash-elsewhere": "seed-7990-gradio",
    "two-markers": "seed-7990-gradio",
    "a-constraint-elsewhere": "seed-7990-gradio",
    "before-its-time": "seed-7990-gradio",
}
"""By slug, the recorded case whose index an example is solved on."""


def record(slug: str) -> None:
    """Record one example. Raises CalledProcessError where it cannot be recorded."""
    case = load_case(SHARED / "frozen-index" / "projects" / CASES[slug])
    with frozen_index(case.get("fail", [])) as base, tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            "WHICHWHEEL_DATA_DIR": folder,
            "WHICHWHEEL_DEFAULT_INDEX": f"{base}/simple",
            "WHICHWHEEL_ALLOW_NETWORKS": "127.0.0.0/8",
            "WHICHWHEEL_EXPLAIN_SECONDS": "600",
        }
        for command in (["migrate", "--verbosity", "0"], ["record_examples", "--index", base, slug]):
            subprocess.run([sys.executable, "manage.py", *command], env=environment, check=True)


if __name__ == "__main__":
    for name in sys.argv[1:] or CASES:
        record(name)
