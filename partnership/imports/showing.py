"""A preview as rows of a page."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from partnership.imports.checking import Preview
from partnership.kit.parts import Head
from partnership.kit.wording import list_words, plural

REFUSED = [Head("Where", width="held"), Head("What to do")]
CHANGED = [Head("What"), Head("Field"), Head("Stands now"), Head("Will stand")]
MOST_SHOWN = 500


@dataclass(frozen=True)
class Added:
    """The new records of one kind."""

    counted: str
    names: list[str]
    more: int


def summary(preview: Preview) -> str:
    """What an import would do, in one sentence."""
    same = sum(preview.unchanged.values())
    if preview.faults:
        faults = plural(len(preview.faults), "fault")
        return f"Nothing can be loaded yet: {faults} to mend in your files. Nothing has been changed."
    if not preview.changes:
        return f"Nothing to do: all {same} records stand here just as in your files."
    told = [(len(preview.added), "will be added"), (len(preview.changed), "changed"), (same, "stay as they are")]
    return f"{list_words(f'{count} {words}' for count, words in told if count)}. Nothing is loaded until you confirm."


def done(preview: Preview) -> str:
    """What an import has done."""
    return f"Import loaded: {len(preview.added)} added, {len(preview.changed)} changed."


def many(words: str, count: int) -> str:
    """ "1 agency", "47 agencies": a kind of record, counted in the words of a sentence."""
    one = words.lower()
    other = {"body": "bodies", "priority": "priorities", "agency": "agencies", "version of a plan": "versions of plans"}
    same = {"terms of reference": "terms of reference", "progress": "notes on progress", "person": "people"}
    return plural(count, one, {**other, **same}.get(one, ""))


def unchanged_words(preview: Preview) -> str:
    """What stays as it is, in one sentence."""
    counted = list_words(many(words, count) for words, count in preview.unchanged.items())
    return f"These stand here just as in your files: {counted}."


def left_aside_words(preview: Preview) -> str:
    """Files of a ZIP that an import does not read."""
    files = list_words(sorted(preview.left_aside), most=5)
    return f"Not part of an import, and not read: {files}."


def refused_rows(preview: Preview) -> list[list[str]]:
    return [[f"{one.file}, line {one.line}" if one.line else one.file, one.sentence] for one in preview.faults]


def changed_rows(preview: Preview) -> list[list[Any]]:
    rows = []
    for change in preview.changed:
        for one in change.differences:
            rows.append([f"{change.wanted.kind.words}: {change.label}", one.words, one.old, one.new])
    return rows


def added_groups(preview: Preview) -> list[Added]:
    groups: dict[str, list[str]] = defaultdict(list)
    for change in preview.added:
        groups[change.wanted.kind.words].append(change.label)
    return [
        Added(many(words, len(names)), names[:MOST_SHOWN], max(0, len(names) - MOST_SHOWN))
        for words, names in groups.items()
    ]
