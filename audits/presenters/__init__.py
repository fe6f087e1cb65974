"""Rounds and returns in words."""
