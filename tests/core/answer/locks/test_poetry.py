from __future__ import annotations

import pytest

from tests.support.builders import LINUX, WINDOWS, a_target
from tests.support.locks import mistakes, said, versions

LATE = """\
# @generated

[[package]]
name = "A"
version = "1.5"
optional = false
python-versions = ">=3.8"
groups = ["main"]
files = [
    {file = "a-1.5-py3-none-any.whl", hash = "sha256:00"},
    {file = "a-1.5.tar.gz", hash = "sha256:11"},
]

[package.dependencies]
e = [
    {version = ">=1,<2", markers = "python_version < \\"3.12\\""},
    {version = "^2 || ^3", markers = "python_version >= \\"3.12\\""},
]
quick = {version = ">=1", optional = true, markers = "extra == \\"fast\\" and os_name == \\"nt\\""}

[package.extras]
fast = ["quick (>=1) ; os_name == \\"nt\\""]

[[package]]
name = "b"
version = "1"
markers = "sys_platform == \\"win32\\""
groups = ["main"]

[[package]]
name = "c"
version = "1"

[package.source]
type = "legacy"
url = "https://index.test/simple"
reference = "own"

[[package]]
name = "d"
version = "1"
groups = ["dev"]

[package.source]
type = "git"
url = "https://code.test/d.git"
reference = "HEAD"
resolved_reference = "0123"

[[package]]
name = "e"
version = "1.0"
groups = ["main", "dev"]
markers = {main = "python_version < \\"3.12\\"", dev = "python_version < \\"3.10\\""}

[[package]]
name = "e"
version = "3.0"

[[package]]
name = "quick"
version = "1"

[[package]]
name = "stray"
version = "9"

[metadata]
lock-version = "2.1"
python-versions = "^3.9"
content-hash = "00"
"""


def test_versions_and_markers_are_those_of_the_lock() -> None:
    answer = said(LATE)
    assert (answer.label, answer.requires_python) == ("poetry.lock", "<4,>=3.9")
    linux, windows = a_target("3.12", LINUX), a_target("3.11", WINDOWS)
    assert versions(answer, linux) == {"a": "1.5", "e": "3.0"}
    assert versions(answer, windows) == {"a": "1.5", "b": "1", "e": "1.0", "quick": "1"}
    assert versions(answer, linux, "x", ":dev") == {"a": "1.5", "c": "1", "d": "1", "e": "3.0"}
    pins = {(str(pin.project), str(pin.version)): pin for pin in answer.pins}
    assert pins["e", "1.0"].marker == "python_full_version < '3.12'"
    assert pins["b", "1"].marker == "os_name == 'nt' and sys_platform == 'win32'"
    assert pins["stray", "9"].marker == ""


def test_sources_and_files_are_kept() -> None:
    pins = {str(pin.project): pin for pin in said(LATE).pins}
    assert [file.filename for file in pins["a"].distributions] == ["a-1.5-py3-none-any.whl", "a-1.5.tar.gz"]
    assert (pins["a"].index_url, pins["a"].key.source) == (None, "")
    assert pins["c"].index_url == "https://index.test/simple"
    assert pins["d"].key.source == "git+https://code.test/d.git"


def test_older_locks_list_all_files_in_one_place() -> None:
    answer = said(
        """\
[[package]]
name = "a"
version = "1.5"
category = "main"
optional = false
python-versions = "*"

[extras]
x = ["c"]

[metadata]
lock-version = "1.1"
python-versions = "~2.7 || ^3.5"
content-hash = "00"

[metadata.files]
a = [
    {file = "a-1.5-py3-none-any.whl", hash = "sha256:00"},
]
"""
    )
    assert [file.hashes for pin in answer.pins for file in pin.distributions] == [{"sha256": "00"}]
    assert versions(answer, a_target("3.12", LINUX)) == {"a": "1.5"}


@pytest.mark.parametrize(
    ("before", "after", "line", "words"),
    [
        ('version = "1.5"', 'version = "one"', 5, "not a valid version"),
        ('"^2 || ^3"', '"^two"', 17, "not a valid version"),
        ('"sys_platform == \\"win32\\""', '"planet == 1"', 27, "marker"),
        ('optional = true, markers = "extra', 'optional = 1, markers = "extra', 19, "must be true or false"),
        ('fast = ["quick', 'fast = ["!quick', 22, "not a valid name"),
        ('lock-version = "2.1"', 'lock-version = "3.0"', 69, "`metadata.lock-version = 3.0` is not known"),
        ('name = "stray"\n', "", 64, "needs a `name`"),
    ],
)
def test_what_cannot_be_read_has_its_line(before: str, after: str, line: int, words: str) -> None:
    assert before in LATE
    (found,) = mistakes(LATE.replace(before, after))
    assert (found[0], words in found[1]) == (line, True), found
