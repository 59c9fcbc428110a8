"""In which language the rooms without Django speak: Japanese, unless a translator stands behind them.

The pages put Django's ``gettext`` there when they start (``shell/apps.py``), so a figure or a reason is
said in the language of the request; the command line and the worker that makes books stay Japanese.
"""

from collections.abc import Callable

from ayumi.ground.era import era_year

_translators: list[Callable[[str], str]] = []


def speak_through(translate: Callable[[str], str]) -> None:
    """Let ``translate`` find the words from now on; it is asked anew for every text."""
    _translators[:] = [translate]


def to_say(text: str) -> str:
    """Mark a message of a table for the catalogue; ``say`` finds its words when it is used."""
    return text


def say(text: str, /, **values: object) -> str:
    """Return ``text`` in the reader's language with ``values`` put into its {places}.

    A translation may leave a value out or use another one: a year is given both as era and as number.
    """
    words = _translators[0](text) if _translators else text
    return words.format(**values) if values else words


def say_year(year: int) -> str:
    """令和7年度, in English FY2025."""
    return say("{era}年度", era=era_year(year), year=year)


def say_short_year(year: int) -> str:
    """令和7 for a narrow place, in English FY2025."""
    return say("{era}", era=era_year(year), year=year)


def listed(words: list[str] | tuple[str, ...]) -> str:
    """Join words as a list: A、B, in English A, B."""
    return say("、").join(words)


def quoted(words: str) -> str:
    """「…」, in English “…”."""
    return say("「{words}」", words=words)


def bracketed(words: object) -> str:
    """（…）, in English with a space before a plain bracket."""
    return say("（{words}）", words=words)


def named(kind: str, name: str) -> str:
    """A kind of thing with its name: 施策「…」, in English measure “…”."""
    return say("{kind}「{name}」", kind=kind, name=name)


def join_sentences(sentences: list[str]) -> str:
    """Put sentences one after another; only one that does not end in 。 needs a space behind it."""
    return "".join(text if text.endswith("。") else f"{text} " for text in sentences).rstrip()
