"""What a table of measures seems to say, proposed from its headings, for a person to look at and change."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from ayumi.document.base import Part
from ayumi.document.plan import PlanKind
from ayumi.document.source_workbook import SourceWorkbook
from ayumi.ground.wording import to_say
from ayumi.importing.rules.mapping.cells import shown
from ayumi.importing.rules.mapping.fields import SINGLE, Field, MoneyUnit
from ayumi.importing.rules.mapping.header_rows import Headings, headings_of
from ayumi.importing.rules.mapping.heading_years import heading_year
from ayumi.importing.rules.mapping.mapping import LONGEST_LINE, Mapping
from ayumi.importing.rules.mapping.proposing_blocks import Blocks, blocks_of
from ayumi.importing.rules.mapping.proposing_columns import ColumnProposal, column_proposals
from ayumi.importing.rules.mapping.proposing_levels import levels_of
from ayumi.importing.rules.mapping.proposing_sheets import forms_proposal
from ayumi.importing.rules.mapping.seen_columns import SeenColumn, seen_columns

_KIND_WORDS = (
    (("総合計画", "基本計画実施計画", "事務事業"), PlanKind.COMPREHENSIVE),
    (("情報", "ICT", "DX", "デジタル"), PlanKind.ICT),
)
NOTES = (
    to_say("シート「{0}」を、施策の表として読みます。"),
    to_say("見出しは {0} 行目、施策は {1} 行目からです。"),
    to_say(
        "同じ見出しが{0}回繰り返されています。並び順で年度を割り当て、最後を表の年度の計画、その前を実績とします。"
    ),
    to_say("金額の単位の記載が見つからないため、千円としています。お確かめください。"),
    to_say("表の年度が見つかりません。年度を選んでください。"),
    to_say("個人に関する列（{0}列）は取り込みません。"),
    to_say("見出しから分からなかった列（{0}列）は、見出しのまま「その他の記載」として残します。"),
    to_say("同じ様式のシートが{0}枚あるため、シートごとに一つの施策として読みます。"),
)
"""The sentences a proposal may say, for the catalogue; values stand in their places."""


class Note(Part):
    """A sentence of ``NOTES`` with its values."""

    sentence: str
    values: tuple[str, ...] = ()


class Proposal(Part):
    """A mapping, why each column was proposed as it was, and what a person should know."""

    mapping: Mapping
    why: dict[str, str]
    """By column: the words that told."""
    unrecognised: tuple[str, ...]
    notes: tuple[Note, ...]


class NothingToMap(ValueError):
    """The workbook holds no cell at all."""


def propose(workbook: SourceWorkbook) -> Proposal:
    """Return the proposal. Raises NothingToMap, in Japanese, for a workbook without any cell."""
    headings = headings_of(workbook)
    if headings is None:
        raise NothingToMap("このファイルには、値の入ったセルがありません。")
    forms = forms_proposal(workbook, headings.score)
    if forms is not None:
        title = PurePath(workbook.file).stem[:100] or "施策の表"
        mapping, why = forms
        plan = {"title": title, "kind": _kind(title), "levels": ("施策",)}
        return Proposal(
            mapping=Mapping.model_validate(mapping | {"plan": plan}),
            why=why,
            unrecognised=_unrecognised(mapping["columns"], why),
            notes=(Note(sentence=NOTES[7], values=(str(len(workbook.sheets) - len(mapping["left_out"])),)),),
        )
    return _Proposing(workbook, headings).proposal()


@dataclass(slots=True)
class _Proposing:
    """A proposal for a table of rows while it is made."""

    workbook: SourceWorkbook
    headings: Headings
    notes: list[Note] = field(default_factory=list)

    def proposal(self) -> Proposal:
        sheet, rows = self.headings.sheet, self.headings.rows
        columns = seen_columns(sheet, rows)
        levels = levels_of(columns)
        blocks = blocks_of(columns)
        proposed = _with_title(
            _each_once(list(column_proposals(columns, levels, blocks))), columns, levels.title
        )
        has_year = any(each.plain["field"] == Field.FISCAL_YEAR for each in proposed)
        year = None if has_year else self._year_nearby()
        self._say_place(blocks)
        money = self._money()
        if not has_year and year is None:
            self._note(4)
        personal = sum(each.plain.get("reason") == "personal" for each in proposed)
        if personal:
            self._note(5, str(personal))
        why = {each.plain["at"]: each.why for each in proposed if each.why}
        plain = [each.plain for each in proposed]
        unrecognised = _unrecognised(plain, why)
        if unrecognised:
            self._note(6, str(len(unrecognised)))
        title = self._title()
        mapping = Mapping.model_validate(
            {
                "sheet": sheet.name if len(sheet.name) <= LONGEST_LINE else "",
                "header_rows": [row + 1 for row in rows],
                "first_row": rows[-1] + 2,
                "fiscal_year": year,
                "money": money,
                "plan": {"title": title, "kind": _kind(title + sheet.name), "levels": levels.names},
                "blocks": blocks.plain(year),
                "columns": plain,
            }
        )
        return Proposal(mapping=mapping, why=why, unrecognised=unrecognised, notes=tuple(self.notes))

    def _say_place(self, blocks: Blocks) -> None:
        rows = self.headings.rows
        self._note(0, self.headings.sheet.name)
        self._note(1, "・".join(str(row + 1) for row in rows), str(rows[-1] + 2))
        if blocks.repetition is not None:
            self._note(2, str(blocks.repetition.times))

    def _note(self, number: int, *values: str) -> None:
        self.notes.append(Note(sentence=NOTES[number], values=values))

    def _above(self) -> Iterator[str]:
        """Yield what stands above the headings, and in them."""
        for row in self.headings.sheet.rows[: self.headings.rows[-1] + 1]:
            yield from (shown(cell) for cell in row if isinstance(cell, str))

    def _money(self) -> MoneyUnit:
        texts = " ".join(self._above())
        if "百万円" in texts:
            return MoneyUnit.MILLION
        if "千円" in texts:
            return MoneyUnit.THOUSAND
        if "（円）" in texts or "(円)" in texts or "単位:円" in texts or "単位：円" in texts:
            return MoneyUnit.YEN
        self._note(3)
        return MoneyUnit.THOUSAND

    def _year_nearby(self) -> int | None:
        """Return the one year of the title above the headings, or of the file's name."""
        titles = [
            shown(cell)
            for row in self.headings.sheet.rows[: self.headings.rows[0]]
            for cell in row
            if isinstance(cell, str)
        ]
        for text in (*titles, self.headings.sheet.name, PurePath(self.workbook.file).stem):
            found = heading_year(text)
            if found is not None:
                return found.year
        return None

    def _title(self) -> str:
        for row in self.headings.sheet.rows[: self.headings.rows[0]]:
            held = [cell for cell in row if isinstance(cell, str) and cell.strip()]
            if len(held) == 1 and 4 <= len(held[0].strip()) <= 60:
                return " ".join(held[0].split())
        return PurePath(self.workbook.file).stem.strip()[:100] or "施策の表"


def _kind(title: str) -> PlanKind:
    return next((kind for words, kind in _KIND_WORDS if any(word in title for word in words)), PlanKind.OTHER)


def _unrecognised(columns: list[dict[str, Any]], why: dict[str, str]) -> tuple[str, ...]:
    return tuple(each["at"] for each in columns if each["field"] == Field.REMARK and each["at"] not in why)


def _each_once(proposed: list[ColumnProposal]) -> list[ColumnProposal]:
    """Keep the best of several columns for one field; the others stay under their own heading."""
    best: dict[Field, ColumnProposal] = {}
    for each in proposed:
        target = Field(each.plain["field"])
        if target in SINGLE and (target not in best or each.share > best[target].share):
            best[target] = each
    return [
        each
        if Field(each.plain["field"]) not in SINGLE or best[Field(each.plain["field"])] is each
        else each.as_remark()
        for each in proposed
    ]


def _with_title(
    proposed: list[ColumnProposal], columns: tuple[SeenColumn, ...], title: int | None
) -> list[ColumnProposal]:
    """A mapping without the measures' names is refused, so the column of most different texts is proposed."""
    if title is not None:
        return proposed
    chosen = max(
        columns, key=lambda each: (each.profile.distinct, -each.profile.longest, -each.number), default=None
    )
    return [
        ColumnProposal(
            {"at": each.plain["at"], "heading": each.plain["heading"], "field": Field.TITLE}, "", 0
        )
        if chosen is not None and each.plain["at"] == chosen.at
        else each
        for each in proposed
    ]
