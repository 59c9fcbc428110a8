"""A person before a browser without scripts: keeps cookies, reads forms, sends them, and is timed."""

import http.client
import time
import urllib.parse
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

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
        return self._ask("GET", path, None, what)

    def post(self, path: str, fields: Mapping[str, str], what: str) -> Answer:
        """Send a form, with the token of the page it was read from."""
        return self._ask("POST", path, urllib.parse.urlencode(fields), what)

    def _ask(self, method: str, path: str, body: str | None, what: str) -> Answer:
        headers = {"Cookie": f"sessionid={self.session}; csrftoken={self.csrf}"}
        if body is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded"}
            headers |= {"Origin": f"http://127.0.0.1:{self.port}"}
        began = time.monotonic()
        asking = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            asking.request(method, path, body=body, headers=headers)
            got = asking.getresponse()
            text = got.read().decode()
        finally:
            asking.close()
        self.seconds.append((what, time.monotonic() - began))
        for cookie in got.headers.get_all("Set-Cookie") or ():
            if cookie.startswith("csrftoken="):
                self.csrf = cookie.partition("=")[2].partition(";")[0]
        return Answer(got.status, text, got.headers.get("Location", ""))


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
