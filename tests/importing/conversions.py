"""A Markdown plan text as Word, as PDF and as plain text, as an office would save it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from docx import Document

from tests.typst_pages import compiled

_MARK = re.compile(r"<sup>(.*?)</sup>")
_HEADING = re.compile(r"(#+) (.*)")
SET = """
#let data = json(bytes(sys.inputs.data))
#set document(title: "計画")
#set page(paper: "a4", margin: 25mm, numbering: "1", header: align(right, text(8pt, "計画書")))
#set text(font: ("BIZ UDMincho",), size: 10.5pt, lang: "ja")
#set par(justify: true, first-line-indent: (amount: 1em, all: true))
#show heading: set text(font: "BIZ UDGothic")
#let line-of(pieces) = for (words, raised) in pieces { if raised { super(words) } else { words } }
#let head(block) = if data.outlined { heading(level: block.level, line-of(block.pieces)) } else {
  let size = (20pt, 16pt, 13.5pt, 12.5pt).at(block.level - 1)
  std.block(above: 18pt, below: 10pt, text(font: "BIZ UDGothic", size: size, line-of(block.pieces)))
}
#for block in data.blocks { if block.level > 0 { head(block) } else { par(line-of(block.pieces)) } }
"""


@dataclass(frozen=True)
class Written:
    """One paragraph (level 0) or heading in pieces: words, and whether they are raised."""

    level: int
    pieces: tuple[tuple[str, bool], ...]

    @property
    def text(self) -> str:
        """The words without their raising."""
        return "".join(words for words, _raised in self.pieces)


def written(markdown: str) -> Iterator[Written]:
    """Yield the paragraphs of a plain Markdown text, one for each line that says something."""
    for line in markdown.splitlines():
        heading = _HEADING.match(line)
        words = (heading[2] if heading else line).replace("\\*", "*").strip()
        if words:
            pieces = tuple((part, bool(place % 2)) for place, part in enumerate(_MARK.split(words)) if part)
            yield Written(len(heading[1]) if heading else 0, pieces)


def as_word(markdown: str) -> bytes:
    """Return the text as .docx: headings by style, marks raised."""
    document = Document()
    for each in written(markdown):
        paragraph = document.add_heading("", each.level) if each.level else document.add_paragraph()
        for words, raised in each.pieces:
            paragraph.add_run(words).font.superscript = True if raised else None
    held = BytesIO()
    document.save(held)
    return held.getvalue()


def as_pdf(markdown: str, *, outlined: bool) -> bytes:
    """Return the text as PDF, with bookmarks or with headings told by their size alone."""
    blocks = [{"level": each.level, "pieces": each.pieces} for each in written(markdown)]
    return compiled(SET, {"outlined": outlined, "blocks": blocks})


def as_text(markdown: str) -> str:
    """Return the text as a text editor would hold it: no marks of headings, an empty line between."""
    return "\n\n".join(each.text for each in written(markdown)) + "\n"
