"""Every component in every state, on one page, for whoever builds or checks a page. The records are made up."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.generic import TemplateView

from partnership.kit import forms
from partnership.kit.parts import (
    AgendaLine,
    Cell,
    Day,
    Entry,
    Fact,
    Head,
    Link,
    Page,
    QuorumPart,
    Rung,
    Tag,
    When,
    WorkRow,
    page_numbers,
)
from partnership.kit.thread import Knot
from partnership.kit.views import RightRequired
from partnership.permissions import PortalRight

ON = dt.date(2026, 11, 23)
TAGS = [
    (Tag("Overdue", "late"), "red: past its date, worked out by the portal"),
    (Tag("Due soon", "soon"), "amber: due in 10 working days or fewer"),
    (Tag("On track", "met"), "green: later, and the holder says so"),
    (Tag("Complete", "done"), "blue: closed by a second person, with evidence"),
    (Tag("Open"), "no date presses"),
    (Tag("Not yet due", "plain"), "missing, but its date has not come"),
]
BODIES = [("neg", "Neglect"), ("exc", "Exploitation, children"), ("exa", "Exploitation, adults"), ("lai", "Learning")]
BODIES += [("qpa", "Quality, adults"), ("qpc", "Quality, children"), ("sab", "Safeguarding Adults Board")]
PRESENCE = [
    ("present", "Here"),
    ("remote", "Remote"),
    ("deputy", "Deputy"),
    ("apologies", "Apologies"),
    ("absent", "Absent"),
]


class SampleForm(forms.VersionedForm):
    """One field of each kind."""

    title = forms.Text("Title", hint="A sentence that begins with a verb")
    measure = forms.LongText("Measure of success", rows=3, missing="Say how anyone will know that it is done")
    met_on = forms.DateField("Date the panel met", missing="Enter the date the panel met")
    starts_at = forms.TimeField("Start", required=False)
    cases = forms.WholeNumber("Number of cases", most=40)
    cost = forms.Money("Cost", required=False)
    contact = forms.Email(required=False)
    remit = forms.Choice(
        "Remit",
        [("children", "Children"), ("adults", "Adults"), ("all", "All ages")],
        hints={"all": "Children and adults, as the Neglect sub group"},
    )
    body = forms.Choice("Body", BODIES)
    supporting = forms.Checkboxes(
        "Supporting agencies", [("police", "Police"), ("icb", "ICB"), ("council", "Council")], required=False
    )
    report = forms.File("Completion report", kinds=("pdf", "docx"), required=False)
    read = forms.Tick("I have read the pack", required=True, missing="Tick that you have read the pack")


class SampleFilters(forms.FilterForm):
    """The filters above a list of actions."""

    words = forms.Text("Words or number", required=False)
    body = forms.Choice("Body", BODIES, required=False, blank="All bodies")
    key = forms.Choice("Key", [("late", "Overdue"), ("soon", "Due soon")], required=False, blank="Any")


def _work(
    days: int, what: str, reference: str, held_by: str, held_meta: str, next_step: str, next_meta: str
) -> WorkRow:
    when = When.due(ON + dt.timedelta(days=days), ON)
    act = Link("Add an update", "#")
    return WorkRow(when, what, "#", reference, held_by, held_meta, next_step, next_meta, act=act)


def catalogue() -> dict[str, Any]:
    """Sample rows for every component and every state of it."""
    work = [
        _work(
            -24,
            "Record the neglect screening tool at every domestic incident where a child lives",
            "NEG-2026-014",
            "West Midlands Police",
            "date moved twice, 122 days",
            "Executive told on Fri 27 Nov",
            "goes on its agenda of 8 Dec by itself",
        ),
        _work(0, "Reply to the Neglect sub group", "ESC-2026-03", "DSCPG chair", "", "Reply, or a new date", ""),
        _work(1, "Papers for the Safeguarding Adults Board", "4 of 6 in", "Business unit", "", "Authors chased", ""),
        _work(46, "Agree the joint visit protocol", "NEG-2026-019", "West Midlands Police", "says on track", "", ""),
    ]
    listed = [
        [
            Cell(when=row.when),
            Cell(row.what, url="#", meta=row.reference),
            Cell(row.held_by),
            Cell(tag=tag),
            Cell(says),
            Cell(moved),
        ]
        for row, (tag, _), says, moved in zip(
            work,
            TAGS,
            ["at risk", "nothing yet", "on track", ""],
            ["2, 122 days", "none", "none", "1, 30 days"],
            strict=False,
        )
    ]
    typed = {"met_on_day": "31", "met_on_month": "2", "met_on_year": "2026", "cases": "many", "remit": "all"}
    typed |= {"starts_at": "half ten", "cost": "a lot"}
    bound = SampleForm({f"wrong-{name}": value for name, value in typed.items()}, prefix="wrong")
    stale = SampleForm({"stale-title": "Share figures on repeat missing episodes each quarter"}, prefix="stale")
    stale.theirs = {"title": "Share quarterly figures on repeat missing episodes"}
    sample = [
        Message(messages.SUCCESS, "Action NEG-2026-021 recorded. West Midlands Police has been told."),
        Message(messages.INFO, "The pack is being made. It takes about a minute."),
        Message(messages.ERROR, "The pack could not be made: paper C cannot be opened."),
    ]
    return {
        "on": ON,
        "sample_messages": sample,
        "tags": TAGS,
        "whens": [When.due(ON + dt.timedelta(days=days), ON) for days in (-24, -1, 0, 1, 3, 46)] + [When.due(None, ON)],
        "work": work,
        "kept": [{"name": "Update", "text": "The form is in use on three wards."}],
        "heads": [
            Head("When", "time", sort_url="#", sorted="ascending"),
            Head("Action", "what"),
            Head("Held by", width="held"),
            Head("Key", "tag", width="tag"),
            Head("Holder says", width="says"),
            Head("Date moved", "num", width="num"),
        ],
        "listed": listed,
        "facts": [
            Fact("What", "Officers complete the neglect screening prompt and it reaches the front door the same day"),
            Fact("Held by", "West Midlands Police", lines=["with Dudley MBC (front door manager)"]),
            Fact("State", "holder says: at risk, 13 Oct", tag=Tag("Open")),
            Fact("Decision", "NEG-D-2026-03", url="#"),
            Fact("Not known", None),
        ],
        "entries": [
            Entry(
                "Health visiting capacity and neglect",
                "#",
                ["Neglect to DSPP Executive"],
                when=When("late", "Reply 13 days late", "due Tue 10 Nov"),
            ),
            Entry("School attendance data", "#", ["Neglect to DSCPG"], when=When("soon", "Reply due today")),
            Entry("3 seats vacant", "#", after=" for more than 90 days", muted=["longest: Healthwatch, since 7 May"]),
            Entry("13 Oct, Police lead, neglect", lines=["Prompt is live on two of four stations’ handsets."]),
        ],
        "knots": [
            Knot(-3, "Review finding", "LR-2025-02, recommendation 3", "#"),
            Knot(-2, "Meeting", "Neglect, item 5", "#", on=dt.date(2026, 3, 12)),
            Knot(-1, "Decision", "NEG-D-2026-03", "#"),
            Knot(0, "This action", "NEG-2026-014", here=True),
            Knot(1, "Evidence", "Completion report, September", "#"),
            Knot(2, "Next agenda", "Executive, 8 Dec, if still open", happened=False),
            Knot(3, "Impact", "“So that…” not yet written", happened=False),
        ],
        "rungs": [
            Rung("sent", "Fri 16 Oct", "10 before", "Police lead, neglect", "Sent 07:02, opened"),
            Rung("failed", "Fri 6 Nov", "5 after", "Agency lead", "Told by telephone 9 Nov", "Failed: mailbox full"),
            Rung("sent", "Fri 13 Nov", "10 after", "Neglect chair", "Sent 07:02, no reply"),
            Rung("next", "Fri 27 Nov", "20 after", "DSPP Executive", "Goes on the agenda of 8 Dec by itself", "Next"),
        ],
        "week": [
            Day("Mon 23", due=1, today=True),
            Day("Tue 24", [Entry("Exploitation, adults", "#", ["10:00, agenda issued", "8 of 11 coming"])], due=1),
            Day("Wed 25", due=3),
            Day(
                "Thu 26",
                [Entry("Neglect", "#", ["10:00"], when=When("soon", "Not yet quorate:", "ICB has not replied"))],
            ),
            Day("Fri 27", [Entry("LR-2026-02 panel", "#", ["14:00, 2 members shut out by interest"])], due=4),
        ],
        "quorum_met": [QuorumPart("Council", True), QuorumPart("ICB", True, "remote"), QuorumPart("Police", True)],
        "quorum_open": [
            QuorumPart("Council", True),
            QuorumPart("ICB", False, "no reply yet"),
            QuorumPart("Police", True),
        ],
        "seat_link": Link("1 seat to mark", "#", ", 1 vacant"),
        "marks": ["present", "remote", "deputy", "apologies", "absent", "vacant", "present", "present"],
        "days": [dt.date(2026, month, 8) for month in (1, 3, 4, 5, 6, 7, 9, 10)],
        "presence": PRESENCE,
        "agenda": [
            AgendaLine("1", "Welcome and apologies", "#", "done", done=True),
            AgendaLine("2", "Dental neglect audit", "#", "now, 20 min", current=True),
            AgendaLine("3", "Learning from LR-2025-02", "#", "11:40, confidential"),
        ],
        "filters": SampleFilters(QueryDict("body=neg")),
        "page": Page(13, 24, "67", page_numbers(2, 6, lambda number: f"#page-{number}"), "#page-1", "#page-3"),
        "form": bound,
        "stale": stale,
        "checksum": "4f1c9a07d2be553081f4c6aa07e93d12b8c5641ef09a22775cd390ab1e48f6d0",
    }


class ComponentCatalogue(RightRequired, TemplateView):
    """The catalogue page, for the business unit."""

    portal_right = PortalRight.MANAGE
    template_name = "portal/components.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response({**self.get_context_data(**kwargs), **catalogue()})
