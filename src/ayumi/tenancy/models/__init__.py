"""Stored shape of the room."""

from ayumi.tenancy.models.audit import AuditEntry, AuditHead
from ayumi.tenancy.models.division import Division, DivisionSuccession
from ayumi.tenancy.models.municipality import Municipality
from ayumi.tenancy.models.person import Membership, Person
from ayumi.tenancy.models.session import Session
from ayumi.tenancy.models.submission import Submission
from ayumi.tenancy.models.tenant import TenantModel

__all__ = [
    "AuditEntry",
    "AuditHead",
    "Division",
    "DivisionSuccession",
    "Membership",
    "Municipality",
    "Person",
    "Session",
    "Submission",
    "TenantModel",
]
