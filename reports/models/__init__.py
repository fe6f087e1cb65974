"""What we tell the public, and who signed it."""

from reports.models.editions import Edition, EditionFile, ReportTable
from reports.models.reports import Report, ReportMove, Section
from reports.models.signatures import RequiredSignatory, Signature

__all__ = [
    "Edition",
    "EditionFile",
    "Report",
    "ReportMove",
    "ReportTable",
    "RequiredSignatory",
    "Section",
    "Signature",
]
