"""The texts of the measure sheets of the sample's ICT plan, from what the tables say of each measure."""

from decimal import Decimal

from ayumi.config.sample_city.city import spread
from ayumi.config.sample_city.glossary import marked
from ayumi.config.sample_city.tables import Row, rows
from ayumi.document.measures import Sheet

_PURPOSES = (
    "{aim}ことを目的とします。",
    "{aim}ことを目指し、「{group_aim}」につなげます。",
    "「{group_aim}」のため、{aim}ことを目的とします。",
)
_STATES = (
    "令和2年度の{indicator}は{baseline}{unit}です。",
    "{indicator}は、令和2年度の時点で{baseline}{unit}にとどまっています。",
    "現状値は{indicator}で{baseline}{unit}です。",
)
_WAYS = {
    "service": "実施に当たっては、利用する市民の意見を聞きながら画面や様式を改め、窓口での案内も続けます。",
    "office": "実施に当たっては、手順の見直しを先に行い、減らせない作業に限って仕組みを取り入れます。",
    "system": "実施に当たっては、関係する業務への影響を確かめ、切替えの前に十分な試験を行います。",
    "data": "実施に当たっては、更新の担当と時期を決め、個人が特定されない形で扱います。",
    "people": "実施に当たっては、受ける側の経験に応じた内容とし、終わった後も相談できるようにします。",
    "safety": "実施に当たっては、年に一度は訓練により手順を確かめ、見つかった課題を翌年度に改めます。",
}
_OUTLOOKS = {
    "service": (
        "{indicator}を{target}{unit}とした後は、利用の少ない世代への案内に重点を移します。",
        "最終年度に市民の満足の度合いを測り、続ける内容と改める内容を決めます。",
        "ほかの手続や施設にも同じ考え方を広げ、次期計画の取組につなげます。",
    ),
    "office": (
        "{indicator}が{target}{unit}となった段階で、減らせた時間を測り、相談や企画の業務へ人手を移します。",
        "効果のあった手順を{division}から全ての課に広げます。",
    ),
    "system": (
        "次の更新の時期を見据え、費用の内訳と運用の体制を{division}が毎年度確かめます。",
        "近隣の市町との共同利用の可能性を、令和7年度までに検討します。",
    ),
    "data": (
        "{indicator}を{target}{unit}とし、集めたデータを次期計画の現状の分析に用います。",
        "公開する範囲を段階的に広げ、事業者や大学による活用を促します。",
    ),
    "people": (
        "受けた方が教える側に回る仕組みを整え、令和8年度以降は地区や職場ごとの実施に移します。",
        "{indicator}を{target}{unit}とし、効果を追跡の調査により確かめます。",
    ),
    "safety": (
        "訓練の結果を毎年度公表し、{indicator}{target}{unit}の水準を次期計画でも保ちます。",
        "県や関係機関との連携の手順を定め、広い範囲の災害にも対応できるようにします。",
    ),
}
_GROUPS_OF_PEOPLE = (
    (("高齢者",), "高齢者とその家族"),
    (("子育て", "保育", "母子"), "子育て家庭、保育施設"),
    (("GIGA", "校務", "教材", "学校ネット", "通学", "不登校"), "児童生徒、保護者、教職員"),
    (("企業", "農業", "クーポン", "電子契約", "入札", "請求書", "サテライト"), "市内の事業者"),
    (("職員", "管理職", "リーダー", "テレワーク", "チャットの活用", "外勤"), "市職員"),
)
_BY_NATURE = {
    "service": "市民",
    "office": "市職員、手続を行う市民と事業者",
    "system": "市職員、行政サービスを利用する市民",
    "data": "市民、事業者、市職員",
    "people": "市民、事業者",
    "safety": "市民、市職員",
}


def sheet_of(row: Row, group_aim: str) -> Sheet:
    """Return the sheet of the measure in ``row``, with glossary terms marked."""
    title, nature = row["title"], row["nature"]
    words = {
        **row,
        "group_aim": group_aim,
        "baseline": _printed(row["baseline"]),
        "target": _printed(row["target"]),
    }
    purpose, state, description, outlook = marked(
        (
            _chosen(_PURPOSES, title).format(**words),
            row["issue"] + "\n" + _chosen(_STATES, title).format(**words),
            row["action"] + "\n" + _WAYS[nature],
            _chosen(_OUTLOOKS[nature], title).format(**words),
        )
    )
    return Sheet(
        purpose=purpose,
        target_group=_target_group(title, nature),
        current_state=state,
        description=description,
        outlook=outlook,
        legal_basis=_legal_bases().get(title, ""),
    )


def _chosen(choices: tuple[str, ...], title: str) -> str:
    return choices[spread(title, len(choices))]


def _printed(number: str) -> str:
    return f"{Decimal(number):,}"


def _target_group(title: str, nature: str) -> str:
    for words, people in _GROUPS_OF_PEOPLE:
        if any(word in title for word in words):
            return people
    return _BY_NATURE[nature]


def _legal_bases() -> dict[str, str]:
    return {row["measure"]: row["text"] for row in rows("legal_basis")}
