"""From bytes to tables of raw values that know their line. Nothing here knows the database."""

import csv
import datetime as dt
import difflib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from partnership.imports.sources import COLUMNS, KNOWN, Source

MOST_LEVELS = 12
_PLAIN = ("str", "int", "float", "bool", "timestamp", "null", "seq", "map")
_PLAIN_TAGS = {f"tag:yaml.org,2002:{name}" for name in _PLAIN}


@dataclass(frozen=True, order=True)
class Fault:
    """Something that must be mended before anything is loaded: where it stands and what to do."""

    file: str
    line: int
    sentence: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {self.sentence}" if self.line else f"{self.file}: {self.sentence}"


@dataclass(frozen=True)
class Value:
    """One value as it was written. No text means that nothing stands there."""

    text: str | None
    line: int


@dataclass
class Table:
    """Named values, lists and tables inside a table, with the line where each begins."""

    line: int
    fields: dict[str, Any] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)


@dataclass
class Rows:
    """A list in a file."""

    line: int
    rows: list[Any] = field(default_factory=list)


class Unreadable(Exception):
    """The file as a whole cannot be read, from that line on."""

    def __init__(self, line: int, sentence: str) -> None:
        super().__init__(sentence)
        self.line, self.sentence = line, sentence


# ---- from bytes to tables ----


def as_text(content: bytes) -> str:
    """The text of a file in UTF-8. Raises Unreadable with the line where it is something else."""
    if b"\0" in content:
        raise Unreadable(content[: content.index(b"\0")].count(b"\n") + 1, "This is not a text file. Save it as text.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise Unreadable(line, "Save the file as UTF-8 (in Excel: “CSV UTF-8”). A letter here is not.") from None


def read_csv(name: str, content: bytes) -> Rows:
    """The rows of a CSV file under its known columns. Commas or semicolons."""
    text = as_text(content)
    wanted = COLUMNS[name]
    first = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";" if ";" in first and "," not in first else ",")
    rows, heads, line = Rows(1), None, 1
    try:
        for cells in reader:
            start, line = line, reader.line_num + 1
            if not any(cell.strip() for cell in cells):
                continue
            if heads is None:
                heads = _heads(cells, wanted, start)
                continue
            if len(cells) != len(heads):
                raise Unreadable(start, f"This row has {len(cells)} cells; the heading has {len(heads)}.")
            fields = {head: Value(cell.strip() or None, start) for head, cell in zip(heads, cells, strict=True)}
            rows.rows.append(Table(start, fields, dict.fromkeys(heads, start)))
    except csv.Error:
        raise Unreadable(
            reader.line_num, "This row cannot be read. Look for a quotation mark without its pair."
        ) from None
    if heads is None:
        raise Unreadable(1, f"The file has no heading. Its first line is {','.join(wanted)}.")
    return rows


def _heads(cells: list[str], wanted: list[str], line: int) -> list[str]:
    heads = [cell.strip().lower() for cell in cells]
    for head in heads:
        if head not in wanted:
            raise Unreadable(
                line, f"There is no column “{head[:60]}”. Known are {', '.join(wanted)}.{nearest(head, wanted)}"
            )
        if heads.count(head) > 1:
            raise Unreadable(line, f"The column “{head}” stands twice. Keep one.")
    for name in wanted:
        if name not in heads:
            raise Unreadable(line, f"The column “{name}” is missing. The columns are {', '.join(wanted)}.")
    return heads


_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(content: bytes) -> Any:
    """A YAML document as Table, Rows and Value. Only plain values: no tags, no anchors, nothing that multiplies."""
    text = as_text(content)
    try:
        loader = _Loader(text)
        try:
            node = loader.get_single_node()
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise Unreadable(
            line, f"This cannot be read as YAML ({error.problem or 'unknown'}). Check indents and colons."
        ) from None
    except (yaml.YAMLError, RecursionError):
        raise Unreadable(1, "This cannot be read as YAML. Check it with an editor that knows YAML.") from None
    if node is None:
        raise Unreadable(1, "The file is empty.")
    return _plain(node, set(), 0)


def _plain(node: Any, seen: set[int], level: int) -> Any:
    line = node.start_mark.line + 1
    if id(node) in seen:
        raise Unreadable(line, "Write the value out: anchors and aliases (& and *) are not read.")
    if level > MOST_LEVELS:
        raise Unreadable(line, "This is nested too deeply. Look at the indents.")
    seen.add(id(node))
    if node.tag not in _PLAIN_TAGS:
        raise Unreadable(line, "Write a plain value: tags (! and !!) and merges (<<) are not read.")
    if isinstance(node, yaml.ScalarNode):
        empty = node.tag == "tag:yaml.org,2002:null"
        return Value(None if empty else node.value, line)
    if isinstance(node, yaml.SequenceNode):
        return Rows(line, [_plain(child, seen, level + 1) for child in node.value])
    table = Table(line)
    for key_node, value_node in node.value:
        if not isinstance(key_node, yaml.ScalarNode):
            raise Unreadable(key_node.start_mark.line + 1, "Write a plain name before the colon.")
        name, at = key_node.value, key_node.start_mark.line + 1
        if name in table.fields:
            raise Unreadable(at, f"“{name[:60]}” stands twice here. Keep one.")
        table.fields[name], table.lines[name] = _plain(value_node, seen, level + 1), at
    return table


# ---- reading one table field by field ----


def nearest_name(name: str, known: list[str]) -> str:
    """The known name that comes nearest, or nothing."""
    return next(iter(difflib.get_close_matches(name, known, 1, 0.7)), "")


def nearest(name: str, known: list[str]) -> str:
    near = nearest_name(name, known)
    return f" Did you mean “{near}”?" if near else ""


class Reader:
    """Reads the fields of one table, noting each fault with its line instead of stopping at the first."""

    def __init__(self, file: str, table: Any, faults: list[Fault], known: str) -> None:
        self.file, self.faults, self.is_sound = file, faults, True
        self.table = table if isinstance(table, Table) else Table(getattr(table, "line", 1))
        self.line = self.table.line
        names = known.split()
        if not isinstance(table, Table):
            self.fault(None, f"Fields with names are expected here: {', '.join(names)}.")
        for name in self.table.fields:
            if name not in names:
                self.fault(
                    name, f"There is no field “{name[:60]}” here. Known are {', '.join(names)}.{nearest(name, names)}"
                )

    def line_of(self, name: str | None) -> int:
        return self.table.lines.get(name or "", self.line)

    def fault(self, name: str | None, sentence: str) -> None:
        """Note a fault at a field, or at the table's first line."""
        self.faults.append(Fault(self.file, self.line_of(name), sentence))
        self.is_sound = False

    def has(self, name: str) -> bool:
        """Whether something stands in the field."""
        found = self.table.fields.get(name)
        return not (found is None or (isinstance(found, Value) and found.text is None))

    def text(self, name: str, *, required: bool = False) -> str:
        """The text of a field, without spaces around it; nothing gives ""."""
        found = self.table.fields.get(name)
        if found is not None and not isinstance(found, Value):
            self.fault(name, f"Write one value after “{name}”, not a list.")
            return ""
        text = (found.text or "").strip() if found else ""
        if required and not text:
            self.fault(name, f"Enter “{name}”: it is empty.")
        return text

    def day(self, name: str, *, required: bool = False) -> dt.date | None:
        """A date, written 2026-03-17 or 17/03/2026."""
        text = self.text(name, required=required)
        if not text:
            return None
        match = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", text)
        parts = [int(part) for part in match.groups()] if match else None
        if parts is None and (match := re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text)):
            parts = [int(part) for part in reversed(match.groups())]
        try:
            if parts is None or not 1900 <= parts[0] <= 2100:
                raise ValueError
            return dt.date(*parts)
        except ValueError:
            self.fault(name, f"“{text[:40]}” is not a date for “{name}”. Write it as 2026-03-17.")
            return None

    def choice(self, name: str, choices: Any, *, required: bool = True) -> str:
        """One of the values of a TextChoices."""
        text = self.text(name, required=required)
        return self.chosen(name, text, choices) if text else ""

    def chosen(self, name: str, text: str, choices: Any) -> str:
        values = [str(value) for value in choices.values]
        if text in values:
            return text
        self.fault(
            name, f"“{text[:40]}” is not known for “{name}”. Choose one of {', '.join(values)}.{nearest(text, values)}"
        )
        return ""

    def number(self, name: str, default: int | None = None, *, least: int = 0, most: int = 32_000) -> int | None:
        """A whole number; nothing gives the default."""
        text = self.text(name)
        if not text:
            return default
        if not re.fullmatch(r"\d{1,6}", text) or not least <= int(text) <= most:
            self.fault(
                name, f"“{text[:40]}” is not a number for “{name}”. Write a whole number from {least} to {most}."
            )
            return default
        return int(text)

    def flag(self, name: str, default: bool) -> bool:
        """True or false; nothing gives the default."""
        text = self.text(name).lower()
        if not text:
            return default
        if text not in {"true", "false", "yes", "no"}:
            self.fault(name, f"“{text[:40]}” is neither true nor false for “{name}”.")
        return text in {"true", "yes"}

    def rows(self, name: str) -> Rows:
        """The list in a field; nothing gives an empty one."""
        found = self.table.fields.get(name)
        if found is None or (isinstance(found, Value) and found.text is None):
            return Rows(self.line_of(name))
        if not isinstance(found, Rows):
            self.fault(name, f"Write a list after “{name}”, each entry after a dash.")
            return Rows(self.line_of(name))
        return found

    def words(self, name: str) -> list[str]:
        """A list of plain texts, none twice."""
        texts: list[str] = []
        for entry in self.rows(name).rows:
            text = (entry.text or "").strip() if isinstance(entry, Value) else ""
            if not text:
                self._at(entry.line, f"Each entry of “{name}” is one plain text.")
            elif text in texts:
                self._at(entry.line, f"“{text[:60]}” stands twice in “{name}”. Keep one.")
            else:
                texts.append(text)
        return texts

    def tables(self, name: str, known: str) -> Iterator["Reader"]:
        """The tables of a list, each with a reader of its own."""
        for entry in self.rows(name).rows:
            yield self.inside(entry, known)

    def one(self, name: str, known: str) -> "Reader | None":
        """The table in a field, or None where nothing stands."""
        return self.inside(self.table.fields[name], known) if self.has(name) else None

    def inside(self, entry: Any, known: str) -> "Reader":
        reader = Reader(self.file, entry, self.faults, known)
        self.is_sound = self.is_sound and reader.is_sound
        return reader

    def _at(self, line: int, sentence: str) -> None:
        self.faults.append(Fault(self.file, line, sentence))
        self.is_sound = False


def read(source: Source) -> tuple[dict[str, Any], list[Fault]]:
    """Every file of a source as tables, and the faults of those that cannot be read at all."""
    documents: dict[str, Any] = {}
    faults = []
    for name in KNOWN:
        if name not in source.files:
            continue
        try:
            content = source.files[name]
            documents[name] = read_csv(name, content) if name in COLUMNS else read_yaml(content)
        except Unreadable as error:
            faults.append(Fault(name, error.line, error.sentence))
    return documents, faults
