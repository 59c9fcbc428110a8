"""Values every room uses: fiscal years, periods, numbers that may be missing, Japanese text. No Django."""
