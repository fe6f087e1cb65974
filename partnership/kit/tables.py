"""Tables that leave the portal: CSV and XLSX from the same columns, safe to open in a spreadsheet."""

import csv
import datetime as dt
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import xlsxwriter
from django.http import HttpResponse, StreamingHttpResponse

RISKY = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Column:
    """A heading and how to read its value from a row."""

    heading: str
    value: Callable[[Any], Any]


def neutral(value: Any) -> Any:
    """A cell that no spreadsheet takes for a formula. Numbers and dates stay what they are."""
    if isinstance(value, str) and value.startswith(RISKY):
        return "'" + value
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value.isoformat()
    return "" if value is None else value


class _Echo:
    """A file that hands each line straight on."""

    def write(self, line: str) -> str:
        return line


def csv_lines(columns: list[Column], rows: Iterable[Any]) -> Iterator[str]:
    """The table as lines of CSV, the first with a byte order mark so that Excel reads UTF-8."""
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow([column.heading for column in columns])
    for row in rows:
        yield writer.writerow([neutral(column.value(row)) for column in columns])


def csv_response(name: str, columns: list[Column], rows: Iterable[Any]) -> StreamingHttpResponse:
    """The table as a download called `name`.csv."""
    response = StreamingHttpResponse(csv_lines(columns, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def xlsx_response(name: str, columns: list[Column], rows: Iterable[Any]) -> HttpResponse:
    """The table as a workbook called `name`.xlsx, with its heading row frozen."""
    return workbook_response(name, [("", columns, rows)])


def workbook_response(name: str, tables: Iterable[tuple[str, list[Column], Iterable[Any]]]) -> HttpResponse:
    """Several tables as the sheets of a workbook called `name`.xlsx, each with its name and a frozen heading row."""
    packed = io.BytesIO()
    book = xlsxwriter.Workbook(packed, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    bold, dated = book.add_format({"bold": True}), book.add_format({"num_format": "d mmm yyyy"})
    for title, columns, rows in tables:
        _write_sheet(book.add_worksheet(title or None), columns, rows, bold, dated)
    book.close()
    response = HttpResponse(
        packed.getvalue(), content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    )
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response


def _write_sheet(sheet: Any, columns: list[Column], rows: Iterable[Any], bold: Any, dated: Any) -> None:
    for at, column in enumerate(columns):
        sheet.write_string(0, at, column.heading, bold)
        sheet.set_column(at, at, max(12, min(50, len(column.heading) + 4)))
    for line, row in enumerate(rows, 1):
        for at, column in enumerate(columns):
            value = column.value(row)
            if isinstance(value, dt.date):
                sheet.write_datetime(line, at, dt.datetime(value.year, value.month, value.day), dated)  # noqa: DTZ001
            elif isinstance(value, int | float):
                sheet.write_number(line, at, value)
            else:
                sheet.write_string(line, at, str(neutral(value)))
    sheet.freeze_panes(1, 0)
