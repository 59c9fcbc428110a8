"""The child's side: ``python -m ayumi.importing.reading.child KIND NAME < file``, JSON out.

Knows no Django and no database, so a parser that is taken over finds nothing to reach.
"""

import json
import resource
import sys
from importlib import import_module

from ayumi.document.reading import CannotRead
from ayumi.formats.guard import FormatKind
from ayumi.importing.rules import understand

READERS: dict[FormatKind, str] = {
    FormatKind.MARKDOWN: "ayumi.formats.markdown.read",
    FormatKind.PLAINTEXT: "ayumi.formats.plaintext.read",
    FormatKind.WORD: "ayumi.formats.word.read",
    FormatKind.PDF: "ayumi.formats.pdf.read",
}
"""Format → the module whose ``read`` reads it. Only that one is loaded: the parsers are large."""

MEMORY_BYTES = 1536 * 1024 * 1024
CPU_SECONDS = 20


def main(arguments: list[str]) -> int:
    """Read one file from standard input and write what was understood, or why it cannot be read."""
    kind, name = FormatKind(arguments[0]), arguments[1]
    read = import_module(READERS[kind]).read
    limit()
    content = sys.stdin.buffer.read()
    try:
        answer = {"result": understand(read(content, name)).model_dump(mode="json")}
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
