"""The sheets of facts about measures and indicators: one row per fact, or a column per fiscal year."""

from ayumi.document.words import ACTUAL_STATUS, BASIS, FUNDING_SOURCE, LINK_KIND, MISSING_REASON
from ayumi.formats.excel.plan_workbook.columns import Column, Table
from ayumi.formats.excel.plan_workbook.kinds import Choice, OptionalText
from ayumi.formats.excel.plan_workbook.more_kinds import Day, Id, Year
from ayumi.formats.excel.plan_workbook.names import INDICATOR, ITEM
from ayumi.formats.excel.plan_workbook.number_kinds import Number

YEAR = Column("fiscal_year", "年度", Year(), 17)
VALUE = Column("value", "値", Number(), 12)
TEXT_INSTEAD = Column("text", "言葉で表す値", width=20)
GROUP = Column("group", "区分（男女・学校種など）", width=16)
BLOCK = Column("block", "組", Number(whole=True), 6, hidden=True)
"""Which rows of one owner belong together, where the order of the plan document asks for it."""
FUNDING = Column("source", "財源", Choice(words=FUNDING_SOURCE), 18)

FACT_TABLES: tuple[Table, ...] = (
    Table(
        "actuals",
        "実績",
        "1行に一つの実績値を書きます。見込と確定は別の行です。値がないときは「値がない理由」を選び、0と区別します。",
        (
            YEAR,
            Column("status", "見込・確定", Choice(words=ACTUAL_STATUS), 11),
            VALUE,
            TEXT_INSTEAD,
            GROUP,
            Column("missing", "値がない理由", Choice(words=MISSING_REASON, required=False), 14),
            Column("as_of", "いつ現在か", Day(), 16),
            Column("source", "出典", width=22),
        ),
        owner=INDICATOR,
    ),
    Table(
        "targets",
        "区分別目標",
        "シート「指標」の年度の列に書けない目標（区分ごとの値、値と言葉の両方）を、1行に一つ書きます。",
        (YEAR, GROUP, VALUE, TEXT_INSTEAD),
        owner=INDICATOR,
    ),
    Table(
        "baselines",
        "区分別基準値",
        "シート「指標」の基準値の列に書けない基準値（区分ごとの値、二つ以上の年度）を、1行に一つ書きます。",
        (YEAR, GROUP, VALUE, TEXT_INSTEAD),
        owner=INDICATOR,
    ),
    Table(
        "schedule",
        "工程",
        "年度ごとに、段階（検討、導入、運用など）と計画の記載を書きます。",
        (),
        owner=ITEM,
        years=(Column("step", "段階", OptionalText(), 12), Column("plan", "内容", width=22)),
    ),
    Table(
        "budgets",
        "予算",
        "施策と財源ごとに1行、金額を千円単位の整数で書きます。0円は「0」、予定がなければ空欄です。",
        (BLOCK, FUNDING),
        owner=ITEM,
        years=(Column("amount", "金額（千円）", Number(whole=True), 14),),
    ),
    Table(
        "costs",
        "費用",
        "施策、予算・見込・決算の別、財源ごとに1行、金額を千円単位で書きます。0円は「0」、不明なら空欄です。",
        (BLOCK, Column("basis", "予算・見込・決算", Choice(words=BASIS), 16), FUNDING),
        owner=ITEM,
        years=(Column("amount", "金額（千円）", Number(), 14),),
    ),
    Table(
        "workloads",
        "業務量",
        "職員の業務量を、施策と年度ごとに1行書きます。",
        (
            YEAR,
            Column("basis", "予算・見込・決算", Choice(words=BASIS), 16),
            Column("staff", "従事人数（人）", Number(least=0), 14),
            Column("hours", "延べ業務時間（時間）", Number(least=0), 14),
            Column("personnel", "人件費（千円）", Number(), 14),
        ),
        owner=ITEM,
    ),
    Table(
        "judgements",
        "評価",
        "評価した段階（担当課、課長など）と項目ごとに1行、評価の結果と理由を書きます。",
        (
            YEAR,
            Column("stage", "評価の段階", width=16),
            Column("subject", "評価の項目", width=22),
            Column("value", "評価", width=16),
            Column("reason", "理由", width=44),
        ),
        owner=ITEM,
    ),
    Table(
        "remarks",
        "その他の記載",
        "ほかのシートに当てはまらない記載を、見出しを付けて書きます。",
        (Column("heading", "見出し", width=24), Column("text", "記載", width=70)),
        owner=ITEM,
    ),
    Table(
        "links",
        "つながり",
        "施策が、ほかの計画のどこにつながるかを書きます。",
        (
            Column("kind", "つながり方", Choice(words=LINK_KIND), 14),
            Column("plan_title", "相手の計画の名称", width=34),
            Column("target_label", "相手の章・施策など", width=30),
            Column("target_id", "相手のID", Id(), 10, hidden=True),
        ),
        owner=ITEM,
    ),
)
