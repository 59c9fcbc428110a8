"""Figures: well-formed, tied to their words, free of style sheets, and no text on another."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ayumi.document.measures import (
    Item,
    Level,
    Sheet,
)
from ayumi.document.plan import (
    Chapter,
    MunicipalityName,
    PlanHead,
    PlanKind,
    PlanPeriod,
    RelatedPlan,
    RelatedPlanRelation,
    Section,
)
from ayumi.document.plan_document import PlanDocument
from ayumi.formats.svg.alignment import alignment_drawing, alignment_figure
from ayumi.formats.svg.measure_tree import measure_tree_drawing, measure_tree_figure, pages_of
from ayumi.formats.svg.period import period_drawing, period_figure
from ayumi.formats.svg.structure import edges_of, structure_drawing, structure_figure
from ayumi.formats.svg.words import ELLIPSIS, clean, text_width, wrap
from tests.documents import sample_document
from tests.formats.svg_checks import check_drawing, check_figure, identifier, names


@given(text=names, width=st.floats(20, 300), lines=st.integers(1, 4))
def test_wrapped_lines_fit_and_lose_nothing_but_spaces(text, width, lines):
    wrapped = wrap(text, width, 12, lines)
    assert len(wrapped) <= lines
    assert all(text_width(line, 12) <= max(width, 24) for line in wrapped)
    if wrapped and wrapped[-1].endswith(ELLIPSIS):
        assert clean(text).startswith(wrapped[0].removesuffix(ELLIPSIS))
    else:
        assert "".join(wrapped).replace(" ", "") == clean(text).replace(" ", "")


def test_a_break_stands_where_a_reader_expects_it():
    assert wrap("令和3〜令和7年度（5年間）", 110, 12) == ("令和3〜令和7年度", "（5年間）")
    assert wrap("デジタル・ガバメント実行計画", 130, 14) == ("デジタル・", "ガバメント実行計画")
    assert not any(line.startswith("ー") for line in wrap("サーバー" * 9, 50, 12, 9))


def document(**parts: object) -> PlanDocument:
    head = PlanHead(
        title="架空市情報化基本計画", period=PlanPeriod(first_fiscal_year=2021, last_fiscal_year=2025)
    )
    return PlanDocument.model_validate(
        {"id": identifier("plan"), "municipality": MunicipalityName(name="架空市"), "plan": head} | parts
    )


periods = st.none() | st.tuples(st.integers(1990, 2060), st.integers(0, 30)).map(
    lambda span: PlanPeriod(first_fiscal_year=span[0], last_fiscal_year=span[0] + span[1])
)
related_plans = st.lists(
    st.builds(
        RelatedPlan,
        title=names,
        relation=st.sampled_from(RelatedPlanRelation),
        kind=st.sampled_from(PlanKind),
        period=periods,
        principles=st.lists(names, max_size=3).map(tuple),
        covered=st.booleans(),
        linked=st.booleans(),
        established=st.none(),
    ),
    max_size=12,
).map(tuple)


@pytest.mark.parametrize("narrow", [False, True])
@given(plans=related_plans, title=names, period=periods)
@settings(max_examples=40, deadline=None)
def test_alignment_and_period_hold_any_plans(narrow, plans, title, period):
    plan = document(related_plans=plans, plan=PlanHead(title=title, period=period))
    check_drawing(alignment_drawing(plan, narrow))
    check_drawing(period_drawing(plan, narrow))
    for draw in (alignment_figure, period_figure):
        figure = draw(plan, id_prefix="f", narrow=narrow)
        check_figure(figure, "f")
        assert figure == draw(plan, id_prefix="f", narrow=narrow)
        for related in plans:
            assert clean(related.title) in figure.alternative


def test_alignment_names_every_relation():
    plan = sample_document(measures=1)
    words = alignment_figure(plan, id_prefix="f").alternative
    for related in plan.related_plans:
        assert related.title in words
    labels = {box.text for box in alignment_drawing(plan).boxes}
    assert {"本計画", "上位計画"} <= labels


def test_period_prints_both_calendars_and_what_has_no_period():
    unknown = RelatedPlan(
        title="架空市防災計画", relation=RelatedPlanRelation.PARALLEL, kind=PlanKind.DEPARTMENTAL
    )
    plan = document(related_plans=(unknown,))
    texts = [box.text for box in period_drawing(plan).boxes]
    assert {"令和3", "2021", "令和7", "2025", "令和3〜令和7年度（5年間）"} <= set(texts)
    assert "期間の記載がない計画：架空市防災計画" in texts
    assert "令和3(2021)年度から令和7(2025)年度まで" in period_figure(plan, id_prefix="p").alternative


chapter_lists = st.lists(
    st.tuples(names, st.lists(names, max_size=8), st.lists(st.integers(0, 12), max_size=4)), max_size=12
).map(
    lambda chapters: tuple(
        Chapter(
            number=str(index),
            title=title,
            sections=tuple(Section(number=str(place), title=text) for place, text in enumerate(sections)),
            builds_on=tuple(str(number) for number in uses),
        )
        for index, (title, sections, uses) in enumerate(chapters)
    )
)


@pytest.mark.parametrize("narrow", [False, True])
@given(chapters=chapter_lists)
@settings(max_examples=40, deadline=None)
def test_structure_holds_any_chapters(narrow, chapters):
    plan = document(chapters=chapters)
    check_drawing(structure_drawing(plan, narrow))
    check_figure(structure_figure(plan, id_prefix="s", narrow=narrow), "s")


def test_arrows_lead_from_earlier_chapters_only():
    chapters = tuple(
        Chapter(number=number, title="章", builds_on=uses)
        for number, uses in (("1", ("3",)), ("2", ("1", "1")), ("3", ("1", "2", "9")))
    )
    assert edges_of(chapters) == ((0, 1), (0, 2), (1, 2))
    assert "第3章「章」は第1章、第2章、第9章の結果を用います。" in (
        structure_figure(document(chapters=chapters), id_prefix="s").alternative
    )


@pytest.mark.parametrize("narrow", [False, True])
def test_a_big_tree_fits_on_pages_and_shows_every_item_once(narrow):
    plan = sample_document(measures=120)
    pages = pages_of(plan, narrow)
    leaves = [path[-1].id for page in pages for path in page]
    parents = {item.parent_id for item in plan.items}
    assert leaves == [item.id for item in plan.items if item.id not in parents]
    for page in pages:
        drawing = measure_tree_drawing(plan.levels, page, narrow)
        check_drawing(drawing)
        assert narrow or drawing.height <= 960
    figures = measure_tree_figure(plan, id_prefix="t", narrow=narrow)
    assert len({figure.svg.split("aria-labelledby")[1][:30] for figure in figures}) == len(figures)
    for figure in figures:
        check_figure(figure, "t-")
    words = "".join(figure.alternative for figure in figures)
    assert all(clean(item.title) in words for item in plan.items)


@given(titles=st.lists(names, min_size=1, max_size=5), repeated=st.booleans())
@settings(max_examples=40, deadline=None)
def test_a_tree_holds_any_names(titles, repeated):
    levels = tuple(Level(id=identifier(f"level{rank}"), name=titles[0], rank=rank + 1) for rank in range(3))
    items = [Item(id=identifier("top"), level_id=levels[0].id, number="1", title=titles[0])]
    for index, title in enumerate(titles):
        items.append(
            Item(
                id=identifier(f"item{index}"),
                level_id=levels[1 + index % 2].id,
                parent_id=items[0].id,
                number=f"1-{index}",
                title=title,
                sheet=Sheet(),
                cross_listed_from=items[0].id if repeated else None,
            )
        )
    plan = document(levels=levels, items=tuple(items))
    for narrow in (False, True):
        for page in pages_of(plan, narrow):
            check_drawing(measure_tree_drawing(levels, page, narrow))
        for figure in measure_tree_figure(plan, id_prefix="t", narrow=narrow):
            check_figure(figure, "t")
            assert ("【再掲】" in figure.alternative) >= repeated


def test_names_are_escaped_and_every_id_has_the_prefix():
    plan = document(plan=PlanHead(title='<計画> & "改定"'))
    figure = alignment_figure(plan, id_prefix='a"<b', narrow=True)
    assert "&lt;計画&gt; &amp; &quot;改定&quot;" in figure.svg
    check_figure(alignment_figure(plan, id_prefix="x", font_family='"BIZ UDPMincho"'), "x")


def test_latin_words_are_not_broken() -> None:
    assert wrap("Carried on", 76, 12, 2) == ("Carried", "on")
    assert wrap("Guiding principles: plain", 130, 12, 3)[0] == "Guiding"
