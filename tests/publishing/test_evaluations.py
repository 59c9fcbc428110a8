"""The results of a year: anybody reads them as they were published; only errata come beside them."""

import csv
import io
import json
from dataclasses import dataclass

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from ayumi.plans.models import Indicator, Item
from ayumi.rounds.actions.closing import Correction, add_erratum, close_round, unfinished
from ayumi.rounds.actions.deciding import close_meeting
from ayumi.rounds.actions.publication import publish_round
from ayumi.rounds.models import EvaluationEdition, Report, Round
from ayumi.rounds.rules.stages import StageKind
from ayumi.tenancy.models import AuditEntry
from ayumi.tenancy.rules import Role
from ayumi.tenancy.scope import municipality_scope
from tests.people import City, build_city, build_neighbour, sign_in
from tests.rounds.meetings import ADVANCE, Committee, agenda, with_agenda
from tests.rounds.rounds import key

pytestmark = pytest.mark.django_db
FIGURE, REASON = "21.5", "市民の声を踏まえました。"


@dataclass(frozen=True, slots=True)
class Published:
    """A city whose round is over; the round has one report that was submitted."""

    city: City
    held: Round
    report: Report
    edition: EvaluationEdition

    def get(self, place: str = "", client: Client | None = None) -> str:
        """Return what anybody reads at a place of the results."""
        answer = (client or Client()).get(self.address(place))
        assert answer.status_code == 200
        return answer.content.decode()

    def address(self, place: str = "") -> str:
        """Return the address of a place of the results."""
        return f"/published/{self.city.parts['code']}/evaluations/{self.edition.pk}/{place}"

    def measure(self) -> str:
        """Return the public page of the measure that was reported, its main part."""
        return self.get(f"measures/{self.report.item_id}/").split("<h1>")[1].split("</main>")[0]


def published(city: City, *, stages: tuple[StageKind, ...] | None = None, closes: bool = True) -> Published:
    """Walk a round to its publication: a report is submitted, the committee decides, and it is published."""
    office = city.actor(Role.PLAN_OFFICE)
    made = with_agenda(city)
    matter, _words = agenda(made)
    made.attend("本部長", "総務部長")
    texts = {"text": "窓口を一つにまとめる。", "reason": "重なりがある。", "asks": "年度内に示すこと。"}
    made.decided(matter, move=ADVANCE, **texts)
    if closes:
        _close(made)
    held = Round.objects.get(pk=matter.report.round_id)
    close_round(held.pk, seen=held.version, key=key(), actor=office)
    left = [each.pk for each in unfinished(held)]
    publish_round(held.pk, left, seen=held.version + 1, key=key(), actor=office, stages=stages)
    edition = EvaluationEdition.objects.get(round=held)
    return Published(city, held, Report.objects.select_related("item").get(pk=matter.report_id), edition)


def _close(made: Committee) -> None:
    close_meeting(made.meeting_id, seen=made.meeting.version, key=key(), actor=made.office)


@pytest.fixture
def city() -> City:
    """A municipality in scope."""
    found = build_city(with_round=False)
    with municipality_scope(found.municipality.pk):
        yield found


def test_anybody_reads_the_results_with_figures_stages_reasons_and_decisions(city: City) -> None:
    made = published(city)
    site = Client().get(f"/published/{city.parts['code']}/").content.decode()
    assert made.address() in site
    page = made.get()
    assert made.report.item.title in page and made.edition.sha256 in page
    assert f"うち未評価{len(Report.objects.filter(round=made.held)) - 1}件" in page
    measure = made.measure()
    for words in ("窓口を改めました。", FIGURE, "確定", "令和7年3月31日時点", REASON, "計算に使った数字"):
        assert words in measure
    for words in ("情報化推進本部", "窓口を一つにまとめる。", "重なりがある。", "年度内に示すこと。"):
        assert words in measure


def test_no_person_is_named_anywhere_in_the_results(city: City) -> None:
    made = published(city)
    told = made.edition.document + made.get() + made.measure()
    for person in city.people.values():
        assert person.display_name not in told
    for name in ("本部長", "総務部長", "学識経験者"):
        assert name not in told


def test_only_chosen_stages_and_closed_meetings_are_public(city: City) -> None:
    made = published(city, stages=(), closes=False)
    document = json.loads(made.edition.document)
    assert len(document["stages"]) == 1
    measure = next(each for each in document["measures"] if each["id"] == str(made.report.item_id))
    assert [each["stage"] for each in measure["ratings"]] == document["stages"] and not measure["decisions"]
    assert REASON not in made.get(f"measures/{made.report.item_id}/")


def test_later_edits_change_nothing_and_an_erratum_stands_beside(city: City) -> None:
    made = published(city)
    before = (made.measure(), made.get("results.json"), made.get("measures.csv"))
    Item.objects.filter(pk=made.report.item_id).update(title="改めた名称")
    Indicator.objects.filter(item=made.report.item_id).update(name="改めた指標", unit="件")
    Report.objects.filter(pk=made.report.pk).update(done="書き直した実績")
    assert (made.measure(), made.get("results.json"), made.get("measures.csv")) == before
    correction = Correction("done", "取組の実績", "支所も改めました。", "書き漏らしたため。")
    add_erratum(made.report.pk, correction, key=key(), actor=city.actor(Role.PLAN_OFFICE))
    for page in (made.get(), made.measure()):
        assert "公表の後の訂正" in page and "支所も改めました。" in page and "書き漏らしたため。" in page
    assert "改めた名称" not in made.get() and made.get("results.json") == before[1]
    (row,) = list(csv.reader(io.StringIO(made.get("errata.csv"))))[1:]
    assert row[2:] == ["取組の実績", "書き直した実績", "支所も改めました。", "書き漏らしたため。"]


def test_open_data_opens_in_a_spreadsheet_with_japanese_headings(city: City) -> None:
    made = published(city)
    for name, first in (("measures", "所管課"), ("indicators", "見込・確定"), ("errata", "訂正日")):
        text = made.get(f"{name}.csv")
        assert text.startswith("\ufeff")
        rows = list(csv.reader(io.StringIO(text[1:])))
        assert first in rows[0] and {len(row) for row in rows} == {len(rows[0])}
    indicators = list(csv.DictReader(io.StringIO(made.get("indicators.csv")[1:])))
    assert any(row["実績"] == FIGURE and row["見込・確定"] == "確定" for row in indicators)
    assert json.loads(made.get("results.json"))["fiscal_year"] == made.held.fiscal_year


def test_results_are_taken_back_and_put_back_once_by_the_office(city: City) -> None:
    made = published(city)
    office, head = sign_in(city.person(Role.PLAN_OFFICE)), sign_in(city.person(Role.DIVISION_HEAD))
    withdraw, restore = (f"/evaluations/{made.edition.pk}/{verb}/" for verb in ("withdraw", "restore"))
    assert head.post(withdraw, {"version": "1"}).status_code == 403
    for address, version in ((withdraw, "9"), (withdraw, "1"), (withdraw, "1")):
        office.post(address, {"version": version})
    assert Client().get(made.address()).status_code == 404
    assert made.address() not in Client().get(f"/published/{city.parts['code']}/").content.decode()
    office.post(restore, {"version": "2"})
    assert made.edition.document == made.get("results.json")
    verbs = AuditEntry.objects.filter(verb__startswith="evaluation.").order_by("sequence")
    assert [entry.verb for entry in verbs] == ["evaluation.withdrawn", "evaluation.restored"]


def test_the_entry_of_publication_names_the_document_and_the_edition_names_the_entry(city: City) -> None:
    made = published(city)
    entry = AuditEntry.objects.get(verb="round.published")
    assert entry.changes["document_sha256"] == [None, made.edition.sha256]
    assert (made.edition.audit_sequence, made.edition.audit_hash) == (entry.sequence, entry.hash)


def test_only_who_may_publish_publishes_and_neighbours_do_not_show_it(city: City) -> None:
    made = published(city)
    with pytest.raises(PermissionDenied):
        publish_round(made.held.pk, [], seen=3, key=key(), actor=city.actor(Role.DIVISION_HEAD))
    other = build_neighbour()
    address = made.address().replace(f"/{city.parts['code']}/", f"/{other.parts['code']}/")
    assert Client().get(address).status_code == 404
