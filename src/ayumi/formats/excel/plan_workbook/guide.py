"""The first sheet: what this workbook is, how to use it, and where each thing stands."""

from collections.abc import Iterable, Iterator

from xlsxwriter.worksheet import Worksheet

from ayumi.document.plan_document import PlanDocument
from ayumi.document.words import PLAN_KIND, period_text
from ayumi.formats.excel.cell_text import shown_text
from ayumi.formats.excel.look import height_of, lines_of
from ayumi.formats.excel.plan_workbook.layout import MARK, WrittenSheet
from ayumi.formats.excel.plan_workbook.styles import Styles

WIDTHS = (2, 24, 96)
RULES: tuple[tuple[str, str], ...] = (
    (
        "書き換える",
        "白い欄はどれも書き換えられます。書き換えたら保存して「あゆみ」に戻します。",
    ),
    (
        "行を加える",
        "行を挿入するか、表の下に書き足します。行の複写は、隠れた列のIDも写るため使わないでください。",
    ),
    (
        "行を消す",
        "行ごと削除します。施策を消すときは、指標・実績・予算などのシートの同じ施策の行も消してください。",
    ),
    (
        "順序を変える",
        "行の順が、そのまま計画書の順になります。並べ替えて作業したときは、保存の前に元に戻してください。",
    ),
    (
        "列を動かす",
        "列の移動、列の挿入、シート名の変更は、してもかまいません。加えた列やシートのメモは取り込みません。",
    ),
    (
        "施策を示す列",
        "灰色の欄は、どの施策・指標の行かを示します。ここを書き換えると、別の施策の行になります。",
    ),
    ("値がないとき", "空欄か「－」にします。0は「0」という値として扱い、空欄とは区別します。"),
    ("年度の書き方", "令和7年度、令和7(2025)年度、R7、2025のどれでも読み取ります。"),
    (
        "年度を加える",
        "年度の列がないときは、となりの見出しにならって「目標値 令和10年度」のような見出しの列を加えます。",
    ),
    ("小数の桁", "表示されている桁で登録します。57.0と表示された欄を58に変えると、58.0になります。"),
    (
        "パーセント",
        "単位が％の値は、57.0のように数だけを入力します（「57%」と入力すると、Excel は0.57と記録します）。",
    ),
    ("課の名称", "シート「所管課」にある名称を使います。新しい課は、先に「所管課」に行を加えてください。"),
    ("長い文章", "一つの欄に入りきらない文章は、「（続き2）」の列に続きます。"),
)


def write_guide(
    tab: Worksheet, styles: Styles, document: PlanDocument, written: Iterable[WrittenSheet]
) -> None:
    """Write the sheet はじめに."""
    tab.hide_gridlines(2)
    tab.set_column(0, 0, WIDTHS[0])
    tab.set_column(1, 1, WIDTHS[1])
    tab.set_column(2, 2, WIDTHS[2])
    tab.write_string(0, 1, "計画ブック", styles.title)
    tab.set_row(0, 30)
    tab.write_string(1, 0, f"{MARK}guide")
    tab.set_row(1, None, None, {"hidden": True})
    row = 2
    for title, lines in (
        ("この計画", list(_plan_facts(document))),
        ("使い方", list(RULES)),
        ("シートの一覧", [(each.table.sheet, _sheet_line(each)) for each in written]),
    ):
        tab.write_string(row, 1, title, styles.part)
        tab.write_blank(row, 2, None, styles.part)
        tab.set_row(row, 24)
        for name, words in lines:
            row += 1
            tab.write_string(row, 1, name, styles.prose)
            tab.write_string(row, 2, words, styles.prose)
            tab.set_row(row, height_of(max(lines_of(name, WIDTHS[1]), lines_of(words, WIDTHS[2]))))
        row += 2
    tab.set_landscape()
    tab.set_paper(9)
    tab.fit_to_pages(1, 0)
    tab.set_footer("&C&9&P / &N")


def _plan_facts(document: PlanDocument) -> Iterator[tuple[str, str]]:
    plan = document.plan
    yield "自治体", shown_text(document.municipality.name)[:1000]
    yield "計画の名称", shown_text(plan.title)[:1000]
    yield "計画の種類", PLAN_KIND[plan.kind]
    yield "計画期間", period_text(plan.period) if plan.period else "定めがありません"
    yield "改定", f"第{document.revision.number}版（{shown_text(document.revision.reason)[:200]}）"


def _sheet_line(sheet: WrittenSheet) -> str:
    count = "" if sheet.table.upright else f"（{len(sheet.cells):,}行）"
    return f"{sheet.table.note}{count}"
