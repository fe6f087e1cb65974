"""What is typed in this room, by noun."""
