"""One edition: what it says and is made of, its signing, its files and its tables."""

import datetime as dt
from typing import Any

from allauth.account.authentication import get_authentication_records
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.safestring import mark_safe
from django.views.generic import TemplateView, View

from partnership.kit.views import Clocked, ServiceFormView
from partnership.permissions import PortalRight
from partnership.signin import SECOND, ProveAgainMixin
from reports import forms, services, tasks
from reports import presenters as words
from reports.document import canonical
from reports.models import Edition, EditionFile, Report, ReportTable
from reports.selectors import offices_of, offices_to_sign
from reports.services.building import table_csv
from reports.views.reports import list_crumb


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
