"""What the errors of tools are about."""

from __future__ import annotations

import pytest

from resolver_core.inputs.report.troubles import TroubleKind, kind_of, says_no_answer, says_no_file


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("All attempts to connect to index.test failed.", TroubleKind.NETWORK),
        ("subprocess-exited-with-error", TroubleKind.BUILD),
        ("OSError: [Errno 28] No space left on device", TroubleKind.INSTALLATION),
        ("error: Failed to parse: `app/pyproject.toml`", TroubleKind.PROJECT_FILE),
        ("TOML parse error at line 3, column 1", TroubleKind.PROJECT_FILE),
        ("error: `.venv` cannot be used, it is not a compatible environment", TroubleKind.INTERPRETER),
        ("error: externally-managed-environment", TroubleKind.PERMISSION),
        ("  \u00d7 No solution found when resolving dependencies:", None),
    ],
)
def test_the_kind_of_an_error(text: str, kind: TroubleKind | None) -> None:
    assert kind_of(text) is kind


def test_no_answer_and_no_file() -> None:
    assert says_no_answer("ERROR: ResolutionImpossible: for help")
    assert not says_no_answer("error: Failed to build `a==1`")
    assert says_no_file("error: Distribution `a==1 @ x` can't be installed because it doesn't have a wheel")
    assert not says_no_file("error: Failed to fetch")
