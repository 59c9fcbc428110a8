"""Bytes to text for the encodings in which Japanese offices keep text files."""

import codecs

ACCEPTED_ENCODINGS = "UTF-8、UTF-16(BOM付き)、Shift_JIS(CP932)、EUC-JP"
"""The encodings read, in the words shown to a person."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WITHOUT_MARK = ("utf-8", "euc_jp", "cp932")
_TEXT_CONTROLS = "\t\n\r\f\v"


class UndecodableText(ValueError):
    """The bytes are not text in any accepted encoding."""


class EmptyText(ValueError):
    """There is no text: no bytes, or white space alone."""


def decode(content: bytes) -> str:
    """Return the text of ``content`` with line ends as newlines.

    A byte order mark decides. Without one, UTF-8, EUC-JP and CP932 are tried strictly; where both EUC-JP
    and CP932 fit, the one with fewer half-width katakana and rare characters is taken, because EUC-JP
    bytes misread as CP932 become half-width katakana. Raises ``EmptyText`` or ``UndecodableText``.
    """
    if not content.strip():
        raise EmptyText
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _checked(_strict(content, encoding))
    utf8 = _strict(content, _WITHOUT_MARK[0])
    if utf8 is not None:
        return _checked(utf8)
    fitting = [text for name in _WITHOUT_MARK[1:] if (text := _strict(content, name)) is not None]
    readable = [text for text in fitting if not _has_controls(text)]
    return _checked(min(readable, key=_strangeness, default=None))


def _strict(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _checked(text: str | None) -> str:
    if text is None or _has_controls(text):
        raise UndecodableText
    if not text.strip():
        raise EmptyText
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _has_controls(text: str) -> bool:
    """Tell whether control characters stand in the text, as they do in a binary file."""
    return any((mark < " " and mark not in _TEXT_CONTROLS) or "\x7f" <= mark <= "\x9f" for mark in text)


def _strangeness(text: str) -> int:
    return sum(not (mark < "\x7f" or _is_common(mark)) for mark in text)


def _is_common(mark: str) -> bool:
    """Kana, the ideographs of daily use, Japanese punctuation and full-width forms are common."""
    return "\u3000" <= mark <= "\u30ff" or "\u4e00" <= mark <= "\u9fff" or "\uff01" <= mark <= "\uff5e"
