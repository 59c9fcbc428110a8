"""Money and work: frozen hours, sums that do not add, hours without money, slips of a thousand."""

from collections.abc import Iterator
from decimal import Decimal

from ayumi.document.checks.finding import number_words, year_words
from ayumi.ground.wording import say, to_say
from ayumi.rounds.rules.challenges.challenge import Challenge, ChallengeRule, Evidence, figures, rounded_words
from ayumi.rounds.rules.challenges.entry import YearCost
from ayumi.rounds.rules.challenges.facts import Facts
from ayumi.rounds.rules.challenges.neighbours import Neighbours

FROZEN_HOURS = ChallengeRule(
    "cost.frozen_hours",
    to_say("動かない業務時間"),
    to_say("延べ業務時間が、{first}から{last}まで毎年{hours}時間で、一度も変わっていません。"),
    to_say(
        "時間を数え直して入れてください。毎年同じになる決まりがあるときは、その数え方を一文で書いてください。"
    ),
    "cost",
)
SOURCES = ChallengeRule(
    "cost.sources_do_not_add",
    to_say("財源の合計の不一致"),
    to_say("{year}の財源の合計は{sum}千円ですが、事業費計は{stated}千円で、{gap}千円の差があります。"),
    to_say("財源の内訳か事業費計を直してください。端数の処理による差のときは、その旨を書いてください。"),
    "cost",
)
TOTAL = ChallengeRule(
    "cost.total_does_not_add",
    to_say("総コストの不一致"),
    to_say(
        "{year}の事業費{money}千円と人件費{personnel}千円の合計は{sum}千円ですが、総コストは{stated}千円です。"
    ),
    to_say("事業費、人件費、総コストのいずれかを直してください。"),
    "cost",
)
GENERAL_ABOVE = ChallengeRule(
    "cost.general_above_project",
    to_say("事業費より大きい一般財源"),
    to_say("{year}の一般財源{general}千円が、事業費{money}千円より大きくなっています。"),
    to_say("一般財源か事業費を直してください。"),
    "cost",
)
NO_HOURS = ChallengeRule(
    "cost.money_without_hours",
    to_say("事業費があるのに業務時間が0"),
    to_say("{year}は事業費が{money}千円ありますが、延べ業務時間が0時間です。"),
    to_say("職員がかけた時間を入れてください。委託などで0時間のときは、その理由を一文で書いてください。"),
    "cost",
)
NO_PERSONNEL = ChallengeRule(
    "cost.hours_without_personnel",
    to_say("業務時間と人件費の食い違い"),
    to_say("{year}は延べ業務時間が{hours}時間、人件費が{personnel}千円で、一方だけが0です。"),
    to_say("業務時間と人件費をそろえて直してください。"),
    "cost",
)
RATE = ChallengeRule(
    "cost.rate_differs",
    to_say("人件費の単価の違い"),
    to_say(
        "{year}の人件費を延べ業務時間で割ると1時間{rate}千円で、この計画の多くの施策の{usual}千円と違います。"
    ),
    to_say("業務時間か人件費を直してください。別の単価を使うときは、その理由を一文で書いてください。"),
    "cost",
)
THOUSAND = ChallengeRule(
    "cost.thousandfold",
    to_say("金額や時間のおよそ1,000倍の違い"),
    to_say("{year}の{what}{value}は、前年度の{before}のおよそ1,000倍または1,000分の1です。"),
    to_say("円と千円の取り違えがないか確かめてください。正しいときは、大きく変わった理由を書いてください。"),
    "cost",
)
PER_PERSON = ChallengeRule(
    "cost.hours_per_person",
    to_say("一人で働けない業務時間"),
    to_say("{year}は従事人数{staff}人で延べ業務時間が{hours}時間です。一人あたり{each}時間になります。"),
    to_say("人数か時間を直してください。（一人が1年に働く時間は、およそ2,000時間です。）"),
    "cost",
)
RULES = (FROZEN_HOURS, SOURCES, TOTAL, GENERAL_ABOVE, NO_HOURS, NO_PERSONNEL, RATE, THOUSAND, PER_PERSON)

YEARS_ALIKE = 4
"""So many years with the very same hours are asked about."""
RATE_TOLERANCE = Decimal("0.2")
MOST_HOURS = Decimal(2600)
"""More than a full year with overtime up to the yearly limit (労働基準法第36条: 720 hours)."""


def challenges(facts: Facts, neighbours: Neighbours) -> Iterator[Challenge]:
    """Yield what is to be asked of money and work: of the year judged, and of its series."""
    cost = facts.costs.get(facts.year)
    if cost is None:
        return
    yield from _frozen(facts)
    yield from _sums(facts, cost)
    yield from _hours(facts, cost)
    yield from _rate(facts, cost, neighbours)
    before = facts.costs.get(facts.year - 1)
    if before is not None:
        yield from _thousand(facts, before, cost)


def _frozen(facts: Facts) -> Iterator[Challenge]:
    years = range(facts.year - YEARS_ALIKE + 1, facts.year + 1)
    hours = [(year, facts.costs[year].hours) for year in years if year in facts.costs]
    known = [(year, each) for year, each in hours if each is not None]
    # Zero every year is no work at all, which another rule asks about where there is money.
    if len(known) < YEARS_ALIKE or len({each for _, each in known}) > 1 or not known[0][1]:
        return
    told = {"first": year_words(known[0][0]), "last": year_words(known[-1][0])}
    label = to_say("延べ業務時間")
    yield FROZEN_HOURS.on(facts.item_id, figures(label, known), hours=number_words(known[0][1]), **told)


def _sums(facts: Facts, cost: YearCost) -> Iterator[Challenge]:
    year, at = year_words(facts.year), facts.year
    if cost.sources and cost.project is not None:
        whole = sum(cost.sources, Decimal())
        if whole != cost.project:
            evidence = (
                Evidence(to_say("財源の合計"), number_words(whole), at),
                Evidence(to_say("事業費計"), number_words(cost.project), at),
            )
            told = {"sum": number_words(whole), "stated": number_words(cost.project)}
            yield SOURCES.on(
                facts.item_id, evidence, year=year, gap=number_words(abs(whole - cost.project)), **told
            )
    money = cost.money
    if cost.total is not None and money is not None and cost.personnel is not None:
        whole = money + cost.personnel
        if whole != cost.total:
            evidence = (
                Evidence(to_say("事業費と人件費の合計"), number_words(whole), at),
                Evidence(to_say("総コスト"), number_words(cost.total), at),
            )
            told = {"money": number_words(money), "personnel": number_words(cost.personnel)}
            told |= {"sum": number_words(whole), "stated": number_words(cost.total)}
            yield TOTAL.on(facts.item_id, evidence, year=year, **told)
    if cost.general_revenue is not None and money is not None and cost.general_revenue > money:
        evidence = (
            Evidence(to_say("一般財源"), number_words(cost.general_revenue), at),
            Evidence(to_say("事業費"), number_words(money), at),
        )
        told = {"general": number_words(cost.general_revenue), "money": number_words(money)}
        yield GENERAL_ABOVE.on(facts.item_id, evidence, year=year, **told)


def _hours(facts: Facts, cost: YearCost) -> Iterator[Challenge]:
    year, at, hours, money = year_words(facts.year), facts.year, cost.hours, cost.money
    if hours is None:
        return
    hours_at = Evidence(to_say("延べ業務時間"), number_words(hours), at)
    if hours == 0 and money is not None and money > 0:
        evidence = (Evidence(to_say("事業費"), number_words(money), at), hours_at)
        yield NO_HOURS.on(facts.item_id, evidence, year=year, money=number_words(money))
    if cost.personnel is not None and (hours == 0) != (cost.personnel == 0):
        evidence = (hours_at, Evidence(to_say("人件費"), number_words(cost.personnel), at))
        told = {"hours": number_words(hours), "personnel": number_words(cost.personnel)}
        yield NO_PERSONNEL.on(facts.item_id, evidence, year=year, **told)
    if cost.staff and hours > cost.staff * MOST_HOURS:
        evidence = (Evidence(to_say("従事人数"), number_words(cost.staff), at), hours_at)
        each = rounded_words(hours / cost.staff, 0)
        told = {"staff": number_words(cost.staff), "hours": number_words(hours)}
        yield PER_PERSON.on(facts.item_id, evidence, year=year, each=each, **told)


def _rate(facts: Facts, cost: YearCost, neighbours: Neighbours) -> Iterator[Challenge]:
    usual = neighbours.rates.get(facts.year)
    if not usual or not cost.hours or not cost.personnel:
        return
    rate = cost.personnel / cost.hours
    # The amount is rounded to thousands of yen: less than that is no difference.
    if abs(rate - usual) <= usual * RATE_TOLERANCE or abs(cost.personnel - usual * cost.hours) < 1:
        return
    evidence = (
        Evidence(to_say("延べ業務時間"), number_words(cost.hours), facts.year),
        Evidence(to_say("人件費"), number_words(cost.personnel), facts.year),
    )
    told = {"rate": rounded_words(rate, 2), "usual": rounded_words(usual, 2)}
    yield RATE.on(facts.item_id, evidence, year=year_words(facts.year), **told)


def _thousand(facts: Facts, before: YearCost, cost: YearCost) -> Iterator[Challenge]:
    pairs = (
        (to_say("事業費"), before.money, cost.money),
        (to_say("人件費"), before.personnel, cost.personnel),
        (to_say("延べ業務時間"), before.hours, cost.hours),
    )
    for label, old, new in pairs:
        if not old or not new or old < 0 or new < 0:
            continue
        ratio = max(old, new) / min(old, new)
        if Decimal(800) <= ratio <= Decimal(1250):
            evidence = figures(label, [(facts.year - 1, old), (facts.year, new)])
            told = {"what": say(label), "value": number_words(new), "before": number_words(old)}
            yield THOUSAND.on(facts.item_id, evidence, label, year=year_words(facts.year), **told)
