"""Acts of this room, by noun."""
