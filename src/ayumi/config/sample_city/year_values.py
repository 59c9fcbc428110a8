"""Targets by year and plausible actuals for an indicator of the sample: made by rule, never by chance."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from ayumi.config.sample_city.city import spread
from ayumi.document.measures import Direction, TargetKind

_BENDS = (1.0, 0.7, 1.5)
"""How the way from the baseline to the target bends: evenly, early gains, late gains."""
_PACES = (
    (1.04, 1.07, 1.03),
    (0.90, 0.95, 0.98),
    (1.00, 0.92, 0.88),
    (0.62, 0.71, 0.76),
    (1.18, 1.13, 1.08),
    (0.83, 1.01, 1.04),
    (0.45, 0.58, 0.72),
    (0.97, 1.00, 1.02),
    (0.94, 1.09, 1.05),
    (0.30, 0.66, 0.90),
)
"""What share of the planned way was gone in the first, second and third year."""
_DRIFTS = (Decimal("0.03"), Decimal("0.015"), Decimal("-0.01"), Decimal("0.05"))


@dataclass(frozen=True, slots=True)
class Shape:
    """What the values of an indicator are made from. ``higher`` tells which way is better."""

    key: str
    kind: TargetKind
    unit: str
    baseline: Decimal
    target: Decimal
    higher: bool

    @property
    def direction(self) -> Direction:
        """Return the direction as the plan document names it."""
        return Direction.HIGHER if self.higher else Direction.LOWER

    @property
    def places(self) -> Decimal:
        """Return the smallest step in which the values are printed."""
        exponent = min(int(value.as_tuple().exponent) for value in (self.baseline, self.target))
        return Decimal(1).scaleb(min(exponent, 0))


def planned(shape: Shape, years: Sequence[int]) -> list[Decimal]:
    """Return the target of each year; the last is the target itself."""
    if shape.kind is TargetKind.MAINTAIN:
        return [shape.target for _ in years]
    bend, step = _BENDS[spread(shape.key, len(_BENDS))], _step(shape, len(years))
    shares = (Decimal(str(((place + 1) / len(years)) ** bend)) for place in range(len(years)))
    values = [_rounded(shape.baseline + (shape.target - shape.baseline) * share, step) for share in shares]
    return [value.quantize(shape.places) for value in (*values[:-1], shape.target)]


def reached(shape: Shape, targets: Sequence[Decimal]) -> list[Decimal]:
    """Return the actuals of the first years, as many as there are paces and targets."""
    paces = _PACES[spread(f"pace {shape.key}", len(_PACES))]
    values: list[Decimal] = []
    for place, value in enumerate(_unbounded(shape, targets, paces)):
        bounded = max(Decimal(0), _rounded(value, shape.places))
        if shape.unit == "％":
            bounded = min(bounded, Decimal(100))
        if shape.kind is TargetKind.CUMULATIVE and place:
            bounded = max(bounded, values[-1])
        values.append(bounded.quantize(shape.places))
    return values


def _unbounded(shape: Shape, targets: Sequence[Decimal], paces: Sequence[float]) -> Iterator[Decimal]:
    better = 1 if shape.higher else -1
    for place, (target, pace) in enumerate(zip(targets, paces, strict=False)):
        if shape.kind is TargetKind.DIRECTION_ONLY:
            drift = _DRIFTS[spread(shape.key, len(_DRIFTS))] * (place + 1)
            yield shape.baseline * (1 + better * drift)
        elif shape.kind is TargetKind.MAINTAIN:
            slack = Decimal(spread(f"{shape.key} {place}", 5) - 1) / Decimal(200)
            yield target * (1 + better * slack) + _stray(shape, place)
        else:
            # A little unevenness, or every actual would stand on a round number.
            way = (target - shape.baseline) * Decimal(str(pace))
            yield shape.baseline + way + way * Decimal(spread(f"{shape.key} {place}", 7) - 3) / Decimal(300)


def _stray(shape: Shape, place: int) -> Decimal:
    """Let a maintained zero be missed once in a while."""
    missed = shape.target == 0 and spread(f"stray {shape.key} {place}", 3) == 0
    return Decimal(1) if missed else Decimal(0)


def _step(shape: Shape, years: int) -> Decimal:
    """Return the round number in which yearly targets are set, some tenth of a year's way."""
    way = abs(shape.target - shape.baseline) / years
    if way == 0:
        return shape.places
    return max(shape.places, Decimal(1).scaleb(way.adjusted() - 1))


def _rounded(value: Decimal, step: Decimal) -> Decimal:
    return (value / step).quantize(Decimal(1), rounding=ROUND_HALF_UP) * step
