"""PDF files made in the tests themselves, set by Typst with the fonts of the book."""

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
import typst

import ayumi.shell

FONTS = Path(ayumi.shell.__file__).parent / "fonts"


def compiled(source: str, data: Any = None, *, form: str = "pdf") -> bytes:
    """Return what Typst makes of ``source``; the test is skipped where the fonts are not built."""
    if not any(FONTS.glob("*.ttf")):
        pytest.skip("the fonts of the book are not built here (see the developers' manual)")
    with tempfile.TemporaryDirectory(prefix="ayumi-typst-") as folder:
        place = Path(folder) / "page.typ"
        place.write_text(source, encoding="utf-8")
        inputs = {"data": json.dumps(data, ensure_ascii=False)}
        made = typst.compile(
            str(place), font_paths=[str(FONTS)], ignore_system_fonts=True, sys_inputs=inputs, format=form
        )
    assert isinstance(made, bytes)
    return made
