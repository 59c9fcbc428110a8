"""``ayumi serve``: run the web server and the worker that makes books."""

import argparse
import os
import signal
import subprocess
import sys
from types import FrameType

from ayumi.config.command.installation import bring_database_up_to_date, start_installation

DEFAULT_PORT = 8000
FEWEST_PROCESSES = 3
"""So many answer while one of them reads a large workbook, on the smallest machine too."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("--host", default="127.0.0.1", help="待ち受けるアドレス（既定 127.0.0.1）")
    parser.add_argument("--port", type=int, default=DEFAULT_PORT, help="ポート番号（既定 8000）")
    parser.add_argument(
        "--workers", type=int, default=processes(), help="処理プロセスの数（既定 CPUのコア数＋1、3以上）"
    )


def processes() -> int:
    """Return how many processes answer: one more than the cores, and at least ``FEWEST_PROCESSES``."""
    return max(FEWEST_PROCESSES, len(os.sched_getaffinity(0)) + 1)


def run(arguments: argparse.Namespace) -> int:
    """Serve until interrupted."""
    start_installation()
    bring_database_up_to_date()
    return serve(arguments.host, arguments.port, arguments.workers)


def serve(host: str, port: int, workers: int) -> int:
    """Run gunicorn with the book worker beside it; when one ends, both end."""
    from ayumi.config.statistics import count_rows_anew

    count_rows_anew()
    worker = subprocess.Popen([sys.executable, "-m", "ayumi.config.worker"])
    server = subprocess.Popen(_server_command(host, port, workers), env=os.environ)
    stopping = _end_together(server, worker)
    try:
        code = server.wait()
    finally:
        worker.terminate()
        worker.wait()
    return 0 if stopping else code


def _server_command(host: str, port: int, workers: int) -> list[str]:
    """Return gunicorn's command: processes of one thread each, which share what is loaded.

    Several threads of one process wait for one another, also while one of them holds the gate of the
    embedded database: sixty submissions at one moment took half as long again.
    """
    return [
        *(sys.executable, "-m", "gunicorn", "ayumi.config.wsgi:application", "--preload"),
        *("--bind", f"{host}:{port}", "--workers", str(workers), "--threads", "1"),
        *("--worker-class", "ayumi.config.even_worker.EvenWorker"),
        *("--timeout", "60", "--log-level", "warning", "--no-control-socket"),
    ]


def _end_together(*processes: subprocess.Popen[bytes]) -> list[int]:
    """End every process on SIGINT or SIGTERM; the returned list then holds the signal."""
    received: list[int] = []

    def stop(number: int, _frame: FrameType | None) -> None:
        received.append(number)
        for process in processes:
            process.terminate()

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    return received
