"""The manual draws the way of a report as the moves themselves know it."""

from ayumi.rounds.rules.stage_graph import MOVE_HEADS, every_stage, graph_line, graph_rows
from ayumi.tenancy.words import ROLE_WORDS
from tests.shape.papers import papers, table_rows


def test_the_manual_shows_the_graph_that_the_program_uses() -> None:
    text = papers()["docs/ja/evaluation.md"]
    words = {role: str(word) for role, word in ROLE_WORDS.items()}
    assert graph_line(every_stage()) in text.splitlines()
    assert table_rows(text, "段階", *MOVE_HEADS.values()) == graph_rows(every_stage(), words)
