"""Page values of the room."""
