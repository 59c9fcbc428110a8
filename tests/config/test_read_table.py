"""``ayumi read`` on a table of measures: counts, refusals, the plan's data, exit codes; no database."""

import json
from pathlib import Path

import pytest

from ayumi.config.command import main
from ayumi.document.plan_document import PlanDocument
from ayumi.importing.rules.mapping import propose, to_yaml
from tests.importing.mapping.workbooks import plain

ROWS = (
    "事業番号,事業名,所管課,目的,現状と課題,担当者",
    "001,窓口の電子化,市民課,待ち時間を減らす,－,山田",
    "002,防災無線の更新,防災課,情報を届ける,,鈴木",
)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A table in the encoding of an office."""
    place = tmp_path / "事業一覧.csv"
    place.write_bytes("\r\n".join(ROWS).encode("cp932"))
    return place


def test_counts_and_the_plans_data(table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = tmp_path / "計画.json"
    assert main(["read", str(table), "--plan", str(plan)]) == 0
    said = capsys.readouterr().out
    assert "施策: 2件" in said and "値のあるセル: 17（表の外 6、表の中 11）" in said
    assert "取り込む 8、値なしの印 1、取り込まない 2、読み取れない 0" in said
    document = PlanDocument.model_validate_json(plan.read_text(encoding="utf-8"))
    assert [measure.number for measure in document.measures] == ["001", "002"]


def test_refusals_are_told_with_their_cells(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table.write_bytes("\r\n".join([*ROWS, "001,写し,市民課,,,"]).encode("cp932"))
    assert main(["read", str(table)]) == 1
    assert "A4「001」同じ番号の施策が、上の行にあります。" in capsys.readouterr().err
    assert main(["read", str(table), "--json", "-"]) == 1
    found = json.loads(capsys.readouterr().out)
    counts = found["counts"]
    assert counts["read"] == sum(counts[name] for name in ("taken", "blank", "not_taken", "refused")) == 14
    assert found["refused"][0]["cell"] == "A4" and found["refused"][0]["accepted"]
    assert found["mapping"].startswith("ayumi-mapping: 1")


def test_a_mapping_of_ones_own(table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mapping = tmp_path / "対応付け.yaml"
    own = to_yaml(propose(plain()).mapping).replace("field: current_state", "field: outlook")
    mapping.write_text(own, encoding="utf-8")
    assert main(["read", str(table), "--mapping", str(mapping)]) == 0
    mapping.write_text(own.replace("field: title", "field: remark"), encoding="utf-8")
    assert main(["read", str(table), "--mapping", str(mapping)]) == 2
    assert "施策の名称の列がありません" in capsys.readouterr().err
    assert main(["read", str(table), "--mapping", str(tmp_path / "ない.yaml")]) == 2
