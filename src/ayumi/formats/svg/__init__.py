"""The plan's own figures as accessible SVG: plain strings without style sheets or scripts.

Every figure comes in a wide form for A4 and a ``narrow`` one for a telephone, and as a text alternative
that says all of it in words. Colours only repeat what a word, a shape or a pattern already says.
"""
