"""The small kit every figure is drawn with: pieces of SVG that know where their text stands."""

from dataclasses import dataclass

from ayumi.formats.svg.words import clean, escape, text_width, wrap
from ayumi.ground.wording import say

BLUE = "#0017C1"
DEEP_BLUE = "#00118F"
INK = "#1A1A1A"
GREY = "#626264"
LINE_GREY = "#D8D8DB"
PALE = "#F2F2F2"
WHITE = "#FFFFFF"
"""Digital Agency design system colours; every text pair used is at least 4.5:1 (WCAG 2.2 AA)."""

FONT_FAMILY = "BIZ UDPGothic, BIZ UDGothic, sans-serif"
LINE_HEIGHT = 1.4


@dataclass(frozen=True, slots=True)
class Figure:
    """A finished figure: the SVG, its title and the whole of it in words."""

    svg: str
    text: str
    alternative: str


@dataclass(frozen=True, slots=True)
class Look:
    """What the caller chooses: the prefix of ids, the form and the fonts."""

    id_prefix: str
    narrow: bool = False
    font_family: str = FONT_FAMILY

    @property
    def width(self) -> float:
        """The width of the viewBox: 720 on paper, 360 on a telephone."""
        return 360 if self.narrow else 720


@dataclass(frozen=True, slots=True)
class TextBox:
    """The room one line of text takes, for checking that none meets another."""

    x: float
    y: float
    width: float
    height: float
    text: str

    def meets(self, other: "TextBox") -> bool:
        """True where the two share more than an edge."""
        apart = 0.01
        return (
            self.x + self.width > other.x + apart
            and other.x + other.width > self.x + apart
            and self.y + self.height > other.y + apart
            and other.y + other.height > self.y + apart
        )


@dataclass(frozen=True, slots=True)
class Piece:
    """Some elements and the text boxes among them. Pieces add up."""

    elements: tuple[str, ...] = ()
    boxes: tuple[TextBox, ...] = ()

    def __add__(self, other: "Piece") -> "Piece":
        """Return both, the other drawn on top."""
        return Piece(self.elements + other.elements, self.boxes + other.boxes)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A piece on its ground: what a layout function returns and a test looks at."""

    width: float
    height: float
    piece: Piece

    @property
    def boxes(self) -> tuple[TextBox, ...]:
        """Every line of text with its room."""
        return self.piece.boxes


@dataclass(frozen=True, slots=True)
class Lettering:
    """How a text is set."""

    size: float = 14
    colour: str = INK
    bold: bool = False
    anchor: str = "start"

    @property
    def line(self) -> float:
        """The height of one line."""
        return self.size * LINE_HEIGHT


def number(value: float) -> str:
    """Print a coordinate shortly and always the same way, without a minus before zero."""
    return f"{round(value, 2) + 0.0:.2f}".rstrip("0").rstrip(".")


def lines_of_text(lines: tuple[str, ...], x: float, y: float, lettering: Lettering) -> Piece:
    """Set ``lines`` from the top edge ``y`` downward, at ``x`` by their anchor."""
    piece = Piece()
    for index, line in enumerate(lines):
        top = y + index * lettering.line
        piece += _line(line, x, top, lettering)
    return piece


def _line(text: str, x: float, top: float, lettering: Lettering) -> Piece:
    text = clean(text)
    if not text:
        return Piece()
    width = text_width(text, lettering.size)
    left = {"start": x, "middle": x - width / 2, "end": x - width}[lettering.anchor]
    attributes = (
        f'x="{number(x)}" y="{number(top + lettering.size * 1.06)}" font-size="{number(lettering.size)}"'
    )
    if lettering.bold:
        attributes += ' font-weight="700"'
    if lettering.anchor != "start":
        attributes += f' text-anchor="{lettering.anchor}"'
    element = f'<text {attributes} fill="{lettering.colour}">{escape(text)}</text>'
    return Piece((element,), (TextBox(left, top, width, lettering.line, text),))


def wrapped(text: str, width: float, lettering: Lettering, max_lines: int = 3) -> tuple[str, ...]:
    """Wrap ``text`` to ``width`` in this lettering."""
    return wrap(text, width, lettering.size, max_lines)


def rectangle(x: float, y: float, width: float, height: float, **paint: str) -> Piece:
    """Draw a rectangle; ``paint`` is fill, stroke, stroke_width, stroke_dasharray, rx …"""
    place = f'x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}"'
    return Piece((f"<rect {place}{_attributes(paint)}/>",))


def path(points: tuple[tuple[float, float], ...], **paint: str) -> Piece:
    """Draw straight strokes through ``points``."""
    way = " L".join(f"{number(x)} {number(y)}" for x, y in points)
    return Piece((f'<path d="M{way}"{_attributes({"fill": "none", "stroke": GREY} | paint)}/>',))


def circle(x: float, y: float, radius: float, **paint: str) -> Piece:
    """Draw a circle around (x, y)."""
    place = f'cx="{number(x)}" cy="{number(y)}" r="{number(radius)}"'
    return Piece((f"<circle {place}{_attributes(paint)}/>",))


def arrow(points: tuple[tuple[float, float], ...], both_ways: bool = False, colour: str = GREY) -> Piece:
    """Draw strokes through ``points`` that end in a head, with ``both_ways`` at either end."""
    piece = path(points, stroke=colour, stroke_width="1.5") + _head(points[-2], points[-1], colour)
    return piece + _head(points[1], points[0], colour) if both_ways else piece


def _head(before: tuple[float, float], tip: tuple[float, float], colour: str) -> Piece:
    length = max(abs(tip[0] - before[0]), abs(tip[1] - before[1])) or 1
    along = ((tip[0] - before[0]) / length, (tip[1] - before[1]) / length)
    back = (tip[0] - along[0] * 8, tip[1] - along[1] * 8)
    side = (-along[1] * 4.5, along[0] * 4.5)
    corners = (tip, (back[0] + side[0], back[1] + side[1]), (back[0] - side[0], back[1] - side[1]), tip)
    return path(corners, fill=colour, stroke="none")


def hatch(pattern_id: str, colour: str, ground: str = WHITE) -> str:
    """Return a definition of slanting lines, so that a fill is told apart without its colour."""
    return (
        f'<pattern id="{escape(pattern_id)}" width="6" height="6" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><rect width="6" height="6" fill="{ground}"/>'
        f'<path d="M1.5 0 L1.5 6" stroke="{colour}" stroke-width="1.5"/></pattern>'
    )


def _attributes(paint: dict[str, str]) -> str:
    return "".join(f' {name.replace("_", "-")}="{escape(value)}"' for name, value in paint.items())


def finish(drawing: Drawing, look: Look, title: str, alternative: str, definitions: str = "") -> Figure:
    """Wrap a drawing into an SVG with role, title and description tied together by their ids."""
    title, alternative = clean(title), clean(alternative)
    name, language = escape(look.id_prefix), say("ja")
    defined = f"<defs>{definitions}</defs>" if definitions else ""
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {number(drawing.width)} '
        f'{number(drawing.height)}" role="img" aria-labelledby="{name}-title {name}-desc" '
        f'font-family="{escape(look.font_family)}" lang="{language}">'
        f'<title id="{name}-title">{escape(title)}</title>'
        f'<desc id="{name}-desc">{escape(alternative)}</desc>{defined}'
        f'<rect width="{number(drawing.width)}" height="{number(drawing.height)}" fill="{WHITE}"/>'
        f"{''.join(drawing.piece.elements)}</svg>"
    )
    return Figure(svg, title, alternative)
