"""The fields of a sheet between the database and a workbook: words for codes, and what a cell means."""

from ayumi.document.measures import ActualStatus, Basis, MissingReason
from ayumi.document.words import ACTUAL_STATUS, BASIS, MISSING_REASON
from ayumi.formats.excel.cell_text import shown_text
from ayumi.ground.japanese_text import fold
from ayumi.rounds.rules.sheet import COST_FIELDS, cleaned, read_number

RATING_SUBJECTS = ("achievement", "direction")
WORDS: dict[str, dict[str, str]] = {
    "missing": {each.value: MISSING_REASON[each] for each in MissingReason},
    "status": {each.value: ACTUAL_STATUS[each] for each in ActualStatus},
    "basis": {each.value: BASIS[each] for each in Basis if each is not Basis.PLANNED},
}
"""Field or part of an actual → its codes and their words on a workbook."""
_NEVER_BLANK = ("status", "basis")


def rating_field(subject: str) -> str:
    """Return the field of the word that was chosen for a subject."""
    return f"rating-{subject}"


def reason_field(subject: str) -> str:
    """Return the field of the reason of that word."""
    return f"rating-{subject}-reason"


def shown(field: str, value: str) -> str:
    """Return what a cell shows of a stored value: a code as its word, a number with its thousands marked."""
    number = read_number(value) if _is_number(field) else None
    if number is not None:
        return f"{number:,f}"
    return shown_text(WORDS.get(_part(field), {}).get(value, value))


def entered(field: str, text: str, base: str) -> str:
    """Return the value that a cell's ``text`` means, ``base`` where the cell says what was given out.

    A word that is none of the list stays as it is, to be refused with its field.
    """
    text = text.replace("\r\n", "\n").strip()
    if text == shown(field, base).strip() or (not text and _part(field) in _NEVER_BLANK):
        return base
    value = _coded(field, text)
    if _is_number(field):
        number = read_number(value)
        # Excel has no decimals of its own: a number that was pasted as one says 57 where 57.0 stood.
        if number is not None and number == read_number(base):
            return base
    return cleaned({field: value})[field]


def _coded(field: str, text: str) -> str:
    folded = fold(text)
    words = WORDS.get(_part(field), {})
    return next((code for code, word in words.items() if folded in (fold(word), code)), text)


def _is_number(field: str) -> bool:
    return field.startswith("entry-") or field in COST_FIELDS


def _part(field: str) -> str:
    return field if field == "basis" else field.partition("-")[0]
