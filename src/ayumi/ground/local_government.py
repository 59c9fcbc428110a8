"""The local government code (全国地方公共団体コード) and its check digit."""

import re

_SIX_DIGITS = re.compile(r"[0-9]{6}")


def check_digit(five_digits: str) -> int:
    """Return the sixth digit for the first five (JIS X 0401/0402, 総務省 "検証番号")."""
    total = sum(weight * int(digit) for weight, digit in zip((6, 5, 4, 3, 2), five_digits, strict=True))
    return (11 - total % 11) % 10


def is_valid_code(code: str) -> bool:
    """Tell whether ``code`` is six digits whose last is the right check digit."""
    return bool(_SIX_DIGITS.fullmatch(code)) and int(code[5]) == check_digit(code[:5])
