"""The home page of each role: what this person needs next, first; composed from every room's own reads."""

from dspp.home.page import Page, Section, Side
from dspp.home.roles import build

__all__ = ["Page", "Section", "Side", "build"]
