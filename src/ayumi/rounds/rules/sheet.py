"""A report's sheet as fields of text: what a form, a workbook and the audit trail alike carry.

One flat mapping of field → text is saved, compared, merged and audited, so no way in can lose a cell.
Money is in thousand yen (千円), work in people and hours.
"""

import hashlib
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from uuid import UUID

from ayumi.document.measures import ActualStatus, Basis, FundingSource, MissingReason, TargetKind
from ayumi.document.report_book import VALUE_PARTS
from ayumi.ground.wording import say

SheetFields = dict[str, str]

TEXT_FIELDS = ("done", "reason", "issues", "next_steps", "deviation")
CHOICE_FIELDS = ("schedule_reached", "schedule_rating")
SOURCE_FIELDS = {source: f"{source.value}_thousand_yen" for source in FundingSource}
"""The project's money by source, each with the field of the sheet on which it stands."""
MONEY_FIELDS = (
    *SOURCE_FIELDS.values(),
    "project_thousand_yen",
    "personnel_thousand_yen",
    "total_thousand_yen",
)
"""``project`` and ``total`` are sums as a division states them; where they do not add up it is asked."""
WORK_FIELDS = ("staff", "hours")
COST_FIELDS = ("basis", *MONEY_FIELDS, *WORK_FIELDS)
SHORT_FORM = ("done", "deviation")
"""The texts of the short form (簡易): what was done, and what went another way than planned."""
LENGTHS = {"entry": 300, "source": 300, "text": 10_000}
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_CLEAR_PARTS = ("entry", "missing")


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A place for an actual: an indicator, a fiscal year and one of its groups ("" for no groups).

    ``is_text`` says that the actual is a step in words (到達段階), not a number.
    """

    indicator_id: UUID
    fiscal_year: int
    group: str = ""
    is_text: bool = False
    label: str = ""

    @property
    def key(self) -> str:
        """The row's name in forms and in the audit trail."""
        digest = hashlib.sha256(self.group.encode()).hexdigest()[:8] if self.group else "all"
        return f"{self.indicator_id.hex}-{self.fiscal_year}-{digest}"

    def field(self, part: str) -> str:
        """Return the name of the row's field for one of ``VALUE_PARTS``."""
        return f"{part}-{self.key}"


@dataclass(frozen=True, slots=True)
class ValueEntry:
    """An actual as a person entered it."""

    row: SheetRow
    status: ActualStatus
    value: Decimal | None = None
    text: str = ""
    missing: MissingReason | None = None
    as_of: date | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class SheetProblem:
    """What is wrong with one field, in the reader's language."""

    field: str
    text: str


def rows_for(
    indicators: Iterable[tuple[UUID, TargetKind, Iterable[str], str]], fiscal_year: int, first_year: int
) -> tuple[SheetRow, ...]:
    """Return the rows of a sheet: each indicator and group, the round's year and the two before it.

    ``indicators`` are id, kind of target, groups and name. Years before ``first_year`` are left out, for
    a plan does not report what was before it.
    """
    years = [year for year in (fiscal_year, fiscal_year - 1, fiscal_year - 2) if year >= first_year]
    years = years or [fiscal_year]
    return tuple(
        SheetRow(indicator_id, year, group, kind is TargetKind.MILESTONE, name)
        for indicator_id, kind, groups, name in indicators
        for group in (tuple(groups) or ("",))
        for year in years
    )


def read_number(text: str) -> Decimal | None:
    """Read 1,234.5, １２３, −5 or ▲5; None for anything else. A unit or a dash is never guessed away."""
    folded = unicodedata.normalize("NFKC", text).strip().replace(",", "")
    folded = re.sub(r"^[−△▲‐–]", "-", folded)
    if not _NUMBER.fullmatch(folded) or len(folded) > 40:
        return None
    try:
        return Decimal(folded)
    except InvalidOperation:
        return None


def read_day(text: str) -> date | None:
    """Read 2026-05-31; None for anything else."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def problems_of(
    fields: Mapping[str, str], rows: Iterable[SheetRow], words: Mapping[str, Collection[str]]
) -> tuple[SheetProblem, ...]:
    """Return what cannot be stored of a sheet. Empty fields are no problem: one saves in between.

    ``words`` are the words of the round's ladder and schedule scale by field (``CHOICE_FIELDS``).
    """
    words = {**words, "basis": [each.value for each in Basis]}
    problems = [_not_a_choice(name) for name in words if _is_foreign(fields.get(name, ""), words[name])]
    problems += [
        SheetProblem(name, say("{limit}字以内で書いてください。", limit=LENGTHS["text"]))
        for name in TEXT_FIELDS
        if len(fields.get(name, "")) > LENGTHS["text"]
    ]
    for name in (*MONEY_FIELDS, *WORK_FIELDS):
        text = fields.get(name, "")
        number = read_number(text)
        if text and (number is None or number < 0):
            accepted = say(
                "「{text}」は読み取れません。0以上の数字で入れてください（例: 1,250）。", text=text[:40]
            )
            problems.append(SheetProblem(name, accepted))
    for row in rows:
        problems += _problems_of_row(fields, row)
    return tuple(problems)


def _problems_of_row(fields: Mapping[str, str], row: SheetRow) -> list[SheetProblem]:
    found = []
    entry, as_of = fields.get(row.field("entry"), ""), fields.get(row.field("as_of"), "")
    if entry and fields.get(row.field("missing")):
        found.append(
            SheetProblem(row.field("missing"), say("値を入れたときは、値がない理由を選ばないでください。"))
        )
    if entry and not row.is_text and read_number(entry) is None:
        text = say(
            "「{text}」は数値として読み取れません。単位を付けずに数字で入れてください（例: 57.0）。",
            text=entry[:40],
        )
        found.append(SheetProblem(row.field("entry"), text))
    for part in ("entry", "source"):
        if len(fields.get(row.field(part), "")) > LENGTHS[part]:
            text = say("{limit}字以内で書いてください。", limit=LENGTHS[part])
            found.append(SheetProblem(row.field(part), text))
    for part, words in _PART_WORDS.items():
        if _is_foreign(fields.get(row.field(part), ""), words):
            found.append(_not_a_choice(row.field(part)))
    if as_of and read_day(as_of) is None:
        text = say("「{text}」は日付として読み取れません（例: 2026-05-31）。", text=as_of[:40])
        found.append(SheetProblem(row.field("as_of"), text))
    return found


_PART_WORDS = {
    "missing": [reason.value for reason in MissingReason],
    "status": [status.value for status in ActualStatus],
}


def _is_foreign(text: str, words: Collection[str]) -> bool:
    return bool(text) and text not in words


def _not_a_choice(field: str) -> SheetProblem:
    return SheetProblem(field, say("選択肢にない言葉です。一覧から選んでください。"))


def value_entries(fields: Mapping[str, str], rows: Iterable[SheetRow]) -> tuple[ValueEntry, ...]:
    """Return the actuals that say something: a value, or why there is none. ``fields`` have no problems."""
    return tuple(
        _value_entry(fields, row)
        for row in rows
        if any(fields.get(row.field(part), "") for part in _CLEAR_PARTS)
    )


def _value_entry(fields: Mapping[str, str], row: SheetRow) -> ValueEntry:
    entry, missing = fields.get(row.field("entry"), ""), fields.get(row.field("missing"), "")
    number = read_number(entry)
    return ValueEntry(
        row=row,
        status=ActualStatus(fields.get(row.field("status")) or ActualStatus.FINAL),
        value=number,
        text=entry if number is None else "",
        missing=MissingReason(missing) if missing else None,
        as_of=read_day(fields.get(row.field("as_of"), "")),
        source=fields.get(row.field("source"), ""),
    )


def fields_of_value(entry: ValueEntry) -> SheetFields:
    """Return an actual as fields, as ``value_entries`` reads them."""
    row = entry.row
    return {
        row.field("entry"): entry.text if entry.value is None else f"{entry.value:f}",
        row.field("missing"): entry.missing.value if entry.missing else "",
        row.field("status"): entry.status.value,
        row.field("as_of"): entry.as_of.isoformat() if entry.as_of else "",
        row.field("source"): entry.source,
    }


def empty_fields(rows: Iterable[SheetRow]) -> SheetFields:
    """Return every field of a sheet on which nothing is written yet."""
    fields = dict.fromkeys((*TEXT_FIELDS, *CHOICE_FIELDS, *COST_FIELDS), "") | {"basis": Basis.FINAL.value}
    for row in rows:
        fields |= {row.field(part): "" for part in VALUE_PARTS}
        fields[row.field("status")] = ActualStatus.FINAL.value
    return fields


def cleaned(fields: Mapping[str, str]) -> SheetFields:
    """Return texts as the database keeps them; a number in one spelling, so 1,250 equals 1250."""
    kept = {name: text.replace("\r\n", "\n").strip() for name, text in fields.items()}
    for name, text in kept.items():
        number = read_number(text) if name.startswith("entry-") or name in COST_FIELDS else None
        if number is not None:
            kept[name] = f"{number:f}"
    return kept


def changes_between(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, list[str]]:
    """Return field → [before, after] for every field of ``after`` that says something else."""
    return {
        name: [before.get(name, ""), text] for name, text in after.items() if before.get(name, "") != text
    }


def missing_parts(
    fields: Mapping[str, str], rows: Iterable[SheetRow], fiscal_year: int, *, is_short: bool
) -> tuple[SheetProblem, ...]:
    """Return what must still be written before the sheet can be submitted.

    Always: what was done and, for every indicator, this year's value or why there is none. In the full
    form also the step reached and how the schedule stands, issues and next steps.
    """
    wanted = {"done": say("取組の実績を書いてください。")}
    if not is_short:
        wanted |= {
            "schedule_rating": say("工程の進み具合を選んでください。"),
            "issues": say("課題を書いてください。ないときは「特になし」と書いてください。"),
            "next_steps": say("今後の取組を書いてください。"),
        }
    problems = [SheetProblem(name, text) for name, text in wanted.items() if not fields.get(name, "").strip()]
    for row in rows:
        if row.fiscal_year != fiscal_year:
            continue
        if not any(fields.get(row.field(part), "") for part in _CLEAR_PARTS):
            name = f"{row.label}（{row.group}）" if row.group else row.label
            text = say("指標「{name}」の実績値を入れるか、値がない理由を選んでください。", name=name)
            problems.append(SheetProblem(row.field("entry"), text))
    if fields.get("project_thousand_yen") and not any(map(fields.get, SOURCE_FIELDS.values())):
        text = say(
            "事業費計を入れたときは、財源の内訳も入れてください。事業費がないときは0と入れてください。"
        )
        problems.append(SheetProblem(SOURCE_FIELDS[FundingSource.GENERAL_REVENUE], text))
    return tuple(problems)


def filled_share(
    fields: Mapping[str, str], rows: Iterable[SheetRow], fiscal_year: int, *, is_short: bool
) -> int:
    """Return how much of what is asked is written, in whole percent, rounded down."""
    own = [row for row in rows if row.fiscal_year == fiscal_year]
    asked = len(own) + (1 if is_short else 4)
    left = len(missing_parts(fields, own, fiscal_year, is_short=is_short))
    return max(0, (asked - left) * 100 // asked)
