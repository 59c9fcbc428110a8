"""The ladder of schedule steps as plans word it, as data: which words mean which step.

Source: field study §1.5. A city's own ladder may have other words; a step that is not here is only noted.
"""

from ayumi.ground.japanese_text import fold

STEPS: dict[str, tuple[str, ...]] = {
    "検討": ("企画", "方針検討", "協議", "調整", "検討・調査", "検討(調査)", "調整(協議)"),
    "調査": ("調査研究", "研究", "調査・検討", "現状調査"),
    "準備": ("計画", "内容決定", "実行準備", "策定", "要件定義", "調達", "導入準備", "整備"),
    "設計": ("構築", "設計・構築", "設計/構築", "開発", "移行"),
    "試行": ("実証", "試行(実証)", "実証実験", "試験導入", "試験運用", "一部実施", "一部導入", "モデル実施"),
    "導入": ("本格導入", "稼働", "開始", "実施", "実行", "導入・実施", "導入/実施", "一部稼働", "順次実施"),
    "運用": ("本格運用", "運用・改善", "継続", "継続実施", "継続運用", "推進", "〃", "→", "⇒", "同上"),
    "拡充": ("拡大", "順次拡大", "全庁展開", "展開", "充実", "順次整備拡充", "改善", "強化"),
    "見直し": ("更新", "見直し・更新", "見直し/更新", "再構築", "改定", "評価", "検証", "評価・見直し"),
    "完了": ("終了", "実行(終了)", "達成", "廃止", "統合", "完成"),
}
"""Step → other words for it, in the order in which a measure usually climbs."""

BEGINNINGS = frozenset({"検討", "調査"})
RUNNING = frozenset({"導入", "運用", "拡充"})
ENDINGS = frozenset({"完了"})


def _table() -> dict[str, str]:
    return {fold(word): step for step, others in STEPS.items() for word in (step, *others)}


_STEP_OF = _table()


def step_of(words: str) -> str | None:
    """Return the step that the words mean, None where the table does not know them."""
    return words if words in STEPS else _STEP_OF.get(fold(words))
