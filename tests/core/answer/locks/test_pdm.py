from __future__ import annotations

import pytest

from tests.support.builders import LINUX, WINDOWS, a_target
from tests.support.locks import mistakes, said, versions

LOCK = """\
[metadata]
groups = ["default", "dev", "x"]
strategy = ["inherit_metadata"]
lock_version = "4.5.0"
content_hash = "sha256:00"

[[metadata.targets]]
requires_python = ">=3.9"

[[package]]
name = "a"
version = "1.5"
requires_python = ">=3.8"
groups = ["default"]
dependencies = [
    "e<2; python_version < \\"3.12\\"",
    "e>=2; python_version >= \\"3.12\\"",
]
files = [
    {file = "a-1.5-py3-none-any.whl", hash = "sha256:00"},
    {url = "https://files.test/a-1.5.tar.gz", hash = "sha256:11"},
]

[[package]]
name = "a"
version = "1.5"
extras = ["fast"]
dependencies = ["a==1.5", "quick"]

[[package]]
name = "b"
version = "1"
marker = "python_version < \\"3.13\\""

[[package]]
name = "c"
version = "1"

[[package]]
name = "d"
version = "1"
git = "https://code.test/d.git"
ref = "main"
revision = "0123"

[[package]]
name = "e"
version = "1.0"

[[package]]
name = "e"
version = "3.0"

[[package]]
name = "quick"
version = "1"
"""


def test_versions_and_markers_are_those_of_the_lock() -> None:
    answer = said(LOCK)
    assert (answer.label, answer.requires_python) == ("pdm.lock", ">=3.9")
    linux = a_target("3.12", LINUX)
    assert versions(answer, linux) == {"a": "1.5", "e": "3.0", "quick": "1"}
    assert versions(answer, linux, "x", ":dev") == {"a": "1.5", "c": "1", "d": "1", "e": "3.0", "quick": "1"}
    assert versions(answer, a_target("3.11", WINDOWS)) == {"a": "1.5", "b": "1", "e": "1.0", "quick": "1"}
    assert "b" not in versions(answer, a_target("3.13", WINDOWS))
    pins = {(str(pin.project), str(pin.version)): pin for pin in answer.pins}
    assert pins["b", "1"].marker == "python_full_version < '3.13' and os_name == 'nt'"
    assert pins["d", "1"].key.source == "git+https://code.test/d.git"
    assert [(file.filename, file.url) for file in pins["a", "1.5"].distributions] == [
        ("a-1.5-py3-none-any.whl", ""),
        ("a-1.5.tar.gz", "https://files.test/a-1.5.tar.gz"),
    ]


def test_older_locks_list_all_files_in_one_place() -> None:
    answer = said(
        """\
[[package]]
name = "a"
version = "1.5"

[metadata]
lock_version = "4.3"

[metadata.files]
"a 1.5" = [{url = "https://files.test/a-1.5-py3-none-any.whl", hash = "sha256:00"}]
"""
    )
    assert answer.requires_python == ""
    assert [file.filename for pin in answer.pins for file in pin.distributions] == ["a-1.5-py3-none-any.whl"]


@pytest.mark.parametrize(
    ("before", "after", "line", "words"),
    [
        ('version = "1.5"\nrequires', 'version = "one"\nrequires', 12, "not a valid version"),
        ('"e<2;', '"e=2;', 16, "write `==`"),
        ('"python_version < \\"3.13\\""', '"planet == 1"', 33, "marker"),
        ('lock_version = "4.5.0"', 'lock_version = "5.0"', 4, "`metadata.lock_version = 5.0` is not known"),
        ('name = "quick"\n', "", 54, "needs a `name`"),
    ],
)
def test_what_cannot_be_read_has_its_line(before: str, after: str, line: int, words: str) -> None:
    assert before in LOCK
    (found,) = mistakes(LOCK.replace(before, after, 1))
    assert (found[0], words in found[1]) == (line, True), found
