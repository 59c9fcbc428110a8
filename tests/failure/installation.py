"""An installation of its own for a test that serves it: on SQLite, or on a PostgreSQL database of its own."""

import atexit
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.db import connection

REPOSITORY = Path(__file__).parents[2]
START_SECONDS = 60
PATIENCE_SECONDS = 900
KILLS = int(os.environ.get("AYUMI_TEST_KILLS", "4"))
"""How many children a test of sudden death kills; 60 for a long run."""


@dataclass(frozen=True, slots=True)
class Installation:
    """The surroundings in which its processes run."""

    surroundings: dict[str, str]

    def run(self, module: str, *arguments: str) -> Any:
        """Run a module in the installation and return the JSON that it prints."""
        done = subprocess.run(
            [sys.executable, "-m", module, *arguments],
            env=os.environ | self.surroundings,
            cwd=REPOSITORY,
            capture_output=True,
            text=True,
            timeout=PATIENCE_SECONDS,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    @contextmanager
    def served(self) -> Iterator[int]:
        """Serve it as ``ayumi serve`` does, and yield the port on the loopback address."""
        port = _free_port()
        ayumi = Path(sys.executable).with_name("ayumi")
        server = subprocess.Popen(
            [ayumi, "serve", "--port", str(port)], env=os.environ | self.surroundings, cwd=REPOSITORY
        )
        try:
            _wait_for(f"http://127.0.0.1:{port}/sign-in/login/", server)
            yield port
        finally:
            server.terminate()
            server.wait(timeout=30)


def embedded(folder: Path) -> Installation:
    """Return an empty installation on the embedded database, whose tables stand."""
    shutil.copytree(_empty(), folder, dirs_exist_ok=True)
    return Installation(_surroundings(folder, ""))


@cache
def _empty() -> Path:
    """Make the tables once for all installations of a test process: it takes seconds."""
    folder = Path(tempfile.mkdtemp(prefix="ayumi-empty-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    done = subprocess.run(
        [sys.executable, "-m", "django", "migrate", "--verbosity", "0"],
        env=os.environ | _surroundings(folder, ""),
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder


@contextmanager
def on_postgresql(folder: Path) -> Iterator[Installation]:
    """Yield an empty installation on a database of its own, beside that of the tests."""
    name = f"failure_{uuid.uuid4().hex[:8]}"
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    try:
        url = os.environ["AYUMI_DATABASE_URL"]
        yield Installation(_surroundings(folder, f"{url.rpartition('/')[0]}/{name}"))
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _surroundings(folder: Path, url: str) -> dict[str, str]:
    return {
        "AYUMI_DATA_FOLDER": str(folder),
        "AYUMI_DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "ayumi.config.settings",
    }


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
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
        else:
            return
    raise RuntimeError("the server did not answer in time")
