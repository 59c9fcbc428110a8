"""What a column of a city's own table may lead to, and what a column not taken is."""

from enum import StrEnum

from ayumi.ground.wording import to_say


class Field(StrEnum):
    """Where the cells of a column go."""

    NUMBER = "number"
    TITLE = "title"
    STATUS = "status"
    PRIORITY = "priority"
    DIVISION = "division"
    CONTRIBUTING = "contributing_division"
    FISCAL_YEAR = "fiscal_year"
    LEVEL_CODE = "level_code"
    LEVEL_NAME = "level_name"
    PURPOSE = "purpose"
    TARGET_GROUP = "target_group"
    CURRENT_STATE = "current_state"
    DESCRIPTION = "description"
    OUTLOOK = "outlook"
    LEGAL_BASIS = "legal_basis"
    COST = "cost"
    COST_SUM = "cost_sum"
    STAFF = "staff"
    HOURS = "hours"
    PERSONNEL = "personnel"
    TOTAL_COST = "total_cost"
    INDICATOR_NAME = "indicator_name"
    INDICATOR_UNIT = "indicator_unit"
    INDICATOR_VALUE = "indicator_value"
    BASELINE = "baseline"
    INDICATOR_SOURCE = "indicator_source"
    INDICATOR_KNOWN_WHEN = "indicator_known_when"
    INDICATOR_REASON = "indicator_reason"
    SCHEDULE = "schedule"
    JUDGEMENT = "judgement"
    JUDGEMENT_REASON = "judgement_reason"
    LINK = "link"
    REMARK = "remark"
    NOT_TAKEN = "not_taken"


class Form(StrEnum):
    """How the cells of a remark are written, and so what is refused in them."""

    TEXT = "text"
    NUMBER = "number"
    CODE = "code"
    YEAR = "year"
    FLAG = "flag"


class NotTaken(StrEnum):
    """Why a column is not taken."""

    PERSONAL = "personal"
    FILLER = "filler"
    COUNTER = "counter"
    TOTAL = "total"
    CHOSEN = "chosen"


class MoneyUnit(StrEnum):
    """In which unit the money of the table stands."""

    YEN = "yen"
    THOUSAND = "thousand_yen"
    MILLION = "million_yen"


class Composite(StrEnum):
    """What 29（4） in a cell of numbers means."""

    REFUSE = "refuse"
    FIRST = "first"


class LeftoverZero(StrEnum):
    """What a 0 means where words stand, or where the indicator has no name: often a formula's leftover."""

    REFUSE = "refuse"
    BLANK = "blank"


class Layout(StrEnum):
    """A row for each measure, or a sheet for each measure."""

    ROWS = "rows"
    SHEETS = "sheets"


FIELD_WORDS = {
    Field.NUMBER: to_say("施策の番号"),
    Field.TITLE: to_say("施策の名称"),
    Field.STATUS: to_say("区分（新規・継続・拡充）"),
    Field.PRIORITY: to_say("重点の印"),
    Field.DIVISION: to_say("主管課"),
    Field.CONTRIBUTING: to_say("関係課"),
    Field.FISCAL_YEAR: to_say("表の年度"),
    Field.LEVEL_CODE: to_say("体系の番号"),
    Field.LEVEL_NAME: to_say("体系の名称"),
    Field.PURPOSE: to_say("目的"),
    Field.TARGET_GROUP: to_say("対象"),
    Field.CURRENT_STATE: to_say("現状と課題"),
    Field.DESCRIPTION: to_say("内容"),
    Field.OUTLOOK: to_say("今後の展開"),
    Field.LEGAL_BASIS: to_say("根拠法令"),
    Field.COST: to_say("事業費（財源ごと）"),
    Field.COST_SUM: to_say("事業費の計（確かめるだけ）"),
    Field.STAFF: to_say("従事人数"),
    Field.HOURS: to_say("業務時間"),
    Field.PERSONNEL: to_say("人件費"),
    Field.TOTAL_COST: to_say("総コスト（確かめるだけ）"),
    Field.INDICATOR_NAME: to_say("指標の名称"),
    Field.INDICATOR_UNIT: to_say("指標の単位"),
    Field.INDICATOR_VALUE: to_say("指標の目標・実績"),
    Field.BASELINE: to_say("指標の基準値"),
    Field.INDICATOR_SOURCE: to_say("指標の出典"),
    Field.INDICATOR_KNOWN_WHEN: to_say("指標の把握時期"),
    Field.INDICATOR_REASON: to_say("指標の設定理由"),
    Field.SCHEDULE: to_say("年度の予定"),
    Field.JUDGEMENT: to_say("評価・判断"),
    Field.JUDGEMENT_REASON: to_say("評価・判断の理由"),
    Field.LINK: to_say("ほかの計画とのつながり"),
    Field.REMARK: to_say("その他の記載（見出しのまま）"),
    Field.NOT_TAKEN: to_say("取り込まない"),
}

FAMILIES: tuple[tuple[str, tuple[Field, ...]], ...] = (
    (
        to_say("施策"),
        (
            Field.NUMBER,
            Field.TITLE,
            Field.STATUS,
            Field.PRIORITY,
            Field.DIVISION,
            Field.CONTRIBUTING,
            Field.FISCAL_YEAR,
        ),
    ),
    (to_say("体系"), (Field.LEVEL_CODE, Field.LEVEL_NAME)),
    (
        to_say("個票の文章"),
        (
            Field.PURPOSE,
            Field.TARGET_GROUP,
            Field.CURRENT_STATE,
            Field.DESCRIPTION,
            Field.OUTLOOK,
            Field.LEGAL_BASIS,
        ),
    ),
    (
        to_say("費用と業務量"),
        (Field.COST, Field.COST_SUM, Field.STAFF, Field.HOURS, Field.PERSONNEL, Field.TOTAL_COST),
    ),
    (
        to_say("指標"),
        (
            Field.INDICATOR_NAME,
            Field.INDICATOR_UNIT,
            Field.INDICATOR_VALUE,
            Field.BASELINE,
            Field.INDICATOR_SOURCE,
            Field.INDICATOR_KNOWN_WHEN,
            Field.INDICATOR_REASON,
        ),
    ),
    (to_say("予定と評価"), (Field.SCHEDULE, Field.JUDGEMENT, Field.JUDGEMENT_REASON)),
    (to_say("そのほか"), (Field.LINK, Field.REMARK, Field.NOT_TAKEN)),
)
"""The fields in the order in which a person is offered them."""

FORM_WORDS = {
    Form.TEXT: to_say("言葉"),
    Form.NUMBER: to_say("数"),
    Form.CODE: to_say("番号"),
    Form.YEAR: to_say("年"),
    Form.FLAG: to_say("○の印"),
}
NOT_TAKEN_WORDS = {
    NotTaken.PERSONAL: to_say("個人に関する情報のため"),
    NotTaken.FILLER: to_say("空の列または調整用の列のため"),
    NotTaken.COUNTER: to_say("集計用の通し番号のため"),
    NotTaken.TOTAL: to_say("内訳から計算できる合計のため（確かめるだけ）"),
    NotTaken.CHOSEN: to_say("取り込まないことを選んだため"),
}
MONEY_WORDS = {
    MoneyUnit.YEN: to_say("円"),
    MoneyUnit.THOUSAND: to_say("千円"),
    MoneyUnit.MILLION: to_say("百万円"),
}

SINGLE = frozenset(
    {
        Field.NUMBER,
        Field.TITLE,
        Field.STATUS,
        Field.PRIORITY,
        Field.DIVISION,
        Field.FISCAL_YEAR,
        Field.PURPOSE,
        Field.TARGET_GROUP,
        Field.CURRENT_STATE,
        Field.DESCRIPTION,
        Field.OUTLOOK,
        Field.LEGAL_BASIS,
    }
)
"""A measure has one of these, so two columns may not lead to one."""
SHEET_TEXTS = (
    Field.PURPOSE,
    Field.TARGET_GROUP,
    Field.CURRENT_STATE,
    Field.DESCRIPTION,
    Field.OUTLOOK,
    Field.LEGAL_BASIS,
)
YEARLY = frozenset(
    {
        Field.COST,
        Field.COST_SUM,
        Field.STAFF,
        Field.HOURS,
        Field.PERSONNEL,
        Field.TOTAL_COST,
        Field.INDICATOR_VALUE,
        Field.BASELINE,
        Field.SCHEDULE,
    }
)
"""What belongs to a fiscal year and so needs a block."""
OF_INDICATOR = frozenset(
    {
        Field.INDICATOR_NAME,
        Field.INDICATOR_UNIT,
        Field.INDICATOR_VALUE,
        Field.BASELINE,
        Field.INDICATOR_SOURCE,
        Field.INDICATOR_KNOWN_WHEN,
        Field.INDICATOR_REASON,
    }
)
