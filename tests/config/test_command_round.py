"""``ayumi round``: lists, numbers, opening and reminding, with codes for scripts; and the day's work."""

import json
from collections.abc import Iterator
from datetime import date, datetime
from uuid import uuid4

import pytest

from ayumi.config import daily
from ayumi.config.command import main
from ayumi.config.daily import is_time, run_day
from ayumi.rounds.models import Notice, Report, Round
from ayumi.tenancy.models import AuditEntry
from ayumi.tenancy.rules import Role
from ayumi.tenancy.scope import municipality_scope
from tests.people import City, build_city, build_neighbour
from tests.rounds.rounds import opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def city(monkeypatch: pytest.MonkeyPatch) -> Iterator[City]:
    """The only municipality; the tests' database is up to date already."""
    monkeypatch.setattr("ayumi.config.command.round.bring_database_up_to_date", lambda: None)
    yield build_city(with_round=False)


def test_an_empty_list_and_one_with_a_round(city: City, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["round", "list"]) == 0
    assert "評価はまだありません" in capsys.readouterr().out
    with municipality_scope(city.municipality.pk):
        held = opened(city)
    assert main(["round", "list", "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["id"], row["fiscal_year"], row["state"]) == (str(held.pk), 2024, "実施中")


def test_status_counts_what_waits_and_says_by_its_code_that_something_is_late(
    city: City, capsys: pytest.CaptureFixture[str]
) -> None:
    with municipality_scope(city.municipality.pk):
        held = opened(city)
    assert main(["round", "status", "--day", "2025-05-01", "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert row["stages"][0] == {"name": "所管課の自己評価", "waiting": 4, "due": "2025-05-30"}
    assert (row["reports"], row["late"], row["through"]) == (4, 0, 0)
    assert main(["round", "status", "--round", str(held.pk), "--day", "2025-06-02"]) == 1
    assert "期限超過4件" in capsys.readouterr().out
    assert main(["round", "status", "--round", str(uuid4())]) == 2
    assert "見つかりません" in capsys.readouterr().err


def test_a_round_is_opened_as_the_plan_office(city: City, capsys: pytest.CaptureFixture[str]) -> None:
    plan, office = str(city.parts["plan_id"]), city.person(Role.PLAN_OFFICE).login_name
    asked = ["round", "open", "--plan", plan, "--year", "2026", "--as", office, "--day", "2027-04-20"]
    assert main(asked) == 0
    assert main([*asked, "--json"]) == 0
    last = capsys.readouterr().out.partition("\n")[2]
    with municipality_scope(city.municipality.pk):
        held = Round.objects.get()
        assert json.loads(last) == {"id": str(held.pk)}
        assert (held.fiscal_year, held.stages["stages"][0]["due"]) == (2026, "2027-05-31")
        assert Report.objects.filter(round=held).count() == 4
        entry = AuditEntry.objects.get(verb="round.opened")
        assert entry.actor_id == city.person(Role.PLAN_OFFICE).pk


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"--as": "nobody"}, "利用者が見つかりません"),
        ({"--as": "city-viewer"}, "この利用者は評価を始められません"),
        ({"--plan": str(uuid4())}, "計画が見つかりません"),
        ({"--year": "2050"}, "計画期間"),
        ({"--municipality": "999999"}, "自治体が見つかりません"),
    ],
)
def test_what_cannot_be_opened(
    city: City, capsys: pytest.CaptureFixture[str], changed: dict[str, str], said: str
) -> None:
    asked = {"--plan": str(city.parts["plan_id"]), "--year": "2026", "--as": "city-plan_office"} | changed
    assert main(["round", "open", *(word for pair in asked.items() for word in pair)]) == 2
    assert said in capsys.readouterr().err
    assert main(["round", "open"]) == 2
    assert "--plan" in capsys.readouterr().err


def test_reminding_does_every_municipality_and_only_once(
    city: City, capsys: pytest.CaptureFixture[str]
) -> None:
    with municipality_scope(city.municipality.pk):
        opened(city)
        Notice.objects.all().delete()
    build_neighbour()
    assert main(["round", "remind", "--day", "2025-06-02", "--json"]) == 0
    first = json.loads(capsys.readouterr().out)
    assert first[0]["reminded"] > 0 and [row["code"] for row in first] == ["990001", "990002"]
    assert main(["round", "remind", "--day", "2025-06-02", "--municipality", "990001"]) == 0
    assert "お知らせ0件" in capsys.readouterr().out
    assert main(["round", "remind", "--municipality", "999999"]) == 2
    assert main(["round", "status"]) == 2
    assert "--municipality" in capsys.readouterr().err


def test_what_fails_in_one_municipality_stops_no_other(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    build_neighbour()
    calls = []

    def fail_first(today: date) -> int:
        calls.append(today)
        if len(calls) == 1:
            raise RuntimeError("broken")
        return 7

    monkeypatch.setattr(daily, "remind", fail_first)
    results = run_day(date(2025, 6, 2))
    assert [(each.problem, each.reminded) for each in results] == [("RuntimeError", 0), ("", 7)]
    assert main(["round", "remind", "--day", "2025-06-02"]) == 0


def test_the_day_begins_at_seven_and_is_done_once() -> None:
    assert not is_time(datetime(2027, 5, 24, 6, 59), None)
    assert is_time(datetime(2027, 5, 24, 7, 0), date(2027, 5, 23))
    assert not is_time(datetime(2027, 5, 24, 23, 0), date(2027, 5, 24))
