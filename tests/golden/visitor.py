"""A reader of the web application without scripts: opens addresses, sends forms, follows links, waits for answers."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPResponse
from http.cookiejar import CookieJar
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tests.golden.collected import Answer, Form, PartWriter

API = "/api/v1/resolutions"
COUNTED_HEADERS = ("Content-Type", "Content-Disposition", "Location", "Retry-After")
ENDED = frozenset({"done", "failed", "cancelled"})
WAIT_SECONDS = 1800
QUIET_SECONDS = 10  # how long the search for reasons may take to be queued once the answers are there
_FORMS = {
    "text/html": Form.PAGE,
    "image/svg+xml": Form.PAGE,
    "application/json": Form.JSON,
    "application/jsonl": Form.JSON_LINES,
    "image/png": Form.BYTES,
}

Fields = Mapping[str, str | Sequence[str]]


class NoAnswer(Exception):
    """The application did not come to an end with something."""


@dataclass(frozen=True, slots=True)
class Response:
    """What came back."""

    status: int
    headers: Message
    body: bytes

    @property
    def place(self) -> str:
        """Where a redirect leads, without the host; "" for no redirect."""
        return urlsplit(self.headers.get("Location", "")).path

    @property
    def html(self) -> str:
        """The text of a page."""
        return self.body.decode()


class _StayHere(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *arguments: object) -> None:
        """Redirects are answers to be compared."""


class Visitor:
    """One reader with cookies. Everything that is asked for with a name is stored under it."""

    def __init__(self, url: str, writer: PartWriter) -> None:
        self.url = url
        self.writer = writer
        self._cookies = CookieJar()
        self._open = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self._cookies), _StayHere).open
        writer.stand_in_for_host(url, "whichwheel.test")

    # -- single addresses ---------------------------------------------------------------------------

    def get(self, address: str) -> Response:
        """What an address answers; it is not stored."""
        return self._ask(urllib.request.Request(self.url + quote(address, safe="/?&=%+:,.-_~")))

    def see(self, address: str, name: str = "") -> Response:
        """Store what an address answers. It is called by the address where it has no name."""
        response = self.get(address)
        self._store(name or f"GET {address}", f"GET {address}", response)
        return response

    def send(self, address: str, fields: Fields, name: str, with_token: bool = True) -> Response:
        """Send a form as its page does, and store the answer."""
        sent = {**fields, "csrfmiddlewaretoken": self._token()} if with_token else fields
        data = urlencode(sent, doseq=True).encode()
        response = self._ask(urllib.request.Request(self.url + address, data, {"Origin": self.url}))
        self._store(name, f"POST {address} {_shown(fields)}", response)
        return response

    def post_to_api(self, body: bytes, name: str, content_type: str = "application/json", query: str = "") -> Response:
        """Send a question to the API, and store the answer."""
        address = API + query
        response = self._ask(urllib.request.Request(self.url + address, body, {"Content-Type": content_type}))
        self._store(name, f"POST {address} {content_type} {body.decode('utf-8', 'replace')}", response)
        return response

    def _ask(self, request: urllib.request.Request) -> Response:
        try:
            with self._open(request, timeout=WAIT_SECONDS) as response:
                return _response(response)
        except urllib.error.HTTPError as error:
            with error:
                return _response(error)

    def _token(self) -> str:
        if not any(cookie.name == "csrftoken" for cookie in self._cookies):
            self.get("/")
        return next(cookie.value or "" for cookie in self._cookies if cookie.name == "csrftoken")

    def _store(self, name: str, asked: str, response: Response) -> None:
        counted = ((header, response.headers.get(header)) for header in COUNTED_HEADERS)
        facts = (f"status: {response.status}", *(f"{header}: {value}" for header, value in counted if value))
        form = _FORMS.get(response.headers.get_content_type(), Form.TEXT)
        self.writer.add(Answer(name, asked, facts, form, response.body))

    # -- submissions --------------------------------------------------------------------------------

    def paste(self, name: str, fields: Fields) -> str:
        """Send the form of the paste page; the permalink's id, which is called by `name` from now on."""
        response = self.send("/", fields, f"paste {name}")
        if response.status != 302:
            raise NoAnswer(f"{name}: not accepted, status {response.status}")
        return self.called(response.place.removeprefix("/r/"), name)

    def called(self, submission: str, name: str) -> str:
        """Give a permalink a name that is the same in every run."""
        self.writer.stand_in(submission, f"id-of-{name}")
        return submission

    def document(self, submission: str) -> dict[str, Any]:
        """What the API says of a permalink."""
        found: dict[str, Any] = json.loads(self.get(f"{API}/{submission}").body)
        return found

    def wait_for(self, submission: str) -> dict[str, Any]:
        """The document of a permalink when nobody works on it any more, the search for the reasons included."""
        deadline, quiet_since = time.monotonic() + WAIT_SECONDS, time.monotonic()
        while time.monotonic() < deadline:
            document = self.document(submission)
            states = {label: solve["state"] for label, solve in document["solves"].items()}
            if not ENDED.issuperset(states.values()) or document["state"] == "running":
                quiet_since = time.monotonic()
            elif _is_explained(states) or time.monotonic() - quiet_since > QUIET_SECONDS:
                return document
            time.sleep(0.1)
        raise NoAnswer(f"{submission}: no end within {WAIT_SECONDS} s")

    def ask(self, submission: str, name: str, fields: Fields) -> None:
        """Put a question about a permalink, wait for its answer, and store the page."""
        place = self.send(f"/r/{submission}/ask", fields, f"{name} (sent)").place
        deadline = time.monotonic() + WAIT_SECONDS
        while place and "Solving …" in self.get(place).html:
            if time.monotonic() > deadline:
                raise NoAnswer(f"{name}: no answer within {WAIT_SECONDS} s")
            time.sleep(0.1)
        if place:
            self.see(place, name)

    # -- everything that hangs together -------------------------------------------------------------

    def see_all_of(self, submission: str, name: str) -> None:
        """Store every page and file of a permalink that its pages lead to, and what the API says of it."""
        self.see(f"{API}/{submission}", f"{name}: API")
        start = f"/r/{submission}"
        waiting, seen = [start], {start}
        while waiting:
            address = waiting.pop(0)
            response = self.see(address, f"{name}: {address.removeprefix(start) or '/'}")
            for found in addresses(response, address):
                if found not in seen and (found == start or found.startswith((f"{start}/", f"{start}?"))):
                    seen.add(found)
                    waiting.append(found)


def _is_explained(states: Mapping[str, str]) -> bool:
    """Whether no search for reasons is to come, once every solve has ended."""
    return "explanation" in states or set(states.values()) != {"done"}


def _response(response: HTTPResponse | urllib.error.HTTPError) -> Response:
    return Response(response.status or 0, response.headers, response.read())


def _shown(fields: Fields) -> str:
    return json.dumps(fields, ensure_ascii=False)


def addresses(response: Response, address: str) -> Iterator[str]:
    """The addresses that a page leads to, by links and by each single choice in its forms; without fragments."""
    if response.headers.get_content_type() != "text/html":
        return
    tree = LexborHTMLParser(response.html)
    for node in tree.css("a[href], meta[property='og:image']"):
        link = node.attributes.get("href") or urlsplit(node.attributes.get("content") or "").path
        found = urlsplit(link)
        if not found.netloc and (found.path or found.query):
            yield (found.path or urlsplit(address).path) + (f"?{found.query}" if found.query else "")
    if "&" not in address:
        for form in tree.css("form[method='get']"):
            yield from _choices(form)


def _choices(form: LexborNode) -> Iterator[str]:
    hidden = {
        node.attributes.get("name") or "": node.attributes.get("value") or ""
        for node in form.css("input[type='hidden']")
    }
    for select in form.css("select"):
        for option in select.css("option"):
            value = option.attributes.get("value")
            chosen = {**hidden, select.attributes.get("name") or "": option.text().strip() if value is None else value}
            yield f"{form.attributes.get('action') or ''}?{urlencode(chosen)}"
