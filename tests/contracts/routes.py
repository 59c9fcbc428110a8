"""Every address of the installation, taken from the URL resolver, and how its keywords are filled."""

import itertools
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from ayumi.tenancy.rules import Role
from tests.people import NO_ROLE, OTHER_DIVISION

OUTSIDE_IDS = {
    "provider_id": "absent",
    "organization_slug": "absent",
    "preset_id": "aichi-it",
    "rollup_preset": "worst",
}
"""Keywords that name nothing of a municipality: an identity provider (none is set up), presets."""
ABSENT: dict[str, Any] = {
    **dict.fromkeys(
        (
            *("plan_id", "item_id", "indicator_id", "division_id", "draft_id", "job_id", "edition_id"),
            *("round_id", "report_id", "scale_id", "rule_id", "goal_id"),
            *("table_id", "mapping_id", "workbook_id", "batch_id", "returned_id"),
            *("body_id", "member_id", "meeting_id", "matter_id", "follow_up_id"),
            *("evaluation_id", "source_id"),
        ),
        uuid.UUID("00000000-0000-7000-8000-000000000000"),
    ),
    "pk": 999_999_999,
    "code": "999999",
}
"""For each keyword that names an object: one that never was. A keyword of neither table fails."""

EVERYBODY = frozenset({*Role, OTHER_DIVISION, NO_ROLE})
READERS = EVERYBODY - {NO_ROLE}
OFFICE = frozenset({Role.PLAN_OFFICE})
KEEPERS = frozenset({Role.PLAN_OFFICE, Role.ADMINISTRATOR})
WRITERS = OFFICE | {Role.DIVISION_MEMBER, Role.DIVISION_HEAD}
ACTORS = WRITERS | {Role.COMMITTEE_MEMBER, Role.EXTERNAL_REVIEWER}
"""Who writes on the report of the city's parts, and who acts at any of its stages."""
SEATED = OFFICE | {Role.COMMITTEE_MEMBER}
"""Who sees the open meeting of the city's parts: its one member who signs in, and the office."""
MAY: dict[str, frozenset[str]] = {
    "account": EVERYBODY,
    "home": EVERYBODY,
    "division_add": KEEPERS,
    "division_close": KEEPERS,
    "audit_trail": KEEPERS,
    "audit_verification": KEEPERS,
    "import": OFFICE,
    "import_preview": OFFICE,
    "import_store": OFFICE,
    "import_discard": OFFICE,
    "import_mapping": OFFICE,
    "import_mapping_use": OFFICE,
    "import_mapping_keep": OFFICE,
    "import_refusals": OFFICE,
    "mappings": OFFICE,
    "mapping": OFFICE,
    "mapping_download": OFFICE,
    "mapping_delete": OFFICE,
    "check_fix": OFFICE,
    **dict.fromkeys(("workbook", "workbook_download", "workbook_new", "workbook_template"), OFFICE),
    **dict.fromkeys(("workbook_preview", "workbook_apply"), OFFICE),
    "grid": OFFICE | {Role.DIVISION_MEMBER, Role.DIVISION_HEAD, OTHER_DIVISION},
    "measure_edit": WRITERS,
    "round_open": OFFICE,
    "round_close": OFFICE,
    "round_publish": OFFICE,
    "round_approve": ACTORS - {Role.DIVISION_MEMBER},
    "report_save": WRITERS,
    "report_return": ACTORS,
    "report_recall": ACTORS,
    "report_erratum": OFFICE,
    **dict.fromkeys(("report_books", "report_books_export"), WRITERS | {OTHER_DIVISION}),
    **dict.fromkeys(("report_book_export", "returned_batch", "returned", "returned_discard"), WRITERS),
    "hand_over": OFFICE | {Role.DIVISION_HEAD},
    "notices_read": READERS,
    "year_guide": OFFICE,
    "year_guide_of_plan": OFFICE,
    "account_mail": EVERYBODY,
    **dict.fromkeys(
        (
            *("body_add", "body_edit", "member_add", "member_edit", "meeting_add", "meeting_edit"),
            *("meeting_attendance", "meeting_agenda", "meeting_sample", "meeting_close", "meeting_correct"),
            *("matter_take_off", "matter_close_vote", "matter_decide"),
        ),
        OFFICE,
    ),
    **dict.fromkeys(("meeting", "meeting_papers", "matter"), SEATED),
    "matter_score": frozenset({Role.COMMITTEE_MEMBER}),
    "follow_up_answer": READERS,
    "report_answer": WRITERS,
    "scale_copy": OFFICE,
    "scale_edit": OFFICE,
    "scale_retire": OFFICE,
    **dict.fromkeys(("rollup_rule_copy", "rollup_rule_edit", "rollup_rule_retire"), OFFICE),
    **dict.fromkeys(
        ("plan_judge", "goal_judge", "superseded_source_add", "superseded_source_remove"), OFFICE
    ),
    "book_request": READERS,
    "book_publish": OFFICE,
    "edition_withdraw": OFFICE,
    **dict.fromkeys(("evaluation_withdraw", "evaluation_restore"), OFFICE),
}
"""Who may open what is not simply for all who read plans. What is not named here may not take a POST."""


@dataclass(frozen=True, slots=True)
class Route:
    """One address of the resolver."""

    name: str
    keywords: tuple[str, ...]
    view: Any

    @property
    def access(self) -> str | None:
        """The mark of the view: ``signed_in`` or ``open_to_all``, None where it was forgotten."""
        return getattr(self.view, "access", None)

    @property
    def is_ours(self) -> bool:
        """Tell a page of our rooms from one of allauth or Django."""
        return self.view.__module__.startswith("ayumi.")

    @property
    def objects(self) -> tuple[str, ...]:
        """The keywords that name a stored object."""
        return tuple(keyword for keyword in self.keywords if keyword in ABSENT)

    def address(self, parts: Mapping[str, Any]) -> str:
        """Return the address with its keywords filled. Fails for one that nothing fills."""
        known = {**OUTSIDE_IDS, **parts}
        unknown = [keyword for keyword in self.keywords if keyword not in known]
        assert not unknown, f"{self.name}: say in tests/people.py (City.parts) how to fill {unknown}"
        return reverse(self.name, kwargs={keyword: known[keyword] for keyword in self.keywords})

    def foreign(
        self, own: Mapping[str, Any], others: Mapping[str, Any]
    ) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
        """Yield pairs of parts: some objects of another municipality, and the same ones absent."""
        for count in range(1, len(self.objects) + 1):
            for chosen in itertools.combinations(self.objects, count):
                yield (
                    {**own, **{keyword: others[keyword] for keyword in chosen}},
                    {**own, **{keyword: ABSENT[keyword] for keyword in chosen}},
                )


def every_route() -> list[Route]:
    """Return every address, in the order of the resolver."""
    return list(_walk(get_resolver().url_patterns, ()))


def _walk(addresses: list[URLPattern | URLResolver], above: tuple[str, ...]) -> Iterator[Route]:
    for address in addresses:
        keywords = (*above, *address.pattern.regex.groupindex)
        if isinstance(address, URLResolver):
            yield from _walk(address.url_patterns, keywords)
        else:
            assert address.name, f"{address!r} has no name"
            yield Route(address.name, keywords, address.callback)
