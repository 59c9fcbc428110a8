"""Every rule asks where it should and keeps silent where it should not."""

from dataclasses import replace

import pytest

from ayumi.rounds.rules.challenges import RULES, Entry, Facts
from tests.rounds.rules.challenges.cases import CASES
from tests.rounds.rules.challenges.making import an_indicator, asked, some_facts

TOGETHER = frozenset({"cost.rate_differs", "text.copied_neighbour", "value.superseded_source"})
"""Rules that look at measures side by side: their examples are one plan, not one measure each."""


def plans_of(rule_id: str, facts: tuple[Facts, ...]) -> list[tuple[Facts, ...]]:
    return [facts] if rule_id in TOGETHER else [(each,) for each in facts]


def test_there_are_at_least_twenty_rules_and_each_has_examples() -> None:
    assert len(RULES) >= 20
    assert set(CASES) == set(RULES)


@pytest.mark.parametrize("rule_id", RULES)
def test_a_rule_asks_where_it_should(rule_id: str) -> None:
    for plan in plans_of(rule_id, CASES[rule_id][0]):
        found = [each for each in asked(*plan) if each.rule_id == rule_id]
        assert found, plan
        assert all(each.sentence.endswith("。") and "{" not in each.sentence for each in found)
        assert all(each.answer.endswith("。") or each.answer.endswith("）") for each in found)
        assert all(evidence.text for each in found for evidence in each.evidence)


@pytest.mark.parametrize("rule_id", RULES)
def test_a_rule_keeps_silent_where_it_should(rule_id: str) -> None:
    for plan in plans_of(rule_id, CASES[rule_id][1]):
        assert [each.sentence for each in asked(*plan) if each.rule_id == rule_id] == []


def test_fingerprints_tell_challenges_apart_and_stay_while_the_evidence_stays() -> None:
    every = [each for cases in CASES.values() for facts in cases[0] for each in asked(facts)]
    assert {each.fingerprint for each in every} == {
        each.fingerprint for cases in CASES.values() for facts in cases[0] for each in asked(facts)
    }
    one = some_facts(
        an_indicator(15, 15, 15), an_indicator(15, 15, 15, id="5b0f5a4e-6c0e-5d0b-9f2e-0d6f8a2f7c11")
    )
    assert len({each.fingerprint for each in asked(one)}) == len(asked(one)) == 2


def test_other_evidence_asks_anew() -> None:
    before = asked(some_facts(an_indicator(15, 15, 15)))
    after = asked(some_facts(an_indicator(16, 16, 16)))
    assert before[0].rule_id == after[0].rule_id
    assert before[0].fingerprint != after[0].fingerprint


def test_an_answer_given_in_the_report_silences_the_question() -> None:
    late = some_facts(entry=Entry(schedule_rating="遅れ"))
    assert [each.rule_id for each in asked(late)] == ["schedule.late_without_reason"]
    entry = replace(late.entry, texts={"reason": "入札が不調だったため、再度公告した。"})
    assert asked(some_facts(entry=entry)) == ()


def test_a_sentence_names_the_figures() -> None:
    told = asked(some_facts(an_indicator(49, 526)))[0].sentence
    assert told == "指標「利用率」の令和6年度の実績値526は、前年度の49のほぼ10倍です（単位は件）。"
