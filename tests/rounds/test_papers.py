"""What the manual says of challenges and scales is what the program does."""

from pathlib import Path

from ayumi.rounds.rules.challenges import RULES
from ayumi.rounds.rules.presets import ladders, presets, rollup_rules
from ayumi.rounds.rules.rollup_rule import ROLLUP_TEXTS

MANUAL = Path(__file__).resolve().parents[2] / "docs" / "ja"


def rows_of(name: str) -> list[list[str]]:
    """Return the cells of every row of every table of a page."""
    lines = (MANUAL / name).read_text(encoding="utf-8").splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]


def test_every_rule_stands_in_the_manual_word_for_word() -> None:
    rows = [[rule.title, rule.sentence, rule.answer] for rule in RULES.values()]
    assert rows_of("challenges.md")[2:] == rows
    assert f"全部で{len(RULES)}項目です" in (MANUAL / "challenges.md").read_text(encoding="utf-8")


def test_every_scale_ladder_and_rule_stands_in_the_manual() -> None:
    rows = rows_of("scales.md")
    for each in presets():
        words = " ／ ".join(step.word for step in each.scale.steps)
        assert [row for row in rows if row[0] == each.scale.name and row[2:] == [words, each.practice]]
    for ladder in ladders():
        assert [ladder.name, " → ".join(ladder.words)] in rows
    for rule in rollup_rules():
        assert [rule.name, ROLLUP_TEXTS[rule.kind]] in rows
    assert f"全部で{len(presets())}あります" in (MANUAL / "scales.md").read_text(encoding="utf-8")
