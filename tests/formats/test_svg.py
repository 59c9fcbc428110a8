"""Figures: well-formed, tied to their words, free of style sheets, and no text on another."""

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ayumi.formats.svg.drawing import Drawing, Figure
from ayumi.formats.svg.words import ELLIPSIS, clean, text_width, wrap

SVG = "{http://www.w3.org/2000/svg}"
names = st.text(max_size=60) | st.text(alphabet="あ計画市ーァ（）・<&\"'> WM0", min_size=1, max_size=60)


def check_figure(figure: Figure, prefix: str) -> None:
    """Assert what must hold for any figure."""
    root = ET.fromstring(figure.svg)
    assert root.get("role") == "img"
    labels = (root.get("aria-labelledby") or "").split()
    found = {element.get("id"): element for element in root.iter() if element.get("id")}
    assert all(identifier.startswith(prefix) for identifier in found)
    assert [found[label].tag for label in labels] == [f"{SVG}title", f"{SVG}desc"]
    assert found[labels[0]].text == figure.text
    assert found[labels[1]].text == figure.alternative
    for element in root.iter():
        assert element.tag not in (f"{SVG}style", f"{SVG}script")
        assert "style" not in element.attrib
        assert not any(name.startswith("on") for name in element.attrib)


def check_drawing(drawing: Drawing) -> None:
    """Assert that every text stands inside the viewBox and none meets another."""
    for index, box in enumerate(drawing.boxes):
        assert box.x >= 0, box
        assert box.y >= 0, box
        assert box.x + box.width <= drawing.width + 0.01, box
        assert box.y + box.height <= drawing.height + 0.01, box
        assert not [other for other in drawing.boxes[index + 1 :] if box.meets(other)], box


@given(text=names, width=st.floats(20, 300), lines=st.integers(1, 4))
def test_wrapped_lines_fit_and_lose_nothing_but_spaces(text, width, lines):
    wrapped = wrap(text, width, 12, lines)
    assert len(wrapped) <= lines
    assert all(text_width(line, 12) <= max(width, 24) for line in wrapped)
    if wrapped and wrapped[-1].endswith(ELLIPSIS):
        assert clean(text).startswith(wrapped[0].removesuffix(ELLIPSIS))
    else:
        assert "".join(wrapped).replace(" ", "") == clean(text).replace(" ", "")


def test_a_break_stands_where_a_reader_expects_it():
    assert wrap("令和3〜令和7年度（5年間）", 110, 12) == ("令和3〜令和7年度", "（5年間）")
    assert wrap("デジタル・ガバメント実行計画", 130, 14) == ("デジタル・", "ガバメント実行計画")
    assert not any(line.startswith("ー") for line in wrap("サーバー" * 9, 50, 12, 9))
