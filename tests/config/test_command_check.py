"""``ayumi check``: what it says of a file, as words and as JSON, and with which code it ends."""

import json
from pathlib import Path

import pytest

from ayumi.config.command import main
from ayumi.document.checks import RULES, check
from tests.document.checks.sound import OTHER_ID, all_of, item, measure, sound_document
from tests.documents import sample_document


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """Where a plan is written."""
    return tmp_path / "計画.json"


def test_a_sound_plan_ends_with_nothing(plan: Path, capsys) -> None:
    plan.write_text(sound_document().to_json(), encoding="utf-8")
    assert main(["check", str(plan)]) == 0
    assert "問題は見つかりませんでした" in capsys.readouterr().out
    assert main(["check", str(plan), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_every_finding_is_said_with_its_place_and_remedy(plan: Path, capsys) -> None:
    document = sample_document(measures=4)
    plan.write_text(document.to_json(), encoding="utf-8")
    assert main(["check", str(plan)]) == 1
    told = capsys.readouterr().out
    for finding in check(document):
        assert finding.sentence in told and finding.remedy in told and finding.place.text in told
    assert "注意 4件、確認 3件" in told


def test_json_gives_the_same_facts(plan: Path, capsys) -> None:
    document = measure(1, title=" 架空の取組2")(sound_document())
    plan.write_text(document.to_json(), encoding="utf-8-sig")
    assert main(["check", str(plan), "--json"]) == 1
    (finding,) = json.loads(capsys.readouterr().out)
    assert finding["rule"] in RULES and finding["severity"] == "note"
    assert finding["place"]["item_id"] == document.measures[1].id
    (edit,) = finding["edits"]
    assert (edit["field"], edit["before"], edit["after"]) == ("title", " 架空の取組2", "架空の取組2")


def test_references_that_lead_nowhere_are_told_one_by_one(plan: Path, capsys) -> None:
    broken = all_of(item("施策2", parent_id=OTHER_ID), measure(0, division_id=OTHER_ID))(sound_document())
    plan.write_text(broken.to_json(), encoding="utf-8")
    assert main(["check", str(plan), "--json"]) == 1
    rules = {finding["rule"] for finding in json.loads(capsys.readouterr().out)}
    assert rules == {"tree.parent_missing", "division.unknown"}
    assert main(["book", str(plan), "--out", str(plan.with_suffix(".pdf"))]) == 2


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff\xfe\x00", b"[1, 2]"])
def test_what_is_no_plan_ends_with_two(content: bytes, plan: Path, capsys) -> None:
    plan.write_bytes(content)
    assert main(["check", str(plan)]) == 2
    assert str(plan) in capsys.readouterr().err


def test_a_missing_file_ends_with_two(plan: Path, capsys) -> None:
    assert main(["check", str(plan)]) == 2
    assert "ファイルを読めません" in capsys.readouterr().err
