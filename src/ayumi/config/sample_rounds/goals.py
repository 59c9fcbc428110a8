"""What the plan office judges of goals in the sample, before a round is published."""

from ayumi.config.sample_rounds.words import remark
from ayumi.rounds.actions.goals import GoalVerdict, judge_goal
from ayumi.rounds.gates.goals import Goal, goals_of
from ayumi.rounds.models import Round
from ayumi.tenancy.rules import Actor


def judge_goals(held: Round, key: str, actor: Actor) -> None:
    """Confirm the rule's word for the plan, and give one chapter the next lower word, with reasons."""
    found = goals_of(held)
    computed = [goal for goal in found.goals if goal.computed.word]
    lowered = [goal for goal in computed if goal.depth == 1 and _lower(goal, found.words)]
    for goal in [each for each in computed if each.item is None] + lowered[-1:]:
        kind = "goal" if goal.item else "plan"
        word = _lower(goal, found.words) if goal.item else goal.computed.word
        title = goal.item.title if goal.item else held.plan.title
        reason = remark(kind, title, held.fiscal_year)
        item_id = goal.item.pk if goal.item else None
        place = found.goals.index(goal)
        judge_goal(held.pk, GoalVerdict(item_id, word, reason), key=f"{key[:28]}{place:04}", actor=actor)


def _lower(goal: Goal, words: tuple[str, ...]) -> str:
    """Return the word after the computed one, which counts as worse; empty where there is none."""
    after = words.index(goal.computed.word) + 1 if goal.computed.word in words else len(words)
    return words[after] if after < len(words) else ""
