"""The part of ``ayumi read`` for tables of measures: the account of the cells, without a database."""

import argparse
import sys
from pathlib import Path
from typing import Any

from ayumi.formats.guard import SPREADSHEET_KINDS, TEXT_KINDS, guard
from ayumi.importing.reading.tables import ReadTable, propose_table, understand_table
from ayumi.importing.rules.mapping import BadMapping, from_yaml, to_yaml
from ayumi.importing.rules.mapping.assembling import title_of

MOST_LINES = 20
"""How many refusals are printed; --json writes them all."""


def is_table(place: Path, name: str) -> bool:
    """Tell whether the file is a spreadsheet. Raises CannotRead and OSError as reading it does."""
    return guard(place, name, TEXT_KINDS | SPREADSHEET_KINDS) in SPREADSHEET_KINDS


def read_table(place: Path, name: str, mapping: Path | None) -> ReadTable:
    """Read a table under a mapping's YAML file, else under a proposal.

    Raises CannotRead, OSError and BadMapping, which is a ValueError with a reason in Japanese.
    """
    if mapping is None:
        return propose_table(place, name=name, saved={})
    try:
        text = mapping.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        raise BadMapping(
            "対応付けのファイルを開けません。場所と名前をお確かめのうえ、UTF-8で保存してください。"
        ) from problem
    chosen = from_yaml(text)
    return understand_table(place, name=name, mapping=to_yaml(chosen))


def plain_table(table: ReadTable) -> dict[str, Any]:
    """Return the account in the keys documented in the manual, ready for ``json.dumps``."""
    account = table.reading.account
    counts = account.counts
    return {
        "file": account.file,
        "fiscal_year": account.fiscal_year,
        "problem": account.problem,
        "cells": account.cells,
        "outside": account.outside,
        "counts": {"read": counts.read, **counts.model_dump()},
        "measures": len(table.reading.measures),
        "refused": [
            {**each.model_dump(mode="json"), "accepted": each.accepted, "reason": each.reason}
            for each in account.refused
        ],
        "breaks": [{**each.model_dump(mode="json"), "reason": each.reason} for each in account.breaks],
        "findings": [{**each.model_dump(mode="json"), "reason": each.reason} for each in account.findings],
        "mapping": to_yaml(table.reading.mapping),
    }


def print_table(name: str, table: ReadTable) -> None:
    """Print the counts, and to standard error what was refused, does not agree or should be known."""
    reading, account = table.reading, table.reading.account
    counts = account.counts
    print(f"■ {name}")
    print(f"計画名: {title_of(reading.mapping, account.fiscal_year)}")
    print(f"表の年度: {account.fiscal_year or '不明'}")
    print(f"施策: {len(reading.measures)}件")
    print(f"値のあるセル: {account.cells:,}（表の外 {account.outside:,}、表の中 {counts.read:,}）")
    print(
        f"  取り込む {counts.taken:,}、値なしの印 {counts.blank:,}、取り込まない {counts.not_taken:,}、"
        f"読み取れない {counts.refused:,}"
    )
    print(f"合計の確認: {account.sums_compared:,}回のうち不一致 {len(account.breaks):,}件")
    if account.problem:
        print(account.problem, file=sys.stderr)
    for refused in account.refused[:MOST_LINES]:
        print(
            f"読み取れないセル: {refused.sheet} {refused.cell}「{refused.found}」{refused.reason}",
            file=sys.stderr,
        )
    if len(account.refused) > MOST_LINES:
        print(f"ほか {len(account.refused) - MOST_LINES:,}件（--json ですべて書き出します）", file=sys.stderr)
    for each in account.breaks[:MOST_LINES]:
        print(
            f"一致しない合計: {each.sheet} {each.cell} {each.printed}≠{each.computed} {each.reason}",
            file=sys.stderr,
        )
    for finding in account.findings:
        print(
            " ".join(part for part in ("確認:", finding.reason, finding.place, finding.words) if part),
            file=sys.stderr,
        )


def code_of(table: ReadTable) -> int:
    """Return the exit code: 2 where no plan came out, 1 where something was refused or does not agree."""
    account = table.reading.account
    if table.document is None:
        return 2
    return 1 if account.refused or account.breaks else 0


def add_table_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments that are for tables alone."""
    parser.add_argument(
        "--mapping",
        type=Path,
        metavar="対応付け.yaml",
        help="施策の表の対応付け（なければ見出しから提案する）",
    )
    parser.add_argument(
        "--plan", type=Path, metavar="計画.json", help="施策の表から作った計画データを書き出す"
    )
