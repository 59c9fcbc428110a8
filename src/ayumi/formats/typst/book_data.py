"""A plan document as the JSON the book's template sets: every word, number and figure in printed order."""

from hashlib import sha256
from typing import Any

from ayumi.document.measures import Item
from ayumi.document.plan import Chapter
from ayumi.document.plan_document import PlanDocument
from ayumi.document.words import RELATION, chapter_label, day_text, edition_text, month_text, period_text
from ayumi.formats.typst.figures import BookFigure, BookFigures
from ayumi.formats.typst.marked_terms import TermFinder
from ayumi.formats.typst.sheet_data import (
    SheetSource,
    chunks,
    label_of,
    money_table,
    schedule_row,
    sheet_data,
    year_heads,
    years_of,
)
from ayumi.ground.japanese_text import fold

Data = dict[str, Any]

LONGEST_STRING = 16_000
"""In bytes of UTF-16. PDF/A-2 allows a string 32,767 as written (ISO 19005-2, 6.1.13), escapes included."""


def book_data(document: PlanDocument, figures: BookFigures) -> Data:
    """Return everything that stands in the book of ``document``."""
    terms = TermFinder(document.glossary)
    source = SheetSource.of(document, terms)
    placed, left = _placed_figures(document, figures)
    return {
        "head": head_data(document),
        "summary": _summary(document, terms),
        "chapters": [_chapter(chapter, placed, terms) for chapter in document.chapters],
        "figures": left,
        "measure_trees": [_figure("", figure) for figure in figures.measure_trees],
        "tree": _tree(document, source),
        "measures": [sheet_data(item, source) for item in document.measures],
        "schedule": _schedule_overview(document, source),
        "budget": _budget_overview(document),
        "glossary": _glossary(document),
        "colophon": _colophon(document),
    }


def head_data(document: PlanDocument) -> Data:
    """Return what stands on the cover and in the running lines."""
    plan, revision = document.plan, document.revision
    return {
        "municipality": document.municipality.name,
        "edition": edition_text(plan),
        "title": plan.title,
        "full_title": edition_text(plan) + plan.title,
        "period": period_text(plan.period) if plan.period else "",
        "month": month_text(revision.effective_date) if revision.effective_date else "",
        "revision": f"第{revision.number}版（{revision.reason}）" if revision.number > 1 else "",
    }


def _summary(document: PlanDocument, terms: TermFinder) -> Data:
    plan = document.plan
    evaluation = plan.yearly_evaluation
    where = evaluation.method_described_in if evaluation else None
    return {
        "period": period_text(plan.period) if plan.period else "",
        "years": len(plan.period.fiscal_years) if plan.period else 0,
        "purposes": [terms.segments(purpose) for purpose in document.purposes],
        "evaluation": f"{evaluation.text}{f'（{where}）' if where else ''}" if evaluation else "",
        "measure_count": len(document.measures),
        "priority_count": sum(item.priority for item in document.measures),
        "related": [
            [
                RELATION[related.relation],
                related.title,
                period_text(related.period) if related.period else "",
                "、".join(
                    word for word, said in (("網羅", related.covered), ("連動", related.linked)) if said
                ),
            ]
            for related in document.related_plans
        ],
    }


def _placed_figures(document: PlanDocument, figures: BookFigures) -> tuple[dict[str, Data], list[Data]]:
    """Return the figures a section asks for by number, and those no section asks for."""
    asked = {
        number for chapter in document.chapters for section in chapter.sections for number in section.figures
    }
    by_number = {number: _figure(number, figure) for number, figure in figures.by_number.items()}
    left = [figure for number, figure in by_number.items() if number not in asked]
    return by_number, left


def _figure(number: str, figure: BookFigure) -> Data:
    return {
        "number": number,
        "title": figure.title,
        "svg": figure.svg,
        "alternative": _within_limit(figure.alternative or figure.title or number),
    }


def _within_limit(alternative: str) -> str:
    """Shorten what PDF/A could not hold; the same words stand in the tables of the book."""
    encoded = alternative.encode("utf-16-be")
    if len(encoded) <= LONGEST_STRING:
        return alternative
    rest = "…（続きは本文の一覧をご覧ください。）"
    return encoded[: LONGEST_STRING - 2 * len(rest)].decode("utf-16-be", "ignore") + rest


def _chapter(chapter: Chapter, placed: dict[str, Data], terms: TermFinder) -> Data:
    shown: set[str] = set()
    sections = []
    for section in chapter.sections:
        numbers = [number for number in section.figures if number in placed and number not in shown]
        shown.update(numbers)
        sections.append(
            {
                "number": section.number,
                "title": section.title,
                "paragraphs": _prose(section.paragraphs, terms),
                "figures": [placed[number] for number in numbers],
            }
        )
    return {
        "number": chapter_label(chapter.number),
        "title": chapter.title,
        "paragraphs": _prose(chapter.paragraphs, terms),
        "builds_on": "、".join(chapter_label(number) for number in chapter.builds_on),
        "sections": sections,
    }


def _prose(paragraphs: tuple[str, ...], terms: TermFinder) -> list[Any]:
    return [segments for paragraph in paragraphs for segments in terms.paragraphs(paragraph)]


def _tree(document: PlanDocument, source: SheetSource) -> list[Data]:
    """Return every item in printed order with its depth from the top (0)."""
    depths: dict[str, int] = {}
    rows = []
    for item in document.items:
        depths[item.id] = depths[item.parent_id] + 1 if item.parent_id is not None else 0
        original = source.items[item.cross_listed_from] if item.cross_listed_from else item
        rows.append(
            {
                "id": original.id if original.is_measure else "",
                "depth": depths[item.id],
                "level": source.levels[item.level_id],
                "number": item.number,
                "title": item.title,
                "repeat": item.cross_listed_from is not None,
                "leaf": item.is_measure or item.cross_listed_from is not None,
            }
        )
    return rows


def _schedule_overview(document: PlanDocument, source: SheetSource) -> list[Data]:
    """Return one table per span of years: every measure with its ladder."""
    measures = [item for item in document.measures if item.schedule]
    years = _years(measures, source)
    return [
        {
            "years": year_heads(chunk),
            "rows": [
                {"id": item.id, "label": label_of(item), "cells": schedule_row(item, chunk)["cells"]}
                for item in measures
            ],
        }
        for chunk in chunks(years)
        if measures
    ]


def _budget_overview(document: PlanDocument) -> list[Data]:
    entries = [
        (entry.source, entry.fiscal_year, entry.thousand_yen)
        for item in document.measures
        for entry in item.budgets
    ]
    period = document.plan.period.fiscal_years if document.plan.period else ()
    years = sorted({*period, *(year for _source, year, _amount in entries)})
    return [money_table(entries, chunk, years) for chunk in chunks(years)] if entries else []


def _years(measures: list[Item], source: SheetSource) -> list[int]:
    """Return the plan's years, or where it has none every year a measure names."""
    if source.years:
        return list(source.years)
    return sorted({year for item in measures for year in years_of(item, ())})


def _glossary(document: PlanDocument) -> list[Data]:
    """Return the terms by their reading (五十音順); ``place`` is the key its uses carry."""
    entries = sorted(
        enumerate(document.glossary), key=lambda entry: _sort_key(entry[1].reading, entry[1].term)
    )
    return [
        {
            "place": place,
            "term": entry.term,
            "reading": entry.reading,
            "definition": entry.definition or "",
        }
        for place, entry in entries
    ]


def _sort_key(reading: str, term: str) -> tuple[str, str]:
    """Sort katakana readings among hiragana ones; a term without a reading sorts by itself."""
    folded = fold(reading or term)
    hiragana = "".join(chr(ord(mark) - 0x60) if "ァ" <= mark <= "ヶ" else mark for mark in folded)
    return hiragana, term


def _colophon(document: PlanDocument) -> list[list[str]]:
    revision = document.revision
    lines = [
        ["計画名", edition_text(document.plan) + document.plan.title],
        ["版", f"第{revision.number}版（{revision.reason}）"],
        ["発行", document.municipality.name],
        ["団体コード", document.municipality.code or ""],
        ["決定", revision.decided_by],
        ["施行日", day_text(revision.effective_date) if revision.effective_date else ""],
    ]
    return [
        *(line for line in lines if line[1]),
        ["内容の照合値（SHA-256）", sha256(document.to_json().encode()).hexdigest()],
    ]
