"""Numbers on a chart: nice steps for an axis and the way values are printed."""

from dataclasses import dataclass
from decimal import Decimal

_NICE = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis from ``ticks[0]`` to ``ticks[-1]``, which always holds zero."""

    ticks: tuple[Decimal, ...]

    def share(self, value: Decimal) -> float:
        """Where ``value`` lies between the ends, 0 to 1."""
        return float((value - self.ticks[0]) / (self.ticks[-1] - self.ticks[0]))


def scale_of(values: tuple[Decimal, ...], most: int = 5) -> Scale:
    """Return a scale in steps of 1, 2, 2.5 or 5 times a power of ten that holds zero and all values.

    There are about ``most`` steps; bars begin at zero, so that their lengths tell the truth.
    """
    low, high = min(Decimal(0), *values), max(Decimal(0), *values)
    if low == high:
        high = Decimal(1)
    rough = (high - low) / most
    power = Decimal(1).scaleb(rough.adjusted())
    step = next(nice * power for nice in _NICE if nice * power >= rough)
    first = (low / step).to_integral_value(rounding="ROUND_FLOOR")
    last = (high / step).to_integral_value(rounding="ROUND_CEILING")
    return Scale(tuple(step * (first + index) for index in range(int(last - first) + 1)))


def print_value(value: Decimal) -> str:
    """Print with thousands separators and the decimals as entered: 12,345 or 76.0."""
    exponent = value.as_tuple().exponent
    places = max(0, -exponent) if isinstance(exponent, int) else 0
    return f"{value:,.{places}f}"


def print_tick(value: Decimal) -> str:
    """Print a tick with no more decimals than it needs."""
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
