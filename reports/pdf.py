"""An edition on paper and on a page. Three steps, each alone: `print_context`, `print_html`, `print_pdf`."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string

from partnership.kit import charts
from partnership.kit.dates import london_date
from partnership.kit.markdown import to_html as markdown
from reports.models import Edition, EditionFile, ReportTable, Signature
from reports.parts import cell_text
from reports.wording import long_date, long_moment

if TYPE_CHECKING:
    from partnership.kit.pdf import Pdf


def draw(figure: Mapping[str, Any], medium: charts.Medium) -> str:
    """A frozen figure as SVG, for paper or for a page."""
    rows, extra, title = figure["rows"], figure["extra"], figure["finding"]
    if len(rows) > 14 and medium is charts.PRINT:
        medium = replace(medium, row=15, bar=10.5)  # many agencies still fit on one page with their heading
    match figure["kind"]:
        case "bars":
            mark = charts.Mark(**extra["mark"]) if extra.get("mark") else None
            return charts.bars([charts.Bar(**row) for row in rows], title=title, medium=medium, mark=mark)
        case "stacks":
            stacks = [charts.Stack(r["label"], tuple(r["counts"]), r["end"], r["late"]) for r in rows]
            return charts.stacked_bars(stacks, parts=extra["parts"], title=title, medium=medium)
        case "strip":
            return charts.attendance_strip(_groups(rows), columns=extra["columns"], title=title, medium=medium)
        case "structure":
            boxes = [charts.Box(r["key"], r["label"], r["note"], charts.Rank(r["rank"])) for r in rows]
            lines = [(child, parent) for child, parent in extra["lines"]]
            return charts.structure(boxes, lines, title=title, medium=medium)
    raise ValueError(f"No chart is called {figure['kind']}")


def _groups(rows: Sequence[Mapping[str, Any]]) -> list[charts.StripGroup]:
    groups: dict[str, list[charts.StripRow]] = {}
    for row in rows:
        marks = tuple(charts.Presence(mark) for mark in row["marks"])
        groups.setdefault(row["group"], []).append(charts.StripRow(row["label"], marks, row["end"]))
    return [charts.StripGroup(name, tuple(members)) for name, members in groups.items()]


def shown(data: Mapping[str, Any], medium: charts.Medium) -> list[dict[str, Any]]:
    """The chapters of an edition with figures drawn and Markdown turned into HTML, ready for a template."""
    chapters = []
    for entry in data["chapters"]:
        parts = []
        for part in entry["parts"]:
            part = dict(part)
            if part["part"] == "figure":
                part["svg"] = draw(part, medium)
            elif part["part"] == "table":
                part["rows"] = [{**row, "cells": _cells(row["cells"], part["columns"])} for row in part["rows"]]
                part["kinds"] = [column["kind"] for column in part["columns"]]
            elif "markdown" in part:
                # Under a heading of its own the text's headings stand one level lower.
                part["html"] = markdown(part["markdown"], top=4 if part["side"] else 3)
            parts.append(part)
        chapters.append({**entry, "parts": parts})
    return chapters


def _cells(cells: Sequence[Any], columns: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [
        {
            "text": f"{cell:,}" if isinstance(cell, int) else cell_text(cell),
            "tone": cell.get("tone", "") if isinstance(cell, dict) else "",
            "anchor": cell.get("anchor", "") if isinstance(cell, dict) else "",
            "kind": column["kind"],
            "heading": column["heading"],
        }
        for cell, column in zip(cells, columns, strict=True)
    ]


def page_html(data: Mapping[str, Any]) -> str:
    """The web twin of an edition: the same chapters, numbers and words, without what belongs to paper."""
    chapters = shown(data, charts.SCREEN)
    return render_to_string("reports/edition_body.html", {"chapters": chapters, "data": data})


def print_context(
    edition: Edition, *, signatures: Sequence[Signature], made_at: dt.datetime, stage: str
) -> dict[str, Any]:
    """All that the printed edition says. Takes what is frozen and the signatures; reads nothing else."""
    data = edition.data
    chapters = shown(data, charts.PRINT)
    tables = [part for entry in chapters for part in entry["parts"] if part["part"] == "table"]
    figures = [part for entry in chapters for part in entry["parts"] if part["part"] == "figure"]
    spell = [edition.data_sha256[at : at + 8] for at in range(0, 64, 8)]
    return {
        "data": data,
        "chapters": chapters,
        "tables": tables,
        "figures": figures,
        "period": f"{long_date(dt.date.fromisoformat(data['from_on']))} to "
        f"{long_date(dt.date.fromisoformat(data['to_on']))}",
        "last_day": long_date(dt.date.fromisoformat(data["to_on"])),
        "number": edition.number,
        "checksum": " ".join(spell),
        "short_sum": edition.short_sum,
        "approved": long_date(london_date(edition.frozen_at)),
        "is_signed": stage == EditionFile.Stage.SIGNED,
        "signatures": [
            {
                "office": signature.get_capacity_display(),
                "name": signature.name,
                "job_title": signature.job_title,
                "agency": signature.agency_name,
                "signed": long_moment(signature.signed_at),
                "proof": "Second factor confirmed" if signature.second_factor else "Password entered again",
                "record": signature.record,
            }
            for signature in signatures
        ],
        "created": london_date(edition.frozen_at).isoformat(),
        "modified": london_date(made_at).isoformat(),
    }


def print_html(context: Mapping[str, Any]) -> str:
    """Context to HTML for paper."""
    return render_to_string("pdf/report.html", dict(context))


def print_pdf(html: str, *, tables: Sequence[tuple[ReportTable, bytes]], made_at: dt.datetime) -> "Pdf":
    """HTML to PDF, each table attached as CSV."""
    # WeasyPrint is a third of the start and 30 MB; only workers print, so the web server never loads it.
    from partnership.kit.pdf import Attached, to_pdf

    attached = [Attached(table.file_name, str(table), content) for table, content in tables]
    return to_pdf(html, made_at=made_at, attachments=attached)
