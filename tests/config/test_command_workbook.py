"""``ayumi workbook``: both ways, what it says, and with which code it ends."""

import json
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from ayumi.config.command import main
from tests.documents import sample_document

DOCUMENT = sample_document(measures=3)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A plan as JSON."""
    place = tmp_path / "計画.json"
    place.write_text(DOCUMENT.to_json(), encoding="utf-8")
    return place


@pytest.fixture
def workbook(plan: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """The plan as a workbook, written by the command."""
    place = plan.with_name("計画ブック.xlsx")
    assert main(["workbook", str(plan), "--out", str(place), "--export", "控え7"]) == 0
    assert "書き出しました" in capsys.readouterr().out
    return place


def test_there_and_back_is_the_same_file(
    plan: Path, workbook: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    again = plan.with_name("戻り.json")
    assert main(["workbook", str(workbook), "--out", str(again), "--json"]) == 0
    assert again.read_bytes() == plan.read_bytes()
    facts = json.loads(capsys.readouterr().out)
    assert (facts["plan_id"], facts["export"], facts["municipality_code"]) == (DOCUMENT.id, "控え7", "990001")
    assert (facts["rows"]["施策"], facts["unread_cells"], facts["refused"]) == (len(DOCUMENT.items), 0, [])


def test_a_refused_cell_is_named_and_nothing_is_written(
    workbook: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = load_workbook(BytesIO(workbook.read_bytes()))
    book["用語集"]["E5"] = "たくさん"
    book.save(workbook)
    out = workbook.with_name("戻り.json")
    assert main(["workbook", str(workbook), "--out", str(out)]) == 1
    said = capsys.readouterr()
    assert "シート「用語集」のセル E5" in said.err
    assert "たくさん" in said.err
    assert not out.exists()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("計画.json", b"{}", "計画データの形式ではありません"),
        ("計画.xlsx", b"PK\x03\x04broken", "壊れている"),
        ("計画.xlsx", b"text", "読み取れません"),
    ],
)
def test_what_is_neither_is_refused(
    tmp_path: Path, name: str, content: bytes, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_bytes(content)
    assert main(["workbook", str(tmp_path / name), "--out", str(tmp_path / "out")]) == 2
    assert words in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_file_that_is_not_there_and_a_place_that_is_not_writable(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["workbook", str(plan.with_name("ない.json")), "--out", "x"]) == 2
    assert main(["workbook", str(plan), "--out", str(plan.parent / "ない" / "x.xlsx")]) == 2
    assert "書き出せません" in capsys.readouterr().err
