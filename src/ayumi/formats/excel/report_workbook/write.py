"""Writes the sheets of a division as a workbook; ``read.py`` gives back what was filled in."""

from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from ayumi.document.report_book import ReportBook
from ayumi.document.source_workbook import SHEETS_LIMIT, TEXT_LIMIT
from ayumi.formats.excel.acceptance import CannotWriteWorkbook
from ayumi.formats.excel.choice_lists import ChoiceLists
from ayumi.formats.excel.hidden_sheets import CHOICES_SHEET
from ayumi.formats.excel.look import new_workbook
from ayumi.formats.excel.report_workbook.front import write_guide, write_list
from ayumi.formats.excel.report_workbook.layout import FACTS_SHEET, FORMAT, GUIDE_SHEET, LIST_SHEET
from ayumi.formats.excel.report_workbook.measure import MeasureWriter
from ayumi.formats.excel.report_workbook.styles import Styles
from ayumi.formats.excel.rule_sheet import RuleSheet

OWN_SHEETS = (GUIDE_SHEET, LIST_SHEET, CHOICES_SHEET, FACTS_SHEET)
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", "-"))
_LONGEST_NAME = 31


def write_report_workbook(book: ReportBook) -> bytes:
    """Return the sheets as a protected .xlsx workbook, the same bytes for the same value.

    Texts stay texts: nothing becomes a formula, a macro or a link outside. Raises CannotWriteWorkbook, in
    Japanese, for more measures than a workbook that is read back may have sheets, and a text too long.
    """
    if len(book.sheets) > SHEETS_LIMIT - len(OWN_SHEETS):
        raise CannotWriteWorkbook(
            f"記入する施策が{len(book.sheets):,}件あり、一つのブックに入る数"
            f"（{SHEETS_LIMIT - len(OWN_SHEETS)}件）を超えるため、Excel に書き出せません。"
            "評価シートの画面で記入してください。"
        )
    _refuse_too_long(book)
    content = BytesIO()
    workbook = new_workbook(content, f"{book.round_name} {book.division}")
    styles = Styles(workbook)
    guide, listing = workbook.add_worksheet(GUIDE_SHEET), workbook.add_worksheet(LIST_SHEET)
    names = _tab_names(book)
    tabs = [workbook.add_worksheet(name, RuleSheet) for name in names]
    lists = ChoiceLists(workbook, workbook.add_worksheet(CHOICES_SHEET))
    heading = f"{book.plan_title}　{book.round_name}　{book.division}"
    for tab, sheet in zip(tabs, book.sheets, strict=True):
        MeasureWriter(tab, styles, lists).write(sheet, heading)
        _print(tab, book)
    write_guide(guide, styles, book)
    write_list(listing, styles, book, names)
    for tab in (guide, listing):
        _print(tab, book)
    _facts(workbook, book)
    workbook.get_worksheet_by_name(CHOICES_SHEET).hide()
    guide.activate()
    workbook.close()
    return content.getvalue()


def _refuse_too_long(book: ReportBook) -> None:
    """Refuse an entry that no cell holds: cut off, it would come back as a change."""
    for sheet in book.sheets:
        for each in sheet.inputs():
            if len(each.value) > TEXT_LIMIT // 2 and len(each.value.encode("utf-16-le")) // 2 > TEXT_LIMIT:
                raise CannotWriteWorkbook(
                    f"「{sheet.number} {sheet.title}」の「{each.label}」が{len(each.value):,}字あり、"
                    f"Excel の一つのセル（{TEXT_LIMIT:,}字）に入らないため、書き出せません。"
                    "評価シートの画面で短くしてください。"
                )


def _tab_names(book: ReportBook) -> list[str]:
    """Return a name for each measure's tab: its number, else its title; no two alike."""
    taken = {name.lower() for name in OWN_SHEETS} | {"history"}
    names = []
    for sheet in book.sheets:
        wanted = (sheet.number or sheet.title).translate(_FORBIDDEN)
        wanted = "".join(mark for mark in wanted if mark.isprintable()).strip()[:24] or "施策"
        name, number = wanted, 2
        while name.lower() in taken or len(name.encode("utf-16-le")) // 2 > _LONGEST_NAME:
            wanted = wanted[: _LONGEST_NAME // 2]
            name, number = f"{wanted}（{number}）", number + 1
        taken.add(name.lower())
        names.append(name)
    return names


def _print(tab: Worksheet, book: ReportBook) -> None:
    title = f"{book.municipality} {book.plan_title}".replace("\n", " ")[:70].replace("&", "&&")
    name = f"{book.round_name} {book.division}".replace("\n", " ")[:60].replace("&", "&&")
    tab.set_header(f"&L&9{title}&R&9{name}")
    tab.set_footer("&L&9&A&C&9&P / &N")


def _facts(workbook: Workbook, book: ReportBook) -> None:
    tab = workbook.add_worksheet(FACTS_SHEET)
    rows = [
        (FORMAT,),
        ("municipality", book.municipality_code),
        ("round", book.round_id),
        ("division", book.division_id),
        ("export", book.export),
        *(("report", sheet.report_id, str(sheet.version)) for sheet in book.sheets),
    ]
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            tab.write_string(number, column, text)
    tab.protect("")
    tab.very_hidden()
