"""The chair's week: one mail on the first working day of each week, with all that is owed in the bodies one chairs."""

import datetime as dt
import logging
from collections import defaultdict
from dataclasses import dataclass, field

from django.db import transaction

from partnership.calendar import working_days
from partnership.chasing.drawing import drawn_groups
from partnership.chasing.lines import DigestGroup, DigestLine
from partnership.chasing.offices import Offices, Told
from partnership.kit.wording import number_words, time_left, upper_first
from partnership.models import Agency, Body, Notice, Person, Telling
from partnership.notices import one_line, render_mail
from partnership.obligations import Obligation, kind_of, kinds

log = logging.getLogger(__name__)

MOST_LINES = 12  # of one heading; the rest is a link to the page of the body
AHEAD = dt.timedelta(days=21)  # how far ahead what waits for a chair is looked for
WAITING, LATE, DUE = "waiting for you", "late", "due this week"


@dataclass
class BodyWeek:
    """What is owed in one body: what waits for its chair, what is late, what falls due until Sunday."""

    body: Body
    waiting: list[Obligation] = field(default_factory=list)
    late: list[Obligation] = field(default_factory=list)
    due: list[Obligation] = field(default_factory=list)
    moved: int = 0


def week_key(person_id: int, on: dt.date) -> str:
    """One mail a person and ISO week."""
    year, week, _ = on.isocalendar()
    return f"weekly:{person_id}:{year}-W{week:02d}"


def write_weeklies(*, on: dt.date, now: dt.datetime) -> int:
    """Write the week's mail of each chair who has none yet, to the deputy while that chair is away. Returns how many.

    Nothing on a day that is no working day; a Monday that was missed is made up on the next one. Safe to run again and
    on several workers. One chair whose mail fails does not hold up the others; then the failure is raised.
    """
    if not working_days().is_working(on):
        return 0
    offices = Offices(on)
    bodies = Body.objects.open(on).order_by("name")
    chaired: dict[int, list[Body]] = defaultdict(list)
    for body in bodies:
        for person_id in offices.chairs(body.pk)[:1]:
            chaired[person_id].append(body)
    keys = {week_key(person_id, on): person_id for person_id in chaired}
    done = set(Notice.objects.filter(key__in=keys).values_list("key", flat=True))
    agencies = dict(Agency.objects.values_list("pk", "short_name"))
    moved = moved_in(list(bodies.values_list("pk", flat=True)))
    written = 0
    failure: Exception | None = None
    for key, person_id in keys.items():
        if key in done:
            continue
        try:
            weeks = [week_of(body, on=on, moved=moved.get(body.pk, 0)) for body in chaired[person_id]]
            told = offices.stand_in(person_id, Telling.As.CHAIR)
            written += write_weekly(key=key, told=told, weeks=weeks, agencies=agencies, on=on, now=now)
        except Exception as error:
            log.exception("The week of person %s was not written", person_id)
            failure = failure or error
    if failure is not None:
        raise failure
    return written


def moved_in(body_ids: list[int]) -> dict[int, int]:
    """Of what is owed in each body, how many moved their date."""
    found: dict[int, int] = defaultdict(int)
    for kind in kinds():
        for body_id, count in kind.moved(body_ids).items():
            found[body_id] += count
    return found


def week_of(body: Body, *, on: dt.date, moved: int = 0) -> BodyWeek:
    """What is owed in a body on a day, longest late first."""
    week, sunday = BodyWeek(body, moved=moved), on + dt.timedelta(days=7 - on.isoweekday())
    for kind in kinds():
        rows = kind.owed().filter(**{kind.body: body.pk, f"{kind.due}__lte": on + AHEAD})
        for owed in map(kind.describe, rows):
            if owed.office == "chair":
                week.waiting.append(owed)
            elif owed.due_on < on:
                week.late.append(owed)
            elif owed.due_on <= sunday:
                week.due.append(owed)
    for some in (week.waiting, week.late, week.due):
        some.sort(key=lambda owed: (owed.due_on, owed.reference))
    return week


def write_weekly(
    *, key: str, told: Told, weeks: list[BodyWeek], agencies: dict[int, str], on: dt.date, now: dt.datetime
) -> bool:
    """Write one chair's mail of a week, unless there is one already. Returns whether it was written.

    The key is the chair's, whoever the mail goes to: a chair who comes back within the week gets no second one.
    """
    with transaction.atomic():
        # The lock makes two workers take turns; the unique key is what makes the mail one.
        chair_id = told.instead_of_id or told.person_id
        people = {
            row.pk: row
            for row in Person.objects.select_for_update(of=("self",))
            .filter(pk__in=[one for one in (told.person_id, told.instead_of_id) if one])
            .order_by("pk")
        }
        if Notice.objects.filter(key=key).exists():
            return False
        person, chair = people[told.person_id or 0], people[chair_id or 0]
        away = chair.name if told.instead_of_id else ""
        subject = weekly_subject(weeks, away)
        context = {
            "person": person,
            "away": away,
            "subject": subject,
            "heading": weekly_heading(weeks, away),
            "preview": subject,
            "groups": drawn_groups([group for week in weeks for group in groups_of(week, agencies, on, away)], on),
            "bodies": [(week.body, moved_words(week), is_quiet(week)) for week in weeks],
            "on": on,
        }
        text, html = render_mail("weekly", context)
        Notice.objects.create(
            key=key,
            kind=Notice.Kind.WEEKLY,
            to=person,
            subject=subject,
            text=text,
            html=html,
            on=on,
            created_at=now,
            next_try_at=now,
        )
    return True


def groups_of(week: BodyWeek, agencies: dict[int, str], on: dt.date, away: str = "") -> list[DigestGroup]:
    """What is owed in a body under its three headings; a heading with nothing under it is left out."""
    groups = []
    for title, some in ((f"waiting for {away}" if away else WAITING, week.waiting), (LATE, week.late), (DUE, week.due)):
        if some:
            left_out = len(some) - MOST_LINES
            more = f"The longest {MOST_LINES}; {left_out} more are on the page of the body." if left_out > 0 else ""
            lines = [line_of(owed, agencies, on) for owed in some[:MOST_LINES]]
            groups.append(DigestGroup(week.body.name, lines, agency=title, lead=more))
    return groups


def line_of(owed: Obligation, agencies: dict[int, str], on: dt.date) -> DigestLine:
    """One obligation as a line of a week."""
    return DigestLine(
        reference=owed.reference,
        title=one_line(owed.title),
        path=owed.path,
        words=time_left(owed.due_on, on).words,
        due_on=owed.due_on,
        kind=kind_of(owed.kind).word,
        kinds=kind_of(owed.kind).words,
        agency=agencies.get(owed.agency_id or 0, ""),
    )


def is_quiet(week: BodyWeek) -> bool:
    """Whether nothing is owed in a body that a chair must know of."""
    return not (week.waiting or week.late or week.due)


def moved_words(week: BodyWeek) -> str:
    """The slippage of a body, after its name and a colon."""
    if not week.moved:
        return "no open thing has moved its date"
    words = "open thing has moved its date" if week.moved == 1 else "open things have moved their date"
    return f"{number_words(week.moved)} {words}"


def _counts(weeks: list[BodyWeek]) -> tuple[int, int, int]:
    return (
        sum(len(week.waiting) for week in weeks),
        sum(len(week.late) for week in weeks),
        sum(len(week.due) for week in weeks),
    )


def weekly_subject(weeks: list[BodyWeek], away: str = "") -> str:
    """ "Your week as chair: 2 wait for you, 3 late, 1 due this week"; to a deputy it says whose week it is."""
    waiting, late, due = _counts(weeks)
    parts = [
        f"{waiting} {'waits' if waiting == 1 else 'wait'} for {'the chair' if away else 'you'}" if waiting else "",
        f"{late} late" if late else "",
        f"{due} due this week" if due else "",
    ]
    whose = f"The week of {away} as chair" if away else "Your week as chair"
    return f"{whose}: {', '.join(filter(None, parts)) or 'nothing is late'}"


def weekly_heading(weeks: list[BodyWeek], away: str = "") -> str:
    """The first line: what a chair must do, or else how the bodies stand."""
    waiting, late, due = _counts(weeks)
    if waiting:
        things = "thing waits" if waiting == 1 else "things wait"
        return upper_first(f"{number_words(waiting)} {things} for {away or 'you as chair'}")
    if late:
        return f"{number_words(late)} {'thing is' if late == 1 else 'things are'} late".capitalize()
    if due:
        return f"Nothing is late; {number_words(due)} {'is' if due == 1 else 'are'} due this week"
    return f"Nothing is late and nothing waits for {away or 'you'}"
