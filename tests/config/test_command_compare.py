"""``ayumi compare``: what it says of two files, as words and as JSON, and with which code it ends."""

import json
from pathlib import Path

import pytest

from ayumi.config.command import main
from ayumi.document.comparison import compare
from tests.document.comparison.edits import BASE, edited

NEW = edited(BASE, [("title", 3, 0), ("number", 3, 1), ("term", 0, 1), ("remove", 5, 0)])


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    """Two plans in files."""
    for name, document in (("旧.json", BASE), ("新.json", NEW)):
        (tmp_path / name).write_text(document.to_json(), encoding="utf-8")
    return str(tmp_path / "旧.json"), str(tmp_path / "新.json")


def test_the_same_plan_differs_in_nothing(files: tuple[str, str], capsys) -> None:
    assert main(["compare", files[0], files[0]]) == 0
    assert "違いはありません" in capsys.readouterr().out


def test_every_difference_is_said(files: tuple[str, str], capsys) -> None:
    assert main(["compare", *files]) == 1
    told = capsys.readouterr().out
    for change in compare(BASE, NEW).changes:
        assert change.subject.name in told and change.label in told
        assert all(line in told for line in (change.old + "\n" + change.new).splitlines())
    assert "番号の変更 1件" in told


def test_json_gives_the_same_facts(files: tuple[str, str], capsys) -> None:
    assert main(["compare", *files, "--json"]) == 1
    facts = json.loads(capsys.readouterr().out)
    changes = compare(BASE, NEW).changes
    assert [(fact["kind"], fact["label"], fact["old"], fact["new"]) for fact in facts] == [
        (change.kind.value, change.label, change.old, change.new) for change in changes
    ]


def test_a_file_that_is_not_there_is_said(files: tuple[str, str], capsys) -> None:
    assert main(["compare", files[0], "/nowhere/計画.json"]) == 2
    assert "/nowhere/計画.json" in capsys.readouterr().err
