"""Pure rules of the room: trees, tables of years, comparing texts, marking terms."""
