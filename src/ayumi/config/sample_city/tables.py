"""The sample's tables and texts: files in ``data`` beside this module, read from the installed package."""

import csv
from functools import cache
from importlib.resources import files

Row = dict[str, str]


@cache
def rows(name: str) -> tuple[Row, ...]:
    """Return the rows of ``data/<name>.csv`` by column."""
    return tuple(csv.DictReader(text(f"{name}.csv").splitlines()))


def text(file_name: str) -> str:
    """Return a whole file of ``data``."""
    return (files(__package__) / "data" / file_name).read_text(encoding="utf-8")
