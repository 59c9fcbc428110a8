"""The command line: one table of commands, each a module with ``add_arguments`` and ``run``."""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

COMMANDS = {
    "read": "計画の文書や施策の表を読み取り、分かったことを表示する（データベース不要）",
    "check": "計画データの整合性を点検する（データベース不要）",
    "compare": "二つの計画データの違いを表示する（データベース不要）",
    "book": "計画データから計画書（PDF・テキスト）を作る（データベース不要）",
    "workbook": "計画データと計画ブック（Excel）を相互に変換する（データベース不要）",
    "schema": "計画データの形式（JSON Schema）を表示する（データベース不要）",
    "serve": "サーバーを起動する",
    "demo": "サンプル市を読み込んでサーバーを起動する",
    "search": "検索の索引を作り直す",
    "round": "評価の一覧・状況・開始・お知らせ",
    "audit": "監査証跡を検証する",
}
"""Name → what it does, in the order of ``ayumi --help``."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns 0 (done), 1 (done, with refusals or findings) or 2 (could not)."""
    parser = argparse.ArgumentParser(prog="ayumi", description="あゆみ: 自治体の計画の一生を支える")
    choices = parser.add_subparsers(dest="command", required=True, metavar="コマンド")
    words = list(sys.argv[1:] if arguments is None else arguments)
    for name, summary in COMMANDS.items():
        command = choices.add_parser(name, help=summary, description=summary)
        # Only the chosen command is imported: Django and the PDF engine load slowly.
        if words[:1] == [name]:
            module = import_module(f"ayumi.config.command.{name}")
            module.add_arguments(command)
            command.set_defaults(run=module.run)
    chosen = parser.parse_args(words)
    return int(chosen.run(chosen))
