"""Cards: a framed stack of centred or left-set lines that knows its own height."""

from dataclasses import dataclass

from ayumi.document.plan import PlanPeriod
from ayumi.formats.svg.drawing import (
    GREY,
    INK,
    WHITE,
    Lettering,
    Piece,
    lines_of_text,
    rectangle,
    wrapped,
)
from ayumi.ground.era import era_year
from ayumi.ground.wording import say

PADDING = 9.0


@dataclass(frozen=True, slots=True)
class Card:
    """Lines with their lettering inside a frame. All sizes are in units of the viewBox."""

    width: float
    lines: tuple[tuple[str, Lettering], ...]
    fill: str = WHITE
    stroke: str = GREY
    dashed: bool = False
    centred: bool = True

    @property
    def height(self) -> float:
        """The least height that holds every line."""
        return sum(lettering.line for _, lettering in self.lines) + 2 * PADDING

    def draw(self, x: float, y: float, height: float | None = None) -> Piece:
        """Draw the card at its top left corner, stretched to ``height`` with the text in the middle."""
        height = max(height or 0, self.height)
        paint = {"fill": self.fill, "stroke": self.stroke, "stroke_width": "1.25", "rx": "4"}
        if self.dashed:
            paint["stroke_dasharray"] = "5 3"
        piece = rectangle(x, y, self.width, height, **paint)
        top = y + (height - self.height) / 2 + PADDING if self.centred else y + PADDING
        for text, lettering in self.lines:
            left = x + (self.width / 2 if lettering.anchor == "middle" else PADDING)
            piece += lines_of_text((text,), left, top, lettering)
            top += lettering.line
        return piece


def card_lines(
    width: float, *parts: tuple[str, Lettering], max_lines: int = 3
) -> tuple[tuple[str, Lettering], ...]:
    """Wrap each part to the inside of a card of ``width``; an empty part takes no line."""
    return tuple(
        (line, lettering)
        for text, lettering in parts
        for line in wrapped(text, width - 2 * PADDING, lettering, max_lines)
    )


def period_words(period: PlanPeriod) -> str:
    """令和3〜令和7年度（5年間）."""
    first, last = period.first_fiscal_year, period.last_fiscal_year
    if first == last:
        return say("{era}年度（1年間）", era=era_year(first), year=first)
    return say(
        "{first_era}〜{last_era}年度（{years}年間）",
        first_era=era_year(first),
        last_era=era_year(last),
        first_year=first,
        last_year=last,
        years=last - first + 1,
    )


TITLE = Lettering(size=14, colour=INK, bold=True, anchor="middle")
SMALL = Lettering(size=12, colour=GREY, anchor="middle")
