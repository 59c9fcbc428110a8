"""The web server's worker process: it takes a new connection only when it has a thread for it."""

import mmap
import select
import selectors
import time
from collections import deque
from concurrent.futures import Future
from functools import partial
from socket import SHUT_WR, socket
from typing import Any

from gunicorn.workers.gthread import TConn, ThreadWorker

MOMENT = 5
"""Milliseconds in which a browser that asks for something has begun to, also across a city hall."""
HELD_UP = 0.25
"""Seconds after which a process counts as held up, as by a large workbook, and is stood in for."""
LOOK_AGAIN = 0.005
"""Seconds after which the process in reserve looks again whether it is needed."""
FAREWELL = 2.0
"""Seconds in which the other side is to have read an answer, as gunicorn has it."""
DROPPED = 4_096
"""Bytes read at a time, and dropped, of what comes after an answer."""
_PLACES = 64
"""More than processes stand at once. Where two share a place one of them is not counted, which only lets
another take a connection; what a killed process left there counts as held up."""
_began = memoryview(mmap.mmap(-1, _PLACES * 8)).cast("d")
"""Of each process, by its age: when it began to answer (monotonic seconds, 0 while idle). All see it."""


class EvenWorker(ThreadWorker):
    """gunicorn's worker with threads, which shares a rush evenly with the other processes.

    gunicorn's own takes every connection it is woken for. Of sixty submissions at one moment one process
    then took 57 in some runs, and the other core stood idle. And it gives each connection a thread, on which
    it waits five seconds for the first word: browsers open some beforehand and say nothing.
    """

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._parting: deque[TConn] = deque()

    @property
    def worker_connections(self) -> int:
        """How many connections may be open now before new ones are left to the other processes.

        Those on which nothing is asked (kept alive, or silent so far) do not count.
        """
        silent = len(self.keepalived_conns) + len(self.pending_conns)
        return min(self.cfg.threads + silent, self.cfg.worker_connections)

    @worker_connections.setter
    def worker_connections(self, _value: Any) -> None:
        """Take no notice of the fixed number that gunicorn sets at the start."""

    def accept(self, listener: socket) -> None:
        """Take a connection, unless this is the last idle process and none of the others is held up.

        One process more than the cores can feed makes all of them slower; it is kept for when it is needed.
        """
        if self._is_in_reserve():
            time.sleep(LOOK_AGAIN)
            return
        super().accept(listener)

    def _is_in_reserve(self) -> bool:
        others = self.cfg.workers - 1
        lately = time.monotonic() - HELD_UP
        return others > 1 and sum(began > lately for began in _began) >= others

    def enqueue_req(self, conn: TConn) -> None:
        """Give a connection to a thread if something is asked on it, else wait for that without one."""
        if conn.data_ready or _speaks(conn):
            _began[self.age % _PLACES] = time.monotonic()
            super().enqueue_req(conn)
            return
        conn.sock.setblocking(False)
        conn.timeout = time.monotonic() + self.cfg.keepalive
        self.pending_conns.append(conn)
        self.poller.register(conn.sock, selectors.EVENT_READ, partial(self.on_pending_socket_readable, conn))

    def finish_request(self, conn: TConn, fs: Future[Any]) -> None:
        """Note that this process is idle again, and part with a visitor who wants nothing more."""
        _began[self.age % _PLACES] = 0
        if fs.cancelled() or fs.exception() or fs.result():
            super().finish_request(conn, fs)
            return
        self.nr_conns -= 1
        self._part_with(conn)

    def _part_with(self, conn: TConn) -> None:
        """Say that no more comes, and close when the other side has read it: nobody waits for that."""
        try:
            conn.sock.shutdown(SHUT_WR)
            conn.sock.setblocking(False)
        except OSError:
            conn.close()
            return
        conn.timeout = time.monotonic() + FAREWELL
        self._parting.append(conn)
        self.poller.register(conn.sock, selectors.EVENT_READ, partial(self._hear_out, conn))

    def _hear_out(self, conn: TConn, sock: socket) -> None:
        """Drop what still comes; when the other side has closed, close too."""
        try:
            if sock.recv(DROPPED):
                return
        except OSError:
            pass
        self._parting.remove(conn)
        self.poller.unregister(sock)
        conn.close()

    def murder_pending(self) -> None:
        """Close the connections that said nothing in time, and those whose other side stays."""
        super().murder_pending()
        while self._parting and self._parting[0].timeout < time.monotonic():
            conn = self._parting.popleft()
            self.poller.unregister(conn.sock)
            conn.close()


def _speaks(conn: TConn) -> bool:
    """Tell whether something has come on a connection, or comes within a moment."""
    waiting = select.poll()
    waiting.register(conn.sock, select.POLLIN)
    return bool(waiting.poll(MOMENT))
