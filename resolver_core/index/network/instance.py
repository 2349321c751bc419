"""A running Whichwheel somewhere else, asked over its API: for the command line and for agents."""

from __future__ import annotations

from collections.abc import Mapping
from time import monotonic
from types import TracebackType
from typing import Any, Self

import httpx2

from resolver_core.errors import CoreError

Document = dict[str, Any]

SECONDS_AT_ONCE = 25
"""One request waits so long at most; then the next one does."""
PATIENCE_SECONDS = 600.0


class InstanceTrouble(CoreError):
    """The instance cannot be reached or refuses; `str()` is what it said, and `problem` its RFC 9457 document."""

    def __init__(self, words: str, problem: Document | None = None) -> None:
        super().__init__(words)
        self.problem = problem or {}


class Instance:
    """The API of one instance; use it as a context manager. Documents are those of its OpenAPI document.

    Every method raises `InstanceTrouble`.
    """

    def __init__(self, url: str, token: str = "", *, patience_seconds: float = PATIENCE_SECONDS) -> None:
        headers = {"user-agent": "whichwheel", **({"authorization": " ".join(("Bearer", token))} if token else {})}
        try:
            self._client = httpx2.Client(base_url=url.rstrip("/"), headers=headers, timeout=SECONDS_AT_ONCE + 35)
        except (httpx2.InvalidURL, ValueError) as error:
            raise InstanceTrouble(f"{url}: invalid address") from error
        self._patience = patience_seconds

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def verdict(self, question: Mapping[str, object]) -> Document:
        """Ask for both resolutions, and wait for the verdict."""
        found = self._request("POST", f"/api/v1/verdicts?seconds={SECONDS_AT_ONCE}", question)
        key, until = found.get("delete_key"), monotonic() + self._patience
        while found["verdict"] == "running":
            if monotonic() > until:
                raise InstanceTrouble(f"no verdict yet: {found['page']}")
            found = self._request("GET", f"/api/v1/resolutions/{found['id']}/verdict?seconds={SECONDS_AT_ONCE}")
        return {**found, "delete_key": key}

    def ask(self, submission_id: str, kind: str, text: str, target: int = 1) -> Document:
        """Put a question to a finished answer, and wait for what it says."""
        question = {"kind": kind, "text": text, "target": target}
        made = self._request("POST", f"/api/v1/resolutions/{submission_id}/questions", question)
        return self._ended(f"/api/v1/resolutions/{submission_id}/questions/{made['id']}")

    def report(self, text: str) -> Document:
        """Have an issue report judged, and wait for the verdict."""
        found = self._request("POST", "/api/v1/reports", {"text": text})
        if "verdict" in found:  # it states no project
            return found
        self._request("GET", f"/api/v1/resolutions/{found['id']}/wait?seconds={SECONDS_AT_ONCE}")
        return self._ended(f"/api/v1/reports/{found['id']}", f"/api/v1/resolutions/{found['id']}/wait")

    def _ended(self, path: str, waiting: str = "") -> Document:
        until = monotonic() + self._patience
        while (found := self._request("GET", path))["state"] in ("queued", "running"):
            if monotonic() > until:
                raise InstanceTrouble(f"no answer yet: {path}")
            submission = waiting or f"{path.rpartition('/questions/')[0]}/wait"
            self._request("GET", f"{submission}?seconds=1")
        return found

    def _request(self, method: str, path: str, body: Mapping[str, object] | None = None) -> Document:
        try:
            answer = self._client.request(method, path, json=None if body is None else dict(body))
            found = answer.json()
        except (httpx2.HTTPError, ValueError) as error:
            raise InstanceTrouble(f"no answer of {self._client.base_url}: {type(error).__name__}") from error
        if answer.status_code >= 400 or not isinstance(found, dict):
            words = found.get("detail") if isinstance(found, dict) else None
            raise InstanceTrouble(str(words or answer.status_code), found)
        return found
