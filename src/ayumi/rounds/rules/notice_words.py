"""What a notice says, in one sentence, without a person's name."""

from dataclasses import dataclass
from datetime import date

from ayumi.document.checks.finding import day_words
from ayumi.ground.wording import say, to_say

SENTENCES: dict[str, str] = {
    "opened": to_say("{round}が始まりました。あなたが書く報告は{number}件です。"),
    "due_soon": to_say("{round}: 期限（{due}）が近い報告が{number}件、あなたの番で待っています。"),
    "overdue": to_say("{round}: 期限（{due}）を過ぎた報告が{number}件、あなたの番で待っています。"),
    "returned": to_say("{round}: 「{report}」が差し戻されました。"),
    "arrived": to_say("{round}: 確認を待つ報告が{number}件届きました。"),
    "approved": to_say("{round}: 提出した報告の承認が{number}件ありました。"),
    "published": to_say("{round}の結果が公表されました。"),
}
"""By kind of notice."""
ARRIVED_ONE = to_say("{round}: 「{report}」が届きました。確認してください。")
APPROVED_ONE = to_say("{round}: 「{report}」が承認されました。")
ABOUT_ONE = {"arrived": ARRIVED_ONE, "approved": APPROVED_ONE}
"""By kind, where the notice is about one report alone."""


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """What a notice is about: the round with its plan, the report by name, how many, and the day."""

    kind: str
    round: str
    report: str
    number: int
    due: date | None


def sentence(facts: NoticeFacts) -> str:
    """Return the notice as a sentence in the reader's language."""
    text = SENTENCES[facts.kind]
    if facts.report:
        text = ABOUT_ONE.get(facts.kind, text)
    due = day_words(facts.due) if facts.due else ""
    return say(text, round=facts.round, report=facts.report, number=facts.number, due=due)
