"""How the workbook looks: one calm set of formats, made once per workbook."""

from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from ayumi.formats.excel.look import HEAD, HEAD_INK, LINE, NAMED, QUIET, format_of


class Styles:
    """The formats by name; those of numbers by how many decimals are printed."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._numbers: dict[tuple[int, bool], Format] = {}
        self._titles: dict[tuple[int, bool], Format] = {}
        edge = {"border": 1, "border_color": LINE, "valign": "top"}
        self.plain = self._made({})
        self.title = self._made({"bold": True, "font_size": 15, "font_color": HEAD_INK, "valign": "vcenter"})
        self.note = self._made({"font_color": QUIET, "valign": "vcenter"})
        self.prose = self._made({"text_wrap": True, "valign": "top"})
        self.part = self._made({"bold": True, "font_color": HEAD_INK, "bottom": 1, "bottom_color": HEAD_INK})
        self.heading = self._made(
            {"bold": True, "bg_color": HEAD, "font_color": HEAD_INK, "text_wrap": True, "align": "center"}
            | edge
            | {"valign": "vcenter", "bottom": 2, "bottom_color": HEAD_INK}
        )
        self.side_heading = self._made(
            {"bold": True, "bg_color": HEAD, "font_color": HEAD_INK, "text_wrap": True} | edge
        )
        self.text = self._made({"num_format": "@", "text_wrap": True} | edge)
        self.middle = self._made({"num_format": "@", "align": "center", "text_wrap": True} | edge)
        self.named = self._made(
            {"num_format": "@", "text_wrap": True, "bg_color": NAMED, "font_color": QUIET} | edge
        )
        self.day = self._made({"num_format": 'yyyy"年"m"月"d"日"', "align": "right", "indent": 1} | edge)
        self.left_day = self._made({"num_format": 'yyyy"年"m"月"d"日"', "align": "left"} | edge)
        self.left_number = self._made({"num_format": "0", "align": "left"} | edge)
        self.right_text = self._made({"num_format": "@", "align": "right", "indent": 1} | edge)
        self._edge: dict[str, Any] = edge

    def number(self, decimals: int, separated: bool = True) -> Format:
        """Return the format of a number that is printed with so many decimals."""
        known = self._numbers.get((decimals, separated))
        if known is None:
            whole = "#,##0" if separated else "0"
            pattern = f"{whole}.{'0' * min(decimals, 15)}" if decimals else whole
            known = self._made({"num_format": pattern, "align": "right", "indent": 1} | self._edge)
            self._numbers[decimals, separated] = known
        return known

    def title_of_item(self, depth: int, *, group: bool) -> Format:
        """Return the format of an item's title: indented by its depth, bold where it only holds others."""
        known = self._titles.get((depth, group))
        if known is None:
            properties = {"num_format": "@", "text_wrap": True, "align": "left", "bold": group}
            properties |= {"indent": min(depth, 10)}
            known = self._titles[depth, group] = self._made(properties | self._edge)
        return known

    def general(self) -> Format:
        """Return the format of an empty cell for a number: as many decimals as are typed."""
        known = self._numbers.get((-1, True))
        if known is None:
            known = self._numbers[-1, True] = self._made({"align": "right", "indent": 1} | self._edge)
        return known

    def _made(self, properties: dict[str, Any]) -> Format:
        return format_of(self._workbook, properties)
