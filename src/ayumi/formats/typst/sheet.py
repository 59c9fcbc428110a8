"""One measure sheet at a time, from a compiler kept warm, so that a person sees print while writing."""

from pathlib import Path
from typing import Any, Literal

import typst

from ayumi.document.plan_document import PlanDocument
from ayumi.formats.typst.book_data import head_data
from ayumi.formats.typst.finish import finish_pdf
from ayumi.formats.typst.fonts import load_fonts
from ayumi.formats.typst.marked_terms import TermFinder
from ayumi.formats.typst.setting import (
    STANDARDS,
    TEMPLATES,
    CannotSet,
    as_input,
    missing_note,
    printable,
    timestamp_of,
)
from ayumi.formats.typst.sheet_data import SheetSource, sheet_data


class NoSuchSheet(LookupError):
    """The document has no measure sheet under the id asked for."""

    def __init__(self, item_id: str) -> None:
        super().__init__(
            f"識別子 {item_id} の施策個票は、この計画にありません。個票をもつ施策の識別子を指定してください。"
        )


class SheetPreview:
    """Sets single measure sheets. Keep one per process: the first sheet warms it for the next."""

    def __init__(self, *, font_folder: Path) -> None:
        """Load the fonts of ``font_folder``. Raises FontsMissing."""
        self._fonts = load_fonts(font_folder)
        self._compiler = typst.Compiler(root=str(TEMPLATES), font_paths=self._fonts.fonts)

    def sheet_pdf(self, document: PlanDocument, item_id: str) -> bytes:
        """Return the sheet of ``item_id`` as PDF/UA-1 and PDF/A-2a. Raises NoSuchSheet, CannotSet."""
        pages = self._set(document, item_id, "pdf")
        return finish_pdf(pages[0])

    def sheet_svg(self, document: PlanDocument, item_id: str) -> tuple[str, ...]:
        """Return the sheet of ``item_id`` as one SVG per page. Raises NoSuchSheet, CannotSet."""
        return tuple(page.decode() for page in self._set(document, item_id, "svg"))

    def _set(self, document: PlanDocument, item_id: str, form: Literal["pdf", "svg"]) -> list[bytes]:
        try:
            result = self._compiler.compile(
                input=str(TEMPLATES / "preview.typ"),
                format=form,
                sys_inputs=as_input(self._data(document, item_id)),
                pdf_standards=STANDARDS if form == "pdf" else [],
                timestamp=timestamp_of(document),
            )
        except typst.TypstError as error:
            raise CannotSet(error.message) from error
        if result is None:
            raise CannotSet("出力がありません")
        return result if isinstance(result, list) else [result]

    def _data(self, document: PlanDocument, item_id: str) -> dict[str, Any]:
        item = next((item for item in document.measures if item.id == item_id), None)
        if item is None:
            raise NoSuchSheet(item_id)
        missing: set[str] = set()
        head = head_data(document)
        sheet = sheet_data(item, SheetSource.of(document, TermFinder(document.glossary)))
        data = {
            "title": f"{item.number}　{item.title}".strip("　") or "施策個票",
            "municipality": head["municipality"],
            "sheet": sheet,
        }
        printed: dict[str, Any] = printable(data, self._fonts, missing)
        note = missing_note(missing)
        printed["footer"] = "　".join(
            filter(None, (printable(head["full_title"], self._fonts, missing), note))
        )
        return printed
