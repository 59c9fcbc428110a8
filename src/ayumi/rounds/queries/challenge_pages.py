"""The pages about challenges: those of one report with their answers, and all of a round."""

import secrets
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from ayumi.ground.wording import say
from ayumi.rounds.gates import stages_of, state_of
from ayumi.rounds.gates.challenges import ChallengeLine, report_challenges, round_challenges
from ayumi.rounds.models import Report, Round
from ayumi.rounds.queries.heading import RoundHeading, round_heading
from ayumi.rounds.rules.challenges import RULES
from ayumi.rounds.rules.stages import Move, refusal
from ayumi.tenancy.rules import Actor

MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class AskedLine:
    """A challenge on the page of a report: what was typed, and what is wrong with it."""

    line: ChallengeLine
    typed: str
    problem: str


@dataclass(frozen=True, slots=True)
class ReportChallengesPage:
    """What is asked of one report; ``may_answer`` says whether this person answers it now."""

    round: RoundHeading
    id: UUID
    number: str
    title: str
    asked: tuple[AskedLine, ...]
    open: int
    may_answer: bool
    key: str


@dataclass(frozen=True, slots=True)
class CountLine:
    """How many challenges a rule or a division has, and how many of them are open."""

    id: str
    name: str
    total: int
    open: int


@dataclass(frozen=True, slots=True)
class RoundChallengeLine:
    """A challenge in the list of a round."""

    report_id: UUID
    measure: str
    division: str
    line: ChallengeLine


@dataclass(frozen=True, slots=True)
class RoundChallengesPage:
    """All challenges of a round, counted by rule and by division; the list as narrowed, at most 200."""

    round: RoundHeading
    reports: int
    without: int
    total: int
    open: int
    rules: tuple[CountLine, ...]
    divisions: tuple[CountLine, ...]
    lines: tuple[RoundChallengeLine, ...]
    found: int
    rule: str
    division: str
    only_open: bool
    narrowed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WantedChallenges:
    """How the list of a round is narrowed; empty is not."""

    rule: str = ""
    division: str = ""
    only_open: bool = False


def report_challenges_page(
    report: Report,
    actor: Actor,
    *,
    today: date,
    typed: Mapping[str, str] | None = None,
    problems: Mapping[str, str] | None = None,
) -> ReportChallengesPage:
    """Return the page of a report's challenges, given by its gate: 8 queries."""
    source = report.mirrors or report
    typed, problems = typed or {}, problems or {}
    lines = report_challenges(source, today=today)
    may = refusal(Move.SAVE, state_of(source), stages_of(source.round), actor) is None
    return ReportChallengesPage(
        round=round_heading(report.round),
        id=source.pk,
        number=report.item.number,
        title=report.item.title,
        asked=tuple(
            AskedLine(each, typed.get(each.fingerprint, each.answer), problems.get(each.fingerprint, ""))
            for each in lines
        ),
        open=sum(each.is_open for each in lines),
        may_answer=may and report.mirrors is None,
        key=secrets.token_hex(16),
    )


def round_challenges_page(
    held: Round, wanted: WantedChallenges, *, today: date, everything: bool = False
) -> RoundChallengesPage:
    """Return all challenges of a round, given by its gate: 8 queries."""
    asked = round_challenges(held, today=today)
    every = [
        RoundChallengeLine(
            report.pk,
            f"{report.item.number} {report.item.title}".strip(),
            report.division.name if report.division else "",
            line,
        )
        for report, lines in asked
        for line in lines
    ]
    found = [each for each in every if _is_wanted(each, wanted)]
    rules = _counts(every, lambda each: each.line.rule_id, lambda key: say(RULES[key].title))
    divisions = _counts(every, lambda each: each.division, lambda key: key or _("所管課なし"))
    return RoundChallengesPage(
        round=round_heading(held),
        reports=len(asked),
        without=sum(not lines for _report, lines in asked),
        total=len(every),
        open=sum(each.line.is_open for each in every),
        rules=rules,
        divisions=divisions,
        lines=tuple(found if everything else found[:MOST_SHOWN]),
        found=len(found),
        rule=wanted.rule if wanted.rule in RULES else "",
        division=wanted.division,
        only_open=wanted.only_open,
        narrowed=_narrowed(wanted),
    )


def challenges_table(value: RoundChallengesPage) -> Iterator[list[str]]:
    """Yield the heading and one row for every challenge of a page; no query."""
    yield [_("施策"), _("所管課"), _("確認の種類"), _("確認事項"), _("根拠"), _("回答"), _("回答した人")]
    for each in value.lines:
        line = each.line
        evidence = " / ".join(one.text for one in line.evidence)
        yield [
            each.measure,
            each.division,
            line.title,
            line.sentence,
            evidence,
            line.answer,
            line.answered_by,
        ]


def _is_wanted(each: RoundChallengeLine, wanted: WantedChallenges) -> bool:
    return (
        (wanted.rule not in RULES or each.line.rule_id == wanted.rule)
        and (not wanted.division or each.division == wanted.division)
        and (not wanted.only_open or each.line.is_open)
    )


def _narrowed(wanted: WantedChallenges) -> tuple[str, ...]:
    said = (
        say(RULES[wanted.rule].title) if wanted.rule in RULES else "",
        wanted.division,
        _("回答待ちだけ") if wanted.only_open else "",
    )
    return tuple(each for each in said if each)


def _counts(
    every: list[RoundChallengeLine],
    key_of: Callable[[RoundChallengeLine], str],
    name_of: Callable[[str], str],
) -> tuple[CountLine, ...]:
    totals: Counter[str] = Counter()
    opened: dict[str, int] = defaultdict(int)
    for each in every:
        key = key_of(each)
        totals[key] += 1
        opened[key] += each.line.is_open
    return tuple(
        CountLine(key, name_of(key), total, opened[key])
        for key, total in sorted(totals.items(), key=lambda pair: (-pair[1], pair[0]))
    )
