"""What changed between two texts; the comparison itself serves whole documents too and lies with them."""

from ayumi.document.comparison.texts import Change, Piece, compare_texts

__all__ = ["Change", "Piece", "compare_texts"]
