"""Texts that the rooms without Django wrote in Japanese, in the language of the reader.

What a reader of files found, and what a worker reports, is kept as it was written: in Japanese. Only the
page translates it, so two people see the same stored fact each in their own language.
"""

import re
from collections.abc import Iterable
from functools import cache

from django.utils.translation import get_language, gettext

_PLACE = re.compile(r"\\\{\d\\\}")


def in_readers_language(text: str, patterns: Iterable[str] = ()) -> str:
    """Return a stored Japanese ``text`` in the language of the request.

    ``patterns`` are the messages with values in them, as {0} and {1}, the narrow ones first; values are
    translated in turn. A text of several sentences is translated sentence by sentence; one that is not
    known stays as it is.
    """
    if not text or get_language() == "ja":
        return text
    patterns = tuple(patterns)
    known = gettext(text)
    if known != text:
        return known
    for pattern in patterns:
        found = _expression(pattern).fullmatch(text)
        if found:
            values = (in_readers_language(value, patterns) for value in found.groups())
            return gettext(pattern).format(*values)
    sentences = re.findall(r"[^。]+。?", text)
    if len(sentences) > 1:
        return " ".join(in_readers_language(sentence, patterns) for sentence in sentences)
    return text


@cache
def _expression(pattern: str) -> re.Pattern[str]:
    return re.compile(_PLACE.sub("(.+?)", re.escape(pattern)), re.DOTALL)
