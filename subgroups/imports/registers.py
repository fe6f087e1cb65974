"""What the files of a year say of papers, forward plans, challenges, risks and the owners of documents."""

from typing import TYPE_CHECKING

from partnership.imports.reading import Reader

if TYPE_CHECKING:
    from subgroups.imports.reading import Entry, YearFiles

PAPER = "title agency author asked_on handed_in_on text"
REPORT = "title body agency author asked_on meeting due_on received_on note text withdrawn_on reason"
CHALLENGE = (
    "key body to from subject text made_on answer_due_on answer answered_on by outcome what_changed closed_on "
    "withdrawn_on reason"
)
RISK = "body title description controls likelihood impact agency opened_on review_on looks closed_on reason"
LOOK = "on note likelihood impact review_on"
OWNER = "body person"


def paper_of(files: "YearFiles", reader: Reader, row: "Entry") -> "Entry":
    """A paper that an item was to have, and when it came."""
    row.values = {
        "title": reader.text("title", required=True),
        "agency": files.found("agency", reader, "agency", required=not reader.has("author")),
        "author": files.person(reader, "author"),
        "asked_on": files.done(reader, "asked_on"),
        "handed_in_on": files.done(reader, "handed_in_on"),
        "text": reader.text("text", required=reader.has("handed_in_on")),
    }
    return row


def report_of(files: "YearFiles", reader: Reader, row: "Entry") -> "Entry":
    """A report of a forward plan."""
    row.values = {
        "title": reader.text("title", required=True),
        "body": files.found("body", reader, "body", required=True),
        "agency": files.found("agency", reader, "agency", required=True),
        "author": files.person(reader, "author"),
        "asked_on": files.done(reader, "asked_on", required=True),
        "meeting": files.key_of(reader, "meeting"),
        "due_on": reader.day("due_on", required=not reader.has("meeting")),
        "received_on": files.done(reader, "received_on"),
        "note": reader.text("note"),
        "text": reader.text("text"),
        "withdrawn_on": files.done(reader, "withdrawn_on"),
        "reason": reader.text("reason", required=reader.has("withdrawn_on")),
    }
    return row


def challenge_of(files: "YearFiles", reader: Reader, row: "Entry") -> "Entry":
    """A challenge with its answer and what came of it."""
    row.values = {
        "body": files.found("body", reader, "body", required=True),
        "to": files.found("agency", reader, "to", required=True),
        "from": files.found("agency", reader, "from"),
        "subject": reader.text("subject", required=True),
        "text": reader.text("text", required=True),
        "made_on": files.done(reader, "made_on", required=True),
        "answer_due_on": reader.day("answer_due_on", required=True),
        "answer": reader.text("answer"),
        "answered_on": files.done(reader, "answered_on", required=reader.has("answer")),
        "by": files.person(reader, "by"),
        "outcome": reader.text("outcome", required=reader.has("closed_on")),
        "what_changed": reader.text("what_changed", required=reader.has("closed_on")),
        "closed_on": files.done(reader, "closed_on"),
        "withdrawn_on": files.done(reader, "withdrawn_on"),
        "reason": reader.text("reason", required=reader.has("withdrawn_on")),
    }
    return row


def risk_of(files: "YearFiles", reader: Reader, row: "Entry") -> "Entry":
    """A risk with each look at it."""
    row.values = {
        "body": files.found("body", reader, "body", required=True),
        "title": reader.text("title", required=True),
        "description": reader.text("description", required=True),
        "controls": reader.text("controls"),
        "likelihood": reader.number("likelihood", 1, least=1, most=5),
        "impact": reader.number("impact", 1, least=1, most=5),
        "agency": files.found("agency", reader, "agency", required=True),
        "opened_on": files.done(reader, "opened_on", required=True),
        "review_on": reader.day("review_on", required=True),
        "closed_on": files.done(reader, "closed_on"),
        "reason": reader.text("reason", required=reader.has("closed_on")),
        "looks": [],
    }
    for one in reader.tables("looks", LOOK):
        look = files.entry(one)
        look.values = {
            "on": files.done(one, "on", required=True),
            "note": one.text("note", required=True),
            "likelihood": one.number("likelihood", row.likelihood, least=1, most=5),
            "impact": one.number("impact", row.impact, least=1, most=5),
            "review_on": one.day("review_on", required=True),
        }
        row.values["looks"].append(look)
    return row


def owner_of(files: "YearFiles", reader: Reader, row: "Entry") -> "Entry":
    """Who reviews the documents of a body."""
    row.values = {
        "body": files.found("body", reader, "body", required=True),
        "person": files.person(reader, "person", required=True),
    }
    return row
