"""Who answers for the sample's measures, from the day on which the first round is prepared."""

from datetime import date

from ayumi.config.sample_city.city import spread
from ayumi.config.sample_rounds.staff import Staff
from ayumi.plans.models import Item
from ayumi.rounds.models import Responsibility
from ayumi.tenancy.actions.audit import AuditObject, append_audit_entries

VACANT_ONE_IN = 40
"""Of so many measures one has nobody, so that the list of those without a person shows what it is for."""


def give_measures_to_people(day: date, staff: Staff) -> None:
    """Let the member of each measure's division answer for it from ``day``: 3 queries and the trail."""
    measures = Item.objects.filter(has_sheet=True, cross_listed_from=None, division_id__in=staff.members)
    given = [item for item in measures.order_by("pk") if spread(f"vacant {item.pk}", VACANT_ONE_IN)]
    people = {item.pk: staff.members[item.division_id] for item in given}
    Responsibility.objects.bulk_create(
        Responsibility(item=item, person_id=people[item.pk].person_id, valid_from=day) for item in given
    )
    told = [
        AuditObject(
            "item",
            item.pk,
            f"{item.number} {item.title}",
            {"day": [None, day.isoformat()], "owner": ["", people[item.pk].name]},
        )
        for item in given
    ]
    append_audit_entries(told, actor=staff.office, verb="responsibility.handed_over")
