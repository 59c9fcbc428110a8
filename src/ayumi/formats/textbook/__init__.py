"""The plain-text edition of a plan book: UTF-8, for reading aloud, searching and comparing."""
