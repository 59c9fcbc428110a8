"""A field for every column of a table of rows, with the word that told."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ayumi.importing.rules.mapping import lexicon
from ayumi.importing.rules.mapping.fields import YEARLY, Field, Form, NotTaken
from ayumi.importing.rules.mapping.proposing_blocks import Blocks
from ayumi.importing.rules.mapping.proposing_indicators import OfIndicator, of_indicator
from ayumi.importing.rules.mapping.proposing_judgements import is_judgement, is_reason, stage_of, subject_of
from ayumi.importing.rules.mapping.proposing_levels import Levels
from ayumi.importing.rules.mapping.proposing_remarks import form_of
from ayumi.importing.rules.mapping.seen_columns import SeenColumn

_LONGEST_LINK = 60
_STATUS_WORDS = frozenset({"新規", "継続", "拡充"})


@dataclass(frozen=True, slots=True)
class ColumnProposal:
    """A column as the mapping holds it, the words that told, and how much of the heading they are."""

    plain: dict[str, Any]
    why: str
    share: float

    def as_remark(self) -> "ColumnProposal":
        """Return the same column kept under its own heading."""
        plain = {"at": self.plain["at"], "heading": self.plain["heading"], "field": Field.REMARK}
        return ColumnProposal(plain | {"form": Form.TEXT}, "", 0)


def column_proposals(
    columns: tuple[SeenColumn, ...], levels: Levels, blocks: Blocks
) -> Iterator[ColumnProposal]:
    """Yield a proposal for every column, in their order."""
    proposing = _Proposing(levels, blocks, _has_sources(columns))
    for column in columns:
        fields, why, share = proposing.of(column)
        yield ColumnProposal({"at": column.at, "heading": column.heading} | fields, why, share)


def _has_sources(columns: tuple[SeenColumn, ...]) -> bool:
    """Whether money is given by source; a sum without sources has nothing to be compared with."""
    found = (lexicon.match(column.short) for column in columns)
    return any(each is not None and each.entry.field is Field.COST for each in found)


_Found = tuple[dict[str, Any], str, float]


@dataclass(slots=True)
class _Proposing:
    levels: Levels
    blocks: Blocks
    has_sources: bool
    indicator: OfIndicator | None = None
    judged: SeenColumn | None = None

    def of(self, column: SeenColumn) -> _Found:
        judged, self.judged = self.judged, None
        found = self._of_level(column) or self._of_judgement(column, judged) or self._of_indicator(column)
        return found or self._of_lexicon(column) or self._rest(column)

    def _of_level(self, column: SeenColumn) -> _Found | None:
        levels, number = self.levels, column.number
        if number == levels.title:
            return {"field": Field.TITLE}, column.heading, 1
        if number == levels.number:
            return {"field": Field.NUMBER}, column.heading, 1
        if number in levels.level_names:
            return {"field": Field.LEVEL_NAME, "level": levels.level_names[number]}, column.heading, 1
        if number in levels.digits:
            digit = levels.digits[number]
            return (
                {"field": Field.LEVEL_CODE, "level": digit.level, "digit": digit.place},
                column.heading,
                1,
            )
        if number in levels.level_codes:
            return {"field": Field.LEVEL_CODE, "level": levels.level_codes[number]}, column.heading, 1
        return None

    def _of_judgement(self, column: SeenColumn, judged: SeenColumn | None) -> _Found | None:
        if column.year is not None or self.blocks.of(column) is not None:
            return None
        word = is_judgement(column)
        if word is not None:
            self.judged = column
            return self._judgement(Field.JUDGEMENT, column), word, 1
        reason = is_reason(column) if judged is not None else None
        if judged is not None and reason is not None and is_judgement(column) is None:
            return self._judgement(Field.JUDGEMENT_REASON, judged), reason, 1
        return None

    def _judgement(self, field: Field, column: SeenColumn) -> dict[str, Any]:
        return {"field": field, "subject": subject_of(column), "stage": stage_of(column)}

    def _of_indicator(self, column: SeenColumn) -> _Found | None:
        block = self.blocks.of(column)
        found = of_indicator(column, self.indicator, yearly=block is not None)
        if found is None:
            return None
        if found.field is Field.INDICATOR_NAME:
            if block is not None or column.profile.mostly_numbers:
                return None
            self.indicator = found
        if found.field is Field.REMARK or (found.field in YEARLY and block is None):
            return {"field": Field.REMARK, "form": form_of(column)}, found.word, 0
        fields: dict[str, Any] = {"field": found.field, "indicator": found.slot, "kind": found.kind}
        if found.field in YEARLY:
            fields |= {"block": block, "basis": self.blocks.basis(column)}
        return fields, found.word, 1

    def _of_lexicon(self, column: SeenColumn) -> _Found | None:
        found = lexicon.match(column.leaf)
        if found is None or found.share < 1:
            # A whole word in the last row of a heading says more than the section that it stands in.
            found = lexicon.match(column.short) or found or lexicon.match(column.folded)
        block = self.blocks.of(column)
        if found is None:
            if column.year is not None and column.profile.texts > column.profile.numbers and not column.rest:
                return {"field": Field.SCHEDULE, "block": block}, column.heading, 1
            return None
        field, detail, why = found.entry.field, found.entry.detail, found.entry.word
        if field is Field.NOT_TAKEN:
            return {"field": field, "reason": NotTaken(detail)}, why, found.share
        if not self._suits(field, column, block):
            return {"field": Field.REMARK, "form": form_of(column)}, why, 0
        fields: dict[str, Any] = {"field": field}
        if field in YEARLY:
            fields |= {"block": block, "basis": self.blocks.basis(column)}
        if field is Field.COST:
            fields["source"] = detail
        if field is Field.LINK:
            fields["plan"] = column.rest[:200] or column.at
        if field is Field.REMARK:
            fields["form"] = form_of(column)
        return fields, why, found.share

    def _suits(self, field: Field, column: SeenColumn, block: int | None) -> bool:
        """Whether the cells and the place of a column agree with what its heading says."""
        seen = column.profile
        if field in YEARLY and block is None:
            return False
        if field is Field.COST_SUM:
            return self.has_sources
        if field is Field.STATUS:
            return bool(seen.words) and set(seen.words) <= _STATUS_WORDS
        if field is Field.PRIORITY:
            return form_of(column) is Form.FLAG
        if field is Field.LINK:
            return seen.longest <= _LONGEST_LINK and not seen.mostly_numbers
        if field is Field.SCHEDULE:
            return not seen.mostly_numbers
        return True

    def _rest(self, column: SeenColumn) -> _Found:
        if column.is_empty and not column.heading:
            return {"field": Field.NOT_TAKEN, "reason": NotTaken.FILLER}, "", 0
        if not column.heading and column.profile.others and not column.profile.texts:
            # A column without a heading whose formulas nobody has calculated serves a macro.
            return {"field": Field.NOT_TAKEN, "reason": NotTaken.COUNTER}, "", 0
        return {"field": Field.REMARK, "form": form_of(column)}, "", 0
