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
    translated in turn. A text of several sentences may be known sentence by sentence; one that is not known
    stays as it is.
    """
    if not text or get_language() == "ja":
        return text
    known = gettext(text)
    if known != text:
        return known
    patterns = tuple(patterns)
    sentences = re.findall("[^。]+。?", text)
    return (
        _by_pattern(text, patterns, "([^。]+?)")
        or (len(sentences) > 1 and _sentence_by_sentence(sentences, patterns))
        or _by_pattern(text, patterns, "(.+?)")
        or text
    )


def _by_pattern(text: str, patterns: tuple[str, ...], value: str) -> str:
    for pattern in patterns:
        found = _expression(pattern, value).fullmatch(text)
        if found:
            return gettext(pattern).format(*(in_readers_language(each, patterns) for each in found.groups()))
    return ""


def _sentence_by_sentence(sentences: list[str], patterns: tuple[str, ...]) -> str:
    """Return the sentences translated, or nothing where one of them is not known."""
    known = [in_readers_language(sentence, patterns) for sentence in sentences]
    return "" if any(pair[0] == pair[1] for pair in zip(known, sentences, strict=True)) else " ".join(known)


@cache
def _expression(pattern: str, value: str) -> re.Pattern[str]:
    return re.compile(_PLACE.sub(lambda _place: value, re.escape(pattern)), re.DOTALL)
