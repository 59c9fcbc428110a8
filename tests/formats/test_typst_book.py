"""The plan book as PDF: the same bytes, readable by a screen reader, and plan text never run as markup."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from io import BytesIO

import pikepdf
import pypdfium2
import pytest

from ayumi.document.plan import GlossaryTerm
from ayumi.document.plan_document import PlanDocument
from ayumi.formats.typst.book import make_book
from ayumi.formats.typst.figures import BookFigure, BookFigures
from ayumi.formats.typst.fonts import FontsMissing
from ayumi.formats.typst.setting import CannotSet
from ayumi.publishing.rules.figures import figures_of
from tests.documents import sample_document
from tests.typst_pages import FONTS

pytestmark = pytest.mark.skipif(not any(FONTS.glob("*.ttf")), reason="the fonts of the book are not built")

HOSTILE = (
    '#eval("1+1")',
    "$ x^2 $",
    "[角] ] [",
    "\\ 円 \\u{41}",
    "```rust panic!()```",
    "*太* _斜_ = 見出し",
    "<script>alert(1)</script>",
    "<svg onload='a()'>&amp;&lt;",
    '#import "/etc/passwd"',
    "@参照 <term> ~ -- ...",
    "// 注 /* 注 */",
    "{{ 1 }} {% x %}",
    "\" ' ` #set page(width: 1pt)",
)


def book(document: PlanDocument) -> bytes:
    """Set the book of a document with every figure."""
    return make_book(document, font_folder=FONTS, figures=figures_of(document))


@cache
def usual() -> bytes:
    """The book of a small plan, set once."""
    return book(sample_document(measures=3))


def text_of(pdf: bytes) -> str:
    """Return the text of a PDF in the order of its content, without any space."""
    document = pypdfium2.PdfDocument(pdf)
    pages = [document[number].get_textpage().get_text_range() for number in range(len(document))]
    document.close()
    return "".join("".join(pages).split())


def changed(document: PlanDocument, **parts: object) -> PlanDocument:
    """Return the document with other parts, checked again."""
    return PlanDocument.model_validate(document.model_dump() | parts)


def test_the_same_document_gives_the_same_bytes() -> None:
    assert book(sample_document(measures=3)) == usual()
    code = (
        "import hashlib, sys\nfrom tests.formats.test_typst_book import book\n"
        "from tests.documents import sample_document\n"
        "sys.stdout.write(hashlib.sha256(book(sample_document(measures=3))).hexdigest())"
    )
    environment = os.environ | {"PYTHONHASHSEED": "7", "TZ": "America/New_York", "LANG": "C"}
    other = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True, timeout=60
    )
    assert other.stdout == hashlib.sha256(usual()).hexdigest()


def test_it_says_that_it_is_accessible_and_archivable() -> None:
    with pikepdf.open(BytesIO(usual())) as pdf:
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
            assert "架空の市情報化計画（サンプル）" in metadata["dc:title"]
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang).startswith("ja")
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert "/StructTreeRoot" in pdf.Root
        with pdf.open_outline() as outline:
            titles = [entry.title for entry in outline.root]
    assert [title for title in titles if title.startswith("第")] == [
        "第1章　計画の策定にあたって",
        "第2章　推進体制",
    ]
    assert {"施策個票", "用語集", "奥付"} <= set(titles)


def test_every_part_is_tagged() -> None:
    kinds: set[str] = set()
    with pikepdf.open(BytesIO(usual())) as pdf:
        waiting = [pdf.Root.StructTreeRoot]
        while waiting:
            element = waiting.pop()
            kind = str(element.get("/S"))
            kinds.add(kind)
            if kind == "/Figure":
                assert str(element.get("/Alt", ""))
            kids = element.get("/K")
            kids = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
            waiting += [kid for kid in kids if isinstance(kid, pikepdf.Dictionary)]
    assert {"/H1", "/H2", "/P", "/Table", "/TH", "/TD", "/Figure", "/TOC"} <= kinds


def test_the_text_comes_out_in_reading_order() -> None:
    text = text_of(usual())
    body = text[text.index("計画の概要", text.index("用語集")) :]
    wanted = (
        "市民の利便性を高めます。",
        "この計画は、テストのための",
        "架空の取組1",
        "取組1の目的です。",
        "取組2の目的です。",
        "誰もが自由に使える形で",
        "照合値",
    )
    places = [body.index(words) for words in wanted]
    assert places == sorted(places)


def _hostile(document: PlanDocument) -> PlanDocument:
    text = document.to_json()
    words = "".join(HOSTILE)
    made = PlanDocument.model_validate_json(text)
    item = next(item for item in made.items if item.sheet is not None)
    sheet = item.sheet.model_copy(update={"purpose": "\n".join(HOSTILE), "description": words})
    items = [
        each.model_copy(update={"title": words, "sheet": sheet}) if each is item else each
        for each in made.items
    ]
    return made.model_copy(
        update={
            "plan": made.plan.model_copy(update={"title": words}),
            "municipality": made.municipality.model_copy(update={"name": words}),
            "purposes": HOSTILE,
            "items": tuple(items),
            "chapters": tuple(
                each.model_copy(update={"title": words, "paragraphs": HOSTILE}) for each in made.chapters
            ),
            "glossary": (GlossaryTerm(term=words, definition=words), *made.glossary),
            "related_plans": tuple(each.model_copy(update={"title": words}) for each in made.related_plans),
        }
    )


def test_markup_in_the_plan_comes_out_as_it_was_written() -> None:
    text = text_of(book(_hostile(sample_document(measures=1))))
    for words in HOSTILE:
        assert text.count("".join(words.split())) >= 5, words
    assert "root:" not in text


EXTREMES: dict[str, Callable[[], PlanDocument]] = {
    "no measure": lambda: sample_document(measures=0),
    "one measure": lambda: sample_document(measures=1),
    "no glossary": lambda: changed(sample_document(measures=1), glossary=()),
    "nothing but a title": lambda: PlanDocument.model_validate(
        {"id": sample_document(measures=0).id, "municipality": {"name": ""}, "plan": {"title": "計画"}}
    ),
    "3000-character title": lambda: _titled("長い計画名" * 600, measures=0),
    "one endless word": lambda: _titled("Digitalisierung" * 40),
    "more than a figure's description can hold": lambda: _titled("長い施策の名称" * 20, measures=40),
    "rare and broken characters": lambda: _titled("𠮷野家\u0007\ue000👨‍👩‍👧葛󠄀\u202e城市計画"),
    "blank": lambda: _titled("　"),
    "front part without number": lambda: changed(
        sample_document(measures=0),
        chapters=[
            {"number": "", "title": "はじめに", "paragraphs": ["ごあいさつです。"]},
            {"number": "", "title": ""},
        ],
    ),
    "a century": lambda: changed(
        sample_document(measures=1),
        plan={"title": "百年計画", "period": {"first_fiscal_year": 1990, "last_fiscal_year": 2089}},
    ),
}


def _titled(title: str, measures: int = 1) -> PlanDocument:
    document = sample_document(measures=measures)
    items = [item.model_dump() | ({"title": title} if item.sheet else {}) for item in document.items]
    chapters = [chapter.model_dump() | {"title": title} for chapter in document.chapters]
    plan = document.plan.model_dump() | {"title": title}
    return changed(document, plan=plan, items=items, chapters=chapters)


@pytest.mark.parametrize("name", EXTREMES)
def test_extreme_plans_are_set_too(name: str) -> None:
    document = EXTREMES[name]()
    pdf = book(document)
    with pikepdf.open(BytesIO(pdf)) as opened:
        assert "/StructTreeRoot" in opened.Root
        assert len(opened.pages) >= 2
    if name == "3000-character title":
        assert "長い計画名" * 300 in text_of(pdf)


def test_progress_is_told_up_to_the_end() -> None:
    told: list[tuple[str, int]] = []
    document = sample_document(measures=0)
    make_book(
        document,
        font_folder=FONTS,
        figures=BookFigures(),
        progress=lambda stage, percent: told.append((stage, percent)),
    )
    assert [percent for _stage, percent in told] == sorted(percent for _stage, percent in told)
    assert told[-1][1] == 100


def test_without_fonts_it_says_what_to_do(tmp_path) -> None:
    with pytest.raises(FontsMissing, match=r"BIZ UDMincho.*導入手順"):
        make_book(sample_document(measures=0), font_folder=tmp_path, figures=BookFigures())


def test_a_broken_figure_is_said_in_japanese() -> None:
    figures = BookFigures({"図1-1": BookFigure("<svg", "壊れた図", "壊れた図")})
    with pytest.raises(CannotSet, match="組版できませんでした"):
        make_book(sample_document(measures=0), font_folder=FONTS, figures=figures)
