"""From an uploaded file to source text: the gate, then a parser in a child process of limited means."""

from ayumi.importing.reading.parent import read_file

__all__ = ["read_file"]
