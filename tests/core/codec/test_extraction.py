"""A report as one flat document."""

from __future__ import annotations

from resolver_core.codec.extraction import ExtractionDocument, extraction_to_json
from resolver_core.inputs.report import parse_report
from tests.support.shapes import assert_shape

TEXT = """It picks the old one on Ubuntu 22.04, x86_64. Opened on Oct 16, 2025.

```toml
[project]
name = "x"
version = "1"
dependencies = ["torch"]
```

requirements.txt:

```
numpy
scipy>=1
```

```console
$ uv --version
uv 0.5.5 (abc 2025-01-01)
$ uv sync
Using CPython 3.12.8
 + torch==2.5
$ uv pip install \\
    -r requirements.txt
error: Failed to fetch: `https://i.test/scipy-1-py3-none-any.whl`
  Caused by: HTTP status client error (404 Not Found) for url (https://i.test/scipy-1-py3-none-any.whl)
```
"""


def test_everything_with_its_lines() -> None:
    document = extraction_to_json(parse_report(TEXT), "python-range")
    assert_shape(document, ExtractionDocument)
    assert document == {
        "pyproject": '[project]\nname = "x"\nversion = "1"\ndependencies = ["torch"]\n',
        "requirements": ["numpy", "scipy>=1"],
        "commands": ["uv sync", "uv pip install -r requirements.txt"],
        "platform": {"os": "linux", "arch": "x86_64", "libc": "glibc", "version": "22.04"},
        "python": "3.12.8",
        "tools": {"uv": "0.5.5"},
        "as_of": "2025-10-16",
        "observed_versions": {"uv sync": {"torch": "2.5"}},
        "observed_files": {"scipy": "scipy-1-py3-none-any.whl"},
        "errors": ["error: Failed to fetch: `https://i.test/scipy-1-py3-none-any.whl`"],
        "unreachable": [{"url": "https://i.test/scipy-1-py3-none-any.whl", "status": 404}],
        "missing": [],
        "cause_class": "python-range",
        "places": {
            "pyproject": [4, 5, 6, 7],
            "requirements": [13, 14],
            "commands": [20, 23],
            "platform": [1],
            "python": [21],
            "as_of": [1],
            "tools": [19],
            "observed_versions": [22],
            "observed_files": [25],
            "errors": [25],
            "unreachable": [25],
        },
    }


def test_nothing_stated() -> None:
    document = extraction_to_json(parse_report("It does not work.\n"))
    assert document["platform"] == {"os": None, "arch": None, "libc": None, "version": None}
    assert (document["pyproject"], document["python"], document["as_of"], document["cause_class"]) == (None,) * 4
    assert document["missing"] == ["project", "python", "platform", "uv version", "date"]
    assert document["places"] == {}
