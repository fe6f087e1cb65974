"""Advice on how an action is worded: can anybody see that it was done, by when, by whom, and is it one thing? Pure.

Advice never blocks. It quotes the words that it is about and says what to write instead.
"""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

# A date further away than this is agreed and forgotten: a first step belongs before it.
DISTANT = dt.timedelta(days=366)

# Words that promise an effort and not a result, and words that leave the yardstick to whoever holds it.
EFFORTS = (
    "improve", "improving", "improved", "ensure", "ensuring", "enhance", "enhancing", "strengthen", "strengthening",
    "promote", "promoting", "support", "supporting", "encourage", "encouraging", "explore", "exploring", "consider",
    "considering", "look at", "look into", "raise awareness", "raising awareness", "work towards", "continue to",
    "develop", "developing", "embed", "embedding", "facilitate", "facilitating", "seek to", "endeavour", "try to",
    "be mindful of", "reflect on", "drive forward", "better", "stronger", "greater", "increased",
)  # fmt: skip
YARDSTICKS = (
    "as appropriate", "where appropriate", "if appropriate", "appropriately", "as necessary", "where necessary",
    "as needed", "as required", "where possible", "if possible", "where practicable", "in a timely manner", "timely",
    "in due course", "as soon as possible", "asap", "ongoing", "on-going", "regularly", "robust", "effective",
    "effectively", "adequate", "sufficient", "relevant partners", "good practice", "best practice", "all partners",
)  # fmt: skip
# What somebody could hold in a hand or count: with one of these a measure can be checked.
SEEN = (
    "report", "minutes", "minute", "document", "protocol", "policy", "procedure", "guidance", "letter", "list",
    "register", "log", "audit", "dip sample", "sample", "survey", "figures", "figure", "data", "dataset", "dashboard",
    "record", "records", "recorded", "certificate", "attendance", "published", "signed", "agreed", "approved",
    "circulated", "written", "in place", "on the website", "case file", "case files", "file", "contract", "template",
    "form", "toolkit", "leaflet", "slides", "training", "feedback", "inspection", "staff can", "families say",
    "children say", "young people say", "quarter", "per cent", "percent", "half", "none", "every", "each", "both",
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "twenty", "no more than",
    "at least", "fewer", "all staff", "all schools", "all agencies", "named", "appointed", "started", "open", "live",
)  # fmt: skip
# Verbs with which a second thing to do begins: "write the protocol and train the staff".
ACTS = (
    "write", "draft", "agree", "publish", "send", "circulate", "train", "brief", "audit", "review", "report", "share",
    "appoint", "name", "set up", "establish", "update", "collect", "check", "deliver", "present", "invite", "meet",
    "recruit", "launch", "produce", "provide", "complete", "create", "develop", "implement", "monitor", "test",
    "record", "tell", "ask", "prepare", "bring", "hold", "run", "design", "commission", "carry out", "identify",
)  # fmt: skip


@dataclass(frozen=True)
class Advice:
    """One remark: the field it is about, a key that stays the same while it holds, and the sentence."""

    field: str
    key: str
    words: str


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])", re.IGNORECASE)


_EFFORT, _YARDSTICK, _SEEN = _any_of(EFFORTS), _any_of(YARDSTICKS), _any_of(SEEN)
_LIST = re.compile(r"^\s*(?:[-–•*]|\d{1,2}[.)]|\(?[a-z][.)])\s+\S", re.MULTILINE)
_SECOND = re.compile(
    rf"(?:\b(?:and(?: also| then)?|then|as well as to|, )\s*)(?:{'|'.join(map(re.escape, ACTS))})\s+\w", re.IGNORECASE
)


def _quoted(found: re.Match[str]) -> str:
    return f"“{' '.join(found[0].split()).lower()}”"


def of_measure(measure: str) -> list[Advice]:
    """Whether a measure of success can be checked by somebody who was not there."""
    if not measure.strip():
        return [Advice("measure", "no-measure", "Write how anybody could check that it was done.")]
    said = []
    if found := _YARDSTICK.search(measure):
        words = f"Nobody can check {_quoted(found)}. Say how many, how often or which."
        said.append(Advice("measure", "yardstick", words))
    seen = _SEEN.search(measure) or re.search(r"\d", measure)
    if not seen and (found := _EFFORT.search(measure)):
        words = f"{_quoted(found)} says what is hoped for, not what will be seen. Add a number, a document or a change."
        said.append(Advice("measure", "effort", words))
    elif not seen:
        words = "Add something that can be seen or counted: a number, a document, a change in what staff do."
        said.append(Advice("measure", "nothing-seen", words))
    return said


def of_what(what: str) -> list[Advice]:
    """Whether what will be done is one thing, and a deed."""
    if not what.strip():
        return []
    said = []
    several = len(_LIST.findall(what)) > 1 or ";" in what or _SECOND.search(what)
    if several:
        words = "This names several things. One action for each can be held, chased and closed by itself."
        said.append(Advice("what", "several", words))
    if found := _YARDSTICK.search(what):
        words = f"{_quoted(found)} leaves open what is asked. Say what, for whom and how often."
        said.append(Advice("what", "yardstick", words))
    first = re.match(r"\W*(?:to\s+)?", what, re.IGNORECASE)
    start = first.end() if first else 0
    found = _EFFORT.match(what, start)
    if found:
        words = f"{_quoted(found)} does not say what somebody will do. Begin with a deed: write, train, publish, check."
        said.append(Advice("what", "effort", words))
    return said


def of_date(due_on: dt.date | None, on: dt.date) -> list[Advice]:
    """Whether the date is there, to come, near enough, and a day on which somebody works."""
    if due_on is None:
        return [Advice("due_on", "no-date", "Enter a date. Without one nobody is reminded.")]
    if due_on < on:
        return [Advice("due_on", "past", "This date has passed. Enter one that is still to come.")]
    if due_on - on > DISTANT:
        words = "This is more than a year away. Agree a first step with a nearer date, and a later action for the rest."
        return [Advice("due_on", "distant", words)]
    if due_on.weekday() > 4:
        return [Advice("due_on", "weekend", f"This is a {due_on:%A}. Choose a day on which people are at work.")]
    return []


def advise(
    *, what: str, measure: str, due_on: dt.date | None, has_person: bool, on: dt.date, ask_date: bool = True
) -> list[Advice]:
    """Everything that could be clearer about an action, in the order of the form.

    `ask_date` is false where the date is not in the form, as when an action is corrected.
    """
    said = [*of_what(what), *of_measure(measure)]
    if ask_date:
        said += of_date(due_on, on)
    if not has_person:
        said.append(Advice("holder", "nobody", "Name a person, if you can: reminders then go to them by name."))
    return said


def by_field(advice: Iterable[Advice]) -> dict[str, list[str]]:
    """The sentences of each field."""
    found: dict[str, list[str]] = {}
    for one in advice:
        found.setdefault(one.field, []).append(one.words)
    return found
