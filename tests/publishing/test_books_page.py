"""A book is asked for, made by the worker and downloaded; what goes wrong is said politely."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from ayumi.formats.typst.setting import CannotSet
from ayumi.publishing.actions import work
from ayumi.publishing.actions.work import ABANDONED_AFTER, APOLOGY, run_waiting_jobs
from ayumi.publishing.models import BookFile, BookJob, JobState
from ayumi.tenancy.rules import Role
from ayumi.tenancy.scope import municipality_scope
from tests.people import City, build_city, build_neighbour, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_alone]
NO_ROLE = "no role"


@pytest.fixture
def city() -> City:
    """The municipality whose book is made; the finished job of the cast is taken away."""
    made = build_city()
    with municipality_scope(made.municipality.pk):
        yield made


@pytest.fixture
def office(city: City) -> Client:
    """The plan office's browser."""
    return sign_in(city.person(Role.PLAN_OFFICE))


@pytest.fixture
def address(city: City) -> str:
    """The book page of the plan."""
    return f"/plans/{city.parts['plan_id']}/book/"


def newest(city: City) -> BookJob:
    """Return the job that was asked for last."""
    return BookJob.objects.exclude(pk=city.parts["job_id"]).first()


def test_request_make_download(city: City, office: Client, address: str) -> None:
    assert office.post(f"{address}request/").url == address
    waiting = office.get(address).content.decode()
    assert "順番待ち" in waiting and "<progress" in waiting and 'hx-trigger="every 1s"' in waiting
    job = newest(city)
    assert office.get(f"/books/{job.pk}/plan.pdf").status_code == 404
    assert run_waiting_jobs() == 1
    done = office.get(address).content.decode()
    assert "完成" in done and "hx-trigger" not in done
    pdf = office.get(f"/books/{job.pk}/plan.pdf")
    assert pdf.content.startswith(b"%PDF-") and pdf["Content-Type"] == "application/pdf"
    text = office.get(f"/books/{job.pk}/plan.txt").content.decode()
    assert "架空の市情報化計画（サンプル）" in text and "施策個票" in text
    json = office.get(f"/books/{job.pk}/plan.json")
    assert json.content.decode() == city.document.to_json()
    assert json["X-Content-SHA256"] == job.sha256
    assert office.get(f"/books/{job.pk}/plan.exe").status_code == 404


def test_asking_twice_makes_one_book(city: City, office: Client, address: str) -> None:
    before = BookJob.objects.count()
    for _time in range(2):
        office.post(f"{address}request/")
    assert BookJob.objects.count() == before + 1


def test_progress_is_shown_while_it_is_made(
    city: City, office: Client, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages: list[str] = []

    def slow(_document, *, font_folder, figures, progress) -> bytes:
        progress("組版", 15)
        pages.append(office.get(address).content.decode())
        return b"%PDF-1.7"

    monkeypatch.setattr(work, "make_book", slow)
    office.post(f"{address}request/")
    run_waiting_jobs()
    assert "組版（15%）" in pages[0] and 'value="15"' in pages[0]
    assert newest(city).percent == 100


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (RuntimeError("秘密の道 /srv/ayumi"), APOLOGY),
        (CannotSet("図"), "計画書を組版できませんでした"),
        (MemoryError(), APOLOGY),
    ],
)
def test_a_failure_is_said_politely_and_can_be_tried_again(
    problem: Exception, said: str, city: City, office: Client, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments, **_named) -> bytes:
        raise problem

    with monkeypatch.context() as patch:
        patch.setattr(work, "make_book", broken)
        office.post(f"{address}request/")
        assert run_waiting_jobs() == 1
    page = office.get(address).content.decode()
    assert said in page and "作成できませんでした" in page
    assert "秘密" not in page
    job = newest(city)
    assert job.state == JobState.FAILED and not BookFile.objects.filter(job=job).exists()
    assert office.get(f"/books/{job.pk}/plan.pdf").status_code == 404
    assert "まだ完成していない" in office.post(f"/books/{job.pk}/publish/", follow=True).content.decode()
    monkeypatch.setattr(work, "make_book", lambda *_arguments, **_named: b"%PDF-1.7")
    office.post(f"{address}request/")
    assert run_waiting_jobs() == 1
    assert newest(city).state == JobState.DONE


def test_an_abandoned_job_is_taken_again(
    city: City, office: Client, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "make_book", lambda *_arguments, **_named: b"%PDF-1.7")
    office.post(f"{address}request/")
    job = newest(city)
    now = timezone.now()
    BookJob.objects.filter(pk=job.pk).update(state=JobState.WORKING, touched_at=now)
    assert run_waiting_jobs() == 0
    BookJob.objects.filter(pk=job.pk).update(touched_at=now - ABANDONED_AFTER - timedelta(seconds=1))
    assert run_waiting_jobs() == 1
    assert newest(city).state == JobState.DONE


def test_a_document_of_an_older_form_fails_politely(city: City) -> None:
    BookJob(
        plan_id=city.parts["plan_id"],
        document='{"format": "ayumi-plan/0"}',
        sha256="0" * 64,
        person_id=city.person(Role.PLAN_OFFICE).pk,
    ).save(force_insert=True)
    assert run_waiting_jobs() == 1
    assert newest(city).problem == APOLOGY


def test_a_person_without_a_role_and_a_stranger_get_nothing(city: City, address: str) -> None:
    nobody = sign_in(city.person(NO_ROLE))
    for place in (address, f"/books/{city.parts['job_id']}/plan.pdf"):
        assert nobody.get(place).status_code == 403
        assert Client().get(place).status_code == 302
    assert nobody.post(f"{address}request/").status_code == 403
    assert Client().post(f"{address}request/").status_code == 302


def test_anothers_book_is_not_there(city: City, office: Client) -> None:
    other = build_neighbour()
    job, plan = other.parts["job_id"], other.parts["plan_id"]
    assert office.get(f"/plans/{plan}/book/").status_code == 404
    assert office.post(f"/plans/{plan}/book/request/").status_code == 404
    for form in ("pdf", "txt", "json"):
        assert office.get(f"/books/{job}/plan.{form}").status_code == 404
    assert office.post(f"/books/{job}/publish/").status_code == 404
    assert office.post(f"/editions/{other.parts['edition_id']}/withdraw/").status_code == 404


def test_a_book_that_kills_its_worker_is_not_tried_for_ever(city: City, office: Client, address: str) -> None:
    office.post(f"{address}request/")
    long_ago = timezone.now() - ABANDONED_AFTER * 2
    job = newest(city)
    BookJob.objects.filter(pk=job.pk).update(
        state=JobState.WORKING, touched_at=long_ago, attempts=work.ATTEMPTS
    )
    assert run_waiting_jobs() == 1
    job.refresh_from_db()
    assert job.state == JobState.FAILED and job.problem == APOLOGY
