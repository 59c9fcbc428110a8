"""A returned workbook beside what was given out and what stands now: report by report, field by field."""

from collections.abc import Mapping
from dataclasses import dataclass

from ayumi.importing.rules.report_fields import entered
from ayumi.plans.rules.merge import FieldMerge, merge_fields

MINE, THEIRS = "mine", "theirs"
"""The sides of a conflict: what the workbook says, and what stands now."""


@dataclass(frozen=True, slots=True)
class ReportMerge:
    """The fields of one report that anybody changed since the workbook was given out."""

    fields: tuple[FieldMerge, ...]

    @property
    def changes(self) -> tuple[FieldMerge, ...]:
        """What only the workbook changed."""
        return tuple(
            each for each in self.fields if not each.is_conflict and each.mine not in (each.base, each.theirs)
        )

    @property
    def others(self) -> tuple[FieldMerge, ...]:
        """What was changed here meanwhile, and the workbook did not."""
        return tuple(each for each in self.fields if each.mine == each.base != each.theirs)

    @property
    def conflicts(self) -> tuple[FieldMerge, ...]:
        """What both changed, and not to the same."""
        return tuple(each for each in self.fields if each.is_conflict)

    def wanted(self, choices: Mapping[str, str]) -> dict[str, str]:
        """Return the fields to store: what the workbook changed, and its side where ``choices`` says so.

        Raises KeyError for a conflict that nobody decided.
        """
        chosen = (each for each in self.conflicts if choices[each.name] == MINE)
        return {each.name: each.mine for each in (*self.changes, *chosen)}


def merge_report(base: Mapping[str, str], now: Mapping[str, str], returned: Mapping[str, str]) -> ReportMerge:
    """Return the merge of one report. ``returned`` holds only what differs from ``base``.

    A field that a sheet does not have any more (an indicator was removed) is left out.
    """
    names = [name for name in base if name in now]
    mine = {name: returned.get(name, base[name]) for name in names}
    return ReportMerge(merge_fields(dict(base), dict(now), mine))


def differences(base: Mapping[str, str], cells: Mapping[str, str]) -> dict[str, str]:
    """Return the fields whose cell says something else than what was given out. Unknown ones are left out."""
    values = {name: entered(name, text, base[name]) for name, text in cells.items() if name in base}
    return {name: value for name, value in values.items() if value != base[name]}
