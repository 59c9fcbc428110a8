"""Units: which spellings mean the same, and which are known at all. The tables are data.

Source: field study §1.4 (139 spellings of units in one city's file). A unit keeps its spelling until a
person unifies it; the tables only tell which spellings to offer together.
"""

import re

from ayumi.ground.japanese_text import fold

SYNONYMS: tuple[tuple[str, ...], ...] = (
    ("％", "パーセント", "percent"),
    ("ポイント", "pt", "ﾎﾟｲﾝﾄ"),
    ("件", "件数"),
    ("人", "名", "人数"),
    ("回", "回数"),
    ("か所", "箇所", "ヶ所", "カ所", "ヵ所", "個所", "ケ所", "ヶ処"),
    ("日", "日間", "日数"),
    ("分", "分間"),
    ("秒", "秒間"),
    ("時間", "h", "時"),
    ("か月", "箇月", "ヶ月", "カ月", "ヵ月", "月"),
    ("年", "年間"),
    ("円", "¥", "yen"),
    ("千円", "1000円", "1,000円"),
    ("世帯", "世帯数"),
    ("団体", "団体数"),
    ("施設", "施設数"),
    ("事業", "事業数"),
    ("業務", "業務数"),
    ("校", "校数"),
    ("台", "台数"),
    ("枚", "枚数"),
    ("点", "点数"),
    ("冊", "冊数"),
    ("種類", "種", "種別"),
    ("社", "社数", "企業"),
    ("手続", "手続き", "手続数"),
    ("ページ", "頁", "ﾍﾟｰｼﾞ"),
    ("ha", "ヘクタール"),
    ("m", "メートル"),
    ("km", "キロメートル", "キロ"),
    ("㎡", "平方メートル", "平米"),
    ("k㎡", "㎢", "平方キロメートル"),
    ("t", "トン"),
    ("kg", "キログラム"),
    ("g", "グラム"),
    ("kWh", "キロワットアワー", "キロワット時"),
    ("t-CO2", "tCO2", "トンCO2"),
)
"""Each row is one unit, first as it is printed most; widths and letter case need no row of their own."""

OTHERS = (
    "位", "倍", "個", "本", "棟", "基", "戸", "園", "店", "課", "係", "部", "字", "号", "局", "組", "者",
    "区", "地区", "地点", "地域", "路線", "系統", "機能", "項目", "指標", "分野", "科目", "講座", "教室",
    "会場", "団", "班", "隊", "機", "艇", "両", "便", "床", "室", "席", "箱", "袋", "票", "通", "回線",
    "端末", "拠点", "段階", "次", "度", "歳", "代", "億", "万", "品目", "作品", "記事", "投稿", "人日",
    "人月", "人工", "市町村", "自治体", "経営体", "農家", "法人", "事業所", "機関", "計画", "協定", "条例",
    "例", "県", "市", "町", "村", "国", "学級", "コマ", "セット", "システム", "アプリ", "サービス",
    "データセット", "ダウンロード", "アクセス", "フォロワー", "登録", "利用者", "GB", "TB", "MB", "Mbps",
    "Gbps", "ビット", "l", "ml", "kl", "L", "kW", "MW", "MJ", "GJ", "TJ", "dB", "ppm", "mg", "cm", "mm",
    "段", "階級", "点満点",
)  # fmt: skip
"""Units that have one spelling."""

_MULTIPLES = re.compile(r"^(?:十|百|千|万|億|兆)+(?=.)")
_PARTS = re.compile(r"[/／・]|あたり|当たり|当り")


def _canonical() -> dict[str, str]:
    return {fold(spelling): fold(row[0]) for row in SYNONYMS for spelling in row}


_CANONICAL = _canonical()
_KNOWN = frozenset(_CANONICAL) | {fold(unit) for unit in OTHERS}
_RANK = {fold(row[0]): row[0] for row in SYNONYMS}


def unit_key(unit: str) -> str:
    """Return a key that all spellings of the same unit share: 件数/年 and 件／年間 are one."""
    return "/".join(_CANONICAL.get(part, part) for part in _parts(unit))


def is_known(unit: str) -> bool:
    """Tell whether every part of the unit stands in the tables, multiples (千, 百万) left off."""
    return all(part in _KNOWN or _MULTIPLES.sub("", part) in _KNOWN for part in _parts(unit))


def is_printed_most(unit: str) -> bool:
    """Tell whether this very spelling stands first in the tables."""
    return all(_RANK.get(fold(part)) == part for part in _PARTS.split(unit))


def _parts(unit: str) -> list[str]:
    return [fold(part) for part in _PARTS.split(re.sub(r"[(（].*[)）]$", "", unit.strip()))]
