"""What this room adds to pages of the room below: meetings, attendance and actions of a body, an agency, a person."""

from django.urls import reverse

from partnership.kit.page_parts import Asked, PagePart, adds_to
from partnership.permissions import AgencyRight, BodyRight
from partnership.presenters.bodies import term_entries
from partnership.selectors.seats import terms_ending_in
from subgroups.presenters import bodies as words
from subgroups.presenters import owed as owed_words
from subgroups.presenters.actions import work_row
from subgroups.selectors import bodies as selectors
from subgroups.selectors import owed as owed_reads
from subgroups.selectors.actions import Clock


@adds_to("body")
def body_for_its_readers(asked: Asked) -> PagePart | None:
    """The whole page of a body for those who may read what it does. Others see its seats and purpose only."""
    body, person, on = asked.record, asked.person, asked.on
    if not body.allows(person, BodyRight.READ):
        return None
    records = body.allows(person, BodyRight.RECORD) and body.is_open(on)
    table, rules = asked.known["seat_table"], asked.known["quorum_rules"]
    meetings = selectors.meetings_of(body, on)
    counts = selectors.counts_of_body(body, person, on)
    judged = selectors.quorum_so_far(meetings.coming, table, meetings, rules) if meetings.coming else None
    rows = [
        words.attend_row(seat, meetings.marks_of(held.seat), body.attendance_expected)
        for seat, held in zip(asked.known["seats"], table, strict=True)
    ]
    clock = Clock.of(on)
    actions = selectors.open_actions(selectors.actions_of_body(body, person))
    context = {
        "lede": words.lede(meetings.coming, judged, vacant=asked.known["vacant"], overdue=counts.overdue, on=on),
        "next_meeting": words.next_meeting(meetings.coming, judged, meetings, on)
        if meetings.coming and judged
        else None,
        "attendance": rows,
        "attendance_words": words.attend_words(asked.known["seats_words"], meetings),
        "meeting_days": [meeting.on for meeting in meetings.held],
        "work": [work_row(action, clock) for action in actions],
        "live": counts.live,
        "actions_url": words.actions_url(body=body.pk),
        "actions_link": f"All {counts.live}",
        "work_words": words.actions_words(counts.live),
        "many_url": words.many_url(body=body.slug) if records else "",
        "terms": term_entries(terms_ending_in(table, on), on),
        "year": words.year_facts(counts, body),
        "registers": owed_words.register_links(body, owed_reads.counts_of_body(body, on)),
    }
    return PagePart("subgroups/body_detail.html", context, where="page")


@adds_to("agency")
def attendance_of_an_agency(asked: Asked) -> PagePart | None:
    """An agency's attendance over twelve months, for those who may see its work."""
    agency, person, on = asked.record, asked.person, asked.on
    if not agency.allows(person, AgencyRight.SEE_WORK):
        return None
    found = selectors.attendance_of_agency(agency, on)
    context = {"heads": words.AGENCY_HEADS, "rows": words.agency_rows(found), "words": words.agency_words(found)}
    return PagePart("subgroups/agency_attendance.html", context, place=1)


@adds_to("agency")
def work_of_an_agency(asked: Asked) -> PagePart | None:
    """An agency's open actions, for those who may see its work."""
    agency, person, on = asked.record, asked.person, asked.on
    if not agency.allows(person, AgencyRight.SEE_WORK):
        return None
    work = selectors.work_of_agency(agency, person, on)
    clock = Clock.of(on)
    context = {
        "live": work.live,
        "url": words.actions_url(lead_agency=agency.pk),
        "plan_url": reverse("subgroups:agency-plan", args=[agency.slug]),
        "score_url": reverse("subgroups:agency-scorecard", args=[agency.slug]),
        "words": words.work_words(work.live, work.late),
        "rows": [work_row(action, clock, for_agency=True) for action in work.first],
    }
    return PagePart("subgroups/agency_actions.html", context, place=-1, lede=words.agency_lede(work.late))


@adds_to("agency")
def owed_by_an_agency(asked: Asked) -> PagePart | None:
    """Papers, reports and answers that an agency owes, for those who may see its work."""
    agency, person, on = asked.record, asked.person, asked.on
    if not agency.allows(person, AgencyRight.SEE_WORK):
        return None
    found = owed_reads.owed_by_agency(agency.pk)
    if not found:
        return None
    may_act = agency.allows(person, AgencyRight.UPDATE_WORK)
    context = {"rows": owed_words.work_rows(found, on, may_act=may_act), "count": len(found)}
    return PagePart("subgroups/agency_owes.html", context)


@adds_to("objective")
def actions_for_an_objective(asked: Asked) -> PagePart:
    """The actions that serve an objective, as far as the person may see them."""
    actions = list(selectors.actions_of_objective(asked.record, asked.person))
    clock = Clock.of(asked.on)
    context = {
        "count": len(actions),
        "rows": [work_row(action, clock) for action in actions if action.is_live],
        "plan_url": reverse("subgroups:objective-plan", args=[asked.record.pk]),
        "done": words.done_entries([action for action in actions if not action.is_live], asked.on),
    }
    return PagePart("subgroups/objective_actions.html", context)
