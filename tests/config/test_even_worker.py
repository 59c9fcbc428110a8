"""The web server's worker: who says nothing keeps nobody out, and no process takes more than it can do."""

import logging
import selectors
import socket
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path

import pytest
from gunicorn.config import Config
from gunicorn.workers.gthread import TConn

from ayumi.config import even_worker
from ayumi.config.even_worker import FAREWELL, HELD_UP, EvenWorker
from tests.failure.installation import embedded

SILENT = 40
PATIENCE = 30
"""Seconds: gunicorn's own worker waits five for each silent connection."""
PROCESSES = 3


@pytest.fixture
def worker(monkeypatch: pytest.MonkeyPatch) -> EvenWorker:
    """One worker of three, of two threads, that has not begun; all are idle."""
    monkeypatch.setattr(even_worker, "_began", [0.0] * PROCESSES)
    settings = Config()
    settings.set("threads", 2)
    settings.set("workers", PROCESSES)
    settings.set("worker_connections", 6)
    made = EvenWorker(0, 0, [], None, 30, settings, logging.getLogger("gunicorn"))
    made.poller = selectors.DefaultSelector()
    return made


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """A port on which somebody has just asked for something."""
    with (
        socket.create_server(("127.0.0.1", 0)) as listening,
        socket.create_connection(listening.getsockname()) as visitor,
    ):
        visitor.sendall(b"GET / HTTP/1.1\r\n\r\n")
        yield listening


@pytest.fixture
def pair(worker: EvenWorker) -> Iterator[tuple[TConn, socket.socket]]:
    """The connection of a visitor whose answer was sent, on both sides."""
    ours, theirs = socket.socketpair()
    worker.nr_conns = 1
    with ours, theirs:
        yield TConn(worker.cfg, ours, ("127.0.0.1", 1), ("127.0.0.1", 2)), theirs


def answered() -> Future[bool]:
    """What is left of a request after which the connection ends."""
    done: Future[bool] = Future()
    done.set_result(False)
    return done


@pytest.mark.parametrize(
    ("since", "takes_it"),
    [
        ((0.0, 0.0), True),
        ((0.01, 0.0), True),
        ((0.01, 0.02), False),
        ((0.01, HELD_UP + 0.1), True),
        ((HELD_UP + 0.1, HELD_UP + 9), True),
    ],
)
def test_the_last_idle_process_stands_in_only_for_one_that_is_held_up(
    worker: EvenWorker,
    listener: socket.socket,
    monkeypatch: pytest.MonkeyPatch,
    since: tuple[float, ...],
    takes_it: bool,
) -> None:
    now = time.monotonic()
    for place, seconds in enumerate(since, 1):
        even_worker._began[place] = now - seconds if seconds else 0
    taken: list[TConn] = []
    monkeypatch.setattr(worker, "enqueue_req", taken.append)
    worker.accept(listener)
    assert bool(taken) is takes_it
    for conn in taken:
        conn.close()


def test_of_two_processes_none_is_in_reserve(worker: EvenWorker) -> None:
    worker.cfg.set("workers", 2)
    even_worker._began[1] = time.monotonic()
    assert not worker._is_in_reserve()


def test_a_visitor_who_stays_is_not_waited_for(
    worker: EvenWorker, pair: tuple[TConn, socket.socket], monkeypatch: pytest.MonkeyPatch
) -> None:
    conn, theirs = pair
    began = time.monotonic()
    worker.finish_request(conn, answered())
    assert time.monotonic() - began < FAREWELL / 2
    assert worker.nr_conns == 0
    assert theirs.recv(1) == b"", "the visitor was told that no more comes"
    worker.murder_pending()
    assert conn.sock.fileno() >= 0, "an answer that is being read is not cut off"
    monkeypatch.setattr(time, "monotonic", lambda: began + FAREWELL + 1)
    worker.murder_pending()
    assert conn.sock.fileno() < 0


def test_a_visitor_who_leaves_is_let_go(worker: EvenWorker, pair: tuple[TConn, socket.socket]) -> None:
    conn, theirs = pair
    theirs.sendall(b"one word more")
    worker.finish_request(conn, answered())
    worker.wait_for_and_dispatch_events(1)
    assert conn.sock.fileno() >= 0
    theirs.close()
    worker.wait_for_and_dispatch_events(1)
    assert conn.sock.fileno() < 0
    assert not worker.poller.get_map()


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
