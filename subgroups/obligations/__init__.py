"""What this room owes: one module for each noun. Importing it declares the kinds to the chasing engine."""

from subgroups.obligations.actions import ACTIONS, owed

__all__ = ["ACTIONS", "owed"]
