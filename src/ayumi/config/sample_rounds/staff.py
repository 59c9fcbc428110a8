"""Who acts in the sample's rounds."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from ayumi.tenancy.rules import Actor


@dataclass(frozen=True, slots=True)
class Staff:
    """The plan office, the committee and the reviewer, and a member and a head of every division."""

    office: Actor
    committee: Actor
    reviewer: Actor
    members: Mapping[UUID, Actor]
    heads: Mapping[UUID, Actor]
