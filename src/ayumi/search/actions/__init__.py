"""The writers of the room."""
