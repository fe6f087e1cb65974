"""Invented years of any size for script/bench: the same rows each time, written in bulk. Never for a portal in use."""

from subgroups.synthetic.years import Sizes, load_years

__all__ = ["Sizes", "load_years"]
