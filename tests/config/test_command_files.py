"""The commands that work on files alone: what they write, what they say, and with which code they end."""

import json
import os
from pathlib import Path

import pytest

from ayumi.config.command import main
from tests.documents import sample_document
from tests.typst_pages import FONTS

PLAN = """# 第2次甲市情報化計画

## 第1章 総論

### 1. 目的

甲市（以下「本市」という。）は、利便性の向上を目指します。AI(*)を使います。

### 2. 計画期間

計画期間は、令和3(2021)年度から令和7(2025)年度までとします。

図1-1. 計画の位置付け
"""
KEYS = {
    "municipality": {"name", "code"},
    "plan": {"title", "edition", "kind", "period", "yearly_evaluation"},
    "chapters": {"number", "title", "paragraphs", "sections", "builds_on"},
    "glossary": {"term", "occurrences", "definition"},
    "figures": {"number", "title"},
}


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A plan text."""
    place = tmp_path / "計画.md"
    place.write_text(PLAN, encoding="utf-8")
    return place


def written(place: Path) -> object:
    """Return the JSON of a file."""
    return json.loads(place.read_text(encoding="utf-8"))


def test_read_writes_the_documented_keys(plan: Path, tmp_path: Path) -> None:
    assert main(["read", str(plan), "--json", str(tmp_path / "a.json")]) == 0
    result = written(tmp_path / "a.json")
    whole = {"municipality", "plan", "related_plans", "purposes", "evidence_sources", "chapters", "glossary"}
    assert whole | {"figures", "refused", "passages"} == set(result)
    for name, keys in KEYS.items():
        value = result[name][0] if isinstance(result[name], list) else result[name]
        assert set(value) == keys
    assert result["plan"]["period"] == {"first_fiscal_year": 2021, "last_fiscal_year": 2025}
    assert (result["plan"]["title"], result["plan"]["kind"]) == ("第2次甲市情報化計画", "ict")


def test_the_seed_is_read_with_its_related_plans(shared_folder: Path, tmp_path: Path) -> None:
    seed = shared_folder / "seeds" / "oyama-ict-plan-3-chapter-1.md"
    assert main(["read", str(seed), "--json", str(tmp_path / "a.json")]) == 0
    result = written(tmp_path / "a.json")
    needed = {"title", "relation", "kind", "established", "period", "principles"}
    assert needed <= set(result["related_plans"][0])
    assert {"name", "side"} <= set(result["evidence_sources"][0])
    assert result["municipality"] == {"name": "小山市", "code": "092088"}
    assert len(result["purposes"]) == 4


def test_read_ends_with_one_where_something_is_missing(tmp_path: Path, capsys) -> None:
    place = tmp_path / "計画.md"
    place.write_text("# 甲市計画\n\n## 第1章 総論\n\n文。\n", encoding="utf-8")
    assert main(["read", str(place), "--json", "-"]) == 1
    (refused,) = json.loads(capsys.readouterr().out)["refused"]
    assert set(refused) == {"file", "place", "found", "accepted", "reason"}
    assert main(["read", str(place)]) == 1
    told = capsys.readouterr()
    assert "計画名: 甲市計画" in told.out and "計画期間が見つかりません" in told.err


def test_read_of_several_files_keeps_their_order(plan: Path, tmp_path: Path, capsys) -> None:
    poem, gone, out = tmp_path / "詩.md", tmp_path / "ない.md", tmp_path / "a.json"
    poem.write_text("春はあけぼの\n", encoding="utf-8")
    assert main(["read", *map(str, (poem, plan, gone, tmp_path)), "--json", str(out)]) == 2
    results = written(out)
    assert [bool(result["refused"]) for result in results] == [True, False, True, True]
    assert results[1]["plan"]["title"] == "第2次甲市情報化計画"
    told = capsys.readouterr().err
    for words in ("計画の文書として読み取れません", "ファイルがありません", "ファイルを開けません"):
        assert words in told


def test_read_says_where_it_cannot_write(plan: Path, tmp_path: Path, capsys) -> None:
    assert main(["read", str(plan), "--json", str(tmp_path / "ない" / "a.json")]) == 2
    assert "結果を書き出せません" in capsys.readouterr().err


def test_read_takes_a_name_in_another_encoding(tmp_path: Path) -> None:
    place = os.fsdecode(os.fsencode(tmp_path) + b"/" + "計画".encode("cp932") + b".md")
    Path(place).write_text(PLAN, encoding="utf-8")
    assert main(["read", place, "--json", str(tmp_path / "a.json")]) == 0
    assert written(tmp_path / "a.json")["plan"]["title"] == "第2次甲市情報化計画"


@pytest.mark.skipif(not any(FONTS.glob("*.ttf")), reason="the fonts of the book are not built")
def test_book_writes_pdf_and_text(tmp_path: Path, capsys) -> None:
    source, pdf, text = tmp_path / "計画.json", tmp_path / "a.pdf", tmp_path / "a.txt"
    source.write_text(sample_document(measures=1).to_json(), encoding="utf-8")
    assert main(["book", str(source), "--out", str(pdf), "--text", str(text)]) == 0
    assert pdf.read_bytes().startswith(b"%PDF-")
    assert "架空の取組1" in text.read_text(encoding="utf-8")
    assert "100% 完了" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "計画データの形式ではありません"),
        (b"{}", "計画データの形式ではありません"),
        (b"\xff\xfe\x00", "ファイルを読めません"),
        (PLAN.encode(), "計画データの形式ではありません"),
    ],
)
def test_book_refuses_what_is_no_plan(content: bytes, said: str, tmp_path: Path, capsys) -> None:
    source = tmp_path / "計画.json"
    source.write_bytes(content)
    assert main(["book", str(source), "--out", str(tmp_path / "a.pdf")]) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "a.pdf").exists()


@pytest.mark.skipif(not any(FONTS.glob("*.ttf")), reason="the fonts of the book are not built")
def test_book_says_where_it_cannot_read_or_write(tmp_path: Path, capsys) -> None:
    source = tmp_path / "計画.json"
    assert main(["book", str(source)]) == 2
    source.write_text(sample_document(measures=0).to_json(), encoding="utf-8")
    assert main(["book", str(source), "--out", str(tmp_path / "ない" / "a.pdf")]) == 2
    assert "書き出せません" in capsys.readouterr().err


def test_schema_is_a_json_schema(tmp_path: Path, capsys) -> None:
    assert main(["schema"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert main(["schema", "--out", str(tmp_path / "a.json")]) == 0
    assert written(tmp_path / "a.json") == shown
    assert "items" in shown["properties"]


def test_an_unknown_command_ends_with_two(capsys) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["nothing"])
    assert ended.value.code == 2
