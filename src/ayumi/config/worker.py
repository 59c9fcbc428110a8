"""The worker process: makes the books that wait. Killing it is safe; the job waits again."""

import signal
import threading
from types import FrameType

from ayumi.config.command.installation import start_installation


def main() -> None:
    """Work until SIGTERM or SIGINT."""
    start_installation()
    from ayumi.publishing.actions.work import work_forever

    stop = threading.Event()

    def end(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    work_forever(stop)


if __name__ == "__main__":
    main()
