"""The measures of a round as rows of a table for a spreadsheet."""

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ayumi.rounds.queries.dashboard import DashboardPage


def round_table(value: DashboardPage) -> Iterator[list[str]]:
    """Yield the heading and one row for every measure of a dashboard; no query."""
    years = [
        _("{year} {what}").format(year=year, what=what)
        for year in value.years
        for what in (_("工程の進み具合"), _("評価"))
    ]
    yield [
        _("番号"),
        _("施策"),
        _("所管課"),
        _("段階"),
        _("期限"),
        _("期限超過"),
        _("回答待ちの確認事項"),
        *years,
    ]
    for row in value.rows:
        yield [
            row.number,
            row.title,
            row.division,
            row.stage,
            date_format(row.due, "Y-m-d") if row.due else "",
            _("期限超過") if row.is_late else "",
            str(row.open),
            *(word for cell in row.cells for word in (cell.schedule, cell.achievement)),
        ]
