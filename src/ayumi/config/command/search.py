"""``ayumi search rebuild``: make every plan of the installation found as it stands."""

import argparse

from ayumi.config.command.installation import bring_database_up_to_date, start_installation


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("task", choices=["rebuild"], help="rebuild: 検索の索引をすべて作り直す")


def run(arguments: argparse.Namespace) -> int:
    """Index every plan anew, one transaction a plan, and say how many."""
    start_installation()
    bring_database_up_to_date()
    from ayumi.plans.actions.index_items import reindex_plan
    from ayumi.plans.models import Plan
    from ayumi.tenancy.models import Municipality
    from ayumi.tenancy.scope import municipality_scope
    from ayumi.tenancy.writing import writing

    for municipality in Municipality.objects.order_by("code"):
        with municipality_scope(municipality.pk):
            plan_ids = list(Plan.objects.values_list("pk", flat=True))
            for plan_id in plan_ids:
                with writing():
                    reindex_plan(plan_id)
        print(f"{municipality.name}（{municipality.code}）: {len(plan_ids)}件の計画の索引を作り直しました。")
    return 0
