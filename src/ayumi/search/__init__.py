"""Finding words in everything a municipality has written."""
