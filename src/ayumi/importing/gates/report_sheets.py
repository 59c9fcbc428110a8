"""The sheets of a division as a value to be written, out of reports as they stand. Always in Japanese."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils import translation

from ayumi.document.attainment import actual_of, baseline_of, target_of
from ayumi.document.measures import ActualStatus, Direction, Indicator, TargetKind
from ayumi.document.report_book import (
    VALUE_PARTS,
    ActualRow,
    ActualTable,
    BookInput,
    BookSection,
    BookSheet,
    InputKind,
)
from ayumi.document.words import (
    ACTUAL_STATUS,
    DIRECTION,
    INDICATOR_KIND,
    TARGET_KIND,
    actual_text,
    value_text,
)
from ayumi.ground.wording import say_year
from ayumi.importing.gates.report_states import ReportState
from ayumi.importing.rules.report_fields import WORDS, rating_field, reason_field, shown
from ayumi.plans.rules.indicator_years import with_places
from ayumi.rounds.models import ReportForm, Round
from ayumi.rounds.models.stored_sheet import cost_of, words_of
from ayumi.rounds.queries.report_moves import returned_fields
from ayumi.rounds.rules.scales import Scale
from ayumi.rounds.rules.sheet import MONEY_FIELDS, SHORT_FORM, TEXT_FIELDS, WORK_FIELDS, SheetRow
from ayumi.rounds.words import HELP, PART_LABELS, SHEET_LABELS, form_word

REASONS = {"achievement": "評価の理由", "direction": "方向性の理由"}
ASKED_TEXTS = ("done", "issues", "next_steps")
KINDS = dict(
    zip(
        VALUE_PARTS,
        (InputKind.NUMBER, InputKind.CHOICE, InputKind.CHOICE, InputKind.DAY, InputKind.LINE),
        strict=True,
    )
)


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a report: last year's, and what earlier rounds asked, in words."""

    last: ReportState | None
    last_ratings: tuple[str, ...]
    asked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Offered:
    """The words that a round offers: by choice field of the sheet, and by subject of a rating."""

    words: Mapping[str, tuple[str, ...]]
    ratings: Mapping[str, tuple[str, ...]]


def offered_in(held: Round) -> Offered:
    """Return what a round offers; no query."""
    scales = {"achievement": held.achievement_scale, "direction": held.direction_scale}
    return Offered(
        words={name: tuple(words) for name, words in words_of(held).items()},
        ratings={
            subject: tuple(step.word for step in Scale.model_validate(scale).steps)
            for subject, scale in scales.items()
        },
    )


def sheet_of(state: ReportState, around: Around, offered: Offered) -> BookSheet:
    """Return the sheet of one report; no query."""
    with translation.override("ja"):
        report, is_short = state.report, state.report.form == ReportForm.SHORT
        ratings = _ratings(state, offered, is_short) if state.rates else ()
        return BookSheet(
            report_id=str(report.pk),
            version=report.version,
            number=report.item.number,
            title=report.item.title,
            form=form_word(report.form),
            told=tuple(_told(state, around)),
            schedule=BookSection("工程", _schedule(state, around, offered, is_short)),
            tables=tuple(_table(state, each) for each in state.indicators),
            sections=(
                BookSection("取組の報告", _texts(state, is_short)),
                BookSection("評価", ratings),
                BookSection("事業費と業務時間", _money(state, around)),
            ),
        )


def _told(state: ReportState, around: Around) -> Iterable[tuple[str, str]]:
    yield "計画で約束した工程", state.report.schedule_planned or "この年度の工程は計画にありません。"
    returned = returned_fields(state.hanging.moves, state.report.position)
    if returned.comment:
        labels = {name: str(label) for name, label in SHEET_LABELS.items()}
        lines = [f"{labels.get(name, '指標の実績')}: {text}" for name, text in returned.fields.items()]
        yield "直してほしいこと", "\n".join([returned.comment, *lines])
    if around.asked:
        yield "求められたこと", "\n".join(around.asked)
    last = around.last
    if last is not None:
        texts = [(str(SHEET_LABELS[name]), last.fields.get(name, "")) for name in ASKED_TEXTS]
        said = [text if name == "取組の実績" else f"{name}: {text}" for name, text in texts if text]
        if said:
            yield "前回の報告", "\n".join(said)
        if around.last_ratings:
            yield "前回の評価", "\n".join(around.last_ratings)


def _schedule(state: ReportState, around: Around, offered: Offered, is_short: bool) -> tuple[BookInput, ...]:
    return tuple(
        BookInput(
            name,
            str(SHEET_LABELS[name]),
            InputKind.CHOICE if words else InputKind.LINE,
            state.fields[name],
            required=name == "schedule_rating" and not is_short,
            choices=words,
            before=around.last.fields.get(name, "") if around.last else "",
        )
        for name, words in offered.words.items()
    )


def _ratings(state: ReportState, offered: Offered, is_short: bool) -> tuple[BookInput, ...]:
    found = []
    for subject, words in offered.ratings.items():
        name, reason = rating_field(subject), reason_field(subject)
        label = str(SHEET_LABELS[name])
        found.append(
            BookInput(name, label, InputKind.CHOICE, state.fields[name], not is_short, choices=words)
        )
        found.append(BookInput(reason, REASONS[subject], InputKind.TEXT, state.fields[reason]))
    return tuple(found)


def _texts(state: ReportState, is_short: bool) -> tuple[BookInput, ...]:
    asked = ("done",) if is_short else ASKED_TEXTS
    return tuple(
        BookInput(
            name,
            str(SHEET_LABELS[name]),
            InputKind.TEXT,
            state.fields[name],
            required=name in asked,
            help=str(HELP.get(name, "")),
        )
        for name in (SHORT_FORM if is_short else TEXT_FIELDS)
    )


def _money(state: ReportState, around: Around) -> tuple[BookInput, ...]:
    last = around.last.fields if around.last and cost_of(around.last.report) else {}
    basis = BookInput(
        "basis",
        str(SHEET_LABELS["basis"]),
        InputKind.CHOICE,
        shown("basis", state.fields["basis"]),
        choices=tuple(WORDS["basis"].values()),
        before=shown("basis", last.get("basis", "")),
    )
    figures = (
        BookInput(
            name,
            str(SHEET_LABELS[name]),
            InputKind.NUMBER,
            shown(name, state.fields[name]),
            before=shown(name, last.get(name, "")),
        )
        for name in (*MONEY_FIELDS, *WORK_FIELDS)
    )
    return (basis, *figures)


def _table(state: ReportState, stored: Indicator) -> ActualTable:
    indicator = with_places(stored)
    rows = [row for row in state.rows if str(row.indicator_id) == indicator.id]
    unit = f"（{indicator.unit}）" if indicator.unit else ""
    return ActualTable(
        title=f"{indicator.name}{unit}",
        note=_note(indicator),
        rows=tuple(_row(state, indicator, row) for row in rows),
    )


def _note(indicator: Indicator) -> str:
    kinds = [INDICATOR_KIND[indicator.kind], TARGET_KIND[indicator.target_kind]]
    if indicator.target_kind is not TargetKind.MILESTONE:
        kinds.append(DIRECTION[Direction(indicator.direction)])
    facts = ["・".join(kinds)]
    baseline = baseline_of(indicator)
    if baseline is not None:
        facts.append(f"現状値（{say_year(baseline.fiscal_year)}）{value_text(baseline.value, baseline.text)}")
    final = max(indicator.targets, key=lambda each: each.fiscal_year, default=None)
    if final is not None and not final.group:
        facts.append(f"{say_year(final.fiscal_year)}の目標 {value_text(final.value, final.text)}")
    if indicator.source:
        facts.append(f"出典 {indicator.source}")
    return "　".join(facts)


def _row(state: ReportState, indicator: Indicator, row: SheetRow) -> ActualRow:
    target = target_of(indicator, row.fiscal_year, row.group)
    if target is not None and target.fiscal_year != row.fiscal_year:
        target = None
    known = actual_of(indicator, row.fiscal_year, row.group)
    mark = f"（{ACTUAL_STATUS[known.status]}）" if known and known.status is ActualStatus.ESTIMATE else ""
    is_now = row.fiscal_year == state.report.round.fiscal_year
    return ActualRow(
        key=row.key,
        label=f"{say_year(row.fiscal_year)} {row.group}".strip(),
        target=value_text(target.value, target.text) if target else "－",
        known=f"{actual_text(known)}{mark}" if known else "",
        inputs=tuple(_part(state.fields, row, part, asked=is_now) for part in VALUE_PARTS),
    )


def _part(fields: Mapping[str, str], row: SheetRow, part: str, *, asked: bool) -> BookInput:
    name = row.field(part)
    kind = InputKind.LINE if part == "entry" and row.is_text else KINDS[part]
    return BookInput(
        name,
        str(PART_LABELS[part]),
        kind,
        shown(name, fields[name]),
        required=asked and part in ("entry", "missing"),
        choices=tuple(WORDS[part].values()) if part in WORDS else (),
    )
