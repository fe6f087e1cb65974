"""Reads of rounds, returns and their scores."""
