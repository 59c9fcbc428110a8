"""The manual prints every rule by its id and with its sentence, as the code has them."""

import re
from pathlib import Path

import pytest

from ayumi.importing.rules.mapping import from_yaml
from ayumi.importing.rules.mapping.cell_rules import FINDING_RULES, RULES, SUM_RULES, CellRule

MANUAL = Path(__file__).parents[3] / "docs" / "ja" / "measure-workbooks.md"
ROW = re.compile(r"^\| `([a-z_.]+)` \| (.*?) \|(?: (.*?) \|)?$", re.MULTILINE)


@pytest.mark.parametrize(
    ("heading", "rules"),
    [("セルの規則", RULES), ("合計の確認", SUM_RULES), ("お知らせする事項", FINDING_RULES)],
)
def test_the_manual_has_every_rule_of_the_code(heading: str, rules: dict[str, CellRule]) -> None:
    section = MANUAL.read_text(encoding="utf-8").partition(f"## {heading}\n")[2].partition("\n## ")[0]
    printed = {name: (sentence, accepted or "－") for name, sentence, accepted in ROW.findall(section)}
    assert printed == {rule.id: (rule.sentence, rule.accepted or "－") for rule in rules.values()}


def test_the_mapping_of_the_manual_is_one() -> None:
    text = MANUAL.read_text(encoding="utf-8").partition("```yaml\n")[2].partition("```")[0]
    assert [column.at for column in from_yaml(text).columns] == ["A", "B", "C"]
