"""``ayumi compare``: what differs between two plan documents, without a database."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from ayumi.config.command.plan_file import CannotReadPlanFile, read_plan_file
from ayumi.document.comparison import Change, ChangeKind, Comparison, compare
from ayumi.document.plan_document import AS_THEY_ARE

KINDS = {
    ChangeKind.ADDED: "追加",
    ChangeKind.REMOVED: "削除",
    ChangeKind.CHANGED: "変更",
    ChangeKind.MOVED: "移動",
    ChangeKind.RENUMBERED: "番号の変更",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("old", type=Path, metavar="旧.json", help="比べる前の計画データ")
    parser.add_argument("new", type=Path, metavar="新.json", help="比べた後の計画データ")
    parser.add_argument("--json", action="store_true", help="結果をJSONで標準出力に書き出す")


def run(arguments: argparse.Namespace) -> int:
    """Compare the plans. Returns 0 where they say the same, 1 where they differ, 2 where it could not."""
    try:
        old, new = (read_plan_file(place, context=AS_THEY_ARE) for place in (arguments.old, arguments.new))
    except CannotReadPlanFile as problem:
        print(problem, file=sys.stderr)
        return 2
    comparison = compare(old, new)
    if arguments.json:
        print(json.dumps([_plain(change) for change in comparison.changes], ensure_ascii=False, indent=2))
    else:
        _print(comparison)
    return 1 if comparison.changes else 0


def _print(comparison: Comparison) -> None:
    if not comparison.changes:
        print("違いはありません。")
        return
    print("、".join(f"{KINDS[kind]} {number}件" for kind, number in comparison.counts.items()))
    for group in comparison.subjects:
        print(f"\n■ {group.subject.name}")
        for change in group.changes:
            print(f"  [{KINDS[change.kind]}] {change.label}")
            for sign, text in (("旧", change.old), ("新", change.new)):
                for number, line in enumerate(text.splitlines()):
                    print(f"    {sign if number == 0 else '　'} {line}")


def _plain(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind.value,
        "subject": change.subject.name,
        "item_id": change.subject.item_id,
        "label": change.label,
        "old": change.old,
        "new": change.new,
        "path": ["/".join(step) if isinstance(step, tuple) else step for step in change.path],
    }
