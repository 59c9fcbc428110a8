"""``ayumi demo``: an installation with the sample city, ready to look at."""

import argparse

from ayumi.config.command.installation import bring_database_up_to_date, start_installation
from ayumi.config.command.serve import DEFAULT_PORT, processes, serve


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("--port", type=int, default=DEFAULT_PORT, help="ポート番号（既定 8000）")
    parser.add_argument(
        "--prepare-only", action="store_true", help="データの準備だけを行い、サーバーを起動しない"
    )


def run(arguments: argparse.Namespace) -> int:
    """Load the sample city once, say where it is and how to sign in, and serve."""
    start_installation()
    from ayumi.config.demonstration import guide_lines, load_sample, sign_in_lines

    bring_database_up_to_date()
    loaded = load_sample()
    print("サンプル市を読み込みました。" if loaded else "サンプル市はすでに読み込まれています。")
    for line in (*sign_in_lines(arguments.port), *guide_lines()):
        print(line, flush=True)
    if arguments.prepare_only:
        return 0
    return serve("127.0.0.1", arguments.port, processes())
