"""The plan stored: tree, sheets, indicators, links, glossary, revisions."""
