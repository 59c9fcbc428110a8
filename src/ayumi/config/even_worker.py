"""The web server's worker process: it takes a new connection only when it has a thread for it."""

import select
import selectors
import time
from functools import partial
from typing import Any

from gunicorn.workers.gthread import TConn, ThreadWorker

MOMENT = 5
"""Milliseconds in which a browser that asks for something has begun to, also across a city hall."""


class EvenWorker(ThreadWorker):
    """gunicorn's worker with threads, which shares a rush evenly with the other processes.

    gunicorn's own takes every connection it is woken for. Of sixty submissions at one moment one process
    then took 57 in some runs, and the other core stood idle. And it gives each connection a thread, on which
    it waits five seconds for the first word: browsers open some beforehand and say nothing.
    """

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

    def enqueue_req(self, conn: TConn) -> None:
        """Give a connection to a thread if something is asked on it, else wait for that without one."""
        if conn.data_ready or _speaks(conn):
            super().enqueue_req(conn)
            return
        conn.sock.setblocking(False)
        conn.timeout = time.monotonic() + self.cfg.keepalive
        self.pending_conns.append(conn)
        self.poller.register(conn.sock, selectors.EVENT_READ, partial(self.on_pending_socket_readable, conn))


def _speaks(conn: TConn) -> bool:
    """Tell whether something has come on a connection, or comes within a moment."""
    waiting = select.poll()
    waiting.register(conn.sock, select.POLLIN)
    return bool(waiting.poll(MOMENT))
