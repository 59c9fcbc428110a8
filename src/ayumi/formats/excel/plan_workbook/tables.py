"""The sheets of the workbook that hold the plan itself, as data, in the order of their tabs."""

from ayumi.document.words import (
    DIRECTION,
    INDICATOR_KIND,
    ITEM_STATUS,
    PLAN_KIND,
    RELATION,
    SOURCE_SIDE,
    TARGET_KIND,
)
from ayumi.formats.excel.plan_workbook.body import BODY_PART
from ayumi.formats.excel.plan_workbook.columns import ID, Column, Table
from ayumi.formats.excel.plan_workbook.fact_tables import FACT_TABLES
from ayumi.formats.excel.plan_workbook.kinds import Choice, Lines, OptionalText
from ayumi.formats.excel.plan_workbook.more_kinds import Day, Name, NameList, Year, YesNo
from ayumi.formats.excel.plan_workbook.names import DIVISION, INDICATOR, ITEM, LEVEL
from ayumi.formats.excel.plan_workbook.number_kinds import Figure, Number

PLAN = Table(
    "plan",
    "計画",
    "計画の名称、期間、この改定について書きます。",
    (
        Column("municipality_name", "自治体名"),
        Column("municipality_code", "全国地方公共団体コード（6桁）", OptionalText()),
        Column("title", "計画の名称"),
        Column("edition", "第何次の計画か（数字だけ）", Number(whole=True, least=1)),
        Column("kind", "計画の種類", Choice(words=PLAN_KIND)),
        Column("first_year", "計画期間の最初の年度", Year(required=False)),
        Column("last_year", "計画期間の最後の年度", Year(required=False)),
        Column("evaluation_text", "年度ごとの評価の記載", OptionalText()),
        Column("evaluation_method", "評価の方法を記載した箇所", OptionalText()),
        Column("revision_number", "改定の番号（策定は1）", Number(whole=True, least=1, required=True)),
        Column("revision_reason", "策定・改定の理由"),
        Column("effective_date", "策定・改定の日", Day()),
        Column("decided_by", "決定した機関"),
        Column("purposes", "計画の目的（1行に一つ）", Lines()),
    ),
    upright=True,
)
LEVELS = Table(
    "levels",
    "段階・体系",
    "施策体系の段階を、上から順に1、2、3…と書きます（例: 基本目標、基本方針、施策、取組）。",
    (
        ID,
        Column("rank", "段（1が最上位）", Number(whole=True, least=1, required=True), 16),
        Column("name", "段階の名称", width=30),
    ),
    names=LEVEL,
)
ITEMS = Table(
    "items",
    "施策",
    "1行に一つ、計画書の順に書きます。行を挿入すると、新しい施策として読み取ります（上の行の下に入ります）。",
    (
        ID,
        Column("level", "段階", Name(what=LEVEL, required=True), 12, choices_name="ayumi_levels"),
        Column("number", "番号", width=10),
        Column("title", "名称", width=36),
        Column("parent", "上位の施策（番号 名称）", Name(what=ITEM), 26),
        Column("status", "区分", Choice(words=ITEM_STATUS, required=False), 8),
        Column("priority", "重点", YesNo(), 6),
        Column("division", "所管課", Name(what=DIVISION), 18, choices_name="ayumi_divisions"),
        Column("contributing", "関係課（1行に一つ）", NameList(what=DIVISION), 20),
        Column("repeat_of", "再掲の元（番号 名称）", Name(what=ITEM), 22),
        Column("has_sheet", "個票", YesNo(), 6),
        Column("purpose", "目的", width=36),
        Column("target_group", "対象", width=16),
        Column("current_state", "現状と課題", width=36),
        Column("description", "取組内容", width=44),
        Column("outlook", "今後の展開", width=32),
        Column("legal_basis", "根拠法令等", width=24),
    ),
    names=ITEM,
)
INDICATORS = Table(
    "indicators",
    "指標",
    "1行に一つの指標を書きます。区分（小学校・中学校など）ごとの値は、シート「区分別目標」「区分別基準値」へ。",
    (
        ID,
        Column("name", "指標名", width=30),
        Column("kind", "種類", Choice(words=INDICATOR_KIND), 10),
        Column("unit", "単位", width=8),
        Column("direction", "良い方向", Choice(words=DIRECTION), 13),
        Column("target_kind", "目標の種類", Choice(words=TARGET_KIND), 11),
        Column("baseline_year", "基準値の年度", Year(required=False), 17),
        Column("baseline", "基準値", Figure(), 11),
        Column("source", "データの出典", width=20),
        Column("known_when", "把握できる時期", width=14),
        Column("reason", "指標・目標の設定理由", width=32),
    ),
    owner=ITEM,
    years=(Column("target", "目標値", Figure(), 13),),
    years_after="baseline",
    names=INDICATOR,
)
RELATED_PLANS = Table(
    "related_plans",
    "関連計画",
    "上位計画、関連計画、前計画、国・都道府県の計画を書きます。",
    (
        Column("title", "計画の名称", width=36),
        Column("relation", "関係", Choice(words=RELATION), 16),
        Column("kind", "種類", Choice(words=PLAN_KIND), 16),
        Column("established", "策定年月（2023-03 または 2023）", OptionalText(), 18),
        Column("first_year", "最初の年度", Year(required=False), 17),
        Column("last_year", "最後の年度", Year(required=False), 17),
        Column("principles", "基本理念など（1行に一つ）", Lines(), 40),
        Column("covered", "網羅", YesNo(), 6),
        Column("linked", "連動", YesNo(), 6),
    ),
)
SOURCES = Table(
    "sources",
    "根拠資料",
    "現状分析の根拠とした資料や調査を書きます。",
    (
        Column("name", "資料・調査の名称", width=40),
        Column("side", "分類", Choice(words=SOURCE_SIDE), 14),
        Column("asks", "調査で尋ねたこと（1行に一つ）", Lines(), 60),
    ),
)
BODY = Table(
    "body",
    "本文",
    "計画書の順に、1行に一つの章・節・段落を書きます。段落は、すぐ上の章または節に入ります。",
    (
        Column("part", "種別", Choice(words=BODY_PART), 8),
        Column("number", "番号", width=10),
        Column("text", "見出し・本文", width=90),
        Column("builds_on", "もとにする章の番号（章だけ、1行に一つ）", Lines(), 20),
        Column("figures", "載せる図の番号（節だけ、1行に一つ）", Lines(), 18),
    ),
)
FIGURES = Table(
    "figures",
    "図",
    "計画書の図の番号と題名を書きます。",
    (Column("number", "図の番号", width=14), Column("title", "題名", width=60)),
)
GLOSSARY = Table(
    "glossary",
    "用語集",
    "計画書で印（*）を付けた用語と、その説明を書きます。",
    (
        Column("term", "用語", width=26),
        Column("reading", "よみ", width=20),
        Column("definition", "説明", OptionalText(), 70),
        Column("occurrences", "印の数（か所）", Number(whole=True, least=0), 14),
    ),
)
DIVISIONS = Table(
    "divisions",
    "所管課",
    "所管課・関係課に書ける課の一覧です。新しい課はここに加えてから、ほかのシートで選びます。",
    (
        ID,
        Column("name", "課の名称", width=28),
        Column("valid_from", "設置の日", Day(), 16),
        Column("valid_to", "廃止の日", Day(), 16),
        Column("successors", "引き継いだ課（1行に一つ）", NameList(what=DIVISION), 30),
    ),
    names=DIVISION,
)
TABLES: tuple[Table, ...] = (
    PLAN,
    LEVELS,
    ITEMS,
    INDICATORS,
    *FACT_TABLES,
    RELATED_PLANS,
    SOURCES,
    BODY,
    FIGURES,
    GLOSSARY,
    DIVISIONS,
)
BY_KEY = {table.key: table for table in TABLES}
