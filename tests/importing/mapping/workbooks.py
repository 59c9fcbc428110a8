"""Small workbooks made in code, each with one habit of real ones."""

from decimal import Decimal

from ayumi.document.source_workbook import CellValue, MergedRange, SourceSheet, SourceWorkbook

Row = tuple[CellValue, ...]


def number(value: str | int) -> Decimal:
    """Return a number as the reader of Excel gives it."""
    return Decimal(value)


def workbook(
    *rows: Row, name: str = "施策", file: str = "表.xlsx", merged: tuple[MergedRange, ...] = ()
) -> SourceWorkbook:
    """Return a workbook of one sheet."""
    return SourceWorkbook(file, (SourceSheet(name, rows, merged),))


def plain(*, more: tuple[Row, ...] = ()) -> SourceWorkbook:
    """A table with one row of headings: number, name, division, texts."""
    return workbook(
        ("事業番号", "事業名", "所管課", "目的", "現状と課題", "担当者"),
        ("001", "窓口の電子化", "市民課", "待ち時間を減らす", "－", "山田"),
        ("002", "防災無線の更新", "防災課", "情報を届ける", "　", "鈴木"),
        *more,
    )


def merged_headings() -> SourceWorkbook:
    """Three rows of headings: a title above, groups over merged cells, years below them."""
    return workbook(
        ("令和6年度 施策一覧（単位：千円）",),
        ("施策番号", "施策名", "成果指標", None, "目標値", None, "実績値", None, "事業費", None),
        (None, None, "名称", "単位", "R6", "R7", "令和4年度", "R5", "国庫支出金", "一般財源"),
        ("1-1", "電子申請", "申請率", "％", number(50), number(60), "32.5", "41％", number(0), number(1200)),
        ("1-2", "RPA", "削減時間", "時間", number(300), number(400), "－", "集計中", "－", number(800)),
        merged=(
            MergedRange(1, 0, 2, 0),
            MergedRange(1, 1, 2, 1),
            MergedRange(1, 2, 1, 3),
            MergedRange(1, 4, 1, 5),
            MergedRange(1, 6, 1, 7),
            MergedRange(1, 8, 1, 9),
        ),
    )


def year_blocks(*, table_year: CellValue = Decimal(7), last: Row = ()) -> SourceWorkbook:
    """Two blocks of years under the same headings, codes split over cells, a filler row above."""
    filler = ("調整用（消さないこと）",) * 16
    block = ("国庫支出金", "一般財源", "事業費計（A）", "人件費計（B）", "トータルコスト", "⑤活動指標\nア")
    names = ("⑤ 活動指標（活動量を表す指標）\nア：名称", "⑤ 活動指標（活動量を表す指標）\nア：単位")
    head = ("年度", "事務事業ID", "事務事業名", "政策番号\n十の位", "政策番号\n一の位", "政策名")
    rows: list[Row] = [
        (*head, *names, *block, *block, "① 事業費の削減余地", "削減できないか？理由"),
        (
            *(table_year, "0086", "不法投棄対策", "0", number(6), "環境の保全"),
            *("巡回回数", "回"),
            *(number(0), number(3089), number(3089), number(1120), number(4209), "11"),
            *(number(0), number(2948), number(2948), number(1120), number(4068), number(12)),
            *("削減余地がない", "　最低限のため。"),
        ),
        (
            *(table_year, "0581", "運営委員会", "0", "6", "環境の保全"),
            *(number(0), number(0)),
            *("-", "-", number(0), number(80), number(80), number(0)),
            *(number(5), number(7), number(13), number(80), number(93), "29（4）"),
            *(number(0), "－"),
        ),
    ]
    return workbook(filler, *rows, *((last,) if last else ()))


def forms(*names: str) -> SourceWorkbook:
    """A sheet for each measure, all of one form, and a list that is none."""
    sheets = [
        SourceSheet(
            name,
            (
                ("情報化事業シート",),
                ("事業名", name, None, "所管課", "情報課"),
                ("目的", f"{name}を進める"),
                ("現状と課題", "職員が足りない"),
                ("総合計画コード", f"{place}-1"),
                ("担当者", "山田"),
                (None, "令和5年度", "令和6年度"),
                ("一般財源", number(100 + place), "－"),
            ),
        )
        for place, name in enumerate(names)
    ]
    return SourceWorkbook("様式.xlsx", (*sheets, SourceSheet("一覧", (("目次",), ("電子申請",)))))
