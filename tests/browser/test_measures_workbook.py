"""A city's own table of measures, by mouse: upload, look, keep the mapping, store; next year only confirm."""

import csv
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import City
from tests.browser.pages import follow

pytestmark = pytest.mark.browser

HEAD = (
    "年度",
    "事業番号",
    "政策名",
    "事業名",
    "所管課",
    "目的",
    "一般財源（千円） R5",
    "成果指標名",
    "単位",
    "実績 R5",
    "ひとこと",
)


def table(place: Path, numbers: str) -> Path:
    """Write a table of two measures whose numbers begin with ``numbers``."""
    rows = [
        (
            "令和5",
            f"{numbers}1",
            "便利なまち",
            "窓口の電子化",
            "情報政策課",
            "待たせない",
            "1,200",
            "申請率",
            "％",
            "32.5",
            "特記",
        ),
        (
            "令和5",
            f"{numbers}2",
            "便利なまち",
            "文書の電子化",
            "総務課",
            "紙を減らす",
            "－",
            "電子率",
            "％",
            "約3割",
            "なし",
        ),
    ]
    with place.open("w", encoding="cp932", newline="") as out:
        csv.writer(out).writerows([HEAD, *rows])
    return place


def test_a_table_becomes_a_plan_and_next_year_needs_only_a_confirmation(city: City, tmp_path: Path) -> None:
    page = city.visit("kikaku")
    page.goto("/import/")
    page.set_input_files("input[type=file]", table(tmp_path / "事務事業一覧.csv", "A-"))
    follow(page.get_by_role("button", name="読み取る"))
    expect(page.get_by_role("heading", name="施策の表の確認")).to_be_visible()
    expect(page.get_by_role("cell", name="約3割")).to_be_visible()
    follow(page.get_by_role("link", name="対応付けを見る・直す"))
    page.get_by_role("link", name="見出しから分からなかった列").click()
    page.get_by_role("group", name="K：ひとこと").get_by_label("取り込み先").select_option(label="今後の展開")
    page.get_by_text("計画と表の設定").click()
    page.get_by_label("計画名").fill("事務事業評価（{年度}）")
    follow(page.get_by_role("button", name="読み直して確認へ進む"))
    expect(page.get_by_text("事務事業評価（令和5年度）")).to_be_visible()
    page.get_by_label("この対応付けに名前を付けて保存する").fill("事務事業の表")
    follow(page.get_by_role("button", name="対応付けを保存"))
    expect(page.get_by_text("対応付けを保存しました。")).to_be_visible()
    page.get_by_label("読み取れないセルが").check()
    follow(page.get_by_role("button", name="確認して登録"))
    expect(page.get_by_text("計画を登録しました。")).to_be_visible()
    expect(page.get_by_role("heading", name="事務事業評価（令和5年度）").first).to_be_visible()

    page.goto("/import/")
    page.set_input_files("input[type=file]", table(tmp_path / "次の年の一覧.csv", "B-"))
    follow(page.get_by_role("button", name="読み取る"))
    expect(page.get_by_text("保存した対応付け「事務事業の表」で読みました")).to_be_visible()
    expect(page.get_by_text("すでにある計画とは別の計画として登録します。")).to_be_visible()
    expect(page.get_by_role("checkbox")).to_have_count(0)
    follow(page.get_by_role("button", name="確認して登録"))
    expect(page.get_by_text("計画を登録しました。")).to_be_visible()
