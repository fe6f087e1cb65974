"""The list of reports, one report with its duties, its preview, and the writing of a section."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.safestring import mark_safe

from partnership.kit.markdown import to_html
from partnership.kit.tables import Column
from partnership.kit.thread import thread_of
from partnership.kit.views import ListPage, RecordView, RightRequired, ServiceFormView
from partnership.models import Duty
from partnership.permissions import PortalRight
from reports import forms, pdf, services, workflow
from reports import presenters as words
from reports.document import assemble
from reports.models import Edition, Report, Section
from reports.selectors import offices_of, offices_to_sign
from reports.selectors.duties import duties_of, duty_states


def list_crumb() -> tuple[str, str]:
    return ("Reports", reverse("reports:report-list"))


class ReportList(ListPage):
    """All reports that the person may see, the latest period first."""

    template_name = "reports/report_list.html"
    filter_form = forms.ReportFilter
    file_name = "reports"
    columns = [
        Column("Report", lambda row: row.title),
        Column("Whose", lambda row: row.body.name if row.body else "The whole partnership"),
        Column("From", lambda row: row.from_on),
        Column("To", lambda row: row.to_on),
        Column("State", lambda row: row.get_status_display()),
        Column("To be published by", lambda row: row.due_on),
        Column("Published", lambda row: row.published_on),
    ]

    def rows(self, filters: dict[str, Any]) -> Any:
        rows = Report.objects.visible_to(self.request.user).select_related("body").prefetch_related("editions")
        if filters.get("status"):
            rows = rows.filter(status=filters["status"])
        if filters.get("body"):
            rows = rows.filter(body=filters["body"])
        return rows

    def present(self, page: Any) -> Any:
        return words.list_rows(page, self.on)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person: Any = self.request.user
        return super().get_context_data(
            title="Reports",
            heads=words.LIST_HEADS,
            noun="report,reports",
            sorted_by="the latest period first",
            new_url=reverse("reports:report-new") if person.rights.manages else "",
            **kwargs,
        )


class ReportNew(RightRequired, ServiceFormView):
    """Open a report: its sections come from the law and the plan."""

    portal_right = PortalRight.MANAGE
    form_class = forms.OpenReportForm
    title = "Open a report"
    lede = "Its sections follow from the law that asks for it and from the plan; its tables from the records."
    submit_label = "Open the report"
    success_message = "Report opened. Its sections wait to be written."

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "on": self.on}

    def get_crumbs(self) -> list[tuple[str, str]]:
        return [list_crumb()]

    def get_cancel_url(self) -> str:
        return reverse("reports:report-list")

    def perform(self, form: Any) -> Report:
        return services.open_report(by=self.request.user, now=self.now, **form.cleaned_data)


class ReportDetail(RecordView):
    """One report: what blocks it first, then sections, figures, signatures and the edition."""

    model = Report
    template_name = "reports/report_detail.html"

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("body", "plan", "replaces").prefetch_related("regimes")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        report, person, on = self.object, self.request.user, self.on
        editions = list(report.editions.select_related("frozen_by").prefetch_related("signatures", "files"))
        edition = next((row for row in editions if not row.is_void), None)
        if edition is None:
            assembled = assemble(report, on=on)
            data, states = assembled.data, assembled.duties
        else:
            data = edition.data
            tables = [part for entry in data["chapters"] for part in entry["parts"] if part["part"] == "table"]
            states = duty_states(report, tables_with_rows={part["key"] for part in tables if part["rows"]})
        offices = offices_of(report, on=on, edition=edition)
        files = list(edition.files.all()) if edition else []
        sections = list(report.sections.select_related("written_by"))
        return super().get_context_data(
            on=on,
            crumbs=[list_crumb()],
            lede=words.lede(report, states, offices, edition),
            kicker=" · ".join(
                [
                    "Annual report",
                    *[regime.name for regime in report.regimes.all()],
                    words.period_in_words(report.period),
                ]
            ),
            status_tag=words.STATUS_TAGS[report.status],
            duties=words.duty_rows(states, report, on),
            is_owed=any(state.state != "met" for state in states),
            duties_met=f"{sum(state.state == 'met' for state in states)} of {len(states)} met",
            section_heads=words.SECTION_HEADS,
            sections=words.section_rows(sections, person, report),
            drawings=words.drawings(data, ["actions-kept", "actions-moved", "attendance-bars"]),
            drawn_from="frozen with the edition" if edition else "as the records stand today",
            offices=words.signature_entries(offices, edition, on),
            signed=f"{sum(office.signature is not None for office in offices)} of {len(offices)}",
            edition=edition,
            edition_title=f"Edition {edition.number}" if edition else "",
            edition_facts=words.edition_facts(edition, files, on) if edition else [],
            ready=[row for row in files if row.is_ready],
            void=words.void_entries([row for row in editions if row.is_void], on),
            recipients=words.recipient_entries(duties_of(report, kind=Duty.Kind.RECIPIENT), report),
            knots=thread_of(report, person=person, on=on),
            may=self.rights(report, person, edition, offices),
            **kwargs,
        )

    def rights(self, report: Report, person: Any, edition: Edition | None, offices: Any) -> dict[str, bool]:
        """Which buttons stand on the page: from the table of moves, so that none is offered that would be refused."""
        return {
            "submit": workflow.SUBMIT.open_to(report, person, self.on),
            "send_back": workflow.SEND_BACK.open_to(report, person, self.on),
            "approve": workflow.APPROVE.open_to(report, person, self.on),
            "reopen": workflow.REOPEN.open_to(report, person, self.on),
            "publish": workflow.PUBLISH.open_to(report, person, self.on),
            "correct": report.status == Report.Status.PUBLISHED
            and person.rights.manages
            and not Report.objects.filter(replaces=report).exists(),
            "sign": edition is not None
            and report.status == Report.Status.APPROVED
            and person.rights.has(PortalRight.SIGN)
            and offices_to_sign(offices, person) is not None,
            "preview": edition is None,
        }


class ReportPreview(RecordView):
    """The draft as it would be frozen today."""

    model = Report
    template_name = "reports/edition_detail.html"

    def get_queryset(self) -> Any:
        return super().get_queryset().exclude(status__in=Report.FROZEN)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        report = self.object
        data = assemble(report, on=self.on).data
        return super().get_context_data(
            on=self.on,
            report=report,
            body=mark_safe(pdf.page_html(data)),  # made by our own templates from escaped parts
            crumbs=[list_crumb(), (report.title, report.get_absolute_url())],
            title="Draft",
            lede="As it would be frozen if it were approved today. Nothing here is signed.",
            **kwargs,
        )


class SectionEdit(ServiceFormView):
    """Write a section; look at it as a reader will before it is saved."""

    template_name = "reports/section_form.html"
    form_class = forms.SectionForm
    success_message = "Section saved"
    submit_label = "Save the section"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        report = get_object_or_404(Report.objects.visible_to(request.user), slug=kwargs["slug"])
        rows = report.sections.select_related("report", "priority", "changed_by")
        self.section: Section = get_object_or_404(rows, key=kwargs["key"])
        if not self.section.may_be_written_by(request.user) or report.status in Report.PUBLIC:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "section": self.section}

    def form_valid(self, form: Any) -> HttpResponse:
        if "preview" in self.request.POST:
            return self.render_to_response(self.get_context_data(form=form, preview=self.preview(form)))
        return super().form_valid(form)

    def preview(self, form: Any) -> list[tuple[str, Any]]:
        """What was typed as it will read, question by question. Nothing is saved."""
        if not self.section.asks_six:
            return [("", to_html(form.cleaned_data["body"], top=4))]
        return [(Section.QUESTIONS[key], to_html(text, top=4)) for key, text in form.answers.items() if text.strip()]

    def perform(self, form: Any) -> Section:
        return services.write_section(
            section=self.section,
            by=self.request.user,
            now=self.now,
            seen=form.cleaned_data["version"],
            body=form.cleaned_data.get("body", ""),
            answers=form.answers,
        )

    def success_path(self, result: Any) -> str:
        return self.section.report.get_absolute_url()

    def get_title(self) -> str:
        return self.section.title

    def get_lede(self) -> str:
        return self.section.about

    def get_crumbs(self) -> list[tuple[str, str]]:
        report = self.section.report
        return [list_crumb(), (report.title, report.get_absolute_url())]

    def get_cancel_url(self) -> str:
        return self.section.report.get_absolute_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        report = self.section.report
        kwargs.setdefault("preview", None)
        return super().get_context_data(
            section=self.section,
            on=self.on,
            voids=None if report.is_being_written else report.editions.standing().first(),
            **kwargs,
        )
