"""One digest a day by mail for who has an address and has not switched it off.

The mail server may be dead, slow or refuse: nothing else fails by it. What could not be sent is told again
the next day, and stands in the app all the time. A mail names measures by their titles and nobody.
"""

import logging
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from smtplib import SMTPRecipientsRefused
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from ayumi.rounds.models import Notice
from ayumi.rounds.models.told import PARTS, address_of, facts_of, unmailed
from ayumi.rounds.rules.notice_words import sentence
from ayumi.tenancy.models import Municipality, Person
from ayumi.tenancy.scope import current_municipality_id
from ayumi.tenancy.writing import writing

logger = logging.getLogger(__name__)

LONGEST = 50
"""Lines of a digest; the rest is said by its number."""


@dataclass(frozen=True, slots=True)
class Mailed:
    """How many digests were sent and how many could not be."""

    sent: int = 0
    failed: int = 0


def send_digests(today: date) -> Mailed:
    """Send every person of the municipality what they have not read, at most one mail a day.

    Nothing where no mail server is set. Never raises for the mail server's sake: the first time that it
    cannot be reached ends this day's sending.
    """
    if not settings.AYUMI_SENDS_MAIL:
        return Mailed()
    waiting = _waiting(today)
    if not waiting:
        return Mailed()
    name = Municipality.objects.get(pk=current_municipality_id()).name
    people = Person.members.filter(pk__in=waiting, is_active=True, wants_mail=True).exclude(email="")
    sent = failed = 0
    connection = get_connection()
    for person in people.order_by("pk"):
        claimed = _claim(waiting[person.pk], today)
        if not claimed:
            continue
        try:
            _send(connection, person.email, digest_of(claimed, name))
            sent += 1
        except Exception as problem:  # whatever a mail server or the network comes up with
            failed += 1
            _give_back(claimed)
            logger.warning(
                "a digest could not be sent, it waits for the next day: %s", type(problem).__name__
            )
            if not isinstance(problem, SMTPRecipientsRefused):
                break
    return Mailed(sent, failed)


@dataclass(frozen=True, slots=True)
class Digest:
    """A mail: its subject and its text."""

    subject: str
    text: str


def digest_of(notices: list[Notice], municipality: str) -> Digest:
    """Return the mail for these notices of one person, in Japanese; no query."""
    with translation.override("ja"):
        lines = [_("あゆみからのお知らせです。"), ""]
        for notice in notices[:LONGEST]:
            lines.append(_("・{text}").format(text=sentence(facts_of(notice))))
            if settings.AYUMI_SITE_ADDRESS:
                lines.append(f"  {settings.AYUMI_SITE_ADDRESS.rstrip('/')}{address_of(notice)}")
        if len(notices) > LONGEST:
            lines.append(_("ほかに{number}件あります。").format(number=len(notices) - LONGEST))
        lines += ["", _("お知らせの内容は、あゆみの「お知らせ」で確かめられます。")]
        lines.append(_("メールが要らないときは、あゆみの「アカウント」で止められます。"))
        subject = _("あゆみ: お知らせ{number}件（{name}）").format(number=len(notices), name=municipality)
    return Digest(" ".join(subject.split()), "\n".join(lines) + "\n")


def _waiting(today: date) -> dict[UUID, list[Notice]]:
    """Return person → what is unread and not mailed, for who got no mail today yet: 2 queries."""
    mailed = Notice.objects.filter(mailed_on=today).order_by().values_list("person_id", flat=True)
    done = set(mailed.distinct())
    found: dict[UUID, list[Notice]] = defaultdict(list)
    for notice in unmailed().select_related(*PARTS).order_by("at", "id"):
        if notice.person_id not in done:
            found[notice.person_id].append(notice)
    return found


def _claim(notices: list[Notice], today: date) -> list[Notice]:
    """Take a person's notices for this mail, so that another job does not send them too."""
    with writing():
        open_now = unmailed().filter(pk__in=[notice.pk for notice in notices])
        mine = set(open_now.select_for_update().values_list("pk", flat=True))
        Notice.objects.filter(pk__in=mine).update(mailed_at=timezone.now(), mailed_on=today)
    return [notice for notice in notices if notice.pk in mine]


def _give_back(notices: Iterable[Notice]) -> None:
    with writing():
        Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(mailed_at=None, mailed_on=None)


def _send(connection: BaseEmailBackend, address: str, digest: Digest) -> None:
    message = EmailMessage(digest.subject, digest.text, settings.DEFAULT_FROM_EMAIL, [address])
    connection.send_messages([message])
