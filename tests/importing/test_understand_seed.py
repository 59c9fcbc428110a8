"""The city's own chapter is read right and completely."""

from pathlib import Path

import pytest

from ayumi.document.plan import PlanKind, RelatedPlanRelation, SourceSide
from ayumi.document.reading import CannotRead, ReadResult
from ayumi.formats.markdown.read import read
from ayumi.importing.rules import to_plan_document, understand

PRINCIPLES = ("ひと・行政を創る", "まちを創る", "暮らしを創る")
TERMS = [
    "ICT",
    "デジタル・ガバメント実行計画",
    "AI",
    "RPA",
    "量子コンピュータ",
    "第5世代移動通信システム（5G）",
    "業務改革（BPR）",
    "情報セキュリティ",
    "業務継続計画（BCP）",
    "デジタル・トランスフォーメーション(DX: Digital Transformation)",
]


@pytest.fixture
def result(shared_folder: Path) -> ReadResult:
    """The seed, understood."""
    seed = shared_folder / "seeds" / "oyama-ict-plan-3-chapter-1.md"
    return understand(read(seed.read_bytes(), seed.name))


def test_head(result: ReadResult) -> None:
    assert (result.municipality.name, result.municipality.code) == ("小山市", "092088")
    assert (result.plan.title, result.plan.edition) == ("第3次小山市情報化基本計画", 3)
    assert result.plan.kind is PlanKind.ICT
    assert result.plan.period.fiscal_years == (2021, 2022, 2023, 2024, 2025)
    assert result.plan.yearly_evaluation.method_described_in == "第7章"


def test_related_plans(result: ReadResult) -> None:
    facts = [(each.title, each.relation, each.kind, each.established) for each in result.related_plans]
    relation = RelatedPlanRelation
    assert facts == [
        ("第2次小山市情報化基本計画", relation.PREVIOUS, PlanKind.ICT, "2015-07"),
        ("第2次小山市長期ビジョン", relation.UPPER, PlanKind.VISION, "2014-03"),
        ("デジタル・ガバメント実行計画", relation.NATIONAL, PlanKind.NATIONAL, "2019-12"),
        ("第8次小山市総合計画", relation.UPPER, PlanKind.COMPREHENSIVE, "2021-03"),
        ("各部門において策定された計画", relation.PARALLEL, PlanKind.DEPARTMENTAL, None),
    ]
    assert result.related_plans[1].principles == PRINCIPLES
    assert result.related_plans[4].covered
    assert result.related_plans[4].linked


def test_purposes_and_evidence(result: ReadResult) -> None:
    assert len(result.purposes) == 4
    assert result.purposes[2].endswith("業務継続計画（BCP）の実効性を確保します。")
    sides = [(each.name, each.side) for each in result.evidence_sources]
    assert sides == [
        *((name, SourceSide.EXTERNAL) for name in ("国", "栃木県", "地方自治体", "民間")),
        ("前計画", SourceSide.INTERNAL),
        ("市民アンケート", SourceSide.CITIZENS),
    ]
    assert result.evidence_sources[-1].asks == (
        "市民が求めているもの",
        "重要と捉えているもの",
        "将来の情報化施策に期待するもの",
    )


def test_chapter_with_mixed_heading_levels(result: ReadResult) -> None:
    (chapter,) = result.chapters
    assert (chapter.number, chapter.title) == ("第1章", "計画策定にあたって")
    assert [section.title for section in chapter.sections] == [
        "背景",
        "目的",
        "位置付け",
        "計画期間",
        "計画の構成",
    ]
    assert [section.figures for section in chapter.sections[2:]] == [("図1-1",), ("図1-2",), ("図1-3",)]
    assert "sup" not in result.model_dump_json()


def test_glossary_and_figures(result: ReadResult) -> None:
    assert [term.term for term in result.glossary] == TERMS
    assert all(term.definition is None for term in result.glossary)
    assert [(figure.number, figure.title) for figure in result.figures] == [
        ("図1-1", "全体計画との位置づけ"),
        ("図1-2", "計画の対象期間"),
        ("図1-3", "本計画の各章の関係性と概要"),
    ]


def test_everything_has_its_passage_and_makes_a_document(result: ReadResult) -> None:
    parts = ("related_plans", "purposes", "evidence_sources", "chapters", "figures", "glossary")
    for part in parts:
        for index in range(len(getattr(result, part))):
            assert result.passages[f"{part}.{index}"].place.startswith("行 ")
    assert result.refused == ()
    assert to_plan_document(result).plan.title == result.plan.title


def test_a_document_of_another_kind_is_refused() -> None:
    with pytest.raises(CannotRead) as caught:
        understand(read("# 献立\n\n今日の給食です。\n".encode(), "献立.md"))
    assert "計画の文書として読み取れません" in caught.value.refused.reason
