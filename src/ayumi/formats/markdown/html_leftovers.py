"""What HTML leaves in Markdown: known tags go, the words stay, readings of ruby go."""

import html
import re

from markdown_it.token import Token

# fmt: off
TAGS = frozenset(
    {"a", "abbr", "address", "area", "article", "aside", "b", "base", "basefont", "big", "blockquote",
     "body", "br", "button", "caption", "center", "cite", "code", "col", "colgroup", "data", "dd", "del",
     "details", "dfn", "dialog", "dir", "div", "dl", "dt", "em", "embed", "fieldset", "figcaption",
     "figure", "font", "footer", "form", "frame", "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "head",
     "header", "hr", "html", "i", "iframe", "img", "input", "ins", "kbd", "label", "legend", "li", "link",
     "main", "map", "mark", "menu", "meta", "nav", "noscript", "object", "ol", "option", "p", "param",
     "picture", "pre", "q", "rb", "rp", "rt", "rtc", "ruby", "s", "samp", "script", "section", "select",
     "small", "source", "span", "strike", "strong", "style", "sub", "summary", "sup", "svg", "table",
     "tbody", "td", "template", "textarea", "tfoot", "th", "thead", "title", "tr", "tt", "u", "ul", "var",
     "video", "wbr"}
)
# fmt: on
"""Elements of HTML. Anything else in angle brackets (目標<KPI>) is the author's own words."""

_TAG = re.compile(r"<(/?)\s*([A-Za-z][A-Za-z0-9]*)(?:[\s/][^<>]*)?>")
_COMMENT = re.compile(r"<!--.*?-->|<\?.*?\?>|<![A-Z].*?>|<!\[CDATA\[|\]\]>", re.DOTALL)
_UNSEEN = re.compile(r"<(rt|rp|script|style)\b[^>]*>[^<]*</\1\s*>", re.IGNORECASE)
_CELL_ENDS = frozenset({"td", "th"})
_LINE_ENDS = frozenset(
    {"br", "p", "div", "tr", "li", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "caption"}
)
_BOLD = re.compile(r"\*\*([^*]+)\*\*")
"""CommonMark leaves the stars standing between a Japanese word and a bracket: これは**「計画」**です."""
_READINGS = frozenset({"rt", "rp"})


def plain_lines(source: str) -> list[tuple[int, str]]:
    """Return the words of a block of HTML as (line in the block from 0, text), tags taken out."""
    # What is taken out keeps its line ends, so that places stay true.
    source = _COMMENT.sub(_only_line_ends, source)
    source = _UNSEEN.sub(_only_line_ends, source)
    found = []
    for number, line in enumerate(source.split("\n")):
        for part in _TAG.sub(_space_of, line).split("\f"):
            text = html.unescape(part).strip()
            if text:
                found.append((number, text))
    return found


def inline_text(children: list[Token]) -> str:
    """Return the words of an inline token with line ends; known tags and ruby readings are left out."""
    text, reading = "", False
    for place, child in enumerate(children):
        if child.type == "html_inline":
            tag = _TAG.match(child.content)
            name = tag[2].lower() if tag else ""
            if name in _READINGS:
                # A reading that never ends would hide the rest of the paragraph.
                reading = tag is not None and not tag[1] and _ends_later(children[place + 1 :])
            elif name == "ruby":
                reading = False
            elif name == "br":
                text += "\n"
            elif tag and name not in TAGS and not reading:
                text += child.content
        elif child.type in ("softbreak", "hardbreak"):
            text += "\n"
        elif not reading:
            text += _BOLD.sub(r"\1", child.content) if child.type == "text" else child.content
    return text


def _ends_later(children: list[Token]) -> bool:
    tags = (_TAG.match(child.content) for child in children if child.type == "html_inline")
    return any(tag and tag[2].lower() in (*_READINGS, "ruby") for tag in tags)


def _space_of(tag: re.Match[str]) -> str:
    name = tag[2].lower()
    if name not in TAGS:
        return tag[0]
    if name in _CELL_ENDS:
        return "\t" if tag[1] else ""
    return "\f" if name in _LINE_ENDS else ""


def _only_line_ends(found: re.Match[str]) -> str:
    return "\n" * found[0].count("\n")
