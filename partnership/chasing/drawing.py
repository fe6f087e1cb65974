"""Mails of many lines, drawn from templates that are rendered once for each shape. Words and markup, no queries."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.utils.safestring import SafeString

from partnership.chasing.lines import DigestGroup, DigestLine
from partnership.kit.filled import Filled
from partnership.kit.wording import long_date, short_date, unbroken, upper_first
from partnership.models import Partnership

LINE_TEXT, LINE_HTML = Filled("emails/digest_line.txt"), Filled("emails/digest_line.html")
GROUP_TEXT, GROUP_HTML = Filled("emails/digest_group.txt"), Filled("emails/digest_group.html")
DIGEST_TEXT, DIGEST_HTML = Filled("emails/digest.txt"), Filled("emails/digest.html")


@dataclass(frozen=True)
class Frame:
    """What a mail's frame shows of the partnership."""

    name: str = ""
    frame: str = ""

    @classmethod
    def of(cls, partnership: Partnership | None) -> "Frame":
        return cls(partnership.name, partnership.frame) if partnership else cls()


@dataclass(frozen=True, slots=True)
class DrawnGroup:
    """A group of lines as it stands in a mail, plain and as HTML."""

    text: SafeString
    html: SafeString


_short = lru_cache(short_date)  # a few dates stand in thousands of lines
_upper_first = lru_cache(upper_first)


def _line_words(line: DigestLine, on: dt.date) -> dict[str, str]:
    return {
        "words": line.words,
        "due": _short(line.due_on, on),
        "title": line.title,
        "kind": _upper_first(line.kind),
        "reference": line.reference,
        "agency": line.agency,
        "told": line.told_words,
        "next": line.next_words,
        "path": line.path,
    }


def drawn_group(group: DigestGroup, on: dt.date) -> DrawnGroup:
    """One group with its lines."""
    address, strong = settings.ADDRESS, group.strong
    texts, htmls = [], []
    for line in group.lines:
        words = _line_words(line, on)
        texts.append(LINE_TEXT(words, address=address))
        words["reference"] = unbroken(line.reference)
        htmls.append(LINE_HTML(words, address=address, strong=strong, late=line.due_on < on))
    head = {"title": group.title, "agency": group.agency, "lead": group.lead}
    return DrawnGroup(
        GROUP_TEXT({**head, "title": group.title.upper(), "lines": SafeString("".join(texts))}),
        GROUP_HTML({**head, "lines": SafeString("".join(htmls))}, strong=strong),
    )


def drawn_groups(groups: Iterable[DigestGroup], on: dt.date) -> list[DrawnGroup]:
    """The groups of a mail, for its templates."""
    return [drawn_group(group, on) for group in groups]


def draw_digest(
    *, name: str, subject: str, heading: str, preview: str, groups: Iterable[DigestGroup], left_out: int,
    on: dt.date, partnership: Frame,
) -> tuple[str, str]:  # fmt: skip
    """The plain and the HTML form of one person's digest."""
    drawn = drawn_groups(groups, on)
    words = {"name": name, "heading": heading, "left_out": str(left_out or "")}
    shape = {"address": settings.ADDRESS, "partnership": partnership}
    text = DIGEST_TEXT({**words, "groups": SafeString("".join(f"{group.text}\n" for group in drawn))}, **shape)
    words |= {"subject": subject, "preview": preview, "day": long_date(on)}
    html = DIGEST_HTML({**words, "groups": SafeString("".join(group.html for group in drawn))}, **shape)
    return str(text), str(html)
