"""``ayumi read``: what a plan document or a table of measures says, without a database."""

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Any

from ayumi.config.command.table import (
    add_table_arguments,
    code_of,
    is_table,
    plain_table,
    print_table,
    read_table,
)
from ayumi.document.reading import CannotRead, ReadResult, Refused
from ayumi.formats.guard import SPREADSHEET_KINDS, TEXT_KINDS, accepted_words
from ayumi.importing.reading.parent import read_plan
from ayumi.importing.rules import to_plain
from ayumi.importing.rules.mapping import BadMapping


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument(
        "files",
        nargs="+",
        type=Path,
        metavar="ファイル",
        help="計画の文書（.md .txt .docx .pdf）か施策の表（.xlsx .csv）",
    )
    add_table_arguments(parser)
    parser.add_argument("--json", type=Path, metavar="出力先", help="結果をJSONで書き出す（- で標準出力）")


def run(arguments: argparse.Namespace) -> int:
    """Read every file. Returns 1 where something was refused, 2 where a file could not be read.

    The JSON holds one reading per file, in their order; of a file that could not be read, why.
    """
    code, results = 0, []
    for file in arguments.files:
        name = os.fsencode(file.name).decode("utf-8", "replace")
        try:
            if is_table(file, name):
                table_code, plain = _table(file, name, arguments)
                code = max(code, table_code)
                results.append(plain)
                continue
            result = read_plan(file, name=name)
        except CannotRead as problem:
            result, code = ReadResult(refused=(problem.refused,)), 2
            _print_refused(problem.refused)
        except OSError as problem:
            refused = _unreachable(name, problem)
            result, code = ReadResult(refused=(refused,)), 2
            _print_refused(refused)
        else:
            code = max(code, 1 if result.refused else 0)
            if arguments.json is None:
                _print(name, result)
        results.append(to_plain(result))
    if arguments.json is None:
        return code
    try:
        _write(arguments.json, results)
    except OSError as problem:
        print(f"{arguments.json}: 結果を書き出せません（{problem.strerror}）。", file=sys.stderr)
        return 2
    return code


def _table(file: Path, name: str, arguments: argparse.Namespace) -> tuple[int, dict[str, Any]]:
    """Read a table; print it where no JSON is wanted, and write its plan. Raises CannotRead and OSError."""
    try:
        table = read_table(file, name, arguments.mapping)
    except BadMapping as problem:
        print(f"{arguments.mapping}: {problem}", file=sys.stderr)
        return 2, {}
    if arguments.json is None:
        print_table(name, table)
    if arguments.plan is not None and table.document is not None:
        arguments.plan.write_text(table.plan().to_json(), encoding="utf-8")
    return code_of(table), plain_table(table)


def _unreachable(name: str, problem: OSError) -> Refused:
    reason = "ファイルがありません。" if isinstance(problem, FileNotFoundError) else "ファイルを開けません。"
    return Refused(
        file=name,
        place="ファイル全体",
        found=problem.strerror or "開けないファイル",
        accepted=accepted_words(TEXT_KINDS | SPREADSHEET_KINDS),
        reason=reason + "場所と名前、読み取りの権限をお確かめください。",
    )


def _print_refused(refused: Refused) -> None:
    print(f"{refused.file}（{refused.place}）: {refused.reason}", file=sys.stderr)
    print(f"  見つかったもの: {refused.found}\n  読み取れるもの: {refused.accepted}", file=sys.stderr)


def _write(place: Path, plain: list[dict[str, Any]]) -> None:
    text = json.dumps(plain[0] if len(plain) == 1 else plain, ensure_ascii=False, indent=2) + "\n"
    if str(place) == "-":
        sys.stdout.write(text)
    else:
        place.write_text(text, encoding="utf-8")


def _print(name: str, result: ReadResult) -> None:
    plan, municipality = result.plan, result.municipality
    print(f"■ {name}")
    if municipality:
        print(f"自治体: {municipality.name}（{municipality.code or 'コード不明'}）")
    if plan:
        period = plan.period
        print(f"計画名: {plan.title}")
        print(f"期間: {period.first_fiscal_year}〜{period.last_fiscal_year}年度" if period else "期間: なし")
        if plan.yearly_evaluation:
            where = plan.yearly_evaluation.method_described_in or "記載なし"
            print(f"年度評価: {plan.yearly_evaluation.text}（方法: {where}）")
    _lines("関連計画", [f"{each.title}〔{each.relation.value}〕" for each in result.related_plans])
    _lines("目的", list(result.purposes))
    _lines(
        "根拠",
        ["、".join((f"{each.name}〔{each.side.value}〕", *each.asks)) for each in result.evidence_sources],
    )
    for chapter in result.chapters:
        _lines(
            f"{chapter.number} {chapter.title}", [f"{each.number} {each.title}" for each in chapter.sections]
        )
    undefined = [term.term for term in result.glossary if term.definition is None]
    _lines("用語", [f"{term.term}（{len(term.occurrences)}か所）" for term in result.glossary])
    _lines("説明のない用語", undefined)
    _lines("図", [f"{figure.number} {figure.title}" for figure in result.figures])
    for refused in result.refused:
        print(f"読み取れなかった箇所: {refused.place} {refused.reason}", file=sys.stderr)


def _lines(title: str, lines: list[str]) -> None:
    print(f"{title}: {len(lines)}件")
    for line in lines:
        print(f"  ・{line}")
