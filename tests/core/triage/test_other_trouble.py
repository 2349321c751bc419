"""What is not about versions."""

from __future__ import annotations

import pytest

from resolver_core.inputs.report.troubles import TroubleKind
from resolver_core.triage.other_trouble import other_trouble
from tests.support.reports import a_report, read


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        ("error: Failed to build `a==1.0`", TroubleKind.BUILD),
        ("ERROR: Could not install packages due to an OSError: [Errno 13] Permission denied: '/usr'", "permission"),
        ("error: error sending request for url (https://index.test/simple/a/)", TroubleKind.NETWORK),
        ("ModuleNotFoundError: No module named 'a'", TroubleKind.PROGRAM),
        ("error: No interpreter found for Python 3.14 in virtual environments", TroubleKind.INTERPRETER),
        ("error: Failed to install: a-1.0-py3-none-any.whl (a==1.0)", TroubleKind.INSTALLATION),
    ],
)
def test_the_kinds(error: str, kind: str) -> None:
    found = other_trouble(read(a_report("a", transcript=f"$ uv pip install a\n{error}")))
    assert found is not None
    assert found.kind == kind
    assert found.quote == error


@pytest.mark.parametrize(
    "error",
    [
        "  \u00d7 No solution found when resolving dependencies:",
        "ERROR: No matching distribution found for a",
        "error: Distribution `a==1.0 @ registry+https://index.test/simple` can't be installed because it doesn't have "
        "a source distribution or wheel for the current platform",
    ],
)
def test_what_is_about_versions(error: str) -> None:
    transcript = f"$ uv pip install a\nerror: Failed to build `a==1.0`\n{error}"
    assert other_trouble(read(a_report("a", transcript=transcript))) is None


def test_a_report_without_errors_has_no_trouble() -> None:
    assert other_trouble(read(a_report("a", transcript="$ uv lock\nResolved 1 package"))) is None
