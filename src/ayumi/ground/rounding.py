"""Rounding as Japanese municipal tables do it: half up, never banker's."""

from decimal import ROUND_HALF_UP, Decimal


def round_half_up(value: Decimal, places: int = 0) -> Decimal:
    """Round half away from zero to ``places`` decimals, e.g. 0.25 → 0.3 at one place.

    Source of the rule: 四捨五入 as printed under nearly every municipal table.
    """
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
