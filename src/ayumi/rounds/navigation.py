"""What the room offers to the main navigation, to the header and to the first page."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ayumi.rounds.queries.notices import unread_number
from ayumi.rounds.queries.now import waiting_now
from ayumi.rounds.queries.vacancies import vacant_measures
from ayumi.rounds.rules.stages import StageKind
from ayumi.shell.home_panels import HomePanel, PanelLine
from ayumi.shell.navigation import HeaderEntry, NavigationItem
from ayumi.tenancy.rules import Permission


def navigation(request: HttpRequest) -> list[NavigationItem]:
    """Return the entry for those who may read rounds."""
    if request.actor is None or not request.actor.may(Permission.VIEW_ROUNDS):
        return []
    rounds = reverse("rounds")
    return [NavigationItem(_("評価"), rounds, (rounds,))]


def header(request: HttpRequest) -> list[HeaderEntry]:
    """Return the entry of the notices with how many are unread: 1 query."""
    if not request.actor.may(Permission.VIEW_ROUNDS):
        return []
    return [HeaderEntry(_("お知らせ"), reverse("notices"), unread_number(request.actor))]


def home_panels(request: HttpRequest) -> list[HomePanel]:
    """Return what waits for the person now: at most 3 queries, for who acts in no round none."""
    actor = request.actor
    acting = (
        *(Permission.WRITE_OWN_REPORTS, Permission.RUN_ROUNDS),
        *(Permission.JUDGE_REPORTS, Permission.REVIEW_REPORTS),
    )
    if not any(map(actor.may, acting)):
        return []
    today, mine = timezone.localdate(), reverse("my_sheets")
    words = {
        StageKind.SELF_ASSESSMENT: _("報告を書く"),
        StageKind.HEAD: _("課の報告を確認する"),
        StageKind.PLAN_OFFICE: _("事務局として確認する"),
        StageKind.COMMITTEE: _("推進本部の評価を記録する"),
        StageKind.EXTERNAL_REVIEW: _("外部評価を記録する"),
    }
    lines = [
        PanelLine(words[each.kind], each.number, mine, _("期限超過") if each.late else "")
        for each in waiting_now(actor, today=today)
    ]
    if not actor.may(Permission.RUN_ROUNDS):
        return [HomePanel(_("いま行うこと"), tuple(lines), _("いま、あなたが行うことはありません。"))]
    vacant = vacant_measures(None, today=today)
    if vacant:
        address = f"{reverse('responsibility')}?only=vacant#measures"
        lines.append(PanelLine(_("担当者が不在の施策の担当者を決める"), vacant, address))
    guide = HomePanel(
        _("今年度の評価"),
        (),
        _("計画の点検から公表まで、いまの段階と残りを順に表示します。"),
        reverse("year_guide"),
    )
    return [HomePanel(_("いま行うこと"), tuple(lines), _("いま、あなたが行うことはありません。")), guide]
