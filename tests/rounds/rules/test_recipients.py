"""Whom a report concerns at each stage."""

import uuid

from ayumi.rounds.rules.recipients import People, Seat
from ayumi.rounds.rules.stages import StageKind
from ayumi.tenancy.rules import Role

DIVISION, OTHER, ITEM = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
MEMBER, HEAD, STRANGER, OFFICE, JUDGE = (uuid.uuid4() for _ in range(5))
SEATS = (
    Seat(MEMBER, Role.DIVISION_MEMBER, DIVISION),
    Seat(HEAD, Role.DIVISION_HEAD, DIVISION),
    Seat(STRANGER, Role.DIVISION_MEMBER, OTHER),
    Seat(OFFICE, Role.PLAN_OFFICE, None),
    Seat(JUDGE, Role.COMMITTEE_MEMBER, None),
)


def test_the_owner_is_told_and_without_one_the_whole_division() -> None:
    stage = StageKind.SELF_ASSESSMENT
    assert People(SEATS, {ITEM: MEMBER}).at(stage, DIVISION, ITEM) == {MEMBER}
    assert People(SEATS, {ITEM: OFFICE}).at(stage, DIVISION, ITEM) == {OFFICE}
    assert People(SEATS, {}).at(stage, DIVISION, ITEM) == {MEMBER, HEAD}
    moved_away = People(SEATS, {ITEM: STRANGER})
    assert moved_away.at(stage, DIVISION, ITEM) == {MEMBER, HEAD}


def test_the_later_stages_and_stages_with_nobody() -> None:
    people = People(SEATS, {ITEM: MEMBER})
    assert people.at(StageKind.HEAD, DIVISION, ITEM) == {HEAD}
    assert people.at(StageKind.PLAN_OFFICE, DIVISION, ITEM) == {OFFICE}
    assert people.at(StageKind.COMMITTEE, DIVISION, ITEM) == {JUDGE}
    assert people.at(StageKind.EXTERNAL_REVIEW, DIVISION, ITEM) == {OFFICE}
    assert people.at(StageKind.HEAD, OTHER, ITEM) == {OFFICE}
    assert people.at(StageKind.SELF_ASSESSMENT, None, ITEM) == {OFFICE}
