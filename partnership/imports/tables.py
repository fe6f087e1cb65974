"""Tables that people paste or upload: from text, CSV or XLSX to rows of clean cells that know their line.

Nothing here knows what a table is about; whoever does says which row is its heading.
"""

import datetime as dt
import io
import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import openpyxl

from partnership.imports.reading import Unreadable

MOST_BYTES = 2_000_000
MOST_UNPACKED = 20_000_000
MOST_ROWS = 2_000
MOST_COLUMNS = 30
MOST_IN_A_CELL = 20_000
# A sheet that was coloured down to its last row says that it has a million of them.
MOST_ROWS_LOOKED_AT = 20_000
HEADING_WITHIN = 10
TOO_MANY_ROWS = f"The table has more than {MOST_ROWS:,} lines. Split it and send the parts one after the other."
DELIMITERS = ("\t", ";", ",")

IsHeading = Callable[[Sequence[str]], bool]


@dataclass(frozen=True)
class Line:
    """One row of a table: the line on which it begins, and its cells, one for each heading."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """A table: its headings as they were written, and its rows without the empty ones."""

    heads: tuple[str, ...]
    lines: tuple[Line, ...]

    def mended(self, cells: Mapping[tuple[int, str], str]) -> "Sheet":
        """The same table with other words in some cells, named by line and heading. A new heading is a new column."""
        added = list(dict.fromkeys(head for _, head in cells if head not in self.heads))
        heads = (*self.heads, *added)
        by_place = {(number, heads.index(head)): clean(words) for (number, head), words in cells.items()}
        lines = [
            Line(
                line.number,
                tuple(
                    by_place.get((line.number, place), line.cells[place] if place < len(line.cells) else "")
                    for place in range(len(heads))
                ),
            )
            for line in self.lines
        ]
        return Sheet(heads, tuple(lines))

    def only(self, numbers: Iterable[int]) -> "Sheet":
        """The same table with some of its lines."""
        wanted = set(numbers)
        return Sheet(self.heads, tuple(line for line in self.lines if line.number in wanted))

    def as_text(self) -> str:
        """The table as a spreadsheet would paste it; each row stays on the line that it had."""
        rows: list[str] = []
        begins, at = [1, *(line.number for line in self.lines)], 1
        for begin, cells in zip(begins, [self.heads, *(line.cells for line in self.lines)], strict=True):
            rows += [""] * (begin - at)
            row = "\t".join(_quoted(cell) for cell in cells)
            rows.append(row)
            at = max(at, begin) + row.count("\n") + 1
        return "\n".join(rows)


# ---- cells ----

_DROPPED = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]")
_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")


def clean(words: str) -> str:
    """Words as they are kept: plain spaces, plain line breaks, no signs that cannot be seen."""
    words = _DROPPED.sub("", _BREAKS.sub("\n", words))
    if not words.isprintable() or "  " in words:
        words = "".join(mark if mark == "\n" or not _is_odd(mark) else " " for mark in words)
        words = "\n".join(" ".join(row.split(" ")).strip() for row in words.split("\n"))
        words = re.sub(" {2,}", " ", words)
    return words.strip()


def _is_odd(mark: str) -> bool:
    """A space of another kind, or a control character."""
    return unicodedata.category(mark) in {"Zs", "Cc", "Cs", "Co", "Cn"}


def _quoted(words: str) -> str:
    if words.startswith('"') or "\t" in words or "\n" in words:
        return '"' + words.replace('"', '""') + '"'
    return words


# ---- text ----


def any_text(content: bytes) -> str:
    """The text of a CSV file as Excel saves it: UTF-8 or Windows-1252. Raises Unreadable."""
    if b"\0" in content:
        raise Unreadable(1, "This is not a text file. Save the table as CSV UTF-8 and send that.")
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable(1, "The letters of this file cannot be read. In Excel, save it as “CSV UTF-8” and send that.")


def read_text(text: str, is_heading: IsHeading) -> Sheet:
    """A pasted table, or the text of a CSV file: tabs, semicolons or commas between cells. Raises Unreadable."""
    if len(text) > MOST_BYTES:
        raise Unreadable(1, "The table is larger than 2 MB. Split it and send the parts one after the other.")
    text = _BREAKS.sub(lambda found: "\x0b" if found[0] == "\x0b" else "\n", text.removeprefix("\ufeff"))
    rows = list(_rows_of(text, _delimiter(text, is_heading)))
    return _sheet(_joined(rows, is_heading), is_heading)


def _delimiter(text: str, is_heading: IsHeading) -> str:
    """Whatever stands between the cells of the first row that reads as a heading; a tab where none does."""
    head = "\n".join(text.split("\n", HEADING_WITHIN * 2)[: HEADING_WITHIN * 2])
    for delimiter in DELIMITERS:
        if any(is_heading([clean(cell) for cell in cells]) for _, cells in _rows_of(head, delimiter)):
            return delimiter
    return "\t"


def _rows_of(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Rows with the line on which each begins. A quotation mark opens a cell only if another one closes it."""
    quoted = re.compile(rf'[ ]*"((?:[^"]|"")*+)"[ ]*(?={re.escape(delimiter)}|\n|\Z)')
    plain = re.compile(rf"[^{re.escape(delimiter)}\n]*")
    at, line, end = 0, 1, len(text)
    cells: list[str] = []
    began = 1
    while True:
        if found := quoted.match(text, at):
            cells.append(found[1].replace('""', '"'))
            line += found[1].count("\n")
        else:
            found = plain.match(text, at)
            assert found is not None
            cells.append(found[0])
        at = found.end()
        if at < end and text[at] == delimiter:
            at += 1
            continue
        yield began, cells
        if at >= end:
            return
        at, line, cells = at + 1, line + 1, []
        began = line


def _joined(rows: list[tuple[int, list[str]]], is_heading: IsHeading) -> list[tuple[int, list[str]]]:
    """Put together again what a line break inside a cell has torn: Word pastes such cells without marking them.

    A row with too few cells goes on in the next while both together have no more cells than the heading, and only if
    that makes it whole. What stands alone on a line after a whole row belongs to its last cell.
    """
    width = next((len(cells) for _, cells in rows[:HEADING_WITHIN] if is_heading([clean(one) for one in cells])), 0)
    joined: list[tuple[int, list[str]]] = []
    place, begun = 0, False
    while place < len(rows):
        number, cells = rows[place]
        place += 1
        if not begun:
            begun = is_heading([clean(one) for one in cells])
            joined.append((number, cells))
            continue
        if len(cells) == 1 and cells[0].strip() and width > 1 and len(joined[-1][1]) >= width and _is_body(joined):
            joined[-1][1][-1] += "\n" + cells[0]
            continue
        whole, ahead = cells, place
        while 0 < len(whole) < width and any(whole) and ahead < len(rows) and any(rows[ahead][1]):
            more = rows[ahead][1]
            if len(whole) + len(more) - 1 > width:
                break
            whole = [*whole[:-1], f"{whole[-1]}\n{more[0]}", *more[1:]]
            ahead += 1
        if len(whole) == width:
            cells, place = whole, ahead
        joined.append((number, cells))
    return joined


def _is_body(joined: list[tuple[int, list[str]]]) -> bool:
    """Whether the last row stands below the heading."""
    return len(joined) > 1


# ---- workbooks ----


def read_workbook(content: bytes, is_heading: IsHeading) -> Sheet:
    """The first sheet of a workbook that has such a heading. Raises Unreadable."""
    refuse_bombs(content)
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        sheets = [_rows_of_sheet(sheet) for sheet in book.worksheets[:HEADING_WITHIN]]
    except Unreadable:
        raise
    except Exception:  # whatever a broken workbook makes the reader stumble over is told in one sentence
        raise Unreadable(1, "This workbook cannot be opened. Save it again as .xlsx and send that.") from None
    found = next(
        (rows for rows in sheets if any(is_heading(cells) for _, cells in rows[:HEADING_WITHIN])),
        sheets[0] if sheets else [],
    )
    return _sheet(found, is_heading)


def refuse_bombs(content: bytes) -> None:
    """Nothing that unpacks to more than a table needs, and no document types, with which XML can be made to swell."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > MOST_UNPACKED:
                raise Unreadable(1, "This workbook unpacks to more than 20 MB. Copy the table into a new one.")
            for entry in packed.infolist():
                with packed.open(entry) as part:
                    if entry.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in part.read(MOST_UNPACKED):
                        raise Unreadable(1, "This workbook has parts that are not read. Copy the table into a new one.")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        raise Unreadable(1, "This workbook cannot be opened. Save it again as .xlsx and send that.") from None


def _rows_of_sheet(sheet: Any) -> list[tuple[int, list[str]]]:
    sheet.reset_dimensions()  # what a file says of its own size is not to be trusted
    rows: list[tuple[int, list[str]]] = []
    for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
        words = [_cell_words(cell) for cell in cells[: MOST_COLUMNS + 1]]
        if any(words):
            rows.append((number, words))
        if len(rows) > MOST_ROWS + HEADING_WITHIN:
            raise Unreadable(number, TOO_MANY_ROWS)
        if number >= MOST_ROWS_LOOKED_AT:
            break
    return rows


def _cell_words(value: Any) -> str:
    """A cell of a workbook as it would be typed: dates as 2026-12-04, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return clean(str(value))


# ---- both ----


def _sheet(rows: list[tuple[int, list[str]]], is_heading: IsHeading) -> Sheet:
    """Find the heading, clean the cells, leave out empty rows. Raises Unreadable."""
    cleaned = [(number, [clean(cell) for cell in cells]) for number, cells in rows]
    filled = [(number, cells) for number, cells in cleaned if any(cells)]
    if not filled:
        raise Unreadable(1, "There is no table here. Paste one with its headings, or choose a file.")
    start = next((place for place, (_, cells) in enumerate(filled[:HEADING_WITHIN]) if is_heading(cells)), None)
    if start is None:
        raise Unreadable(filled[0][0], "The headings are not there, or not known.")
    heads = filled[start][1]
    while heads and not heads[-1]:
        heads.pop()
    if len(heads) > MOST_COLUMNS:
        raise Unreadable(filled[start][0], f"The table has more than {MOST_COLUMNS} columns. Take out some.")
    body = filled[start + 1 :]
    if len(body) > MOST_ROWS:
        raise Unreadable(body[MOST_ROWS][0], TOO_MANY_ROWS)
    lines = []
    for number, cells in body:
        if any(cells[len(heads) :]):
            raise Unreadable(
                number, f"This line has {len(cells)} cells; the heading has {len(heads)}. Look for a tab too many."
            )
        longest = max(cells, key=len)
        if len(longest) > MOST_IN_A_CELL:
            raise Unreadable(number, f"A cell on this line has more than {MOST_IN_A_CELL:,} characters. Shorten it.")
        lines.append(Line(number, tuple((cells + [""] * len(heads))[: len(heads)])))
    return Sheet(tuple(heads), tuple(lines))
