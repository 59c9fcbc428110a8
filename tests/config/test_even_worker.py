"""The web server's worker: who says nothing keeps nobody out, and no process takes more than it can do."""

import logging
import socket
import urllib.request
from pathlib import Path

import pytest
from gunicorn.config import Config

from ayumi.config.even_worker import EvenWorker
from tests.failure.installation import embedded

SILENT = 40
PATIENCE = 30
"""Seconds: gunicorn's own worker waits five for each silent connection."""


@pytest.fixture
def worker() -> EvenWorker:
    """A worker of two threads that has not begun."""
    settings = Config()
    settings.set("threads", 2)
    settings.set("worker_connections", 6)
    return EvenWorker(0, 0, [], None, 30, settings, logging.getLogger("gunicorn"))


def test_it_takes_as_many_as_it_has_threads_beside_the_silent_ones(worker: EvenWorker) -> None:
    assert worker.worker_connections == 2
    worker.keepalived_conns.extend([object(), object()])
    worker.pending_conns.append(object())
    assert worker.worker_connections == 5
    worker.pending_conns.extend([object()] * 10)
    assert worker.worker_connections == 6, "never more than the whole process may have open"


def test_silent_connections_keep_nobody_out(tmp_path: Path) -> None:
    with embedded(tmp_path).served() as port:
        silent = [socket.create_connection(("127.0.0.1", port)) for _ in range(SILENT)]
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/sign-in/login/", timeout=PATIENCE) as answer:
            assert answer.status == 200
        for each in silent:
            each.close()
