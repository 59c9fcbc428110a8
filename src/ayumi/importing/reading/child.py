"""The child's side: ``python -m ayumi.importing.reading.child KIND NAME < file``, JSON out.

Knows no Django and no database, so a parser that is taken over finds nothing to reach.
"""

import json
import resource
import sys
from collections.abc import Callable

from ayumi.document.reading import CannotRead, SourceText
from ayumi.formats.guard import FormatKind
from ayumi.formats.markdown.read import read as read_markdown
from ayumi.formats.pdf.read import read as read_pdf
from ayumi.formats.plaintext.read import read as read_plaintext
from ayumi.formats.word.read import read as read_word
from ayumi.importing.rules import understand

READERS: dict[FormatKind, Callable[[bytes, str], SourceText]] = {
    FormatKind.MARKDOWN: read_markdown,
    FormatKind.PLAINTEXT: read_plaintext,
    FormatKind.WORD: read_word,
    FormatKind.PDF: read_pdf,
}
"""One row per format that is read; a further format is a further row."""

MEMORY_BYTES = 1536 * 1024 * 1024
CPU_SECONDS = 20


def main(arguments: list[str]) -> int:
    """Read one file from standard input and write what was understood, or why it cannot be read."""
    kind, name = FormatKind(arguments[0]), arguments[1]
    limit()
    content = sys.stdin.buffer.read()
    try:
        answer = {"result": understand(READERS[kind](content, name)).model_dump(mode="json")}
    except CannotRead as problem:
        answer = {"refused": problem.refused.model_dump(mode="json")}
    sys.stdout.write(json.dumps(answer))
    return 0


def limit() -> None:
    """Take the child's share: memory, CPU seconds, no files written, no core."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
