"""Every rule by which a cell is taken, put aside or refused: an id and a sentence, as data.

The page, the command line and ``docs/ja/measure-workbooks.md`` print the same sentences.
"""

from dataclasses import dataclass

from ayumi.ground.wording import to_say


@dataclass(frozen=True, slots=True)
class CellRule:
    """What is done with which cells; ``accepted`` says what a refused cell might hold instead."""

    id: str
    sentence: str
    accepted: str = ""


_RULES = (
    CellRule(
        "blank.dash",
        to_say(
            "横線（- － ― ‐ – — −）だけのセルは「値なし」とし、0とはしません。"
            "実績では、対応付けで選んだ理由（初めは「該当なし」）を付けます。"
        ),
    ),
    CellRule(
        "blank.words",
        to_say("未公表・集計中・該当なし・調査なし・初回調査前のセルは、その理由のある「値なし」とします。"),
    ),
    CellRule("blank.spaces", to_say("空白の文字だけのセルは「値なし」とします。")),
    CellRule(
        "number.text",
        to_say("文字として入った数は、全角・桁区切り・負の印（▲ △ −）をそのまま数として読みます。"),
    ),
    CellRule(
        "number.unit",
        to_say("数の後ろに、その指標の単位または％が付いているときは、数だけを読みます。"),
    ),
    CellRule(
        "number.unreadable",
        to_say("数のセルに、数として読めないものが入っています。"),
        to_say("数（例 1,234.5）、横線、または空欄"),
    ),
    CellRule(
        "number.composite",
        to_say("一つのセルに二つの数（例 29（4））が入っていて、どちらが年度の値か決められません。"),
        to_say("一つの数。対応付けで「前の数を値とする」を選ぶこともできます。"),
    ),
    CellRule(
        "number.first",
        to_say("対応付けで選んだときは、29（4）のようなセルは前の数を値とし、元の書き方も残します。"),
    ),
    CellRule("number.negative", to_say("人数や時間が負の数になっています。"), to_say("0以上の数")),
    CellRule(
        "value.words",
        to_say("指標のセルに数字のない言葉（例 導入）が入っているときは、言葉のまま値とします。"),
    ),
    CellRule("text.trim", to_say("言葉の前後の空白と改行は除きます。途中の改行は残します。")),
    CellRule(
        "text.zero",
        to_say("言葉の列に数の0が入っています。空のセルを参照した式の結果とみられます。"),
        to_say("言葉、または空欄。対応付けで「値なしとする」を選ぶこともできます。"),
    ),
    CellRule(
        "zero.leftover",
        to_say(
            "対応付けで選んだときは、言葉の列の0と、名称のない指標の値の0は、空のセルを参照した式の結果として"
            "「値なし」とします。"
        ),
    ),
    CellRule("text.number", to_say("言葉の列に0以外の数が入っているときは、その数字を言葉として読みます。")),
    CellRule(
        "text.long", to_say("文字が多すぎて、この項目には入りません。"), to_say("その項目に入る長さの言葉")
    ),
    CellRule(
        "text.control",
        to_say("画面に表せない制御文字が入っています。"),
        to_say("制御文字のない言葉"),
    ),
    CellRule(
        "choice.number",
        to_say("言葉から選ぶ列に、数が入っています。"),
        to_say("その列の選択肢の言葉"),
    ),
    CellRule(
        "choice.unknown",
        to_say("対応付けに書かれた選択肢にない言葉です。"),
        to_say("対応付けに書かれた選択肢の言葉"),
    ),
    CellRule(
        "code.number",
        to_say("先頭に0のある番号の列に、数として入っているため、先頭の0が失われたおそれがあります。"),
        to_say("文字として入った番号（例 '0086）"),
    ),
    CellRule("code.lines", to_say("一つのセルに改行で並ぶ番号は、その並びのまま複数の番号として読みます。")),
    CellRule(
        "code.unreadable", to_say("番号として読めないものが入っています。"), to_say("番号（例 01、A-2）")
    ),
    CellRule("year.era", to_say("年は、和暦（昭和39、R6、令和元）と西暦を読み、元の書き方のまま残します。")),
    CellRule(
        "year.unreadable",
        to_say("年のセルに元号のない数などが入っていて、どの年か決められません。"),
        to_say("令和7、R7、2025 のような年、横線、または空欄"),
    ),
    CellRule("flag.mark", to_say("○ ◯ 〇 ● ◎ レ ✓ は、印ありとします。× は「値なし」とします。")),
    CellRule(
        "flag.unreadable",
        to_say("印のセルに、印でないものが入っています。"),
        to_say("○、×、横線、または空欄"),
    ),
    CellRule(
        "status.unreadable",
        to_say("区分として読めない言葉です。"),
        to_say("新規、継続、拡充のいずれか、横線、または空欄"),
    ),
    CellRule(
        "error.cell",
        to_say("計算できなかったセル（#REF! など）です。元の表の式をお直しください。"),
        to_say("式の正しい結果、または値"),
    ),
    CellRule(
        "date.unexpected",
        to_say("日付や時刻、真偽の値が入っています。表計算ソフトが書き方を変えたおそれがあります。"),
        to_say("数または言葉"),
    ),
    CellRule("date.text", to_say("言葉の列の日付は、令和7(2025)年4月1日の形の言葉として読みます。")),
    CellRule(
        "id.number",
        to_say(
            "ほかの番号は文字なのに数として入っているため、番号を決められません。施策は番号なしで読みます。"
        ),
        to_say("文字として入った番号（例 '0086）"),
    ),
    CellRule(
        "id.duplicate",
        to_say("同じ番号の施策が、上の行にあります。この行は施策として読まず、行ごと示します。"),
        to_say("表の中で一つだけの番号"),
    ),
    CellRule(
        "row.untitled",
        to_say("施策の名称がないため、この行は施策として読まず、行ごと示します。"),
        to_say("施策の名称"),
    ),
    CellRule(
        "row.total", to_say("名称が「計」「合計」「小計」「総計」の行は、集計の行として取り込みません。")
    ),
    CellRule(
        "indicator.nameless",
        to_say("指標の名称がないため、どの指標の値か決められません。"),
        to_say("指標の名称のある値、または空欄"),
    ),
    CellRule(
        "heading.differs",
        to_say("見出しが対応付けと違うため、この列の値を読みません。"),
        to_say("対応付けと同じ見出しの列"),
    ),
    CellRule(
        "year.unknown",
        to_say("表の年度が分からないため、どの年度の値か決められません。"),
        to_say("対応付けで表の年度を選んでください。"),
    ),
    CellRule(
        "year.differs",
        to_say("表の年度と違う年度が入っています。"),
        to_say("表の年度（元号のない1〜99の年は令和とします）"),
    ),
    CellRule(
        "cell.unmapped",
        to_say("対応付けにないセルに値が入っています。"),
        to_say("対応付けにあるセルの値、または空欄"),
    ),
    CellRule("merged.down", to_say("結合されたセルの体系・課の名称は、結合した行すべての値とします。")),
    CellRule("division.same", to_say("空白や全角・半角だけが違う課の名称は、同じ課とします。")),
    CellRule("schedule.ditto", to_say("年度の予定の「〃」「→」「⇒」は、左の年度と同じ予定とします。")),
    CellRule(
        "schedule.nothing_before",
        to_say("「〃」「→」の左の年度に予定がないため、何と同じか決められません。"),
        to_say("予定の言葉"),
    ),
)
RULES = {rule.id: rule for rule in _RULES}
"""Every rule of a cell or a row, by id, in the order in which a person reads them."""

FINDING_RULES = {
    rule.id: rule
    for rule in (
        CellRule(
            "level.two_names",
            to_say("同じ番号の体系に複数の名称があります。最も多い名称を使います。"),
        ),
        CellRule(
            "level.two_codes", to_say("同じ名称の体系に複数の番号があります。番号ごとに分けて読みます。")
        ),
        CellRule("level.missing", to_say("体系の名称がない施策があります。すぐ上の段の下に置きます。")),
        CellRule("id.missing", to_say("番号のない施策があります。")),
        CellRule("direction.assumed", to_say("指標の方向は、対応付けの指定どおりに一律に置きました。")),
        CellRule("heading.differs", to_say("見出しが対応付けと違う列があります。")),
        CellRule("sheet.not_read", to_say("読んでいないシートに値があります。")),
    )
}
"""What a person should know although every cell was read."""

SUM_RULES = {
    rule.id: rule
    for rule in (
        CellRule("sum.sources", to_say("財源の合計が、事業費の計と一致しません。")),
        CellRule("sum.total", to_say("事業費の計と人件費の計の和が、総コストと一致しません。")),
    )
}
"""The arithmetic that is compared; the figures stay as they stand in the file."""
