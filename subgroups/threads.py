"""What this room tells of the golden thread."""
