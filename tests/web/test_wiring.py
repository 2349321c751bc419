"""What settings become."""

from __future__ import annotations

from pathlib import Path

from pytest_django import Settings

from resolver_core import DEFAULT_VOCABULARY
from webui import wiring


def test_the_labels_of_an_installation(settings: Settings, tmp_path: Path) -> None:
    assert wiring.vocabulary() == DEFAULT_VOCABULARY
    settings.LABELS_FILE = str(tmp_path / "labels.toml")
    assert wiring.vocabulary() == DEFAULT_VOCABULARY, "the file is not there"
    (tmp_path / "labels.toml").write_text('[standing]\nreproduced = "confirmed"\n')
    assert wiring.vocabulary().standings == {"reproduced": "confirmed"}
