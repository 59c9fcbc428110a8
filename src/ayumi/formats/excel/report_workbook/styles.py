"""How the sheets look. An input has a colour, and a sign before its label: ◆ must be filled in, ◇ may be."""

from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from ayumi.formats.excel.look import HEAD, HEAD_INK, LINE, NAMED, QUIET, format_of

ASKED, MAY = "#FFF4CF", "#FFFBEE"
"""The ground of an input that must be filled in, and of one that may be."""
EMPTY, EMPTY_INK = "#FFDDA8", "#7A3E00"
DAY_FORMAT = "yyyy/m/d"


class Styles:
    """The formats by name, and those of inputs by what they take."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._inputs: dict[tuple[bool, str], Format] = {}
        edge: dict[str, Any] = {"border": 1, "border_color": LINE, "valign": "vcenter", "text_wrap": True}
        indented = edge | {"indent": 1}
        self.title = self._made({"bold": True, "font_size": 15, "font_color": HEAD_INK, "valign": "vcenter"})
        self.note = self._made({"font_color": QUIET, "valign": "vcenter"})
        self.prose = self._made({"text_wrap": True, "valign": "vcenter", "indent": 1})
        self.part = self._made(
            {"bold": True, "font_size": 11, "font_color": HEAD_INK, "bottom": 2, "bottom_color": HEAD_INK}
            | {"valign": "vcenter"}
        )
        self.label = self._made({"bold": True, "bg_color": HEAD, "font_color": HEAD_INK} | indented)
        self.heading = self._made(
            {"bold": True, "bg_color": HEAD, "font_color": HEAD_INK, "align": "center"} | edge
        )
        self.told = self._made({"num_format": "@", "bg_color": NAMED} | indented)
        self.known = self._made({"num_format": "@", "bg_color": NAMED, "align": "right", "indent": 1} | edge)
        self.before = self._made({"num_format": "@", "bg_color": NAMED, "font_color": QUIET} | indented)
        self.indicator = self._made({"bold": True, "num_format": "@", "valign": "bottom"})
        self.cell = self._made({"num_format": "@"} | indented)
        self.middle = self._made({"num_format": "@", "align": "center"} | edge)
        self.link = self._made(
            {"num_format": "@", "font_color": "#0B5CAD", "underline": 1, "align": "center"} | edge
        )
        self.asked_sample = self._made({"bg_color": ASKED, "align": "center"} | edge)
        self.may_sample = self._made({"bg_color": MAY, "align": "center"} | edge)
        self.told_sample = self._made({"bg_color": NAMED, "font_color": QUIET, "align": "center"} | edge)
        self.empty = workbook.add_format({"bg_color": EMPTY})
        self.unfilled = workbook.add_format({"font_color": EMPTY_INK, "num_format": '@" ←未記入"'})
        self._edge, self._indented = edge, indented

    def input(self, required: bool, shape: str) -> Format:
        """Return the format of an input: ``shape`` is text, line, number, day or choice."""
        known = self._inputs.get((required, shape))
        if known is None:
            # Everything but a day is text, so that Excel stores what was typed: 57.0 stays 57.0.
            properties: dict[str, Any] = {"num_format": "@", "bg_color": ASKED if required else MAY}
            properties |= {"locked": False} | (self._indented if shape in ("text", "line") else self._edge)
            if shape == "number":
                properties |= {"align": "right", "indent": 1}
            elif shape == "day":
                properties |= {"num_format": DAY_FORMAT, "align": "center"}
            elif shape == "choice":
                properties |= {"align": "center"}
            known = self._inputs[required, shape] = self._made(properties)
        return known

    def _made(self, properties: dict[str, Any]) -> Format:
        return format_of(self._workbook, properties)
