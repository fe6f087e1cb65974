"""Charts as safe SVG text: bars, stacked bars, lines, attendance strips, moved dates, structure trees, sparklines.

Pure functions, no records and no queries. Each drawing uses presentation attributes only (a strict content security
policy refuses anything else, and a PDF ignores it), opens with a <title> that tells the finding, writes its values as
text on the marks, and comes out byte for byte the same for the same input. The page puts a table beside it.
"""

from .attendance import Presence, StripGroup, StripRow, attendance_strip, seat_strip, seat_strip_head
from .bar import Bar, Mark, Stack, bars, stacked_bars
from .lines import Series, line, sparkline
from .sheet import PHONE, PRINT, PRINT_HALF, PRINT_PALETTE, SCREEN, Medium, Palette
from .timeline import slips, slips_in_words
from .tree import Box, Rank, structure

__all__ = [
    "PHONE",
    "PRINT",
    "PRINT_HALF",
    "PRINT_PALETTE",
    "SCREEN",
    "Bar",
    "Box",
    "Mark",
    "Medium",
    "Palette",
    "Presence",
    "Rank",
    "Series",
    "Stack",
    "StripGroup",
    "StripRow",
    "attendance_strip",
    "bars",
    "line",
    "seat_strip",
    "seat_strip_head",
    "slips",
    "slips_in_words",
    "sparkline",
    "stacked_bars",
    "structure",
]
