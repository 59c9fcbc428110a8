"""Going from page to page, and looking at one with axe.

A click returns before the page it leads to is there. Whoever reads the address, counts, or starts axe right
after it reads the page that is going away; so what leads to another page is followed, never merely clicked.
"""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Locator, Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PASSED_OVER = "tbody tr:nth-child(n+26)"
"""Rows of a long table that axe need not look at: they are made like those before them, and took longest."""


def follow(what: Locator) -> None:
    """Click a link or button that leads to another page, and wait until that page has loaded."""
    with what.page.expect_navigation():
        what.click()


def problems_of(page: Page, width: int, *, colours: bool = True) -> list[str]:
    """Return what axe finds on a page, and whether it is wider than its window.

    Without ``colours`` contrast is not looked at: it takes as long as everything else together, and no
    colour of ours depends on the width, so once for each page is enough.
    """
    page.wait_for_load_state("load")
    # Only what is wrong is told in full, and nothing of other frames or files: there are none.
    options = {
        "runOnly": {"type": "tag", "values": RULES},
        "resultTypes": ["violations"],
        "iframes": False,
        "preload": False,
        "rules": {"color-contrast": {"enabled": colours}},
    }
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate("([exclude, options]) => axe.run({ exclude }, options)", [[[PASSED_OVER]], options])
    problems = [
        f"{violation['id']}: {violation['help']}: {violation['nodes'][0]['html'][:200]}"
        for violation in found["violations"]
    ]
    needed = page.evaluate("document.documentElement.scrollWidth")
    if needed > width:
        problems.append(f"the page needs {needed} px")
    return problems
