"""Pages of reports: the list, one report, writing, the moves, signing, an edition and its files."""

import datetime as dt
from typing import Any

from allauth.account.authentication import get_authentication_records
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.safestring import mark_safe
from django.views.generic import TemplateView, View

from partnership.kit.markdown import to_html
from partnership.kit.tables import Column
from partnership.kit.thread import thread_of
from partnership.kit.views import Clocked, ListPage, ObjectFormView, RecordView, RightRequired, ServiceFormView
from partnership.models import Duty
from partnership.permissions import PortalRight
from partnership.signin import SECOND, ProveAgainMixin
from reports import forms, pdf, services, tasks, workflow
from reports import presenters as words
from reports.document import assemble, canonical
from reports.models import Edition, EditionFile, Report, ReportTable, Section
from reports.selectors import offices_of, offices_to_sign
from reports.selectors.duties import duties_of, duty_states
from reports.services.building import table_csv


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


class ReportMoveView(ObjectFormView):
    """A move of a report, with a page that says what it means."""

    model = Report
    form_class: Any = forms.EmptyForm
    permission = PortalRight.MANAGE

    def get_crumbs(self) -> list[tuple[str, str]]:
        return [list_crumb(), (self.object.title, self.object.get_absolute_url())]

    def success_path(self, result: Any) -> str:
        return self.object.get_absolute_url()


class ReportSubmit(ReportMoveView):
    title = "Submit for review"
    lede = "The partners can then read the draft. You can still write while they do."
    submit_label = "Submit for review"
    form_class = forms.NoteForm
    success_message = "Submitted for review"

    def perform(self, form: Any) -> Report:
        return services.submit_for_review(
            report=self.object, by=self.request.user, now=self.now, note=form.cleaned_data["note"]
        )


class ReportSendBack(ReportMoveView):
    title = "Send back to the writers"
    submit_label = "Send back"
    form_class = forms.ReasonForm
    success_message = "Sent back to the writers"

    def perform(self, form: Any) -> Report:
        return services.send_back(
            report=self.object, by=self.request.user, now=self.now, note=form.cleaned_data["note"]
        )


class ReportApprove(ReportMoveView):
    """Freeze the report. The PDF is made by a worker."""

    template_name = "reports/report_approve.html"
    title = "Approve and freeze"
    lede = "Approving freezes the figures and words as an edition. From then on any change makes it void."
    submit_label = "Approve and freeze"
    form_class = forms.NoteForm
    success_message = "Approved. The edition is frozen and its PDF is being made."

    def perform(self, form: Any) -> Report:
        report = services.approve_report(
            report=self.object, by=self.request.user, now=self.now, note=form.cleaned_data["note"]
        )
        tasks.nudge()
        return report

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        assembled = assemble(self.object, on=self.on)
        return super().get_context_data(
            blocking=words.duty_rows(assembled.blocking, self.object, self.on),
            warning=words.duty_rows([state for state in assembled.duties if state.warns], self.object, self.on),
            **kwargs,
        )


class ReportReopen(ReportMoveView):
    title = "Take it back and change it"
    lede = "The edition and every signature under it become void. The signatories are told."
    submit_label = "Make the edition void and reopen"
    form_class = forms.ReasonForm
    success_message = "Reopened. The edition and its signatures are void."

    def perform(self, form: Any) -> Report:
        return services.reopen_report(
            report=self.object, by=self.request.user, now=self.now, reason=form.cleaned_data["note"]
        )


class ReportPublish(ReportMoveView):
    title = "Publish"
    lede = "Everybody who signs in can then read it. A published report is never changed, only corrected by another."
    submit_label = "Publish the signed edition"
    success_message = "Published"

    def perform(self, form: Any) -> Report:
        return services.publish_report(report=self.object, by=self.request.user, now=self.now)


class ReportCorrect(ReportMoveView):
    title = "Open a corrected report"
    lede = "It starts from the same words. When it is published, this one is marked as superseded and stays readable."
    submit_label = "Open a corrected report"
    success_message = "Corrected report opened"

    def perform(self, form: Any) -> Report:
        return services.correct_report(report=self.object, by=self.request.user, now=self.now)

    def success_path(self, result: Any) -> str:
        return result.get_absolute_url()


class EditionView(Clocked):
    """Finds an edition within the person's scope; a void one is for those who keep or sign reports."""

    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def edition(self) -> Edition:
        person: Any = self.request.user
        report = get_object_or_404(Report.objects.visible_to(person), slug=self.kwargs["slug"])
        edition = get_object_or_404(report.editions.select_related("report", "frozen_by"), number=self.kwargs["number"])
        if edition.is_void and not (person.rights.sees_everything or person.rights.has(PortalRight.SIGN)):
            raise Http404
        return edition


class EditionSign(ProveAgainMixin, EditionView, ServiceFormView):
    """Sign an edition. Opens only to whoever has just proved again that it is them."""

    template_name = "reports/edition_sign.html"
    form_class = forms.SignForm
    title = "Sign this edition"
    submit_label = "Sign"
    success_message = "Signed"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.rights.has(PortalRight.SIGN):  # type: ignore[union-attr]  # signed in: the middleware saw to it
            self.kwargs = kwargs
            _ = self.edition
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def proof(self) -> dict[str, Any]:
        """The fresh proof of identity of this session: a second factor where one was given, else the password."""
        since = self.now.timestamp() - services.FRESH.total_seconds()
        records = get_authentication_records(self.request, self.request.user)
        fresh = [record for record in records if record.get("reauthenticated") and record["at"] >= since]
        return max(fresh, key=lambda record: (record["method"] == SECOND, record["at"]))

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "edition": self.edition}

    def perform(self, form: Any) -> Any:
        proof = self.proof
        signature = services.sign_edition(
            edition=self.edition,
            by=self.request.user,
            reauthenticated_at=dt.datetime.fromtimestamp(proof["at"], dt.UTC),
            second_factor=proof["method"] == SECOND,
            data_sha256=form.cleaned_data["data_sha256"],
            now=self.now,
        )
        tasks.nudge()
        return signature

    def success_path(self, result: Any) -> str:
        return self.edition.report.get_absolute_url()

    def get_crumbs(self) -> list[tuple[str, str]]:
        report = self.edition.report
        return [list_crumb(), (report.title, report.get_absolute_url())]

    def get_cancel_url(self) -> str:
        return self.edition.report.get_absolute_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        offices = offices_of(self.edition.report, on=self.on, edition=self.edition)
        person: Any = self.request.user
        return super().get_context_data(
            edition=self.edition,
            office=offices_to_sign(offices, person),
            file=self.edition.files.filter(status=EditionFile.Status.READY).order_by("-pk").first(),
            on=self.on,
            **kwargs,
        )


class EditionDetail(EditionView, TemplateView):
    """The web twin of an edition: the same words and figures as the PDF, as frozen."""

    template_name = "reports/edition_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        edition = self.edition
        report = edition.report
        offices = offices_of(report, on=self.on, edition=edition)
        return super().get_context_data(
            on=self.on,
            report=report,
            edition=edition,
            body=mark_safe(edition.html),  # frozen output of our own templates
            crumbs=[list_crumb(), (report.title, report.get_absolute_url())],
            title=report.title,
            lede=f"Edition {edition.number}, frozen {words.moment(edition.frozen_at, self.on)}.",
            offices=words.signature_entries(offices, edition, self.on),
            ready=edition.files.filter(status=EditionFile.Status.READY),
            tables=edition.tables.all(),
            **kwargs,
        )


class EditionPdf(EditionView, View):
    """The PDF: the signed one where there is one, else the copy for signature."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        ready = self.edition.files.filter(status=EditionFile.Status.READY).order_by("-pk").first()
        if ready is None:
            raise Http404("The PDF is still being made.")
        name = f"{self.edition.report.slug}-edition-{self.edition.number}.pdf"
        return FileResponse(ready.file.open("rb"), as_attachment=True, filename=name, content_type="application/pdf")


class EditionData(EditionView, View):
    """The frozen data, byte for byte as the checksum was taken."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        name = f"{self.edition.report.slug}-edition-{self.edition.number}.json"
        response = HttpResponse(canonical(self.edition.data), content_type="application/json")
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response


class EditionTable(EditionView, View):
    """One frozen table as CSV."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        table: ReportTable = get_object_or_404(self.edition.tables, number=self.kwargs["table"])
        response = HttpResponse(table_csv(table), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{table.file_name}"'
        return response
