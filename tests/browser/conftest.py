"""A real installation of the sample city, served by the real command, and Chromium to walk it with."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from ayumi.config.demonstration import DEMO_PASSWORD
from tests.browser.pages import follow

AYUMI = Path(sys.executable).with_name("ayumi")
START_SECONDS = 60
PATIENCE = 60_000
"""Milliseconds to wait for what is not there yet: a busy machine is slow, only a failure waits that long."""


@dataclass(frozen=True, slots=True)
class City:
    """A running installation: its address and the browser that visits it."""

    address: str
    browser: Browser

    def visit(self, login: str | None = None, *, width: int = 1440, language: str = "ja-JP") -> Page:
        """Open a window of ``width`` pixels, signed in as ``login`` or as a citizen."""
        context: BrowserContext = self.browser.new_context(
            viewport={"width": width, "height": 900}, locale=language, base_url=self.address
        )
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        if login:
            sign_in(page, login)
        return page


def sign_in(page: Page, login: str, password: str = DEMO_PASSWORD) -> None:
    """Sign in by the form."""
    page.goto("/sign-in/login/")
    page.fill("input[name=login]", login)
    page.fill("input[name=password]", password)
    follow(page.locator("main form button:not(.second)"))


@pytest.fixture(scope="session")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    """Serve the sample city in a data folder of its own."""
    folder = tmp_path_factory.mktemp("city")
    surroundings = os.environ | {"AYUMI_DATA_FOLDER": str(folder), "AYUMI_DATABASE_URL": ""}
    _prepare(folder, surroundings)
    port = _free_port()
    server = subprocess.Popen([AYUMI, "serve", "--port", str(port)], env=surroundings)
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(f"{address}/sign-in/login/", server)
        expect.set_options(timeout=PATIENCE)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
            )
            yield City(address, browser)
            browser.close()
    finally:
        server.terminate()
        server.wait(timeout=30)


def _prepare(folder: Path, surroundings: dict[str, str]) -> None:
    """Copy the city that make prepared, which takes no time; prepare it where pytest was started by hand."""
    if prepared := os.environ.get("AYUMI_TEST_CITY"):
        shutil.copytree(prepared, folder, dirs_exist_ok=True)
        return
    subprocess.run([AYUMI, "demo", "--prepare-only"], env=surroundings, check=True, stdout=subprocess.DEVNULL)


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if server.poll() is not None:
            raise RuntimeError(f"the server ended with code {server.returncode}")
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError("the server did not answer in time")
