"""Scales of a city: copied from a preset, edited, previewed and retired; presets stay as they are."""

import uuid
from decimal import Decimal

import pytest

from ayumi.rounds.actions.scales import (
    ScaleChangedMeanwhile,
    ScaleRefused,
    add_scale,
    edit_scale,
    retire_scale,
)
from ayumi.rounds.forms.scale import form_of_scale
from ayumi.rounds.models import RatingScale
from ayumi.rounds.queries.scales import preview_page
from ayumi.rounds.rules.presets import presets
from ayumi.rounds.rules.scale_rows import ScaleNotValid, rows_of_scale, scale_of_rows
from ayumi.rounds.rules.scales import Scale
from ayumi.tenancy.models import AuditEntry
from ayumi.tenancy.rules import Role
from tests.people import City, sign_in
from tests.rounds.openings import scale_of
from tests.rounds.rounds import key, opened

pytestmark = pytest.mark.django_db


def as_sent(scale: Scale) -> dict[str, str]:
    """Return what a browser sends for the form of a scale."""
    form = form_of_scale(scale)
    values = {name: form[name].value() for name in form.fields}
    return {name: "on" if value is True else str(value) for name, value in values.items() if value}


@pytest.mark.parametrize("each", presets(), ids=lambda each: each.id)
def test_every_preset_comes_back_from_its_rows_unchanged(each: object) -> None:
    scale: Scale = each.scale  # type: ignore[attr-defined]
    form = form_of_scale(scale)
    head = {name: str(form.initial[name]) for name in form.initial if not name.startswith("step")}
    assert scale_of_rows(head, rows_of_scale(scale)) == scale


def test_rows_that_make_no_scale_are_refused_with_every_problem() -> None:
    head = {"name": "試し", "subject": "achievement", "rule": "lowest", "yardstick": "attainment"}
    with pytest.raises(ScaleNotValid) as refused:
        scale_of_rows(
            head, [{"word": "A", "at_least": "八十"}, {"word": "", "meaning": "名なし"}, {"word": "B"}]
        )
    assert len(refused.value.problems) == 3
    assert any("八十" in each for each in refused.value.problems)


def test_a_scale_is_added_once_and_its_name_is_its_own(city: City) -> None:
    office, once, scale = city.actor(Role.PLAN_OFFICE), key(), scale_of("aichi-it")
    first = add_scale(scale, preset="aichi-it", key=once, actor=office)
    assert add_scale(scale, preset="aichi-it", key=once, actor=office) == first
    with pytest.raises(ScaleRefused):
        add_scale(scale, key=key(), actor=office)
    assert AuditEntry.objects.filter(verb="scale.added").count() == 1


def test_an_edit_changes_no_round_that_has_begun(city: City) -> None:
    office, scale = city.actor(Role.PLAN_OFFICE), scale_of("sendai")
    pk = add_scale(scale, key=key(), actor=office)
    held = opened(city, achievement_scale=scale)
    edit_scale(pk, scale.model_copy(update={"name": "四段階"}), seen=1, key=key(), actor=office)
    held.refresh_from_db()
    assert held.achievement_scale["name"] == scale.name
    assert RatingScale.objects.get(pk=pk).name == "四段階"
    with pytest.raises(ScaleChangedMeanwhile):
        edit_scale(pk, scale, seen=1, key=key(), actor=office)
    with pytest.raises(ScaleRefused):
        edit_scale(pk, scale_of("ayumi-schedule"), seen=2, key=key(), actor=office)
    retire_scale(pk, seen=2, actor=office)
    assert RatingScale.objects.get(pk=pk).is_retired
    with pytest.raises(ScaleChangedMeanwhile):
        retire_scale(pk, seen=2, actor=office)


def test_a_round_reads_what_it_judges_by_once(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    held = opened(city)
    scale = held.read("achievement_scale", Scale)
    with monkeypatch.context() as patched:
        patched.setattr(Scale, "from_stored", lambda _stored: pytest.fail("read again"))
        assert held.read("achievement_scale", Scale) is scale
    held.achievement_scale = held.direction_scale
    assert held.read("achievement_scale", Scale) == held.read("direction_scale", Scale) != scale


def test_the_preview_counts_every_measure_once_on_each_scale(city: City) -> None:
    value = preview_page("preset:aichi-it", "preset:ayumi-level", city.parts["plan_id"], 2024)
    assert value.measures > 0 and len(value.falls) == 2
    assert all(sum(line.count for line in fall.lines) == value.measures for fall in value.falls)
    assert preview_page("preset:none", "", None, None).falls == ()


def test_a_preset_is_copied_changed_and_retired_on_the_pages(city: City) -> None:
    office = sign_in(city.person(Role.PLAN_OFFICE))
    assert "浜松市" in office.get("/rounds/scales/").content.decode()
    address = "/rounds/scales/preset/aichi-it/copy/"
    sent = as_sent(scale_of("aichi-it")) | {"name": "本市の達成度", "step1-at_least": "85", "version": "0"}
    sent["key"] = uuid.uuid4().hex
    assert office.post(address, sent | {"step1-at_least": "120"}).status_code == 422
    places = {office.post(address, sent)["Location"] for _turn in range(2)}
    stored = RatingScale.objects.get(name="本市の達成度")
    assert places == {f"/rounds/scales/{stored.pk}/"}
    assert Scale.model_validate(stored.scale).steps[1].at_least == Decimal(85)
    assert office.post(address, sent | {"key": uuid.uuid4().hex}).status_code == 409
    page = office.get(f"/rounds/scales/{stored.pk}/").content.decode()
    assert "85以上" in page and "愛知県" in page
    edited = sent | {"key": uuid.uuid4().hex, "version": "1", "step1-at_least": "90"}
    assert office.post(f"/rounds/scales/{stored.pk}/edit/", edited).status_code == 302
    edited["key"] = uuid.uuid4().hex
    assert office.post(f"/rounds/scales/{stored.pk}/edit/", edited).status_code == 409
    assert office.post(f"/rounds/scales/{stored.pk}/retire/", {"version": "2"}).status_code == 302
    assert "使用をやめた" in office.get("/rounds/scales/").content.decode()
    preview = f"/rounds/scales/preview/?scale=own:{stored.pk}&plan={city.parts['plan_id']}&year=2024"
    assert "本市の達成度" in office.get(preview).content.decode()


def test_only_the_plan_office_edits(city: City) -> None:
    member = sign_in(city.person(Role.DIVISION_MEMBER))
    assert member.get("/rounds/scales/preset/aichi-it/").status_code == 200
    assert member.get("/rounds/scales/preset/aichi-it/copy/").status_code == 403
    assert member.get("/rounds/scales/preset/none/").status_code == 404
