"""Answering challenges, in one sentence each; answers are only added and travel with the sheet."""

from collections.abc import Mapping
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from ayumi.rounds.actions.standing import still_open
from ayumi.rounds.gates import report_to_write
from ayumi.rounds.gates.challenges import report_challenges
from ayumi.rounds.models import ChallengeAnswer
from ayumi.tenancy.actions.audit import append_audit_entry
from ayumi.tenancy.models import Submission
from ayumi.tenancy.rules import Actor
from ayumi.tenancy.writing import writing

SHORTEST = 10
LONGEST = 2000


class AnswersRefused(ValueError):
    """An answer cannot be stored; ``problems`` says why, by the fingerprint of the challenge."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(_("回答をご確認ください。"))
        self.problems = dict(problems)


def answer_challenges(report_id: UUID, answers: Mapping[str, str], *, key: str, actor: Actor) -> int:
    """Store answers by the fingerprint of their challenge; blank ones are left out. Return how many.

    The same ``key`` sent again stores nothing again, and neither does an answer that stands already.
    Raises PermissionDenied, Http404, MoveRefused, and AnswersRefused for an answer that is too short or
    long, or for a challenge that is no longer raised because the sheet has changed.
    """
    report = report_to_write(actor, report_id)
    given = {fingerprint: " ".join(text.split()) for fingerprint, text in answers.items() if text.strip()}
    raised = {each.fingerprint: each for each in report_challenges(report, today=timezone.localdate())}
    problems = {mark: why for mark, text in given.items() if (why := _refusal(text, mark in raised))}
    if problems:
        raise AnswersRefused(problems)
    new = {mark: text for mark, text in given.items() if raised[mark].answer != text}
    if not new:
        return 0
    with writing():
        still_open(report.round_id)
        done = Submission.objects.filter(key=key).first()
        if done is not None:
            return int(done.result)
        ChallengeAnswer.objects.bulk_create(
            ChallengeAnswer(
                report=report,
                rule_id=raised[mark].rule_id,
                evidence=mark,
                answer=text,
                person_name=actor.name,
            )
            for mark, text in new.items()
        )
        Submission(key=key, verb="challenges.answered", result=str(len(new))).save(force_insert=True)
        append_audit_entry(
            actor=actor,
            verb="challenges.answered",
            object_type="report",
            object_id=report.pk,
            object_label=f"{report.item.number} {report.item.title}",
            changes={
                f"{raised[mark].rule_id} {mark[:12]}": [raised[mark].answer, text]
                for mark, text in new.items()
            },
        )
    return len(new)


def _refusal(text: str, is_raised: bool) -> str:
    if not is_raised:
        return _("シートの内容が変わり、この確認事項はなくなりました。画面を開き直してください。")
    if len(text) < SHORTEST:
        return _("{number}文字以上の一文で答えてください。").format(number=SHORTEST)
    if len(text) > LONGEST:
        return _("{number}文字以内で答えてください。").format(number=LONGEST)
    return ""
