"""Every sentence of the readers of files is known to the room's words, so that pages can translate it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation

import ayumi
from ayumi.document.reading import Refused
from ayumi.importing.words import PATTERNS, SENTENCES, refusal_said
from tests.shell.latin_city import JAPANESE

SOURCE = Path(ayumi.__file__).parent
READERS = (
    "formats/csv",
    "formats/excel",
    "formats/guard",
    "formats/markdown",
    "formats/pdf",
    "formats/plaintext",
    "formats/word",
    "importing/reading",
    "importing/rules",
)

WRITERS = {
    "plan_workbook": ("guide.py", "tables.py", "fact_tables.py", "sheets.py"),
    "report_workbook": ("front.py", "measure.py", "cell_rules.py"),
    "excel": ("choice_lists.py",),
}
"""What these say stands in the workbook itself, which is written in Japanese."""


def sentences(path: Path) -> Iterator[str]:
    """Yield every text of a module that is a whole sentence, with {0}, {1} where values stand."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    within = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    remedies = {id(value) for node in ast.walk(tree) if isinstance(node, ast.Dict) for value in node.values}
    within |= {id(part) for node in ast.walk(tree) if _is_marked(node) for part in node.args}
    for node in ast.walk(tree):
        text = ""
        if isinstance(node, ast.JoinedStr):
            text = _with_places(node)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in within:
            text = "" if id(node) in remedies else node.value
        if text.endswith("。") and len(text) > 8 and JAPANESE.match(text.replace("{0}", "値")):
            yield text


def _is_marked(node: ast.AST) -> bool:
    """Tell whether the catalogue gets the text by ``to_say`` already."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "to_say"


def _with_places(node: ast.JoinedStr) -> str:
    text, places = "", 0
    for part in node.values:
        if isinstance(part, ast.Constant):
            text += str(part.value)
        else:
            text, places = f"{text}{{{places}}}", places + 1
    return text


def test_no_sentence_of_a_reader_is_left_out() -> None:
    known = {*PATTERNS, *SENTENCES}
    found = {
        text
        for folder in READERS
        for path in (SOURCE / folder).rglob("*.py")
        if path.name not in WRITERS.get(path.parent.name, ())
        for text in sentences(path)
    }
    assert len(found) > 25
    assert found - known == set()


def test_a_refusal_is_said_in_english() -> None:
    refused = Refused(
        file="計画.xls",
        place="ファイル全体",
        found="古い形式の Excel ブック（.xls）",
        accepted="Markdown（.md）、テキスト（.txt）、Word 文書（.docx）、PDF（.pdf）のいずれか",
        reason="このファイルは古い形式の Excel ブック（.xls）で、ここでは読み取れません。"
        "Markdown（.md）、テキスト（.txt）、Word 文書（.docx）、PDF（.pdf）のいずれかでご用意ください。",
    )
    with translation.override("en"):
        said = refusal_said(refused)
    formats = "One of Markdown (.md), Plain text (.txt), Word document (.docx), PDF (.pdf)"
    assert said.accepted == formats
    assert said.file == "計画.xls"
    assert said.reason.startswith("This kind of file cannot be read here: Old Excel workbook (.xls).")
    assert not JAPANESE.search(said.reason)


@pytest.mark.parametrize(
    ("place", "found", "accepted", "reason"),
    [
        (
            "シート「実績」のセル XFD1048576",
            "遠く離れたセルの値",
            "20,000行・1,000列以内のシート",
            "このセルは読み取れる範囲（20,000行・1,000列まで）の外にあります。Excel で Ctrl+End を押して"
            "最後のセルを確かめ、不要な行と列を削除するか、ファイルを分けて保存してください。",
        ),
        (
            "セル B12",
            "外字（U+E000）",
            "CSV（.csv、文字コードは UTF-8、UTF-16(BOM付き)、Shift_JIS(CP932)）",
            "外字はこのコンピューターの外では別の字になるため読み取れません。"
            "正しい字に入力し直して保存してください。",
        ),
        (
            "ファイル全体",
            "同じ名前の部品",
            "Excel ブック（.xlsx）、CSV のデータファイル（.csv）のいずれか",
            "中に同じ名前の部品が二つあり、どちらが正しいか分かりません。"
            "Excel で開き、「.xlsx」形式で保存し直してください。",
        ),
    ],
)
def test_a_refusal_of_a_spreadsheet_is_said_in_english(
    place: str, found: str, accepted: str, reason: str
) -> None:
    refused = Refused(file="a.xlsx", place=place, found=found, accepted=accepted, reason=reason)
    with translation.override("en"):
        said = refusal_said(refused)
    for text in (said.place.replace("実績", ""), said.found, said.accepted, said.reason):
        assert not JAPANESE.search(text), text
