"""What this room owes."""
