"""Workbooks that are made to hurt, or that break on the way: each as bytes, none larger than it must be."""

import warnings
from collections.abc import Iterable, Iterator
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import xlsxwriter

from ayumi.document.source_workbook import column_name

SHEET = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def plain() -> bytes:
    """Return a small workbook as an official makes one."""
    held = BytesIO()
    book = xlsxwriter.Workbook(held)
    sheet = book.add_worksheet("実績")
    for row, values in enumerate([["施策ID", "進捗"], [1, "順調"]]):
        sheet.write_row(row, 0, values)
    book.close()
    return held.getvalue()


def part_of(name: str) -> bytes:
    """Return one part of the plain workbook."""
    with ZipFile(BytesIO(plain())) as package:
        return package.read(name)


def sheet_of(rows: str, before: str = "") -> bytes:
    """Return a sheet's XML with ``rows`` in it and ``before`` ahead of them."""
    head = f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{MAIN}">{before}<sheetData>'
    return f"{head}{rows}</sheetData></worksheet>".encode()


def workbook_of(sheet: bytes | Iterable[bytes]) -> bytes:
    """Return a workbook whose only sheet is this XML."""
    return changed({SHEET: sheet})


def changed(
    parts: dict[str, bytes | Iterable[bytes]], without: Iterable[str] = (), source: bytes | None = None
) -> bytes:
    """Return a workbook (the plain one) in which ``parts`` replace or join the usual ones."""
    held = BytesIO()
    with ZipFile(BytesIO(source or plain())) as usual, ZipFile(held, "w", ZIP_DEFLATED) as made:
        for name in usual.namelist():
            if name not in parts and name not in without:
                made.writestr(name, usual.read(name))
        for name, content in parts.items():
            with made.open(name, "w", force_zip64=False) as part:
                for piece in [content] if isinstance(content, bytes) else content:
                    part.write(piece)
    return held.getvalue()


def bomb() -> bytes:
    """One megabyte that unpacks to one gibibyte of blanks."""
    blanks = b" " * (1 << 20)
    return workbook_of(blanks for _ in range(1024))


def million_rows() -> bytes:
    """A sheet of 1,000,000 rows."""
    return workbook_of(_rows(1_000_000))


def rows_too_many() -> bytes:
    """A sheet of 20,001 rows, small enough for the gate."""
    return workbook_of(_rows(20_001))


def sparse() -> bytes:
    """Two cells in the two farthest corners, for which a parser makes room for 17 billion."""
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    return workbook_of(sheet_of(rows))


def corners() -> bytes:
    """Two cells within the limits whose rectangle has 20 million cells."""
    rows = '<row r="1"><c r="ALL1"><v>1</v></c></row><row r="20000"><c r="A20000"><v>1</v></c></row>'
    return workbook_of(sheet_of(rows))


def giant_dimension() -> bytes:
    """One cell in a sheet that says it reaches to the last cell there is, with a far cell that is empty."""
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="0"/></row>'
    return workbook_of(sheet_of(rows, '<dimension ref="A1:XFD1048576"/>'))


def giant_merge() -> bytes:
    """One cell that is merged with all others."""
    sheet = sheet_of('<row r="1"><c r="A1"><v>1</v></c></row>')
    merged = b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    return workbook_of(sheet.replace(b"</sheetData>", merged))


def declared(declaration: str, encoding: str = "utf-8") -> bytes:
    """A sheet with a document type of its own."""
    sheet = sheet_of('<row r="1"><c r="A1" t="inlineStr"><is><t>&x;</t></is></c></row>').decode()
    head, body = sheet.split("?>", 1)
    return workbook_of(f"{head.replace('UTF-8', encoding)}?>{declaration}{body}".encode(encoding))


XXE = '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
LAUGHS = (
    '<!DOCTYPE r [<!ENTITY a0 "lol">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    + '<!ENTITY x "&a9;">]>'
)


def doubled() -> bytes:
    """Two parts of one name, of which two parsers read two different ones."""
    held = BytesIO(plain())
    with warnings.catch_warnings(), ZipFile(held, "a") as package:
        warnings.simplefilter("ignore")
        package.writestr(SHEET, sheet_of(""))
    return held.getvalue()


def encrypted_members() -> bytes:
    """A workbook whose members claim to be encrypted, as a locked ZIP does."""
    content = bytearray(plain())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + place] |= 1
            at = content.find(mark, at + 4)
    return bytes(content)


def many_sheets(number: int) -> bytes:
    """A workbook of this many sheets, each with one cell."""
    held = BytesIO()
    book = xlsxwriter.Workbook(held)
    for each in range(number):
        book.add_worksheet(f"第{each + 1}表").write(0, 0, each)
    book.close()
    return held.getvalue()


def long_text(length: int) -> bytes:
    """One cell with a text of this many characters."""
    text = "あ" * length
    return workbook_of(sheet_of(f'<row r="2"><c r="C2" t="inlineStr"><is><t>{text}</t></is></c></row>'))


def deep(levels: int) -> bytes:
    """A sheet whose elements stand in each other this deep."""
    return workbook_of(sheet_of("<row>" * levels + "</row>" * levels))


def full(megabytes: int) -> bytes:
    """A workbook of this many unpacked megabytes: numbers, repeated words and a few formulas."""
    kinds = ("順調", "概ね順調", "遅れ", "未着手")
    rows, size, number = [], 0, 0
    while size < megabytes << 20 and number < 20_000:
        number += 1
        cells = "".join(
            f'<c r="{column_name(column)}{number}"><v>{number * 97 + column}</v></c>'
            if column % 4
            else f'<c r="{column_name(column)}{number}" t="inlineStr"><is><t>{kinds[column % 3]}</t></is></c>'
            for column in range(95)
        )
        rows.append(f'<row r="{number}">{cells}</row>')
        size += len(rows[-1].encode())
    return workbook_of(sheet_of("".join(rows)))


def _rows(number: int) -> Iterator[bytes]:
    yield sheet_of("").partition(b"</sheetData>")[0]
    for row in range(1, number + 1):
        yield b'<row r="%d"><c r="A%d"><v>1</v></c><c r="B%d"><v>2</v></c></row>' % (row, row, row)
    yield b"</sheetData></worksheet>"
