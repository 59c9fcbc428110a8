"""Roles and what each may do: one table, shown in the manual as it stands here."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Role(StrEnum):
    """The roles of design.md §3."""

    ADMINISTRATOR = "administrator"
    PLAN_OFFICE = "plan_office"
    DIVISION_MEMBER = "division_member"
    DIVISION_HEAD = "division_head"
    COMMITTEE_MEMBER = "committee_member"
    EXTERNAL_REVIEWER = "external_reviewer"
    VIEWER = "viewer"


class Permission(StrEnum):
    """What can be allowed. What has OWN in its name holds for the sheets of one's own divisions."""

    VIEW_PLANS = "view_plans"
    EDIT_OWN_SHEETS = "edit_own_sheets"
    EDIT_ALL_SHEETS = "edit_all_sheets"
    IMPORT_PLANS = "import_plans"
    PUBLISH = "publish"
    MANAGE_DIVISIONS = "manage_divisions"
    VIEW_AUDIT = "view_audit"
    VIEW_ROUNDS = "view_rounds"
    WRITE_OWN_REPORTS = "write_own_reports"
    APPROVE_OWN_REPORTS = "approve_own_reports"
    RUN_ROUNDS = "run_rounds"
    JUDGE_REPORTS = "judge_reports"
    REVIEW_REPORTS = "review_reports"


_READ = frozenset({Permission.VIEW_PLANS, Permission.VIEW_ROUNDS})
_DIVISION = _READ | {Permission.EDIT_OWN_SHEETS, Permission.WRITE_OWN_REPORTS}
_OFFICE = _READ | {
    Permission.EDIT_ALL_SHEETS,
    Permission.IMPORT_PLANS,
    Permission.PUBLISH,
    Permission.MANAGE_DIVISIONS,
    Permission.VIEW_AUDIT,
    Permission.RUN_ROUNDS,
}

ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.ADMINISTRATOR: _READ | {Permission.MANAGE_DIVISIONS, Permission.VIEW_AUDIT},
    Role.PLAN_OFFICE: _OFFICE,
    Role.DIVISION_MEMBER: _DIVISION,
    Role.DIVISION_HEAD: _DIVISION | {Permission.APPROVE_OWN_REPORTS},
    Role.COMMITTEE_MEMBER: _READ | {Permission.JUDGE_REPORTS},
    Role.EXTERNAL_REVIEWER: _READ | {Permission.REVIEW_REPORTS},
    Role.VIEWER: _READ,
}


@dataclass(frozen=True, slots=True)
class Actor:
    """The person who acts, with the roles held today."""

    person_id: UUID
    name: str
    municipality_id: UUID
    roles: frozenset[Role]
    division_ids: frozenset[UUID]
    municipality_name: str = ""

    def may(self, permission: Permission) -> bool:
        """Tell whether any of the actor's roles allows it."""
        return permission in permissions_of(self.roles)

    @property
    def permissions(self) -> frozenset[str]:
        """Every permission the actor holds, as words for templates."""
        return permissions_of(self.roles)

    def may_edit_sheet_of(self, division_id: UUID | None) -> bool:
        """The plan office edits every sheet, a division its own."""
        if self.may(Permission.EDIT_ALL_SHEETS):
            return True
        return self.may(Permission.EDIT_OWN_SHEETS) and division_id in self.division_ids


def permissions_of(roles: frozenset[Role]) -> frozenset[Permission]:
    """Return everything that the roles together allow."""
    return frozenset().union(*(ROLE_PERMISSIONS[role] for role in roles))
