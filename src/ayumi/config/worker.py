"""The worker process: makes the books that wait, and once a day reminds people and sends digests.

Killing it is safe: a job waits again, and the day's work is done where it was not.
"""

import signal
import threading
from types import FrameType

from ayumi.config.command.installation import start_installation


def main() -> None:
    """Work until SIGTERM or SIGINT."""
    start_installation()
    from ayumi.config.daily import run_every_day
    from ayumi.publishing.actions.work import work_forever

    stop = threading.Event()

    def end(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    threading.Thread(target=run_every_day, args=(stop,), name="daily", daemon=True).start()
    work_forever(stop)


if __name__ == "__main__":
    main()
