"""The audit trail cannot be edited, and where somebody gets past that, the chain says where."""

import argparse
from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, transaction

from ayumi.config.command import audit
from ayumi.tenancy.actions.audit import append_audit_entry
from ayumi.tenancy.models import AuditEntry, AuditHead, Municipality
from ayumi.tenancy.queries.verify_audit import verify_audit
from ayumi.tenancy.scope import municipality_scope

pytestmark = pytest.mark.django_db

TABLE = "tenancy_auditentry"
LENGTH = 6


@pytest.fixture
def trail(in_town: Municipality) -> Municipality:
    """A municipality in scope with a trail of six entries."""
    for number in range(1, LENGTH + 1):
        append_audit_entry(
            actor=None,
            verb="item.edited",
            object_type="item",
            object_id=None,
            object_label=f"施策{number}",
            changes={"purpose": ["前", f"後{number}"]},
        )
    return in_town


@pytest.fixture
def past_the_triggers(trail: Municipality) -> Callable[[str], None]:
    """Run a statement as somebody would who owns the database."""

    def run(statement: str) -> None:
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute(f"ALTER TABLE {TABLE} DISABLE TRIGGER USER")
            else:
                cursor.execute("DROP TRIGGER IF EXISTS audit_no_update")
                cursor.execute("DROP TRIGGER IF EXISTS audit_no_delete")
            cursor.execute(statement)

    return run


@pytest.mark.parametrize(
    "statement",
    [
        f"UPDATE {TABLE} SET object_label = '別の施策' WHERE sequence = 3",
        f"UPDATE {TABLE} SET at = at",
        f"DELETE FROM {TABLE} WHERE sequence = {LENGTH}",
        f"DELETE FROM {TABLE}",
    ],
)
def test_the_database_refuses_to_edit_it(trail: Municipality, statement: str) -> None:
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert AuditEntry.objects.count() == LENGTH
    assert verify_audit().problems == ()


def test_neither_does_the_orm_get_past(trail: Municipality) -> None:
    entry = AuditEntry.objects.first()
    entry.object_label = "別の施策"
    for write in (entry.save, entry.delete, lambda: AuditEntry.objects.update(verb="x")):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            write()


def test_a_whole_trail_verifies(trail: Municipality) -> None:
    result = verify_audit()
    newest = AuditEntry.objects.first()
    assert (result.entries, result.head_sequence, result.problems) == (LENGTH, LENGTH, ())
    assert result.head_hash == newest.hash


@pytest.mark.parametrize(
    "change",
    [
        "object_label = '別の施策'",
        "actor_name = '別の人'",
        "verb = 'item.removed'",
        "at = '2020-01-01 00:00:00+00:00'",
        "changes = '{}'",
        "hash = previous_hash",
        "actor_id = '00000000000070008000000000000000'",
    ],
)
def test_an_edited_entry_is_named(past_the_triggers: Callable[[str], None], change: str) -> None:
    past_the_triggers(f"UPDATE {TABLE} SET {change} WHERE sequence = 4")
    assert "4番の記録が書き換えられています。" in verify_audit().problems


def test_a_missing_entry_is_named(past_the_triggers: Callable[[str], None]) -> None:
    past_the_triggers(f"DELETE FROM {TABLE} WHERE sequence IN (2, 3)")
    assert verify_audit().problems[0] == "2番から3番までの記録がありません。"


def test_a_tail_cut_off_is_seen(past_the_triggers: Callable[[str], None]) -> None:
    past_the_triggers(f"DELETE FROM {TABLE} WHERE sequence > 4")
    assert verify_audit().problems == ("末尾の記録が失われています（先頭記録は6番を示しています）。",)


def test_all_of_it_gone_is_seen(past_the_triggers: Callable[[str], None]) -> None:
    past_the_triggers(f"DELETE FROM {TABLE}")
    assert len(verify_audit().problems) == 1


def test_two_entries_changing_places_are_seen(past_the_triggers: Callable[[str], None]) -> None:
    for before, after in ((2, 99), (3, 2), (99, 3)):
        past_the_triggers(f"UPDATE {TABLE} SET sequence = {after} WHERE sequence = {before}")
    problems = verify_audit().problems
    assert {"2番の記録が書き換えられています。", "3番の記録が書き換えられています。"} <= set(problems)


def test_every_municipality_has_a_chain_of_its_own(trail: Municipality, next_town: Municipality) -> None:
    with municipality_scope(next_town.pk):
        append_audit_entry(actor=None, verb="x", object_type="y", object_id=None, object_label="z")
        assert AuditEntry.objects.get().sequence == 1
        assert verify_audit().problems == ()
    assert AuditHead.objects.get().sequence == LENGTH


def test_the_command_names_the_entry(
    past_the_triggers: Callable[[str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = argparse.Namespace(task="verify")
    assert audit.run(arguments) == 0
    assert "異常はありません。" in capsys.readouterr().out
    past_the_triggers(f"UPDATE {TABLE} SET object_label = '別の施策' WHERE sequence = 3")
    assert audit.run(arguments) == 1
    said = capsys.readouterr().out
    assert "架空の市（990001）: 6件の記録を検証しました。" in said
    assert "異常: 3番の記録が書き換えられています。" in said
