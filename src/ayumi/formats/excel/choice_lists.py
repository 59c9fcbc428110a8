"""Lists to choose from: each kept once on a hidden sheet, used under a defined name."""

from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet


class ChoiceLists:
    """The lists of one workbook on the sheet ``tab``."""

    def __init__(self, workbook: Workbook, tab: Worksheet) -> None:
        self._workbook = workbook
        self._tab = tab
        self._names: dict[tuple[str, ...], str] = {}

    def name_of(self, words: tuple[str, ...]) -> str:
        """Return the defined name of the list of these words."""
        name = self._names.get(words)
        if name is None:
            place = len(self._names)
            name = self._names[words] = f"ayumi_list_{place + 1}"
            for row, word in enumerate(words):
                self._tab.write_string(row, place, word)
            letter = xl_col_to_name(place)
            area = f"='{self._tab.get_name()}'!${letter}$1:${letter}${len(words)}"
            self._workbook.define_name(name, area)
        return name

    def validation(self, words: tuple[str, ...]) -> dict[str, Any]:
        """Return the rule of a cell in which one of these words is chosen, or nothing."""
        return {
            "validate": "list",
            "source": f"={self.name_of(words)}",
            "ignore_blank": True,
            "error_type": "stop",
            "error_title": "一覧にない言葉です",
            "error_message": "一覧から選んでください。",
        }
