"""Forms of this room: shape and cleaning of what was typed, by noun."""
