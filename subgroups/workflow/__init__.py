"""The tables of moves of this room, by noun."""
