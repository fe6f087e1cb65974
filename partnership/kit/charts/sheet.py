"""What every drawing stands on: colours, sizes, the measuring of text, and the sheet that escapes all it is given."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import escape

from django.utils.safestring import SafeString, mark_safe


@dataclass(frozen=True)
class Palette:
    """Colours by what they are for. A partnership with other colours hands in its own."""

    ink: str = "#122423"
    quiet: str = "#485857"
    strong: str = "#0b5a5d"  # bars, own series
    deep: str = "#063537"  # top of a structure, darkest part
    middle: str = "#2f8785"
    soft: str = "#a9d0ce"  # lightest part, still dark enough to be seen beside white
    wash: str = "#e6f1f0"  # track behind a bar
    rule: str = "#cdd8d6"  # hairlines without meaning
    edge: str = "#5d6d6b"  # axes, comparators
    late: str = "#a3211b"
    soon: str = "#7a4800"
    paper: str = "#ffffff"


@dataclass(frozen=True)
class Medium:
    """A width and a text size. On paper one unit is one point."""

    width: float
    text: float
    small: float
    row: float
    bar: float
    family: str = "Atkinson Hyperlegible Next, arial, sans-serif"
    unit: str = ""
    labels_end: bool = True  # labels of bars are set against the axis; on paper they hang on the left edge
    palette: Palette = field(default_factory=Palette)

    @property
    def narrow(self) -> bool:
        return self.width < 420


PRINT_PALETTE = Palette(
    ink="#15262a",
    quiet="#4a5b5f",
    strong="#0f5c63",
    deep="#0a4046",
    middle="#2f8188",
    soft="#9cc4c7",
    wash="#eef5f5",
    rule="#c6d2d3",
    edge="#4a5b5f",
    late="#8f2a1c",
    soon="#7a4f00",
)
SCREEN = Medium(width=800, text=14, small=13, row=30, bar=18)
PHONE = replace(SCREEN, width=358)
# 470 units are the 166 mm of the text area; two families, one a font file (see static/pdf/print.css)
PRINT = Medium(
    width=470,
    text=9,
    small=8.5,
    row=19,
    bar=14,
    family="AN, ANX",
    unit="pt",
    labels_end=False,
    palette=PRINT_PALETTE,
)
PRINT_HALF = replace(PRINT, width=226)


# Advance widths of Atkinson Hyperlegible Next in thousandths of the size, rounded up: enough to keep text in its place.
_WIDTHS = {
    char: width
    for chars, width in {
        "'": 160, ",.:;|’": 240, "`ijl": 262, " !\"()": 301, "ft[]{}r\\": 350, "-/I1_": 410, "yvkxczs*?": 495,
        "“”": 400, "_^": 552, "aeyg–L<>": 570, "bdhnopquTFEJ2375": 590, "0468$9+=~PSVYZBRAXK£×−": 632, "#CDGHNOQU": 725,
        "&@w": 778, "mMW—": 860, "%": 919, "…": 670,
    }.items()
    for char in chars
}  # fmt: skip
_BOLD = 1.07
_SPACES = re.compile(" +")
_FORBIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u2028\u2029]+")


def clean(value: object) -> str:
    """One line of text that XML may hold; no-break spaces stay."""
    return _SPACES.sub(" ", _FORBIDDEN.sub(" ", str(value))).strip(" ")


def text_width(value: str, size: float, *, bold: bool = False) -> float:
    units = sum(_WIDTHS.get(char, 620 if ord(char) < 0x2E80 else 1000) for char in value)
    return units / 1000 * size * (_BOLD if bold else 1)


def fit(value: object, width: float, size: float, *, bold: bool = False) -> str:
    """The text, cut with an ellipsis where it is wider than `width`; nothing where not even that fits."""
    line = clean(value)
    width += 0.01  # a room that was measured for this very text must hold it
    if text_width(line, size, bold=bold) <= width:
        return line
    while line and text_width(line.rstrip() + "…", size, bold=bold) > width:
        line = line[:-1]
    line = line.rstrip().rstrip(" ,;")
    return line + "…" if line else ""


def wrap(value: object, width: float, size: float, *, bold: bool = False, lines: int = 2) -> list[str]:
    """The text on at most `lines` lines of `width`; the last one is cut with an ellipsis."""
    words, rows = clean(value).split(" "), [""]
    for at, word in enumerate(words):
        longer = f"{rows[-1]} {word}".strip()
        if not rows[-1] or text_width(longer, size, bold=bold) <= width:
            rows[-1] = longer
        elif len(rows) < lines:
            rows.append(word)
        else:
            rows[-1] = " ".join([rows[-1], *words[at:]])
            break
    return [row for row in (fit(row, width, size, bold=bold) for row in rows) if row]


def number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0") if abs(value) >= 0.05 else "0"


class Sheet:
    """Collects elements; `svg()` closes it. Callers keep inside 0..width and say the height at the end."""

    def __init__(self, title: str, medium: Medium) -> None:
        self.medium, self.title = medium, clean(title)
        self.parts: list[str] = []

    def _add(self, name: str, attributes: Mapping[str, object], content: str | None = None) -> None:
        pairs = "".join(
            f' {key.replace("_", "-")}="{number(value) if isinstance(value, int | float) else escape(str(value))}"'
            for key, value in attributes.items()
            if value is not None
        )
        self.parts.append(f"<{name}{pairs}/>" if content is None else f"<{name}{pairs}>{content}</{name}>")

    def rect(
        self, x: float, y: float, width: float, height: float, fill: str, *, stroke: str | None = None,
        stroke_width: float | None = None, rx: float | None = None, dash: str | None = None,
    ) -> None:  # fmt: skip
        inset = (stroke_width or 1) / 2 if stroke else 0
        self._add("rect", {
            "x": x + inset, "y": y + inset, "width": max(width - 2 * inset, 0), "height": max(height - 2 * inset, 0),
            "rx": rx, "fill": fill, "stroke": stroke, "stroke_width": stroke_width, "stroke_dasharray": dash,
        })  # fmt: skip

    def line(
        self, x1: float, y1: float, x2: float, y2: float, stroke: str, *, width: float = 1, dash: str | None = None
    ) -> None:
        self._add("line", {
            "x1": x1, "y1": y1, "x2": x2, "y2": y2, "stroke": stroke, "stroke_width": width, "stroke_dasharray": dash,
        })  # fmt: skip

    def path(self, points: str, *, fill: str = "none", stroke: str | None = None, width: float | None = None,
             dash: str | None = None) -> None:  # fmt: skip
        self._add("path", {
            "d": points, "fill": fill, "stroke": stroke, "stroke_width": width, "stroke_dasharray": dash,
        })  # fmt: skip

    def polyline(
        self, points: Iterable[tuple[float, float]], stroke: str, *, width: float, dash: str | None = None
    ) -> None:
        listed = " ".join(f"{number(x)},{number(y)}" for x, y in points)
        self._add("polyline", {
            "points": listed, "fill": "none", "stroke": stroke, "stroke_width": width, "stroke_dasharray": dash,
            "stroke_linejoin": "round",
        })  # fmt: skip

    def circle(self, x: float, y: float, r: float, fill: str) -> None:
        self._add("circle", {"cx": x, "cy": y, "r": r, "fill": fill})

    def text(
        self, x: float, y: float, value: str, *, fill: str | None = None, anchor: str = "start", bold: bool = False,
        size: float | None = None,
    ) -> None:  # fmt: skip
        if not value:
            return
        medium = self.medium
        self._add("text", {
            "x": x, "y": y, "text_anchor": anchor, "font_family": medium.family, "font_size": size or medium.text,
            "font_weight": "700" if bold else "400", "fill": fill or medium.palette.ink,
        }, escape(value, quote=False))  # fmt: skip

    def open_link(self, href: str) -> None:
        self.parts.append(f'<a href="{escape(href)}">')

    def close_link(self) -> None:
        self.parts.append("</a>")

    def svg(self, height: float) -> SafeString:
        width, unit = number(self.medium.width), self.medium.unit
        tall = number(math.ceil(height))
        # What is inside a picture is hidden from screen readers; links must not be.
        role = "group" if any(part.startswith("<a ") for part in self.parts) else "img"
        return mark_safe(  # every text and attribute above is escaped, nothing else gets in
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}{unit}" height="{tall}{unit}" '
            f'viewBox="0 0 {width} {tall}" role="{role}"><title>{escape(self.title, quote=False)}</title>'
            + "".join(self.parts)
            + "</svg>"
        )


def legend_line(sheet: Sheet, y: float, entries: Sequence[tuple[str, Callable[[float, float, float], None]]]) -> float:
    """Marks with words under a drawing, from the left, on as many lines as they need. Returns the height used."""
    medium, x, side, leading = sheet.medium, 0.0, sheet.medium.small, sheet.medium.small * 1.75
    top = y
    for words, draw in entries:
        label = fit(words, medium.width - side - 6, medium.small)
        wide = side + 5 + text_width(label, medium.small) + medium.small * 1.6
        if x and x + wide - medium.small * 1.6 > medium.width:
            x, y = 0.0, y + leading
        draw(x, y, side)
        sheet.text(x + side + 5, y + side * 0.86, label, fill=medium.palette.quiet, size=medium.small)
        x += wide
    return y + leading - top if entries else 0.0


def nothing(sheet: Sheet) -> SafeString:
    """A drawing without records says so, in the words of its title."""
    medium = sheet.medium
    lines = wrap(sheet.title or "Nothing to draw", medium.width, medium.text, lines=4)
    for at, line in enumerate(lines):
        sheet.text(0, medium.text * (1.1 + at * 1.4), line, fill=medium.palette.quiet)
    return sheet.svg(medium.text * (0.6 + 1.4 * max(len(lines), 1)))


def axis_labels(sheet: Sheet, places: Sequence[tuple[float, str]], y: float) -> None:
    """As many labels as fit without touching, the last one always."""
    medium, taken = sheet.medium, math.inf
    for x, label in reversed(places):
        word = fit(label, medium.width * 0.3, medium.small)
        wide = text_width(word, medium.small)
        x = min(max(x, wide / 2), medium.width - wide / 2)
        if x + wide / 2 + medium.small * 0.6 <= taken:
            sheet.text(x, y, word, anchor="middle", fill=medium.palette.quiet, size=medium.small)
            taken = x - wide / 2
