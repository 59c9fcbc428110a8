"""One normaliser and one way of cutting words, for what is stored and for what is asked.

An entry matches when each word, folded, stands in its folded text. The embedded database's index holds
pairs of neighbouring characters (bigrams): it leaves out what cannot match, the comparison decides.
"""

import re
from operator import add

from ayumi.ground.japanese_text import fold

BREAK = "\n"
"""Between the texts of one entry. Folding takes every space away, so no word reaches over it."""
TENANT_MARK = "Ｍ"
"""Begins the token that names a municipality: a letter that no folded text holds (it folds to m)."""
MOST_TOKENS = 64
"""Tokens asked of the index; leaving some out only leaves more to the comparison."""
_UNSTORABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


def storable(text: str) -> str:
    """Return a text without the control characters and halves of pairs that no database stores."""
    return _UNSTORABLE.sub("", text)


def searchable(text: str) -> str:
    """Fold a text for search: width, case, dashes and spaces (``fold``), without what cannot be stored."""
    return fold(storable(text))


def words_of(query: str) -> tuple[str, ...]:
    """Return the folded words of a query, each once, in order; blanks (full width too) part them."""
    words = (searchable(part) for part in query.split())
    return tuple(dict.fromkeys(word for word in words if word))


def tokens_of(folded: str) -> set[str]:
    """Return the bigrams of a folded text, and the last character of each of its runs by itself.

    A word of one character is then found as the beginning of a token, wherever it stands.
    """
    return {pair.strip(BREAK) for pair in map(add, folded, f"{folded[1:]}{BREAK}")} - {""}


def tenant_token(municipality_hex: str) -> str:
    """Return the token that every entry of a municipality carries in the shared index."""
    return f"{TENANT_MARK}{municipality_hex}"


def match_expression(words: tuple[str, ...], municipality_hex: str) -> str:
    """Return the FTS5 expression for entries of a municipality that may hold all ``words``.

    Everything asked stands in quotation marks, so no operator of FTS5 can be said from outside.
    """
    wanted = dict.fromkeys(token for word in words for token in _asked(word))
    parts = [_quoted(tenant_token(municipality_hex)), *list(wanted)[:MOST_TOKENS]]
    return " AND ".join(parts)


def _asked(word: str) -> list[str]:
    if len(word) == 1:
        return [f"{_quoted(word)} *"]
    return [_quoted(pair) for pair in map(add, word, word[1:])]


def _quoted(token: str) -> str:
    return '"' + token.replace('"', '""') + '"'
