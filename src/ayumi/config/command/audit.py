"""``ayumi audit verify``: check that nobody changed the audit trail."""

import argparse

from ayumi.config.command.installation import start_installation


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("task", choices=["verify"], help="verify: 監査証跡の連鎖を検証する")


def run(arguments: argparse.Namespace) -> int:
    """Verify every municipality's chain. Returns 1 when a chain is broken."""
    start_installation()
    from ayumi.tenancy.models import Municipality
    from ayumi.tenancy.queries.verify_audit import verify_audit
    from ayumi.tenancy.scope import municipality_scope

    code = 0
    for municipality in Municipality.objects.order_by("code"):
        with municipality_scope(municipality.pk):
            result = verify_audit()
        print(f"{municipality.name}（{municipality.code}）: {result.entries}件の記録を検証しました。")
        print(f"  末尾 {result.head_sequence}番 {result.head_hash}")
        for problem in result.problems:
            print(f"  異常: {problem}")
            code = 1
        if not result.problems:
            print("  異常はありません。")
    return code
