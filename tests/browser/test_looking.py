"""What looks at every page sees what is wrong there: otherwise finding nothing would mean nothing."""

import pytest

from tests.browser.conftest import City
from tests.browser.pages import problems_of

pytestmark = pytest.mark.browser

ROWS = "".join(f"<tr><td>{number}</td></tr>" for number in range(1, 41))
PAGE = f"""<!doctype html><html lang="ja"><head><title>見本</title></head><body><main><h1>見本</h1>
<p style="color: #bbb; background: #fff">読みにくい文</p>
<table><thead><tr><th scope="col">番号</th></tr></thead><tbody>{ROWS}</tbody></table>
WRONG</main></body></html>"""
IMAGE = "<img src='data:,'>"
WIDE = "<div style='width: 500px'>幅の広い部分</div>"


def rules_of(problems: list[str]) -> set[str]:
    return {problem.partition(":")[0] for problem in problems}


def test_it_sees_pale_text_an_unnamed_picture_and_a_wide_page(city: City) -> None:
    page = city.visit(width=360)
    page.set_content(PAGE.replace("WRONG", IMAGE + WIDE))
    found = rules_of(problems_of(page, 360))
    assert {"color-contrast", "image-alt"} < found
    assert any(each.startswith("the page needs 5") for each in found), found
    assert rules_of(problems_of(page, 360, colours=False)) == found - {"color-contrast"}


def test_it_passes_over_only_the_many_rows_of_a_table(city: City) -> None:
    page = city.visit()
    for row, is_seen in ((25, True), (26, False)):
        page.set_content(PAGE.replace("WRONG", "").replace(f"<td>{row}</td>", f"<td>{IMAGE}</td>"))
        assert ("image-alt" in rules_of(problems_of(page, 1440, colours=False))) is is_seen
