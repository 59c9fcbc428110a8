"""The sentences of the sample's reports: chosen from tables by rule, never by chance."""

from collections.abc import Mapping

from ayumi.config.sample_city.city import spread
from ayumi.config.sample_city.tables import rows


def text(field: str, kind: str, key: str, year: int, **facts: str) -> str:
    """Return a sentence of ``round_texts`` for a measure; the next year takes the next one.

    A ``kind`` without sentences of its own takes those of no kind; empty where there are none either.
    """
    found = [row["text"] for row in rows("round_texts") if (row["field"], row["kind"]) == (field, kind)]
    found = found or [
        row["text"] for row in rows("round_texts") if (row["field"], row["kind"]) == (field, "")
    ]
    return _chosen(found, f"{field} {key}", year, facts)


def remark(kind: str, key: str, year: int) -> str:
    """Return a sentence of ``round_remarks``: a comment or a reason."""
    found = [row["text"] for row in rows("round_remarks") if row["kind"] == kind]
    return _chosen(found, f"{kind} {key}", year, {})


def request(stage: str, key: str, year: int) -> str:
    """Return what a meeting asks for next year."""
    found = [row["text"] for row in rows("round_follow_ups") if row["stage"] == stage]
    return _chosen(found, f"request {stage} {key}", year, {})


def answer_to(request_text: str, state: str) -> str:
    """Return what a division says of a request: done, partly done or not done. Raises StopIteration."""
    return next(row[state] for row in rows("round_follow_ups") if row["text"] == request_text)


def answer(rule_id: str, key: str, year: int) -> str:
    """Return the answer to a challenge: by its rule, or by the subject of its rule."""
    for wanted in (rule_id, rule_id.partition(".")[0]):
        found = [row["text"] for row in rows("round_answers") if row["rule"] == wanted]
        if found:
            return _chosen(found, f"{rule_id} {key}", year, {})
    raise KeyError(rule_id)


def _chosen(found: list[str], key: str, year: int, facts: Mapping[str, str]) -> str:
    if not found:
        return ""
    return found[(spread(key, len(found)) + year) % len(found)].format_map(facts)
