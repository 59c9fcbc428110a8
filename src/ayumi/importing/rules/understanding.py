"""From a source text to what was understood of it."""

from collections.abc import Iterable
from typing import TypeVar

from ayumi.document.reading import CannotRead, Passage, ReadResult, Refused, SourceText
from ayumi.importing.rules.glossary import marked_terms
from ayumi.importing.rules.outline import outline_of
from ayumi.importing.rules.plan_head import municipality_of, plan_head
from ayumi.importing.rules.purposes_and_evidence import evidence_of, purposes_of
from ayumi.importing.rules.related_plans import related_plans_of

Value = TypeVar("Value")


def understand(source: SourceText) -> ReadResult:
    """Return everything that was recognised, each with the passage it was found in.

    Raises CannotRead for a document that is no plan: no title of a plan and no chapter.
    """
    outline = outline_of(source)
    head, passages = plan_head(outline)
    if head is None and not any(chapter.number for chapter, _passage in outline.chapters):
        raise CannotRead(_no_plan(source))
    municipality, where = municipality_of(outline)
    if where is not None:
        passages["municipality"] = where
    terms = marked_terms(source)
    passages |= {f"glossary.{index}": term.occurrences[0] for index, term in enumerate(terms)}

    def kept(path: str, found: Iterable[tuple[Value, Passage]]) -> tuple[Value, ...]:
        values = []
        for index, (value, passage) in enumerate(found):
            passages[f"{path}.{index}"] = passage
            values.append(value)
        return tuple(values)

    return ReadResult(
        municipality=municipality,
        plan=head,
        related_plans=kept("related_plans", related_plans_of(outline, head) if head else ()),
        purposes=kept("purposes", purposes_of(outline)),
        evidence_sources=kept("evidence_sources", evidence_of(outline)),
        chapters=kept("chapters", outline.chapters),
        glossary=terms,
        figures=kept("figures", outline.figures),
        refused=_missing(source, title=head is not None, period=head is not None and head.period is not None),
        passages=passages,
    )


def _no_plan(source: SourceText) -> Refused:
    beginning = source.blocks[0].text[:60] if source.blocks else ""
    return Refused(
        file=source.file,
        place="ファイル全体",
        found=f"「{beginning}」で始まる文書",
        accepted="計画名（「○○計画」（以下「本計画」という。）など）と章（第1章 …）のある計画の文書",
        reason="計画の名称も章立ても見つからないため、計画の文書として読み取れません。"
        "計画の本文を含むファイルをお選びください。",
    )


def _missing(source: SourceText, *, title: bool, period: bool) -> tuple[Refused, ...]:
    """Say what a plan must have and this text does not; nothing is filled in by guessing."""
    missing = []
    if not title:
        missing.append(
            Refused(
                file=source.file,
                place="ファイル全体",
                found="計画の名称なし",
                accepted="「○○計画」（以下「本計画」という。）または計画名の見出し",
                reason="計画の名称が見つからないため、このままでは計画として登録できません。",
            )
        )
    if title and not period:
        missing.append(
            Refused(
                file=source.file,
                place="ファイル全体",
                found="計画期間の記載なし",
                accepted="令和3(2021)年度から令和7(2025)年度まで のような期間",
                reason="計画期間が見つかりません。登録はできますが、期間の図は表示されません。",
            )
        )
    return tuple(missing)
