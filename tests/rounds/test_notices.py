"""What people are told: with the move, once; reminders by the calendar; mail that fails."""

import logging
import socket
from datetime import date

import pytest
from django.core import mail
from django.test import override_settings
from django.utils import timezone, translation

from ayumi.rounds.actions.closing import close_round, unfinished
from ayumi.rounds.actions.mailing import Mailed, digest_of, send_digests
from ayumi.rounds.actions.moving import Remarks, advance, recall, send_back
from ayumi.rounds.actions.publication import publish_round
from ayumi.rounds.actions.reading import mark_read
from ayumi.rounds.actions.ready import NotReady
from ayumi.rounds.actions.reminding import remind
from ayumi.rounds.models import Notice, NoticeKind, Report, Responsibility, Round
from ayumi.rounds.queries.notices import notices_page, unread_number
from ayumi.tenancy.models import AuditEntry, Person
from ayumi.tenancy.rules import Role
from ayumi.tenancy.scope import municipality_scope
from tests.people import OTHER_DIVISION, City, build_neighbour
from tests.rounds.rounds import again, key, opened, own_report, rated, submitted

pytestmark = pytest.mark.django_db
DUE = date(2025, 5, 30)  # of the first stage, a Friday
BEFORE = date(2025, 5, 23)  # five working days earlier
LATE = date(2025, 6, 2)
LOCMEM = "django.core.mail.backends.locmem.EmailBackend"
SMTP = "django.core.mail.backends.smtp.EmailBackend"


def told(city: City, name: str) -> list[tuple[str, int]]:
    """Return the kinds and numbers of what a person was told, the oldest first."""
    own = Notice.objects.filter(person=city.person(name)).order_by("at", "id")
    return list(own.values_list("kind", "number"))


def owned_by(city: City, name: str) -> None:
    """Let a person answer for the city's first measure."""
    row = Responsibility(item_id=city.parts["item_id"], person=city.person(name), valid_from=date(2024, 4, 1))
    row.save()


def test_opening_tells_who_writes_how_many_reports(city: City) -> None:
    owned_by(city, Role.DIVISION_MEMBER)
    held = opened(city)
    division = city.parts["division_id"]
    reports = Report.objects.filter(round=held, division_id=division).count()
    assert told(city, Role.DIVISION_MEMBER) == [("opened", reports)]
    expected = [("opened", reports - 1)] if reports > 1 else []
    assert told(city, Role.DIVISION_HEAD) == expected
    assert told(city, Role.PLAN_OFFICE) == told(city, Role.VIEWER) == []


def test_moves_tell_the_next_stage_and_the_submitter(city: City) -> None:
    owned_by(city, Role.DIVISION_MEMBER)
    held = opened(city)
    Notice.objects.all().delete()
    head, member = city.actor(Role.DIVISION_HEAD), city.actor(Role.DIVISION_MEMBER)
    report = submitted(city, own_report(city, held))
    assert told(city, Role.DIVISION_HEAD) == [("arrived", 1)]
    send_back(report.pk, 0, Remarks("数字を直してください。"), seen=report.version, key=key(), actor=head)
    returned = Notice.objects.get(person=city.person(Role.DIVISION_MEMBER))
    assert (returned.kind, returned.comment, returned.report_id) == (
        "returned",
        "数字を直してください。",
        report.pk,
    )
    advance(report.pk, seen=again(report).version, key=key(), actor=member)
    assert told(city, Role.DIVISION_HEAD) == [("arrived", 2)]  # still unread, so it counts up
    recall(report.pk, seen=again(report).version, key=key(), actor=member)
    assert told(city, Role.DIVISION_HEAD) == [("arrived", 2)]
    mark_read(None, actor=head)
    advance(report.pk, seen=again(report).version, key=key(), actor=member)
    assert told(city, Role.DIVISION_HEAD) == [("arrived", 2), ("arrived", 1)]
    rated(report.pk, head)
    advance(report.pk, seen=again(report).version, key=key(), actor=head)
    assert told(city, Role.DIVISION_MEMBER) == [("returned", 1), ("approved", 1)]
    assert told(city, Role.PLAN_OFFICE) == [("arrived", 1)]


def test_a_move_that_is_refused_tells_nobody(city: City) -> None:
    held = opened(city)
    Notice.objects.all().delete()
    report, member = own_report(city, held), city.actor(Role.DIVISION_MEMBER)
    with pytest.raises(NotReady):
        advance(report.pk, seen=report.version, key=key(), actor=member)
    assert not Notice.objects.exists()


def test_publication_is_told_to_everybody_who_took_part(city: City) -> None:
    held, office = opened(city), city.actor(Role.PLAN_OFFICE)
    Notice.objects.all().delete()
    close_round(held.pk, seen=1, key=key(), actor=office)
    left = [each.pk for each in unfinished(held)]
    publish_round(held.pk, left, seen=2, key=key(), actor=office)
    for name in (Role.DIVISION_MEMBER, Role.DIVISION_HEAD, Role.COMMITTEE_MEMBER, Role.EXTERNAL_REVIEWER):
        assert told(city, name) == [("published", 1)]
    assert told(city, Role.PLAN_OFFICE) == told(city, Role.VIEWER) == []


def test_reminders_come_once_for_every_mark(city: City) -> None:
    owned_by(city, Role.DIVISION_MEMBER)
    held = opened(city)
    Notice.objects.all().delete()
    assert remind(date(2025, 5, 22)) == 0  # a working day too early
    number = remind(BEFORE)
    assert number > 0 and remind(BEFORE) == remind(date(2025, 5, 26)) == 0
    notice = Notice.objects.get(person=city.person(Role.DIVISION_MEMBER))
    assert (notice.kind, notice.due, notice.day) == (NoticeKind.DUE_SOON, DUE, BEFORE)
    assert AuditEntry.objects.get(verb="round.reminded").changes["notices"] == [0, number]
    assert remind(date(2025, 5, 31)) == 0  # a Saturday
    assert remind(date(2025, 6, 4)) == number  # the mark of the 2nd, served on the first day that the job ran
    assert Notice.objects.filter(kind=NoticeKind.OVERDUE, day=LATE, read_at=None).count() == number
    assert not Notice.objects.filter(kind=NoticeKind.DUE_SOON, read_at=None).exists()  # said better now
    assert remind(date(2025, 6, 5)) == 0
    close_round(held.pk, seen=1, key=key(), actor=city.actor(Role.PLAN_OFFICE))
    assert remind(date(2025, 6, 9)) == 0


def test_the_list_is_ones_own_in_the_readers_language(city: City) -> None:
    opened(city)
    member, stranger = city.actor(Role.DIVISION_MEMBER), city.actor(OTHER_DIVISION)
    value = notices_page(member, 1)
    assert value.unread == len(value.lines) == unread_number(member) == 1
    assert "始まりました" in value.lines[0].text and value.lines[0].address == "/rounds/mine/"
    with translation.override("en"):
        assert "started" in notices_page(member, 1).lines[0].text
    assert mark_read([value.lines[0].id], actor=stranger) == 0
    assert mark_read([value.lines[0].id], actor=member) == 1
    assert unread_number(member) == 0


def with_address(city: City, name: str) -> Person:
    person = city.person(name)
    Person.members.filter(pk=person.pk).update(email=f"{person.login_name}@example.lg.jp")
    return person


@override_settings(
    AYUMI_SENDS_MAIL=True, EMAIL_BACKEND=LOCMEM, AYUMI_SITE_ADDRESS="https://ayumi.example.lg.jp"
)
def test_one_digest_a_day_for_who_wants_it(city: City) -> None:
    member = with_address(city, Role.DIVISION_MEMBER)
    head = with_address(city, Role.DIVISION_HEAD)
    Person.members.filter(pk=head.pk).update(wants_mail=False)
    opened(city)
    today = timezone.localdate()
    assert send_digests(today) == Mailed(1, 0)
    sent = mail.outbox[0]
    assert sent.to == [f"{member.login_name}@example.lg.jp"] and "お知らせ1件" in sent.subject
    assert "https://ayumi.example.lg.jp/rounds/mine/" in sent.body and "始まりました" in sent.body
    assert member.display_name not in sent.body + sent.subject
    remind(date(2025, 6, 9))
    assert send_digests(today) == Mailed()  # one a day
    tomorrow = date.fromordinal(today.toordinal() + 1)
    assert send_digests(tomorrow) == Mailed(1, 0)
    assert "期限" in mail.outbox[1].body and "始まりました" not in mail.outbox[1].body
    remind(date(2025, 6, 16))
    mark_read(None, actor=city.actor(Role.DIVISION_MEMBER))
    assert send_digests(date.fromordinal(today.toordinal() + 2)) == Mailed()  # read in the app


def test_a_dead_mail_server_breaks_nothing_and_is_tried_again(
    city: City, caplog: pytest.LogCaptureFixture
) -> None:
    with_address(city, Role.DIVISION_MEMBER)
    opened(city)
    today = timezone.localdate()
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))  # bound and not listening: connections are refused
        dead = {"EMAIL_BACKEND": SMTP, "EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": closed.getsockname()[1]}
        with override_settings(AYUMI_SENDS_MAIL=True, **dead), caplog.at_level(logging.WARNING):
            assert send_digests(today) == Mailed(0, 1)
    assert "could not be sent" in caplog.text
    assert not Notice.objects.exclude(mailed_at=None).exists()
    with override_settings(AYUMI_SENDS_MAIL=True, EMAIL_BACKEND=LOCMEM):
        assert send_digests(date.fromordinal(today.toordinal() + 1)) == Mailed(1, 0)


def test_without_a_server_no_mail_is_thought_of(city: City) -> None:
    with_address(city, Role.DIVISION_MEMBER)
    opened(city)
    assert send_digests(timezone.localdate()) == Mailed()
    assert not Notice.objects.exclude(mailed_at=None).exists()


def test_a_digest_names_what_was_returned_and_nobody(city: City) -> None:
    held = opened(city)
    report = submitted(city, own_report(city, held))
    head = city.actor(Role.DIVISION_HEAD)
    send_back(report.pk, 0, Remarks("数字を直してください。"), seen=report.version, key=key(), actor=head)
    returned = list(
        Notice.objects.filter(kind=NoticeKind.RETURNED).select_related("round__plan", "report__item")
    )
    text = digest_of(returned, "架空の市").text
    assert report.item.title in text and "数字を直して" not in text
    assert not [person for person in city.people.values() if person.display_name in text]


def test_nobody_is_told_of_the_neighbours_rounds(city: City) -> None:
    opened(city)
    neighbour = build_neighbour()
    with municipality_scope(neighbour.municipality.pk):
        assert set(Notice.objects.values_list("round_id", flat=True)) <= set(
            Round.objects.values_list("pk", flat=True)
        )
        assert unread_number(city.actor(Role.DIVISION_MEMBER)) == 0
