"""A person before a browser without scripts: keeps cookies, reads forms, sends them, and is timed."""

import http.client
import socket
import time
import urllib.parse
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from html.parser import HTMLParser
from io import BytesIO
from typing import Any, BinaryIO

PATIENCE = 60
"""Seconds after which a request counts as an error."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. ``location`` is where a redirect leads."""

    status: int
    text: str
    location: str


@dataclass(slots=True)
class Visitor:
    """One person with a session. ``seconds`` holds (what, how long) of every timed request."""

    port: int
    session: str
    csrf: str = ""
    seconds: list[tuple[str, float]] = field(default_factory=list)

    def get(self, path: str, what: str) -> Answer:
        """Open a page."""
        return self._ask("GET", path, what)

    def post(
        self,
        path: str,
        fields: Mapping[str, str],
        what: str,
        *,
        once: Callable[[], None] = lambda: None,
    ) -> Answer:
        """Send a form, with the token of the page it was read from. ``once`` is waited for with all ready."""
        return self._ask("POST", path, what, body=urllib.parse.urlencode(fields), once=once)

    def _ask(
        self, method: str, path: str, what: str, *, body: str = "", once: Callable[[], None] = lambda: None
    ) -> Answer:
        asked = self._request(method, path, body.encode())
        once()
        began = time.monotonic()
        with socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE) as asking:
            asking.sendall(asked)
            came = b"".join(iter(partial(asking.recv, 65_536), b""))
        self.seconds.append((what, time.monotonic() - began))
        got = http.client.HTTPResponse(_Received(came))
        got.begin()
        text = got.read().decode()
        for cookie in got.headers.get_all("Set-Cookie") or ():
            if cookie.startswith("csrftoken="):
                self.csrf = cookie.partition("=")[2].partition(";")[0]
        return Answer(got.status, text, got.headers.get("Location", ""))

    def _request(self, method: str, path: str, body: bytes) -> bytes:
        """Return a request that is answered on a connection of its own.

        It is made, and the answer is read, outside the time that is taken: sixty people have sixty computers.
        """
        here = f"127.0.0.1:{self.port}"
        lines = [
            f"{method} {path} HTTP/1.1",
            f"Host: {here}",
            f"Cookie: sessionid={self.session}; csrftoken={self.csrf}",
            "Connection: close",
        ]
        if method == "POST":
            lines += [
                "Content-Type: application/x-www-form-urlencoded",
                f"Content-Length: {len(body)}",
                f"Origin: http://{here}",
            ]
        return "\r\n".join([*lines, "", ""]).encode() + body


class _Received:
    """What came over a connection that is closed, as ``http.client`` wants to read it."""

    def __init__(self, came: bytes) -> None:
        self._came = came

    def makefile(self, *_arguments: Any, **_named: Any) -> BinaryIO:
        """Return what came."""
        return BytesIO(self._came)


def form_of(text: str, action: str) -> dict[str, str]:
    """Return the fields of the form whose address ends with ``action``, as they stand on the page."""
    reader = _FormReader(action)
    reader.feed(text)
    return reader.fields


class _FormReader(HTMLParser):
    """Collects the fields of one form: inputs, text areas, and the chosen options."""

    def __init__(self, action: str) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self._action, self._inside, self._name, self._is_area = action, False, "", False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a field."""
        at = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._inside = at.get("action", "").endswith(self._action)
        if not self._inside:
            return
        if tag == "input" and at.get("type") not in ("radio", "checkbox", "submit"):
            self.fields[at.get("name", "")] = at.get("value", "")
        elif tag in ("textarea", "select"):
            self._name, self._is_area = at.get("name", ""), tag == "textarea"
            self.fields[self._name] = ""
        elif tag == "option" and "selected" in at:
            self.fields[self._name] = at.get("value", "")

    def handle_data(self, data: str) -> None:
        """Take the text of a text area."""
        if self._is_area:
            self.fields[self._name] += data

    def handle_endtag(self, tag: str) -> None:
        """Leave a form or an area."""
        self._inside = self._inside and tag != "form"
        self._is_area = self._is_area and tag != "textarea"
