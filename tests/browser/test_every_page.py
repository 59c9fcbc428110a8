"""Every page that links lead to: axe finds nothing, nothing sticks out, nothing comes from outside.

The pages are found by following links from the first page, one page for each form of address, so a new
page is walked as soon as something links to it.
"""

import re
from collections import deque
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import City
from tests.browser.pages import problems_of

pytestmark = pytest.mark.browser

IDENTIFIER = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/scales/preset/)[^/]+")
NOT_PAGES = re.compile(r"\.(pdf|txt|json|csv|svg|xlsx|yaml)$|/logout/")
FEWEST = {None: 4, "kikaku": 25, "tanto": 8, "iin": 8}
"""The least number of forms of address a walk must find; a walk that finds fewer has lost its way."""


def form_of(address: str) -> str:
    """Return an address with every identifier taken out, so that one page stands for its kind."""
    parts = urlsplit(address)
    return IDENTIFIER.sub("*", parts.path)


def pages_from(page: Page, address: str, room: str) -> Iterator[str]:
    """Follow links breadth first from the first page; yield one path for each form, with its page open.

    Only paths that begin with ``room`` are followed.
    """
    found: set[str] = set()
    waiting = deque(["/"])
    while waiting:
        path = waiting.popleft()
        if form_of(path) in found or NOT_PAGES.search(urlsplit(path).path):
            continue
        response = page.goto(path)
        assert response is not None and response.status == 200, f"{path}: {response and response.status}"
        found.add(form_of(path))
        links = page.eval_on_selector_all("a[href]", "nodes => nodes.map(node => node.href)")
        paths = (link.removeprefix(address).split("#")[0] for link in links if link.startswith(address))
        waiting.extend(path for path in paths if path.startswith(room))
        yield path


@pytest.mark.parametrize(
    ("login", "widths", "room"),
    [
        (None, (1440, 360), "/"),
        ("kikaku", (1440, 360), "/"),
        # The other roles have pages of their own in this room alone.
        ("tanto", (360,), "/rounds/"),
        ("iin", (360,), "/rounds/"),
    ],
)
def test_every_page_is_accessible_and_fits(
    city: City, login: str | None, widths: tuple[int, ...], room: str
) -> None:
    page = city.visit(login)
    outside: list[str] = []
    problems: list[str] = []
    page.on(
        "request", lambda request: outside.append(request.url) if _is_outside(request.url, city) else None
    )
    page.on("console", lambda said: problems.append(said.text) if said.type == "error" else None)
    walked = []
    for path in pages_from(page, city.address, room):
        walked.append(path)
        for width in widths:
            page.set_viewport_size({"width": width, "height": 900})
            found = problems_of(page, width, colours=width == widths[0])
            problems += [f"{width} px {path}: {problem}" for problem in found]
    assert len(walked) >= FEWEST[login], walked
    assert not outside
    assert not problems, "\n".join(problems)


def _is_outside(url: str, city: City) -> bool:
    return not url.startswith((city.address, "data:", "blob:"))
