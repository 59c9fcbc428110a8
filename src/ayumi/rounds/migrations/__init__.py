"""The tables of the room through time."""
