"""Spreadsheets made to hurt or broken on the way: refused in words one can act on, or read as text."""

import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ayumi.document.reading import CannotRead
from ayumi.formats.guard import SPREADSHEET_SIZE_LIMIT
from ayumi.importing.reading import parent
from ayumi.importing.reading.parent import read_spreadsheet
from tests.formats import hostile_workbooks as hostile
from tests.formats.hostile_workbooks import changed, plain, sheet_of, workbook_of

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
EXTERNAL = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="r1" Type="x/oleObject" Target="file:///a.docx" TargetMode="External"/>'
    b"</Relationships>"
)
MACRO_ENABLED = (
    b'<Types><Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>'
)

REFUSED: dict[str, tuple[str, Callable[[], bytes], str, str]] = {
    "bomb": ("実績.xlsx", hostile.bomb, "展開後の大きさ 1,024 MB", "展開すると"),
    "a million rows": ("実績.xlsx", hostile.million_rows, "展開後の大きさ", "上限 60 MB"),
    "rows too many": ("実績.xlsx", hostile.rows_too_many, "遠く離れたセル", "20,000行・1,000列まで"),
    "two corners": ("実績.xlsx", hostile.sparse, "遠く離れたセル", r"Ctrl\+End"),
    "two near corners": ("実績.xlsx", hostile.corners, "20,000,000セル", "上限 2,000,000セル"),
    "outside entity": ("実績.xlsx", lambda: hostile.declared(hostile.XXE), "DOCTYPE", "安全に開けません"),
    "laughs": ("実績.xlsx", lambda: hostile.declared(hostile.LAUGHS), "DOCTYPE", "安全に開けません"),
    "hidden entity": (
        "実績.xlsx",
        lambda: hostile.declared(hostile.XXE, "utf-16"),
        "UTF-8 ではない XML",
        "UTF-8 ではない",
    ),
    "traversal": ("実績.xlsx", lambda: changed({"../../a": b"x"}), "フォルダの外", "安全に開けません"),
    "absolute": ("実績.xlsx", lambda: changed({"/etc/a": b"x"}), "フォルダの外", "安全に開けません"),
    "macro": ("実績.xlsx", lambda: changed({"xl/vbaProject.bin": OLE}), "マクロ", "Excel ブック（\\*.xlsx）"),
    "old macro": (
        "実績.xlsx",
        lambda: changed({"xl/macrosheets/sheet1.xml": b"<a/>"}),
        "マクロ",
        "Excel ブック（\\*.xlsx）",
    ),
    "room for macros": (
        "実績.xlsm",
        lambda: changed({"[Content_Types].xml": MACRO_ENABLED}),
        "マクロ",
        "Excel ブック（\\*.xlsx）",
    ),
    "dead link": (
        "実績.xlsx",
        lambda: changed({"xl/externalLinks/externalLink1.xml": b"<a/>"}),
        "ほかのブックへのリンク",
        "リンクを解除",
    ),
    "embedded": (
        "実績.xlsx",
        lambda: changed({"xl/embeddings/a.docx": b"x"}),
        "埋め込まれたファイル",
        "オブジェクトを削除",
    ),
    "linked object": (
        "実績.xlsx",
        lambda: changed({"xl/worksheets/_rels/sheet1.xml.rels": EXTERNAL}),
        "OLE オブジェクト",
        "外部のファイル",
    ),
    "ActiveX": ("実績.xlsx", lambda: changed({"xl/activeX/a.xml": b"<a/>"}), "コントロール", "削除し"),
    "connection": ("実績.xlsx", lambda: changed({"xl/connections.xml": b"<a/>"}), "接続", "接続を削除"),
    "ribbon": ("実績.xlsx", lambda: changed({"customUI/a.xml": b"<a/>"}), "customUI", "コピーし"),
    "doubled": ("実績.xlsx", hostile.doubled, "同じ名前の部品", "どちらが正しいか"),
    "doubled in capitals": (
        "実績.xlsx",
        lambda: changed({"XL/worksheets/SHEET1.xml": b"<a/>"}),
        "同じ名前の部品",
        "どちらが正しいか",
    ),
    "parts too many": (
        "実績.xlsx",
        lambda: changed({f"xl/media/{number}.png": b"" for number in range(1_500)}),
        "部品 1,5",
        "1,500個を超えて",
    ),
    "sheets too many": ("実績.xlsx", lambda: hostile.many_sheets(201), "シート 201枚", "上限 200枚"),
    "locked": (
        "実績.xlsx",
        lambda: OLE + "EncryptedPackage".encode("utf-16-le"),
        "パスワード",
        "パスワードを消して",
    ),
    "locked members": ("実績.xlsx", hostile.encrypted_members, "暗号化された部品", "暗号化"),
    "old": ("実績.xls", lambda: OLE + "Workbook".encode("utf-16-le"), ".xls", "Excel ブック（\\*.xlsx）"),
    "old, renamed": ("実績.xlsx", lambda: OLE + "Workbook".encode("utf-16-le"), ".xls", "名前を付けて保存"),
    "binary": (
        "実績.xlsb",
        lambda: changed({"xl/workbook.bin": b"x"}, without=["xl/workbook.xml"]),
        ".xlsb",
        "Excel ブック（\\*.xlsx）",
    ),
    "open document": (
        "実績.ods",
        lambda: changed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}),
        "OpenDocument",
        "Excel 形式（.xlsx）",
    ),
    "web page": ("実績.xlsx", lambda: b"<html><table><tr><td>x</table>", "ウェブページ", "名前を付けて保存"),
    "Word": (
        "実績.xlsx",
        lambda: changed({"word/document.xml": b"<a/>"}),
        "Word 文書",
        "Excel ブック（.xlsx）、CSV のデータファイル（.csv）のいずれか",
    ),
    "PDF": ("実績.xlsx", lambda: b"%PDF-1.7", "PDF", "Excel ブック（.xlsx）"),
    "text": ("実績.xlsx", "施策".encode, "テキスト", "Excel ブック（.xlsx）"),
    "cut": (
        "実績.xlsx",
        lambda: plain()[: len(plain()) // 2],
        "壊れたファイル",
        "「.xlsx」形式で保存し直して",
    ),
    "no workbook in it": (
        "実績.xlsx",
        lambda: changed({}, without=["xl/workbook.xml"]),
        "Excel ブックではない",
        "「.xlsx」形式で保存し直して",
    ),
    "no sheet in it": (
        "実績.xlsx",
        lambda: changed({}, without=[hostile.SHEET]),
        "読み取れないシート",
        "見つからない",
    ),
    "no list of parts": (
        "実績.xlsx",
        lambda: changed({}, without=["xl/_rels/workbook.xml.rels"]),
        "壊れた Excel ブック",
        "保存し直して",
    ),
    "wrong contents": ("実績.xlsx", lambda: workbook_of(b"\x89PNG\r\n"), "読み取れないシート", "壊れている"),
    "half a sheet": (
        "実績.xlsx",
        lambda: workbook_of(sheet_of("<row>")[:-30]),
        "読み取れないシート",
        "壊れている",
    ),
    "unknown error": (
        "実績.xlsx",
        lambda: workbook_of(sheet_of('<row r="1"><c r="A1" t="e"><v>#嘘!</v></c></row>')),
        "読み取れないシート",
        "保存し直して",
    ),
    "long text": ("実績.xlsx", lambda: hostile.long_text(32_768), "32,768字", "セルに分けて"),
    "huge text": ("実績.xlsx", lambda: hostile.long_text(3_000_000), "3,000,000字", "セルに分けて"),
    "very deep": ("実績.xlsx", lambda: hostile.deep(4_000_000), "", "時間またはメモリ|展開すると"),
    "empty": ("実績.xlsx", lambda: b"", "0バイト", "空です"),
    "large": ("実績.xlsx", lambda: bytes(SPREADSHEET_SIZE_LIMIT + 1), "10.0 MB", "上限 10 MB"),
    "gaiji": ("実績.csv", lambda: b"a,b\n1,\xf0\x40\n", "外字（U+E000）", "入力し直して"),
    "NUL": ("実績.csv", lambda: b"a,b\n1,\x00\n", "制御文字（U+0000）", "入力し直して"),
    "program called CSV": ("実績.csv", lambda: b"MZ\x90\x00\x03\x00", "実行ファイル", "CSV"),
}
"""What it is → its name, its bytes, what is said to be found and why it is refused (a pattern)."""


def place_of(folder: Path, content: bytes) -> Path:
    """Put the bytes where an upload would lie."""
    place = folder / "upload"
    place.write_bytes(content)
    return place


def described(folder: Path, content: bytes, name: str = "実績.xlsx") -> dict[str, Any]:
    """Return what the child says of the only sheet."""
    (sheet,) = read_spreadsheet(place_of(folder, content), name=name, task="describe")["sheets"]
    return sheet


@pytest.mark.parametrize("what", REFUSED)
def test_it_is_refused_in_words(what: str, tmp_path: Path) -> None:
    name, make, found, reason = REFUSED[what]
    place = place_of(tmp_path, make())
    begun = time.monotonic()
    with pytest.raises(CannotRead, match=reason) as caught:
        read_spreadsheet(place, name=name, task="describe")
    assert time.monotonic() - begun < parent.WALL_SECONDS
    refused = caught.value.refused
    assert found in refused.found
    assert refused.file == name and refused.place and refused.accepted
    assert refused.reason.endswith("ください。")
    assert refused.reason != parent.BROKEN
    assert "root:" not in refused.model_dump_json()


def test_where_it_stands_is_named(tmp_path: Path) -> None:
    for content, name, place in [
        (hostile.sparse(), "a.xlsx", "シート「実績」のセル XFD1048576"),
        (hostile.corners(), "a.xlsx", "シート「実績」"),
        (hostile.long_text(40_000), "a.xlsx", "シート「実績」のセル C2"),
        (b"a,b\n1,\xf0\x40\n", "a.csv", "セル B2"),
    ]:
        with pytest.raises(CannotRead) as caught:
            read_spreadsheet(place_of(tmp_path, content), name=name, task="describe")
        assert caught.value.refused.place == place


@pytest.mark.parametrize("make", [hostile.giant_dimension, hostile.giant_merge])
def test_a_sheet_that_calls_itself_giant_is_as_small_as_it_is(
    make: Callable[[], bytes], tmp_path: Path
) -> None:
    sheet = described(tmp_path, make())
    assert (sheet["rows"], sheet["columns"], sheet["cells"]) == (1, 1, {"number": 1})


def test_200_sheets_are_read(tmp_path: Path) -> None:
    place = place_of(tmp_path, hostile.many_sheets(200))
    assert len(read_spreadsheet(place, name="a.xlsx", task="describe")["sheets"]) == 200


def test_an_outside_link_of_a_cell_is_everyday(tmp_path: Path) -> None:
    link = EXTERNAL.replace(b"oleObject", b"hyperlink")
    assert described(tmp_path, changed({"xl/worksheets/_rels/sheet1.xml.rels": link}))["rows"] == 2


def test_a_check_box_is_everyday(tmp_path: Path) -> None:
    assert described(tmp_path, changed({"xl/ctrlProps/a.xml": b"<a/>"}))["rows"] == 2


def test_a_picture_may_declare_its_type(tmp_path: Path) -> None:
    picture = b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "a.dtd"><svg/>'
    assert described(tmp_path, changed({"xl/media/image1.svg": picture}))["rows"] == 2


def test_a_nest_of_elements_is_no_cell(tmp_path: Path) -> None:
    assert described(tmp_path, hostile.deep(10_000))["cells"] == {}


@pytest.mark.parametrize(
    "part", ["", hostile.SHEET, "xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml"]
)
def test_any_broken_byte_is_read_or_refused(part: str, tmp_path: Path) -> None:
    chance = random.Random(part)
    for _round in range(4):
        content = bytearray(hostile.part_of(part) if part else plain())
        for _each in range(chance.randint(1, 8)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        broken = changed({part: bytes(content)}) if part else bytes(content)
        try:
            assert described(tmp_path, broken)
        except CannotRead as refusal:
            assert refusal.refused.reason.endswith("ください。")
            assert refusal.refused.reason != parent.BROKEN


def with_child(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, code: str) -> None:
    """Let the child run ``code`` in the place of the reader, under the limits of a spreadsheet."""
    script, program = tmp_path / "reader.py", tmp_path / "reader.sh"
    limits = "child.limit(child.SPREADSHEET_MEMORY_BYTES)"
    script.write_text(f"from ayumi.importing.reading import child\n{limits}\n{code}\n", encoding="utf-8")
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{script}" "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(parent.sys, "executable", str(program))


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("x = bytearray(600 << 20)", parent.SPREADSHEET_TOO_MUCH),
        ("import os\nos.abort()", parent.SPREADSHEET_TOO_MUCH),
        ("raise ValueError('秘密の道 /srv/ayumi')", parent.BROKEN),
        ("print('{\"result\": []}')", parent.BROKEN),
        ("print('[]')", parent.BROKEN),
    ],
)
def test_a_child_that_dies_is_a_refusal(
    code: str, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_child(monkeypatch, tmp_path, code)
    with pytest.raises(CannotRead) as caught:
        read_spreadsheet(place_of(tmp_path, plain()), name="実績.xlsx", task="describe")
    refused = caught.value.refused
    assert refused.reason == reason
    assert "秘密" not in refused.model_dump_json()
    assert "Excel ブック（.xlsx）" in refused.accepted


def test_arguments_longer_than_a_command_line_arrive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    echo = "import json, sys\nprint(json.dumps({'result': child._arguments_in(int(sys.argv[-1]))}))"
    with_child(monkeypatch, tmp_path, echo)
    arguments = {"mapping": ["施策" * 50_000] * 4}
    place = place_of(tmp_path, plain())
    assert read_spreadsheet(place, name="a.xlsx", task="describe", arguments=arguments) == arguments
