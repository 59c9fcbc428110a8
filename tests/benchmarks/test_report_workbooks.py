"""What the workbooks of a round cost, 60 divisions with 7 measures each, beside openpyxl with its cells."""

import io
import random
import uuid
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from ayumi.importing.actions.applying import apply_batch
from ayumi.importing.actions.giving_out import GivenOut, give_out
from ayumi.importing.actions.taking_back import take_back
from ayumi.importing.models import ReturnedState, ReturnedWorkbook
from ayumi.plans.actions.store_document import store_document
from ayumi.rounds.actions.opening import open_round
from ayumi.rounds.models import Report, Round
from ayumi.rounds.models.stored_sheet import rows_of_reports
from ayumi.tenancy.models import Division
from ayumi.tenancy.rules import Actor, Role
from ayumi.tenancy.scope import municipality_scope
from tests.benchmarks.measuring import cpu_seconds, show
from tests.documents import sample_document
from tests.importing.filled_books import all_filled_in
from tests.people import build_city
from tests.rounds.openings import opening

pytestmark = [pytest.mark.benchmark, pytest.mark.django_db]
DIVISIONS, MEASURES = 60, 7
OUT_BUDGET, IN_BUDGET = 3.0, 6.0


def a_round() -> tuple[Round, Actor, uuid.UUID]:
    """Open a round in which every one of 60 divisions has 7 measures."""
    city = build_city(with_round=False)
    office = city.actor(Role.PLAN_OFFICE)
    with municipality_scope(city.municipality.pk):
        plan_id = store_document(sample_document(measures=DIVISIONS * MEASURES, seed="books"), actor=None)
        round_id = open_round(plan_id, opening(), key=uuid.uuid4().hex, actor=office)
        divisions = [Division(name=f"第{number}課", position=number) for number in range(DIVISIONS)]
        Division.objects.bulk_create(divisions)
        for place, report in enumerate(Report.objects.filter(round_id=round_id)):
            report.division = divisions[place % DIVISIONS]
            report.save(update_fields=["division"])
        return Round.objects.get(pk=round_id), office, city.municipality.pk


def filled(held: Round, given: tuple[GivenOut, ...]) -> list[bytes]:
    """Fill every workbook in as an official does: texts, ratings, figures of every measure."""
    reports = list(Report.objects.filter(round=held).select_related("round__plan", "division"))
    rows, words = rows_of_reports(reports), [step["word"] for step in held.schedule_scale["steps"]]
    entries: dict[str, dict[Report, dict[str, Any]]] = defaultdict(dict)
    for report in reports:
        fields: dict[str, Any] = {
            "done": f"窓口を改め、案内を{report.pk.hex[-3:]}回行いました。" * 3,
            "issues": "周知が足りません。",
            "next_steps": "対象を広げます。",
            "schedule_rating": random.choice(words),
            "rating-achievement": "○",
            "rating-direction": "継続",
            "project_thousand_yen": "1,250",
            "general_revenue_thousand_yen": "250",
            "hours": "120",
        }
        for row in rows[report.pk]:
            if row.fiscal_year == held.fiscal_year:
                fields[row.field("entry")] = "試行" if row.is_text else "21.5"
        entries[report.division.name][report] = fields
    return [all_filled_in(each.content, entries[each.division]) for each in given]


def once(work: Callable[[], Any]) -> float:
    """Measure work that cannot be done twice."""
    return cpu_seconds(work, rounds=1)


def test_sixty_workbooks_out_and_in(tmp_path: Path) -> None:
    held, office, municipality = a_round()
    with municipality_scope(municipality):
        given = give_out(held.pk, actor=office)
        assert len(given) == DIVISIONS
        ours = cpu_seconds(lambda: give_out(held.pk, actor=office))
        cells = [_cells(each.content) for each in given]
        peer = cpu_seconds(lambda: [_plain_copy(each) for each in cells], rounds=1)
        show("60 workbooks out", ours, OUT_BUDGET, ("openpyxl, the same cells plain,", peer))
        print(f"  {sum(len(each.content) for each in given) / 1024:.0f} kB in all")
        contents = filled(held, given)
        files = [(tmp_path / f"{place}.xlsx", f"{place}.xlsx") for place in range(len(contents))]
        for (place, _name), content in zip(files, contents, strict=True):
            place.write_bytes(content)
        batch: list[uuid.UUID] = []
        read = once(lambda: batch.append(take_back(files, held.pk, key=uuid.uuid4().hex, actor=office)))
        stored = once(lambda: _apply_all(batch[0], office))
        states = set(ReturnedWorkbook.objects.filter(batch=batch[0]).values_list("state", flat=True))
        assert states == {ReturnedState.STORED}
        assert not Report.objects.filter(round=held, done="").exists()
        peer = cpu_seconds(lambda: [load_workbook(io.BytesIO(each)) for each in contents], rounds=1)
        show(
            "60 workbooks in, merged and stored", read + stored, IN_BUDGET, ("openpyxl, reading alone,", peer)
        )
        print(f"  of it reading {read:.2f} s, merging and storing {stored:.2f} s")


def _apply_all(batch: uuid.UUID, office: Actor) -> None:
    while apply_batch(batch, actor=office).left:
        pass


def _cells(content: bytes) -> list[list[list[Any]]]:
    return [
        [[cell.value for cell in row] for row in tab.iter_rows()]
        for tab in load_workbook(io.BytesIO(content))
    ]


def _plain_copy(tabs: list[list[list[Any]]]) -> bytes:
    book, content = Workbook(), io.BytesIO()
    for rows in tabs:
        tab = book.create_sheet()
        for row in rows:
            tab.append(row)
    book.save(content)
    return content.getvalue()
