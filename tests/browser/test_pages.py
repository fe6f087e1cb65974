"""Every kind of page as the people of the example see it, at a desk and on a phone: sound, quiet, and pictured."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from audits.models import Inspection, Return, Round
from partnership.kit.dates import at_hour
from partnership.models import Body, Document, Notice, Objective, Person, StrategicPlan
from reports.models import Report
from subgroups.models import Action, Challenge, DateChange, Decision, Escalation, Meeting, Paper, PlannedReport, Risk
from tests.browser.conftest import MORNING
from tests.browser.window import DESK, PHONE, TABLET
from tests.factories import TODAY

UNIT = "cal.specimen@dudley.example"
CHAIR = "mina.madeup@dudley-mbc.example"  # of Neglect
INDEPENDENT_CHAIR = "ines.fictional@independent.example"
PARTNER = "zelda.invented@west-midlands-police.example"
AGENCY_LEAD = "gethin.madeup@west-midlands-police.example"
MEMBER = "olive.fictional@dudley-group.example"  # of Neglect
INSPECTOR = "gil.storybook@ofsted.example"
ADMINISTRATOR = "farah.example@dudley.example"
Where = Callable[[], str] | str


def neglect(then: str = "") -> Callable[[], str]:
    return lambda: Body.objects.get(code="NEG").get_absolute_url() + then


def meeting(then: str = "", *, coming: bool = True) -> Callable[[], str]:
    """The next meeting of Neglect, or its last."""

    def path() -> str:
        rows = Meeting.objects.filter(body__code="NEG").exclude(status=Meeting.Status.CANCELLED)
        near = rows.filter(on__gte=TODAY).order_by("on") if coming else rows.filter(on__lt=TODAY).order_by("-on")
        return near.first().get_absolute_url() + then  # type: ignore[union-attr]  # the example has both

    return path


def first(rows: Any, then: str = "") -> Callable[[], str]:
    return lambda: rows.all().first().get_absolute_url() + then


def police_action(then: str = "") -> Callable[[], str]:
    """The oldest late action of the police: moved, chased, spoken of."""
    rows = Action.objects.filter(status=Action.Status.OPEN, lead_agency__slug="west-midlands-police")
    return first(rows.order_by("due_on"), then)


def ledger(then: str = "") -> Callable[[], str]:
    """The ledger of the oldest late action of the police."""
    rows = Action.objects.filter(status=Action.Status.OPEN, lead_agency__slug="west-midlands-police")
    return lambda: f"/chases/action/{rows.order_by('due_on').values_list('pk', flat=True)[0]}/{then}"


def claimed(then: str = "") -> Callable[[], str]:
    return first(Action.objects.filter(status=Action.Status.CLAIMED, body__code="NEG"), then)


def supported(then: str = "") -> Callable[[], str]:
    """An action that the police support."""
    return first(Action.objects.filter(supports__agency__slug="west-midlands-police", status="open"), then)


def audit_return(status: str, then: str = "") -> Callable[[], str]:
    """The return of the police in the round that is open, or in the one that is closed."""
    return first(Return.objects.filter(round__status=status, agency__slug="west-midlands-police"), then)


def asked_for_a_date(then: str = "") -> Callable[[], str]:
    """An action of Neglect whose holder asks for a new date."""
    return first(Action.objects.filter(body__code="NEG", date_changes__status=DateChange.Status.ASKED), then)


def person(email: str, then: str = "") -> Callable[[], str]:
    return lambda: Person.objects.get(email=email).get_absolute_url() + then


def report(key: str, then: str = "") -> Callable[[], str]:
    return first(Report.objects.filter(regimes__applies_to=key), then)


def digest() -> str:
    """The mail with the most to say of actions."""
    return max(Notice.objects.filter(kind="digest"), key=lambda mail: len(mail.text)).get_absolute_url()


@dataclass
class Page:
    """A page, who looks at it, and when."""

    name: str
    who: str
    path: Where
    at: dt.datetime = MORNING
    status: int = 200
    widths: tuple[int, ...] = (DESK, PHONE)
    sealed: bool = False
    """Its policy lets nothing run in it, not even the question whether it is sound."""


CLOSED_BY_THE_POLICE = Action.objects.filter(status="closed", lead_agency__slug="west-midlands-police")
LOOKED_BACK_AT = CLOSED_BY_THE_POLICE.filter(impact_checks__checked_at=None, impact_checks__isnull=False)
SENT_TO_EXECUTIVE = Escalation.objects.filter(to_body__code="EXEC", status="sent")
THURSDAY = at_hour(TODAY + dt.timedelta(days=3), 10, 5)

PAGES = [
    # homes
    Page("home-business-unit", UNIT, "/"),
    Page("home-chair", "cyrus.storybook@west-midlands-police.example", "/"),
    Page("home-chair-and-lead", CHAIR, "/"),
    Page("home-independent-chair", INDEPENDENT_CHAIR, "/"),
    Page("home-partner", PARTNER, "/"),
    Page("home-agency-lead", AGENCY_LEAD, "/"),
    Page("home-member", MEMBER, "/"),
    Page("home-inspector", INSPECTOR, "/"),
    Page("home-administrator", ADMINISTRATOR, "/"),
    # who we are
    Page("body", UNIT, neglect()),
    Page("body-member", MEMBER, neglect()),
    Page("body-seats", UNIT, neglect("seats/")),
    Page("body-quorum", UNIT, neglect("quorum/")),
    Page("body-documents", UNIT, neglect("documents/")),
    Page("document-reviews", UNIT, "/documents/"),
    Page("document-review", CHAIR, first(Document.objects.filter(body__code="NEG"))),
    Page("body-change", UNIT, neglect("change/")),
    Page("bodies", UNIT, "/bodies/"),
    Page("structure", UNIT, "/structure/"),
    Page("agencies", UNIT, "/agencies/"),
    Page("agency", UNIT, "/agencies/west-midlands-police/"),
    Page("agency-lead-sees-own", AGENCY_LEAD, "/agencies/west-midlands-police/"),
    Page("people", UNIT, "/people/"),
    Page("person", UNIT, person(CHAIR)),
    Page("person-add", UNIT, "/people/add/"),
    Page("plans", UNIT, "/plans/"),
    Page("plan", UNIT, first(StrategicPlan.objects)),
    Page("objective", UNIT, first(Objective.objects)),
    Page("rules", UNIT, "/rules/"),
    Page("import", UNIT, "/imports/new/"),
    # meetings and what comes of them
    Page("meetings", UNIT, "/meetings/"),
    Page("meeting-to-come", MEMBER, meeting()),
    Page("meeting-unit", UNIT, meeting()),
    Page("meeting-held", UNIT, meeting(coming=False)),
    Page("meeting-new", UNIT, "/meetings/new/"),
    Page("meeting-answer", MEMBER, meeting("answer/")),
    Page("meeting-agenda", UNIT, meeting("agenda/")),
    Page("meeting-live", CHAIR, meeting("run/"), at=THURSDAY, widths=(DESK, TABLET, PHONE)),
    Page("meeting-history", UNIT, meeting("history/", coming=False)),
    Page("decisions", UNIT, "/decisions/"),
    Page("decision", UNIT, first(Decision.objects.filter(body__code="NEG"))),
    Page("escalations", UNIT, "/escalations/"),
    Page("escalation", UNIT, first(Escalation.objects.filter(from_body__code="NEG"))),
    # papers, forward plans, challenges, risks
    Page("papers", UNIT, "/papers/"),
    Page("paper-late", UNIT, first(Paper.objects.filter(received_at=None, item__meeting__body__code="NEG"))),
    Page("paper-here", UNIT, first(Paper.objects.exclude(received_at=None))),
    Page("paper-new", CHAIR, meeting("papers/new/")),
    Page("paper-hand-in", UNIT, first(Paper.objects.filter(received_at=None), "hand-in/"), widths=(PHONE,)),
    Page("forward-plan", CHAIR, neglect("forward-plan/")),
    Page("forward-plans", UNIT, "/planned-reports/"),
    Page("forward-plan-report", UNIT, first(PlannedReport.objects.filter(status="expected"))),
    Page("forward-plan-new", CHAIR, "/planned-reports/new/"),
    Page("challenges", UNIT, "/challenges/"),
    Page("challenge-waits", CHAIR, first(Challenge.objects.filter(status="made", body__code="NEG"))),
    Page("challenge-closed", UNIT, first(Challenge.objects.filter(status="closed"))),
    Page("challenge-new", CHAIR, "/challenges/new/"),
    Page("challenge-close", UNIT, first(Challenge.objects.filter(status="made"), "close/"), widths=(PHONE,)),
    Page("risks", UNIT, "/risks/"),
    Page("risk", CHAIR, first(Risk.objects.filter(body__code="NEG"))),
    Page("risk-new", CHAIR, "/risks/new/"),
    Page("risk-review", CHAIR, first(Risk.objects.filter(body__code="NEG"), "review/"), widths=(PHONE,)),
    # actions
    Page("actions", UNIT, "/actions/"),
    Page("actions-none", UNIT, "/actions/?words=there+is+no+such+action"),
    Page("actions-agency-lead", AGENCY_LEAD, "/actions/"),
    Page("actions-as-at", UNIT, "/actions/?as_at=30+6+2026&key=all"),
    Page("action-plans", UNIT, "/action-plans/"),
    Page("action-plan-body", CHAIR, "/action-plans/body/neglect/"),
    Page("action-plan-agency", AGENCY_LEAD, "/action-plans/agency/west-midlands-police/"),
    Page("action-plan-origin", UNIT, "/action-plans/origin/audit/"),
    Page("scorecard", UNIT, "/scorecard/"),
    Page("scorecard-agency", AGENCY_LEAD, "/scorecard/west-midlands-police/"),
    Page("slippage", UNIT, "/slippage/"),
    Page("action", UNIT, police_action()),
    Page("action-agency-lead", AGENCY_LEAD, police_action()),
    Page("action-update", AGENCY_LEAD, police_action("update/")),
    Page("action-claim", AGENCY_LEAD, police_action("claim/")),
    Page("action-new", CHAIR, "/actions/new/"),
    Page("action-claimed", CHAIR, claimed()),
    Page("action-close", CHAIR, claimed("close/")),
    Page("action-history", UNIT, police_action("history/")),
    # telling people
    Page("chases", UNIT, "/chases/"),
    Page("chase-ladder", AGENCY_LEAD, "/chases/ladder/"),
    Page("chase-ladder-change", UNIT, "/chases/ladder/change/"),
    Page("chase-ledger", UNIT, ledger()),
    Page("chase-silence", UNIT, ledger("silence/")),
    Page("chase-now", UNIT, ledger("now/")),
    Page("chase-agency-now", UNIT, "/agencies/west-midlands-police/chase-now/"),
    Page("away", AGENCY_LEAD, person(AGENCY_LEAD, "away/")),
    Page("closures", AGENCY_LEAD, "/agencies/west-midlands-police/closures/"),
    Page("closing-days", UNIT, "/closing-days/"),
    Page("mails", UNIT, "/mails/"),
    Page("mail", UNIT, digest),
    Page("mail-as-sent", UNIT, lambda: f"{digest()}html/", widths=(DESK,), sealed=True),
    # reports
    Page("reports", UNIT, "/reports/"),
    Page("report-draft", UNIT, report("children")),
    Page("report-in-review", UNIT, report("adults")),
    Page("report-approve", UNIT, report("adults", "approve/")),
    Page("report-preview", UNIT, report("adults", "draft/")),
    Page("report-section", UNIT, report("children", "sections/foreword/")),
    Page("report-new", UNIT, "/reports/new/"),
    # audits
    Page("audits", UNIT, "/audits/"),
    Page("audits-agency-lead", AGENCY_LEAD, "/audits/"),
    Page("audit-new", UNIT, "/audits/new/"),
    Page("audit-open", UNIT, first(Round.objects.filter(status=Round.Status.OPEN))),
    Page("audit-closed", UNIT, first(Round.objects.filter(status=Round.Status.CLOSED))),
    Page("return-police", AGENCY_LEAD, audit_return(Round.Status.OPEN)),
    Page("return-police-standard", AGENCY_LEAD, audit_return(Round.Status.OPEN, "standards/1/")),
    Page("return-police-answer", AGENCY_LEAD, audit_return(Round.Status.OPEN, "standards/1/answer/")),
    Page("return-moderated", UNIT, audit_return(Round.Status.CLOSED)),
    Page("return-moderated-standard", UNIT, audit_return(Round.Status.CLOSED, "standards/1/")),
    Page("inspections", UNIT, "/inspections/"),
    Page("inspection", UNIT, first(Inspection.objects)),
    Page("inspection-new", UNIT, "/inspections/new/", widths=(PHONE,)),
    Page("inspection-action-new", UNIT, first(Inspection.objects, "findings/1/actions/new/"), widths=(PHONE,)),
    # reviews: the example has none, so this is how the room looks before the first
    Page("reviews", UNIT, "/reviews/"),
    Page("referral-new", UNIT, "/reviews/referrals/new/"),
    Page("recommendations", UNIT, "/reviews/recommendations/"),
    # acts with a form: on a phone, where they are narrowest
    Page("action-ask-date", AGENCY_LEAD, police_action("ask-date/"), widths=(PHONE,)),
    Page("action-answer-date", CHAIR, asked_for_a_date("answer-date/"), widths=(PHONE,)),
    Page("action-delegate", AGENCY_LEAD, police_action("delegate/"), widths=(DESK, PHONE)),
    Page("action-not-ours", AGENCY_LEAD, police_action("not-ours/"), widths=(DESK, PHONE)),
    Page("action-supported", AGENCY_LEAD, supported(), widths=(DESK, PHONE)),
    Page("action-closed", AGENCY_LEAD, first(CLOSED_BY_THE_POLICE), widths=(DESK, PHONE)),
    Page("action-impact", AGENCY_LEAD, first(LOOKED_BACK_AT, "impact/"), widths=(DESK, PHONE)),
    Page("owed", AGENCY_LEAD, "/owed/"),
    Page("action-hand-over", UNIT, police_action("hand-over/"), widths=(PHONE,)),
    Page("action-return", CHAIR, claimed("return/"), widths=(PHONE,)),
    Page("decision-new", CHAIR, meeting("decisions/new/"), at=THURSDAY, widths=(PHONE,)),
    Page("escalation-new", CHAIR, "/escalations/new/", widths=(PHONE,)),
    Page("escalation-reply", INDEPENDENT_CHAIR, first(SENT_TO_EXECUTIVE, "reply/"), widths=(PHONE,)),
    Page("item-new", UNIT, meeting("items/new/"), widths=(PHONE,)),
    Page("meeting-cancel", UNIT, meeting("cancel/"), widths=(PHONE,)),
    Page("meeting-end", CHAIR, meeting("end/"), at=THURSDAY, widths=(PHONE,)),
    Page("body-lines", UNIT, neglect("reports-to/"), widths=(PHONE,)),
    Page("body-standing-items", UNIT, neglect("standing-items/"), widths=(PHONE,)),
    Page("seat-add", UNIT, neglect("seats/add/"), widths=(PHONE,)),
    Page("seat-fill", UNIT, "/seats/neg-healthwatch/fill/", widths=(PHONE,)),
    Page("person-shut-out", UNIT, person(CHAIR, "shut-out/"), widths=(PHONE,)),
    Page("plan-add", UNIT, "/plans/add/", widths=(PHONE,)),
    Page("objective-progress", UNIT, first(Objective.objects, "progress/"), widths=(PHONE,)),
    # finding, signing in, and what is not there
    Page("search", UNIT, "/search/?q=neglect"),
    Page("search-nothing", UNIT, "/search/?q=xyzzy"),
    Page("login", "", "/account/login/"),
    Page("password-forgotten", "", "/account/password/forgotten/"),
    Page("your-sign-in", MEMBER, "/account/"),
    Page("confirm", MEMBER, "/account/confirm/"),
    Page("sign-out", MEMBER, "/account/logout/"),
    Page("components", UNIT, "/components/"),
    Page("not-found", MEMBER, "/bodies/there-is-no-such-body/", status=404),
    Page("not-yours", MEMBER, "/chases/", status=403),
]


@pytest.mark.reads
@pytest.mark.parametrize("shown", PAGES, ids=lambda page: page.name)
def test_a_page_is_sound_and_quiet_at_every_width(shown: Page, look: Any, clock: Any) -> None:
    clock.move_to(shown.at.astimezone(dt.UTC))
    path = shown.path if isinstance(shown.path, str) else shown.path()
    desk = look(shown.who)
    desk.resize(shown.widths[0])
    if shown.sealed:
        desk.unseal(path)
    response = desk.page.goto(path)
    assert response.status == shown.status, f"{path} answers {response.status}"
    assert desk.path == path.partition("?")[0], f"{path} leads to {desk.page.url}"
    if shown.status != 200:  # the console repeats the status; that is no fault of the page
        desk.said.clear()
    desk.check(shown.name, *shown.widths)
