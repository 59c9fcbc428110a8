"""After a fix the finding is gone, and nothing else of the document has changed."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from ayumi.document.checks import Edit, Field, check, fingerprint, with_edits
from ayumi.document.checks.edits import replaced
from ayumi.document.measures import TargetKind
from ayumi.document.plan_document import PlanDocument
from tests.document.checks.sound import Change, all_of, found, indicator, item, measure, sound_document
from tests.document.checks.test_surroundings import FIRST, FORMER, SECOND, division

DOCUMENT = sound_document()
FIXABLE: list[tuple[str, Change]] = [
    ("number.mixed_width", all_of(item("施策1", number="施策１"), measure(1, number="２"))),
    ("number.mixed_width", item("施策1", number="施策１Ａ-1")),
    ("title.outer_blanks", measure(1, title="　架空の取組2 ")),
    ("division.ended_before_plan", measure(1, division_id=FORMER.id)),
    ("division.ended_before_plan", measure(0, contributing_division_ids=(SECOND.id, FORMER.id))),
    ("division.reorganised", division(FIRST, valid_to=date(2025, 3, 31), successors=(SECOND.id,))),
    ("division.named_twice", measure(0, contributing_division_ids=(FIRST.id, SECOND.id))),
    ("indicator.unit_spelling", indicator(TargetKind.LEVEL, unit="パーセント")),
    ("indicator.unit_spelling", indicator(TargetKind.CUMULATIVE, unit=" 名")),
]


def differences(before: PlanDocument, after: PlanDocument) -> set[str]:
    """Return the paths at which two documents differ, without places in lists."""
    return set(_differences(json.loads(before.to_json()), json.loads(after.to_json()), ""))


def _differences(before: Any, after: Any, path: str) -> Iterator[str]:
    if isinstance(before, dict) and isinstance(after, dict):
        for key in before:
            yield from _differences(before[key], after[key], f"{path}.{key}")
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for one, other in zip(before, after, strict=True):
            yield from _differences(one, other, path)
    elif before != after:
        yield path


@pytest.mark.parametrize(("rule_id", "broken"), FIXABLE)
def test_a_fix_removes_its_finding_and_changes_only_that_field(rule_id: str, broken: Change) -> None:
    document = broken(DOCUMENT)
    findings = [finding for finding in found(document, rule_id) if finding.edits]
    assert findings
    fixed = with_edits(document, (edit for finding in findings for edit in finding.edits))
    assert found(fixed, rule_id) == []
    fields = {edit.field for finding in findings for edit in finding.edits}
    paths = {
        Field.UNIT: ".items.indicators.unit",
        Field.CONTRIBUTING: ".items.contributing_division_ids",
    }
    assert differences(document, fixed) == {paths.get(field, f".items.{field}") for field in fields}
    PlanDocument.model_validate_json(fixed.to_json())


@pytest.mark.parametrize(("rule_id", "broken"), FIXABLE)
def test_one_finding_can_be_put_right_alone(rule_id: str, broken: Change) -> None:
    document = broken(DOCUMENT)
    first, *others = found(document, rule_id)
    remaining = found(with_edits(document, first.edits), rule_id)
    assert len(remaining) == len(others) or rule_id == "indicator.unit_spelling"


@pytest.mark.parametrize(("rule_id", "broken"), FIXABLE)
def test_putting_right_brings_no_graver_finding(rule_id: str, broken: Change) -> None:
    document = broken(DOCUMENT)
    fixed = with_edits(document, (edit for each in found(document, rule_id) for edit in each.edits))
    before = {finding.rule_id for finding in check(document)}
    # A successor that is also a contributing division is then named twice: a note with a fix of its own.
    assert {finding.rule_id for finding in check(fixed)} - before <= {"division.named_twice"}


def test_an_edit_of_what_no_longer_stands_does_nothing() -> None:
    stale = Edit(Field.TITLE, DOCUMENT.measures[0].id, "前の名称", "新しい名称")
    unit = Edit(Field.UNIT, DOCUMENT.measures[0].indicators[0].id, "円", "千円")
    assert with_edits(DOCUMENT, (stale, unit)) == DOCUMENT


def test_the_fingerprint_knows_the_edits_whatever_their_order() -> None:
    one, other = Edit(Field.UNIT, "a", "%", "％"), Edit(Field.UNIT, "b", "%", "％")
    assert fingerprint((one, other)) == fingerprint((other, one)) != fingerprint((one,))


@pytest.mark.parametrize(
    ("ids", "after", "expected"),
    [
        (("a", "b"), "c", ("c", "b")),
        (("a", "b"), "b", ("b",)),
        (("a", "b"), "", ("b",)),
        (("b",), "c", ("b",)),
    ],
)
def test_a_contributing_division_is_replaced_in_its_place(
    ids: tuple[str, ...], after: str, expected: tuple[str, ...]
) -> None:
    assert replaced(ids, "a", after) == expected
