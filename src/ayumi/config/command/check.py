"""``ayumi check``: what in a plan document contradicts itself, without a database."""

import argparse
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from ayumi.config.command.plan_file import CannotReadPlanFile, read_plan_file
from ayumi.document.checks import RULES, Finding, Severity, check
from ayumi.document.plan_document import AS_THEY_ARE, PlanDocument

WEIGHTS = {Severity.ERROR: "誤り", Severity.WARNING: "注意", Severity.NOTE: "確認"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("plan", type=Path, metavar="計画.json", help="計画データ（ayumi schema の形式）")
    parser.add_argument("--json", action="store_true", help="結果をJSONで標準出力に書き出す")


def run(arguments: argparse.Namespace) -> int:
    """Check the plan. Returns 0 where nothing was found, 1 where something was, 2 where it could not.

    References that lead nowhere are findings here, where every other command refuses the file.
    """
    try:
        document = read_plan_file(arguments.plan, context=AS_THEY_ARE)
    except CannotReadPlanFile as problem:
        return _failed(str(problem))
    findings = check(document, today=date.today())
    if arguments.json:
        print(json.dumps([_plain(finding) for finding in findings], ensure_ascii=False, indent=2))
    else:
        _print(document, findings)
    return 1 if findings else 0


def _print(document: PlanDocument, findings: tuple[Finding, ...]) -> None:
    print(f"■ {document.plan.title}")
    if not findings:
        print("問題は見つかりませんでした。")
        return
    counts = {
        weight: sum(each.severity is severity for each in findings) for severity, weight in WEIGHTS.items()
    }
    print("、".join(f"{weight} {number}件" for weight, number in counts.items() if number))
    for number, finding in enumerate(findings):
        if number == 0 or findings[number - 1].rule_id != finding.rule_id:
            title = RULES[finding.rule_id].title
            print(f"\n[{WEIGHTS[finding.severity]}] {title}（{finding.rule_id}）")
        print(f"  ・{finding.place.text}: {finding.sentence}\n    {finding.remedy}")


def _plain(finding: Finding) -> dict[str, Any]:
    place = finding.place
    return {
        "rule": finding.rule_id,
        "severity": finding.severity.value,
        "place": {
            "text": place.text,
            "item_id": place.item_id,
            "indicator_id": place.indicator_id,
            "fiscal_year": place.fiscal_year,
        },
        "sentence": finding.sentence,
        "remedy": finding.remedy,
        "edits": [
            {"field": edit.field.value, "id": edit.id, "before": edit.before, "after": edit.after}
            for edit in finding.edits
        ],
    }


def _failed(reason: str) -> int:
    print(reason, file=sys.stderr)
    return 2
