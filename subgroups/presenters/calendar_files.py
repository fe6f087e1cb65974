"""A meeting as a calendar file, for whoever keeps a diary elsewhere."""

import datetime as dt

from partnership.kit.dates import at_hour
from subgroups.models import Attendance, Meeting
from subgroups.presenters.meetings import title_of

Status, Mark = Meeting.Status, Attendance.Mark


def _folded(line: str) -> str:
    """A line of a calendar file is at most 75 bytes; what is longer goes on after a space."""
    data, parts = line.encode(), []
    while len(data) > 74:
        cut = 74
        while data[cut] & 0xC0 == 0x80:  # never inside a character
            cut -= 1
        parts.append(data[:cut].decode())
        data = data[cut:]
    return "\r\n ".join([*parts, data.decode()])


def _escaped(words: str) -> str:
    out = words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return out.replace("\r\n", "\\n").replace("\n", "\\n")


def calendar_file(meeting: Meeting, *, host: str, url: str, now: dt.datetime) -> str:
    """The meeting as an iCalendar file (RFC 5545), in UTC so that no time zone table is needed."""
    starts = at_hour(meeting.on, meeting.starts_at.hour, meeting.starts_at.minute).astimezone(dt.UTC)
    ends_at = meeting.ends_at
    ends = (
        at_hour(meeting.on, ends_at.hour, ends_at.minute).astimezone(dt.UTC)
        if ends_at
        else starts + dt.timedelta(hours=2)
    )
    stamp = "%Y%m%dT%H%M%SZ"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Safeguarding portal//Meetings//EN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{meeting.reference}@{host}",
        f"SEQUENCE:{meeting.version}",
        f"DTSTAMP:{now.astimezone(dt.UTC).strftime(stamp)}",
        f"DTSTART:{starts.strftime(stamp)}",
        f"DTEND:{ends.strftime(stamp)}",
        f"SUMMARY:{_escaped(title_of(meeting))}",
        f"LOCATION:{_escaped(meeting.place)}",
        f"STATUS:{'CANCELLED' if meeting.status == Status.CANCELLED else 'CONFIRMED'}",
        f"URL:{url}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "\r\n".join(_folded(line) for line in lines) + "\r\n"
