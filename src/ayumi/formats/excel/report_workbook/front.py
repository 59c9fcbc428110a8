"""The two sheets before the measures: what to do, and the list of the division's measures."""

from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet

from ayumi.document.report_book import ReportBook
from ayumi.document.words import day_text
from ayumi.formats.excel.cell_text import shown_text
from ayumi.formats.excel.look import height_of, lines_of
from ayumi.formats.excel.report_workbook.measure import LOCK
from ayumi.formats.excel.report_workbook.styles import Styles

GUIDE_WIDTHS = (2, 20, 76)
LIST_HEADINGS = (("番号", 10), ("施策名", 50), ("様式", 8), ("いまの段階", 20), ("記入", 14))
RULES = (
    ("記入する", "施策ごとのシートの、色の付いた欄に記入します。ほかの欄は保護されています。"),
    ("選ぶ", "▼の出る欄は、一覧から選びます。"),
    ("数字", "単位を付けずに、印刷したい桁のまま入れます（57.0、1,250 など）。％の値も数字だけを入れます。"),
    ("値がないとき", "実績値を空欄にして「値がない理由」を選びます。0は「0」という値として扱います。"),
    ("前の年度を直す", "見込で報告した値が確定したときなどは、前の年度の行に正しい値を入れます。"),
    ("印刷", "施策ごとにA4縦1ページで印刷できます。所属長への説明にお使いください。"),
    (
        "返す",
        "保存して、事務局に送るか、「あゆみ」の「Excelで配付・回収」から読み取ります。"
        "登録の前に、変わる箇所を確かめる画面が出ます。",
    ),
    (
        "ほかの人の変更",
        "配付の後に画面で直された欄は失われません。同じ欄が両方で変わったときだけ、どちらにするかを尋ねます。",
    ),
    ("シート", "シート名の変更や並べ替えはしてもかまいません。シートを削除した施策は、変わりません。"),
)


def write_guide(tab: Worksheet, styles: Styles, book: ReportBook) -> None:
    """Write the sheet はじめに."""
    tab.hide_gridlines(2)
    for column, width in enumerate(GUIDE_WIDTHS):
        tab.set_column(column, column, width)
    tab.write_string(0, 1, "評価シート", styles.title)
    tab.set_row(0, 30)
    facts = (
        ("計画", book.plan_title),
        ("評価", book.round_name),
        ("所管課", book.division),
        ("提出の期限", day_text(book.due) if book.due else "定めがありません"),
        ("記入する施策", f"{len(book.sheets)}件（シート「一覧」から開けます）"),
    )
    row = _lines(tab, styles, 1, "この評価", facts)
    row = _lines(tab, styles, row, "記入のしかた", RULES)
    tab.merge_range(row, 1, row, 2, "欄の見分け方", styles.part)
    samples = (
        (
            styles.asked_sample,
            "◆ 必ず記入",
            "提出までに必ず記入します。空いている間は、見出しに「←未記入」と出ます。",
        ),
        (styles.may_sample, "◇ 必要なとき", "必要なときだけ記入します。"),
        (styles.told_sample, "灰色", "計画の目標、登録済みの値、前回の報告です。書き換えられません。"),
    )
    for number, (shape, name, words) in enumerate(samples, row + 1):
        tab.write_string(number, 1, name, shape)
        tab.write_string(number, 2, words, styles.prose)
        tab.set_row(number, 20)
    tab.set_portrait()
    tab.set_paper(9)
    tab.fit_to_pages(1, 0)
    tab.protect("", LOCK)


def _lines(tab: Worksheet, styles: Styles, row: int, title: str, lines: Sequence[tuple[str, str]]) -> int:
    tab.merge_range(row, 1, row, 2, title, styles.part)
    tab.set_row(row, 24)
    for number, (name, words) in enumerate(lines, row + 1):
        tab.write_string(number, 1, name, styles.prose)
        tab.write_string(number, 2, shown_text(words), styles.prose)
        tab.set_row(number, height_of(lines_of(words, GUIDE_WIDTHS[2])))
    return row + len(lines) + 2


def write_list(tab: Worksheet, styles: Styles, book: ReportBook, names: Sequence[str]) -> None:
    """Write the sheet 一覧; a measure that is written now leads to its sheet."""
    tab.hide_gridlines(2)
    tab.set_column(0, 0, 2)
    tab.write_string(0, 1, f"{shown_text(book.division)}の施策", styles.title)
    tab.set_row(0, 30)
    for column, (heading, width) in enumerate(LIST_HEADINGS, 1):
        tab.set_column(column, column, width)
        tab.write_string(2, column, heading, styles.heading)
    tab.set_row(2, 22)
    sheets = iter(names)
    for row, line in enumerate(book.lines, 3):
        texts = (line.number, line.title, line.form, line.stage)
        for column, text in enumerate(texts, 1):
            tab.write_string(row, column, shown_text(text), styles.cell if column < 3 else styles.middle)
        if line.has_sheet:
            target = next(sheets)
            tab.write_url(row, 5, f"internal:'{target}'!C3", styles.link, "シートを開く")
        else:
            tab.write_string(row, 5, "記入済み", styles.middle)
        tab.set_row(row, height_of(lines_of(line.title, LIST_HEADINGS[1][1])) + 4)
    tab.freeze_panes(3, 0)
    tab.repeat_rows(2)
    tab.set_portrait()
    tab.set_paper(9)
    tab.fit_to_pages(1, 0)
    tab.protect("", LOCK)
