"""Acts on reports: opening, writing, approving, signing, publishing, and making the files."""

from reports.services.building import build_waiting, freeze_edition, tables_of
from reports.services.reports import (
    approve_report,
    blocking_words,
    correct_report,
    open_report,
    publish_report,
    reopen_report,
    send_back,
    submit_for_review,
    write_section,
)
from reports.services.signing import FRESH, require_signatories, sign_edition

__all__ = [
    "FRESH",
    "approve_report",
    "blocking_words",
    "build_waiting",
    "correct_report",
    "freeze_edition",
    "open_report",
    "publish_report",
    "reopen_report",
    "require_signatories",
    "send_back",
    "sign_edition",
    "submit_for_review",
    "tables_of",
    "write_section",
]
