"""Reads of this room that span models."""
