"""The sample city itself: its name, its divisions and how its ids are made."""

from datetime import date
from uuid import UUID, uuid5

from ayumi.document.plan import DivisionName, MunicipalityName
from ayumi.ground.local_government import check_digit

_NAMESPACE = UUID("6d1f6d7e-2f0c-5a57-9a6b-0f6b8f7c1a11")
NAME = "ひばり野市（架空の市）"
CODE = f"99101{check_digit('99101')}"
"""Prefecture 99 does not exist, so the code can never be a real municipality's."""
REORGANISATION = date(2023, 4, 1)
COMPREHENSIVE_TITLE = "第5次ひばり野市総合計画"
_LIVING = [
    "デジタル推進課",
    "行政経営課",
    "総務課",
    "人事課",
    "財政課",
    "管財課",
    "契約検査課",
    "広報広聴課",
    "市民協働課",
    "危機管理課",
    "市民課",
    "資産税課",
    "市民税課",
    "収税課",
    "会計課",
    "社会福祉課",
    "障がい福祉課",
    "高齢福祉課",
    "介護保険課",
    "国保年金課",
    "健康増進課",
    "子育て支援課",
    "保育課",
    "学校教育課",
    "教育総務課",
    "生涯学習課",
    "文化振興課",
    "スポーツ振興課",
    "図書館",
    "商工振興課",
    "観光課",
    "農政課",
    "農業委員会事務局",
    "環境課",
    "廃棄物対策課",
    "都市計画課",
    "建築指導課",
    "建築住宅課",
    "公園緑地課",
    "区画整理課",
    "道路河川課",
    "交通政策課",
    "上下水道総務課",
    "水道施設課",
    "下水道施設課",
    "消防総務課",
    "予防課",
    "警防課",
    "議会事務局",
    "監査委員事務局",
    "選挙管理委員会事務局",
    "人権推進課",
    "男女共同参画課",
    "秘書課",
    "政策課",
]
_FORMER = {
    "情報政策課": ("デジタル推進課",),
    "行政改革推進課": ("行政経営課",),
    "企画課": ("行政経営課", "政策課"),
    "児童福祉課": ("子育て支援課", "保育課"),
    "道路課": ("道路河川課",),
    "河川課": ("道路河川課",),
}
_BORN = {name for successors in _FORMER.values() for name in successors}


def identifier(*parts: object) -> str:
    """Return the id of something of the sample city, the same every time."""
    return str(uuid5(_NAMESPACE, "/".join(map(str, parts))))


def division_id(name: str) -> str:
    """Return a division's id."""
    return identifier("division", name)


def municipality() -> MunicipalityName:
    """Return the city's name and code."""
    return MunicipalityName(name=NAME, code=CODE)


def divisions() -> tuple[DivisionName, ...]:
    """Return the divisions, with the reorganisation of 1 April 2023: a rename, a merger, two splits."""
    living = tuple(
        DivisionName(
            id=division_id(name),
            name=name,
            valid_from=REORGANISATION if name in _BORN else date(2010, 4, 1),
        )
        for name in _LIVING
    )
    former = tuple(
        DivisionName(
            id=division_id(name),
            name=name,
            valid_from=date(2010, 4, 1),
            valid_to=date(2023, 3, 31),
            successors=tuple(division_id(successor) for successor in successors),
        )
        for name, successors in _FORMER.items()
    )
    return living + former
