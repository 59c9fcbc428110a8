"""Lines of comma separated values that a spreadsheet opens without running anything."""

_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
MARK = "\ufeff"
"""Stands first so that Excel reads the file as UTF-8."""


def harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: an apostrophe goes before one that might be."""
    return f"'{text}" if text.lstrip(" ").startswith(_STARTS) else text


def line(cells: list[str]) -> str:
    """Return one line (RFC 4180): every cell quoted and harmless."""
    return ",".join('"' + harmless(cell).replace('"', '""') + '"' for cell in cells) + "\r\n"
