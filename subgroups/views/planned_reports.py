"""Pages of the forward plan: a body's plan by its meetings, the list over all bodies, one report and its acts."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.urls import reverse

from partnership.kit.tables import Column
from partnership.kit.thread import thread_of
from partnership.kit.views import RecordView
from partnership.models import Body
from partnership.permissions import AgencyRight, BodyRight
from partnership.views.chases import HasLedger
from subgroups.forms import papers as forms
from subgroups.models import PlannedReport
from subgroups.presenters import papers as words
from subgroups.selectors import papers as reads
from subgroups.services import papers as paper_services
from subgroups.services import planned_reports as services
from subgroups.views.filtered import FilteredList, records_somewhere
from subgroups.views.records import NewForBody, RecordAct, RecordHistory
from subgroups.workflow import planned_reports as workflow

REPORTS = ("Forward plans", "/planned-reports/")
Status = PlannedReport.Status


class PlannedReportList(FilteredList):
    """Reports that bodies expect, the one due longest ago first."""

    template_name = "subgroups/planned_report_list.html"
    filter_form = forms.ReportFilter
    file_name = "planned-reports"
    columns = [
        Column("Body", lambda row: row.body.name),
        Column("Report", lambda row: row.title),
        Column("From", lambda row: row.agency.name),
        Column("Author", lambda row: row.author.name if row.author else ""),
        Column("For the meeting of", lambda row: row.meeting.on if row.meeting else None),
        Column("Due", lambda row: row.due_on),
        Column("State", lambda row: row.get_status_display()),
        Column("Received", lambda row: row.received_on),
    ]

    def rows(self, filters: dict[str, Any]) -> Any:
        agency = filters.get("agency")
        return reads.reports_for(
            self.request.user,
            self.on,
            words=filters.get("words", ""),
            body=self.chosen("body"),
            agency=agency.pk if agency else None,
            state=filters.get("state", ""),
        )

    def present(self, page: Any) -> Any:
        return words.report_rows(page, self.on)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            title="Forward plans",
            lede="The reports that bodies have asked agencies for, and the meetings to which they go.",
            heads=words.REPORT_HEADS,
            noun="report,reports",
            sorted_by="when they are due",
            crumbs=[("Meetings", "/meetings/")],
            new_url=reverse("subgroups:planned-report-new") if records_somewhere(self.request.user) else "",
            **kwargs,
        )


class ForwardPlan(RecordView):
    """The forward plan of one body: its meetings to come with the reports that are set for each."""

    model = Body
    template_name = "subgroups/forward_plan.html"
    permission = BodyRight.READ

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        body, person, on = self.object, self.request.user, self.on
        ask = f"{reverse('subgroups:planned-report-new')}?body={body.slug}"
        ask = ask if body.allows(person, BodyRight.RECORD) and body.is_open(on) else ""
        return super().get_context_data(
            on=on,
            crumbs=[REPORTS, (body.short_name, body.get_absolute_url())],
            title="Forward plan",
            kicker=body.name,
            lede="The reports that come to each meeting. Drawing up an agenda brings those that are due.",
            blocks=words.plan_blocks(reads.forward_plan(body, person, on), on, ask_url=ask),
            settled=words.report_entries(reads.settled_reports(body, person), on),
            ask_url=ask,
            **kwargs,
        )


class PlannedReportDetail(HasLedger, RecordView):
    """One report of a forward plan: who owes it by when, the paper that delivers it, and the thread."""

    chased_as = "planned-report"
    model = PlannedReport
    template_name = "subgroups/planned_report_detail.html"

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("body", "agency", "author", "meeting__body")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row, person, on = self.object, self.request.user, self.on
        reads_body = row.body.allows(person, BodyRight.READ)
        note = next((move.note for move in row.moves.all() if move.to_status == row.status), "")
        papers = row.papers.visible_to(person).select_related("item__meeting__body", "agency", "author")
        records = row.allows(person, BodyRight.RECORD)
        crumbs = [REPORTS]
        if reads_body:
            plan = reverse("subgroups:forward-plan", args=[row.body.slug])
            crumbs.append((row.body.short_name, plan))
        return super().get_context_data(
            on=on,
            crumbs=crumbs,
            title=row.title,
            kicker=f"Forward plan of {row.body.name}",
            lede=words.report_lede(row, on, note=note),
            facts=words.report_facts(row, on, sees_body=reads_body),
            heads=words.PAPER_HEADS,
            papers=words.paper_rows(papers, on),
            may={
                "hand_in": row.status == Status.EXPECTED and (records or row.allows(person, AgencyRight.UPDATE_WORK)),
                "receive": workflow.RECEIVE.open_to(row, person, on),
                "change": records and row.status == Status.EXPECTED,
                "withdraw": workflow.WITHDRAW.open_to(row, person, on),
            },
            here=row.get_absolute_url(),
            knots=thread_of(row, person=person, on=on),
            **kwargs,
        )


class PlannedReportHistory(RecordHistory):
    model = PlannedReport
    list_crumb = REPORTS
    states = Status


class PlannedReportNew(NewForBody):
    """Ask an agency for a report: for a body, and perhaps for one of its meetings (`?meeting=`)."""

    form_class = forms.ReportForm
    title = "Ask for a report"
    lede = "It stands on the forward plan, its author is reminded, and the agenda of its meeting brings it."
    submit_label = "Ask for the report"
    success_message = "The report is on the forward plan"
    list_crumb = REPORTS

    def get_initial(self) -> dict[str, Any]:
        asked = self.request.GET.get("meeting", "")
        return {"meeting": int(asked)} if asked.isdecimal() and len(asked) < 19 else {}

    def perform(self, form: Any) -> PlannedReport:
        return services.ask_for_report(**self.given(form))


class PlannedReportAct(RecordAct):
    model = PlannedReport
    permission: Any = BodyRight.RECORD
    list_crumb = REPORTS

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("body", "agency", "author", "meeting__body")


class PlannedReportChange(PlannedReportAct):
    form_class = forms.ReportForm
    title = "Change what is expected"
    success_message = "The report is changed"

    def get_form_kwargs(self) -> dict[str, Any]:
        row = self.object
        return {**super().get_form_kwargs(), "person": self.request.user, "on": self.on, "body": row.body,
                "meeting": row.meeting}  # fmt: skip

    def get_initial(self) -> dict[str, Any]:
        row = self.object
        return {
            "title": row.title,
            "agency": row.agency_id,
            "author": row.author_id,
            "meeting": row.meeting_id,
            "due_on": row.due_on,
            "version": row.version,
        }

    def perform(self, form: Any) -> PlannedReport:
        given = dict(form.cleaned_data)
        seen = given.pop("version", None)
        return services.change_report(report=self.object, seen=seen, **given, **self.acting())


class PlannedReportHandIn(PlannedReportAct):
    """The report itself, as a paper of the meeting to which it goes."""

    permission = None
    form_class = forms.HandInForm
    title = "Hand in the report"
    submit_label = "Hand it in"
    success_message = "The report is here"

    def get_object(self, queryset: Any = None) -> Any:
        row, person = super().get_object(queryset), self.request.user
        if not (row.allows(person, AgencyRight.UPDATE_WORK) or row.allows(person, BodyRight.RECORD)):
            raise PermissionDenied
        return row

    def perform(self, form: Any) -> Any:
        return paper_services.hand_in_report(report=self.object, file=form.cleaned_data["file"], **self.acting())


class PlannedReportReceive(PlannedReportAct):
    form_class = forms.NoteForm
    title = "Received"
    lede = "For a report that was given otherwise than as a paper here."
    submit_label = "It is received"
    success_message = "The report is received"

    def perform(self, form: Any) -> PlannedReport:
        return services.receive_report(report=self.object, note=form.cleaned_data["note"], **self.acting())


class PlannedReportWithdraw(PlannedReportAct):
    title = "No longer wanted"
    submit_label = "It is no longer wanted"
    success_message = "The report is off the forward plan"
    asks = "Why is it no longer wanted?"
    missing = "Write why it is no longer wanted"

    def perform(self, form: Any) -> PlannedReport:
        return services.withdraw_report(report=self.object, reason=form.cleaned_data["note"], **self.acting())
