"""Publishing and taking back: the public sees what is published, exactly as it was, and nothing else."""

import pytest
from django.test import Client

from ayumi.plans.models import Item
from ayumi.publishing.models import BookFile, BookJob, Edition, JobState
from ayumi.tenancy.models import AuditEntry
from ayumi.tenancy.rules import Role
from ayumi.tenancy.scope import municipality_scope
from tests.people import City, build_city, build_neighbour, sign_in

pytestmark = pytest.mark.django_db
PAYLOAD = "<script>alert(1)</script>{{ 7|add:7 }}"


@pytest.fixture
def city() -> City:
    """A municipality with one published edition."""
    return build_city()


@pytest.fixture
def office(city: City) -> Client:
    """The plan office's browser."""
    return sign_in(city.person(Role.PLAN_OFFICE))


def places(city: City) -> list[str]:
    """Return every public address of the edition."""
    edition = f"/published/{city.parts['code']}/{city.parts['edition_id']}/"
    forms = [f"{edition}plan.{form}" for form in ("pdf", "txt", "json")]
    return [edition, f"{edition}measures/{city.parts['item_id']}/", *forms]


def shown(place: str) -> str:
    """Return what a public page says, without its head, which holds a new token every time."""
    return Client().get(place).content.decode().split("<h1>")[1].split("</main>")[0]


def test_anybody_reads_what_is_published_and_only_while_it_is(city: City, office: Client) -> None:
    public, site = Client(), f"/published/{city.parts['code']}/"
    withdraw = f"/editions/{city.parts['edition_id']}/withdraw/"
    for _time in range(2):
        assert [public.get(place).status_code for place in places(city)] == [200] * 5
        assert city.document.plan.title in public.get(site).content.decode()
        assert "公表を取り下げました" in office.post(withdraw, follow=True).content.decode()
        assert [public.get(place).status_code for place in places(city)] == [404] * 5
        assert "公表している計画はまだありません" in public.get(site).content.decode()
        office.post(f"/books/{city.parts['job_id']}/publish/")


def test_every_step_is_in_the_audit_trail_once(city: City, office: Client) -> None:
    publish, withdraw = (
        f"/books/{city.parts['job_id']}/publish/",
        f"/editions/{city.parts['edition_id']}/withdraw/",
    )
    for place in (withdraw, withdraw, publish):
        assert office.post(place).status_code == 302
    with municipality_scope(city.municipality.pk):
        verbs = list(
            AuditEntry.objects.filter(verb__startswith="edition")
            .order_by("sequence")
            .values_list("verb", flat=True)
        )
        assert verbs == ["edition.published", "edition.withdrawn", "edition.published"]
        assert Edition.objects.get().number == 1


def test_a_later_change_of_the_plan_does_not_reach_the_public(city: City) -> None:
    before = shown(places(city)[1])
    with municipality_scope(city.municipality.pk):
        Item.objects.filter(pk=city.parts["item_id"]).update(
            title="公表していない題名", purpose="公表していない文"
        )
    after = [Client().get(place).content for place in places(city)]
    assert shown(places(city)[1]) == before
    assert not any("公表していない".encode() in content for content in after)


def test_unpublished_jobs_are_not_public(city: City) -> None:
    with municipality_scope(city.municipality.pk):
        job = BookJob(
            plan_id=city.parts["plan_id"],
            document=city.document.to_json(),
            sha256="c" * 64,
            state=JobState.DONE,
            person_id=city.person(Role.PLAN_OFFICE).pk,
        )
        job.save(force_insert=True)
        BookFile(job=job, pdf=b"%PDF-1.7", text="まだ公表しない").save(force_insert=True)
    code = city.parts["code"]
    for key in (job.pk, city.parts["job_id"], city.parts["plan_id"]):
        assert Client().get(f"/published/{code}/{key}/").status_code == 404
        assert Client().get(f"/published/{code}/{key}/plan.txt").status_code == 404
    assert Client().get(f"/books/{job.pk}/plan.txt").status_code == 302


def test_an_edition_is_found_under_its_own_municipality_only(city: City) -> None:
    other = build_neighbour()
    edition = other.parts["edition_id"]
    assert Client().get(f"/published/{city.parts['code']}/{edition}/").status_code == 404
    assert Client().get(f"/published/{other.parts['code']}/{edition}/").status_code == 200
    assert Client().get("/published/999999/").status_code == 404
    names = Client().get("/published/").content.decode()
    assert "架空の市" in names and "隣町の市" in names


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.PLAN_OFFICE])
def test_only_the_plan_office_publishes(city: City, role: Role) -> None:
    client = sign_in(city.person(role))
    assert client.post(f"/books/{city.parts['job_id']}/publish/").status_code == 403
    assert client.post(f"/editions/{city.parts['edition_id']}/withdraw/").status_code == 403
    page = client.get(f"/plans/{city.parts['plan_id']}/book/").content.decode()
    assert "公表を取り下げる" not in page and "この内容で公表する" not in page
    assert Client().get(places(city)[0]).status_code == 200


def test_a_stranger_cannot_publish(city: City) -> None:
    assert Client().post(f"/books/{city.parts['job_id']}/publish/").status_code == 302
    assert Client().post(f"/editions/{city.parts['edition_id']}/withdraw/").status_code == 302
    assert Client().get(places(city)[0]).status_code == 200


def test_what_a_plan_says_is_shown_and_never_run(city: City) -> None:
    text = (
        city.document.to_json().replace("架空の取組1", PAYLOAD).replace("市民の利便性を高めます。", PAYLOAD)
    )
    with municipality_scope(city.municipality.pk):
        BookJob.objects.filter(pk=city.parts["job_id"]).update(document=text)
    for place in places(city)[:2]:
        page = Client().get(place).content.decode()
        assert "<script>alert(1)" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7|add:7 }}" in page
