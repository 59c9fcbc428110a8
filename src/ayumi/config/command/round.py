"""``ayumi round``: rounds for scripts: list them, see where one stands, open one, remind people."""

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from ayumi.config.command.installation import bring_database_up_to_date, start_installation

TASKS = ("list", "status", "open", "remind")


class CannotDo(Exception):
    """What was asked cannot be done; the message says why."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument(
        "task",
        choices=TASKS,
        help="list: 一覧、status: 段階ごとの件数、open: 評価を始める、remind: お知らせを出す",
    )
    parser.add_argument(
        "--municipality", metavar="コード", default="", help="自治体のコード。一つだけのときは省略できます"
    )
    parser.add_argument("--round", metavar="ID", type=UUID, help="評価のID（status。省略すると実施中の全部）")
    parser.add_argument("--plan", metavar="ID", type=UUID, help="計画のID（open）")
    parser.add_argument("--year", metavar="年度", type=int, help="評価する年度、西暦（open）")
    parser.add_argument("--kind", choices=["annual", "mid_year"], default="annual", help="種類（open）")
    parser.add_argument("--as", dest="login", metavar="利用者ID", help="計画事務局の利用者ID（open）")
    parser.add_argument("--day", metavar="日付", type=date.fromisoformat, help="今日とする日。例 2027-05-24")
    parser.add_argument("--json", action="store_true", help="結果をJSONで標準出力に書き出す")


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked. Returns 0, 1 (done, but something is late or failed) or 2 (could not)."""
    start_installation()
    bring_database_up_to_date()
    tasks = {"list": _list, "status": _status, "open": _open, "remind": _remind}
    try:
        return tasks[arguments.task](arguments)
    except CannotDo as problem:
        print(problem, file=sys.stderr)
        return 2


def _list(arguments: argparse.Namespace) -> int:
    with _municipality(arguments.municipality):
        from ayumi.rounds.models import Round
        from ayumi.rounds.queries.heading import round_heading

        headings = [round_heading(held) for held in Round.objects.select_related("plan")]
    rows = [
        {
            "id": str(each.id),
            "plan_id": str(each.plan_id),
            "plan": each.plan_title,
            "name": each.name,
            "fiscal_year": each.fiscal_year,
            "state": each.state,
        }
        for each in headings
    ]
    words = [f"{row['id']}  {row['plan']}  {row['name']}  {row['state']}" for row in rows]
    _print(arguments, rows, words or ["評価はまだありません。"])
    return 0


def _status(arguments: argparse.Namespace) -> int:
    with _municipality(arguments.municipality):
        from ayumi.config.round_status import round_statuses

        found = round_statuses(arguments.round, today=_today(arguments))
    if arguments.round is not None and not found:
        raise CannotDo("この評価は見つかりません。ayumi round list でIDを確かめてください。")
    words = []
    for each in found:
        words.append(f"{each.plan} {each.name}（{each.state}）: {each.reports}件、期限超過{each.late}件")
        words += [f"  {stage.name}: {stage.waiting}件" for stage in each.stages]
    _print(arguments, [asdict(each) for each in found], words or ["実施中の評価はありません。"])
    return 1 if any(each.late for each in found) else 0


def _open(arguments: argparse.Namespace) -> int:
    missing = [name for name in ("plan", "year", "login") if getattr(arguments, name) is None]
    if missing:
        names = {"plan": "--plan", "year": "--year", "login": "--as"}
        raise CannotDo(f"{'、'.join(names[name] for name in missing)} を指定してください。")
    with _municipality(arguments.municipality):
        from ayumi.config.round_status import CannotOpen, open_as

        try:
            made = open_as(
                arguments.login, arguments.plan, (arguments.year, arguments.kind), today=_today(arguments)
            )
        except CannotOpen as problem:
            raise CannotDo(str(problem)) from problem
    _print(arguments, {"id": str(made)}, [f"評価を始めました: {made}"])
    return 0


def _remind(arguments: argparse.Namespace) -> int:
    from ayumi.config.daily import run_day

    results = run_day(_today(arguments), code=arguments.municipality)
    if arguments.municipality and not results:
        raise CannotDo("この自治体は登録されていません。コードを確かめてください。")
    words = [
        f"{each.name}（{each.code}）: お知らせ{each.reminded}件、メール{each.sent}通"
        + (f"、送れなかったメール{each.failed}通" if each.failed else "")
        + (f"、問題 {each.problem}" if each.problem else "")
        for each in results
    ]
    _print(arguments, [asdict(each) for each in results], words or ["自治体はまだ登録されていません。"])
    return 1 if any(each.failed or each.problem for each in results) else 0


@contextmanager
def _municipality(code: str) -> Iterator[None]:
    """Work for the municipality with this code, or for the only one. Raises CannotDo."""
    from ayumi.tenancy.models import Municipality
    from ayumi.tenancy.scope import municipality_scope

    found = list(Municipality.objects.filter(code=code) if code else Municipality.objects.all())
    if not found:
        raise CannotDo("自治体が見つかりません。--municipality のコードを確かめてください。")
    if len(found) > 1:
        raise CannotDo("自治体が複数あります。--municipality でコードを指定してください。")
    with municipality_scope(found[0].pk):
        yield


def _today(arguments: argparse.Namespace) -> date:
    from django.utils import timezone

    return arguments.day or timezone.localdate()


def _print(arguments: argparse.Namespace, facts: Any, words: list[str]) -> None:
    if arguments.json:
        print(json.dumps(facts, ensure_ascii=False, indent=2, default=str))
    else:
        print("\n".join(words))
