"""Which part of the package holds which sheet: read from the workbook's own list of sheets."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile

from ayumi.formats.excel.refusals import broken, no_workbook

DAMAGES = (
    BadZipFile,
    OSError,
    ValueError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    LookupError,
    zlib.error,
)
"""What a damaged package raises: a part that is not there, or an encoding nobody knows, is a LookupError."""

_WORKBOOK = "xl/workbook.xml"
_RELATIONSHIPS = "xl/_rels/workbook.xml.rels"


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet's name as on its tab, and the package's name of its part; ``part`` is None where it lacks."""

    name: str
    part: str | None


def open_workbook(content: bytes, file: str) -> ZipFile:
    """Open the package. Raises CannotRead where it is damaged or no workbook."""
    try:
        package = ZipFile(BytesIO(content))
    except DAMAGES as damage:
        raise (broken(file) if content.startswith(b"PK") else no_workbook(file)) from damage
    if _WORKBOOK not in package.namelist():
        package.close()
        raise no_workbook(file)
    return package


def sheet_parts(package: ZipFile, file: str) -> tuple[SheetPart, ...]:
    """Return every sheet in the order of the tabs, chart sheets included. Raises CannotRead."""
    try:
        targets = dict(_targets(ElementTree.fromstring(package.read(_RELATIONSHIPS))))
        listed = list(_sheets(ElementTree.fromstring(package.read(_WORKBOOK))))
    except (ElementTree.ParseError, *DAMAGES) as damage:
        raise broken(file) from damage
    held = {name.lower(): name for name in package.namelist()}
    return tuple(SheetPart(name, held.get(targets.get(key, "").lower())) for name, key in listed)


def _targets(relationships: ElementTree.Element) -> Iterator[tuple[str, str]]:
    for each in relationships:
        target = each.get("Target", "")
        inside = target.startswith(("/", "xl/"))  # from the package's root, else from the workbook's folder
        yield each.get("Id", ""), target.lstrip("/") if inside else f"xl/{target}"


def _sheets(workbook: ElementTree.Element) -> Iterator[tuple[str, str]]:
    for each in workbook.iter():
        if _local(each.tag) == "sheet":
            key = next((value for name, value in each.items() if name.endswith("}id")), "")
            yield each.get("name", ""), key


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
