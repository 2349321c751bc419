"""What is done seldom is sent by whoever serves, so that no beat process is needed."""

from __future__ import annotations

from typing import Any

import pytest

from webui.celery import app
from webui.settings import CELERY_BEAT_SCHEDULE, SELDOM_TASKS
from webui.workers.sweeping import send_seldom


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    names: list[str] = []

    def taken(signature: Any, expires: float) -> None:
        assert expires == SELDOM_TASKS[signature.task], "what was not taken by then is sent anew"
        names.append(signature.task)

    monkeypatch.setattr(type(app.signature("x")), "apply_async", taken)
    return names


def test_it_is_sent_at_the_start_and_then_when_its_time_has_come(sent: list[str]) -> None:
    due: dict[str, float] = {}
    every = sorted(SELDOM_TASKS.values())
    send_seldom(due, 5.0)
    assert sorted(sent) == sorted(SELDOM_TASKS)
    send_seldom(due, 4.0 + every[0])
    assert len(sent) == len(SELDOM_TASKS)
    send_seldom(due, 5.0 + every[0])
    assert sent[len(SELDOM_TASKS) :] == [name for name, seconds in SELDOM_TASKS.items() if seconds == every[0]]


def test_each_is_a_task_and_a_beat_process_would_send_it_too() -> None:
    app.loader.import_default_modules()
    assert SELDOM_TASKS.keys() <= app.tasks.keys()
    scheduled = {one["task"]: one["schedule"] for one in CELERY_BEAT_SCHEDULE.values()}
    assert SELDOM_TASKS.items() <= scheduled.items()
    assert {"team.ask_again_of_new_uv", "team.ask_again_of_changed_indexes"} <= SELDOM_TASKS.keys()
