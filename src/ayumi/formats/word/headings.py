"""Which paragraphs of a Word document are headings, and at which level."""

import re
import unicodedata
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING_NAME = re.compile(r"(?:heading|見出し) ?([1-9])")
_TITLE_NAMES = frozenset({"title", "表題"})
_CONTENTS_NAME = re.compile(r"(?:toc|目次) ?[1-9]")
_BODY_LEVEL = 9
"""``w:outlineLvl`` counts from 0; 9 means body text (ISO/IEC 29500-1, 17.3.1.20)."""


class Headings:
    """The heading levels a document's styles give."""

    def __init__(self, styles: Any) -> None:
        """``styles`` is the ``w:styles`` element of the document."""
        self._styles = {style.get(_W + "styleId"): style for style in styles.iterchildren(_W + "style")}

    def level_of(self, paragraph: Any) -> int:
        """Return 1 to 9 for a heading and 0 for a body paragraph."""
        own = _outline_level(paragraph)
        if own is not None:
            return own
        for style in self._chain(paragraph):
            name = _name_of(style)
            found = _HEADING_NAME.fullmatch(name)
            if found:
                return int(found[1])
            if name in _TITLE_NAMES:
                return 1
            level = _outline_level(style)
            if level is not None:
                return level
        return 0

    def is_contents_line(self, paragraph: Any) -> bool:
        """Whether the paragraph is a line of a table of contents, which only repeats the headings."""
        return any(_CONTENTS_NAME.fullmatch(_name_of(style)) for style in self._chain(paragraph))

    def _chain(self, paragraph: Any) -> list[Any]:
        chain: list[Any] = []
        given = paragraph.find(f"{_W}pPr/{_W}pStyle")
        while given is not None:
            style = self._styles.get(given.get(_W + "val"))
            if style is None or style in chain:  # a circle of styles is a broken file, not a heading
                break
            chain.append(style)
            given = style.find(_W + "basedOn")
        return chain


def _outline_level(element: Any) -> int | None:
    given = element.find(f"{_W}pPr/{_W}outlineLvl")
    value = given.get(_W + "val", "") if given is not None else ""
    if not value.isdecimal():
        return None
    return int(value) + 1 if int(value) < _BODY_LEVEL else 0


def _name_of(style: Any) -> str:
    name = style.find(_W + "name")
    value = name.get(_W + "val", "") if name is not None else ""
    return unicodedata.normalize("NFKC", value).strip().lower()
