"""Acts of this room: one function, one transaction, with the person who did it."""
