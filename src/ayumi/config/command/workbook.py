"""``ayumi workbook``: a plan document in, the Ayumi workbook out, and back again, without a database."""

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Any

from ayumi.config.command.plan_file import CannotReadPlanFile, read_plan_file
from ayumi.document.reading import CannotRead
from ayumi.formats.excel.plan_workbook import CannotWriteWorkbook, PlanWorkbookReading
from ayumi.formats.excel.plan_workbook.write import write_plan_workbook
from ayumi.importing.reading.parent import read_workbook_of_plan

_ZIP = b"PK"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument(
        "file", type=Path, metavar="ファイル", help="計画データ（.json）または計画ブック（.xlsx）"
    )
    parser.add_argument(
        "--out", type=Path, required=True, metavar="出力先", help="書き出すファイル（計画ブックか計画データ）"
    )
    parser.add_argument("--export", help="計画ブックに入れておく控えの番号（読み取ると戻ります）")
    parser.add_argument("--json", action="store_true", help="結果の要点をJSONで標準出力に書き出す")


def run(arguments: argparse.Namespace) -> int:
    """Turn the one into the other. Returns 0, 1 where cells were refused, 2 where it could not."""
    try:
        with arguments.file.open("rb") as file:
            is_workbook = file.read(2) == _ZIP or arguments.file.suffix.lower() in (".xlsx", ".xlsm", ".xls")
    except OSError as problem:
        return _failed(f"{arguments.file}: ファイルを開けません（{problem.strerror}）。")
    try:
        return _to_plan(arguments) if is_workbook else _to_workbook(arguments)
    except OSError as problem:
        return _failed(f"{arguments.out}: 書き出せません（{problem.strerror}）。")


def _to_workbook(arguments: argparse.Namespace) -> int:
    try:
        document = read_plan_file(arguments.file)
        content = write_plan_workbook(document, export=arguments.export)
    except (CannotReadPlanFile, CannotWriteWorkbook) as problem:
        return _failed(str(problem))
    arguments.out.write_bytes(content)
    facts = {"written": str(arguments.out), "plan_id": document.id, "bytes": len(content)}
    _tell(arguments, facts, f"計画ブックを書き出しました: {arguments.out}")
    return 0


def _to_plan(arguments: argparse.Namespace) -> int:
    name = os.fsencode(arguments.file.name).decode("utf-8", "replace")
    try:
        reading = read_workbook_of_plan(arguments.file, name=name)
    except CannotRead as problem:
        refused = problem.refused
        print(f"{refused.file}（{refused.place}）: {refused.reason}", file=sys.stderr)
        return 2
    for refused in reading.refused:
        print(f"{refused.file}（{refused.place}）: {refused.reason}", file=sys.stderr)
        print(f"  見つかったもの: {refused.found}\n  読み取れるもの: {refused.accepted}", file=sys.stderr)
    if reading.document is None:
        _tell(arguments, _facts(reading, None), "計画データは書き出していません。上の箇所を直してください。")
        return 1
    arguments.out.write_text(reading.document.to_json(), encoding="utf-8")
    words = f"計画データを書き出しました: {arguments.out}"
    if reading.unread:
        places = "、".join(reading.unread_places[:5])
        words += f"\n読み取っていないメモなどのセルが{reading.unread}あります（{places} など）。"
    _tell(arguments, _facts(reading, arguments.out), words)
    return 0


def _facts(reading: PlanWorkbookReading, out: Path | None) -> dict[str, Any]:
    return {
        "written": None if out is None else str(out),
        "plan_id": reading.plan_id,
        "municipality_code": reading.municipality_code,
        "export": reading.export,
        "rows": dict(reading.counts or {}),
        "unread_cells": reading.unread,
        "unread_places": list(reading.unread_places),
        "refused": [refused.model_dump() for refused in reading.refused],
    }


def _tell(arguments: argparse.Namespace, facts: dict[str, Any], words: str) -> None:
    print(json.dumps(facts, ensure_ascii=False, indent=2) if arguments.json else words)


def _failed(reason: str) -> int:
    print(reason, file=sys.stderr)
    return 2
