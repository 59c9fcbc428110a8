"""Check that every Japanese message of the source has an English translation.

Reads the Python files and templates under src/ayumi as Django's own makemessages does (templates are turned
into Python by Django's ``templatize``), and the word tables of the rooms without Django, and compares the
messages with the English catalogue. Prints every message that is missing, empty or fuzzy with the place
where it is used, everything Japanese in a template that is not marked at all, and what the catalogue holds
twice; the exit code is then 1. Messages of the catalogue that nothing uses are only listed.
"""

import ast
import io
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils.translation.template import templatize

SOURCE = Path(__file__).resolve().parents[1] / "src" / "ayumi"
CATALOGUE = SOURCE / "shell" / "locale" / "en" / "LC_MESSAGES" / "django.po"
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
    "gettext_noop": None,
    "say": None,
    "to_say": None,
}
TABLES = (
    "document/words.py",
    "document/attainment.py",
    "document/attainment_result.py",
    "formats/guard/__init__.py",
    "formats/guard/kinds.py",
    "formats/svg/alignment.py",
    "formats/svg/alignment_rows.py",
    "formats/svg/period.py",
)
"""Rooms without Django: every Japanese value of a table (a dict of the module) there is a message."""
TEMPLATES = {".html", ".txt", ".svg"}
JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
FULL_WIDTH = re.compile(r"[\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef]+")
IN_TAGS = re.compile(r"{% blocktranslate.*?endblocktranslate %}|{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)
MESSAGE = re.compile(r'^((?:msgctxt .*\n)?msgid .*\n(?:".*"\n)*)', re.MULTILINE)
"""An entry of the catalogue as far as it names its message."""
OWN_NAMES = {"日本語"}
"""What stands in its own language everywhere: the language's name on the button that leads to it."""
Message = tuple[str, str | None]
"""A message's text (the singular where there are two) and its context."""


def messages_of(path: Path) -> Iterator[tuple[int, Message]]:
    """Yield line and message of every translatable text in one file."""
    text = path.read_text(encoding="utf-8")
    if path.suffix in TEMPLATES:
        # Tags over several lines leave indentation that would not be Python.
        text = "\n".join(line.lstrip() for line in templatize(text, origin=str(path)).split("\n"))
    for line, found, _comments, context in extract("python", io.BytesIO(text.encode()), KEYWORDS):
        singular = found[0] if isinstance(found, tuple) else found
        if singular:
            yield line, (singular, context)


def messages_of_tables(path: Path) -> Iterator[tuple[int, Message]]:
    """Yield line and message of every Japanese value in the tables of one module."""
    for statement in ast.parse(path.read_text(encoding="utf-8")).body:
        table = getattr(statement, "value", None)
        for value in table.values if isinstance(table, ast.Dict) else ():
            text = getattr(value, "value", None)
            if isinstance(text, str) and JAPANESE.search(text):
                yield value.lineno, (text, None)


def unmarked() -> Iterator[tuple[str, str]]:
    """Yield place and text of everything Japanese in templates, signs too, that stands outside the tags."""
    for path in sorted(SOURCE.rglob("*.html")):
        text = IN_TAGS.sub(lambda tag: "\n" * tag.group().count("\n"), path.read_text(encoding="utf-8"))
        for line, words in enumerate(text.split("\n"), start=1):
            for found in FULL_WIDTH.findall(words):
                if found not in OWN_NAMES:
                    yield f"{path.relative_to(SOURCE)}:{line}", found


def messages_in_source() -> dict[Message, str]:
    """Return every message with the first place that uses it, as ``folder/file.py:12``."""
    files = [path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts]
    files += [path for path in SOURCE.rglob("*") if path.suffix in TEMPLATES and "templates" in path.parts]
    places: dict[Message, str] = {}
    for path in sorted(files):
        for line, message in messages_of(path):
            places.setdefault(message, f"{path.relative_to(SOURCE)}:{line}")
    for name in TABLES:
        for line, message in messages_of_tables(SOURCE / name):
            places.setdefault(message, f"{name}:{line}")
    return places


def translated() -> set[Message]:
    """Return every message with a complete translation that is not fuzzy."""
    with CATALOGUE.open("rb") as handle:
        catalogue = read_po(handle, locale="en")
    done = set()
    for message in catalogue:
        singular = message.id[0] if isinstance(message.id, tuple) else message.id
        texts = message.string if isinstance(message.string, tuple) else (message.string,)
        if singular and all(texts) and not message.fuzzy:
            done.add((singular, message.context))
    return done


def doubled() -> list[str]:
    """Return every message that the catalogue holds twice: only one of the two would be shown."""
    found = MESSAGE.findall(CATALOGUE.read_text(encoding="utf-8"))
    return sorted(message for message, times in Counter(found).items() if times > 1)


def main() -> int:
    """Compare and print; return the exit code."""
    settings.configure(USE_I18N=True)
    if not CATALOGUE.exists():
        sys.stderr.write(f"英語の対訳 {CATALOGUE.relative_to(SOURCE)} がありません。\n")
        return 1
    used, done = messages_in_source(), translated()
    missing = sorted((place, text) for (text, context), place in used.items() if (text, context) not in done)
    for place, text in missing:
        sys.stderr.write(f"{place}: 英訳がありません: {text}\n")
    bare = list(unmarked())
    for place, text in bare:
        sys.stderr.write(f"{place}: 翻訳の印がありません: {text}\n")
    for text, _context in sorted(done - used.keys(), key=str):
        sys.stdout.write(f"使われていない対訳です: {text}\n")
    twice = doubled()
    for message in twice:
        sys.stderr.write(f"対訳が二度書かれています: {message}\n")
    sys.stdout.write(f"訳すべき文 {len(used)}件、未訳 {len(missing)}件、印のない文 {len(bare)}件\n")
    return 1 if missing or bare or twice else 0


if __name__ == "__main__":
    sys.exit(main())
