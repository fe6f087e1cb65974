"""Many actions from one table: send it, read what would be recorded, mend, confirm."""

import secrets
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property

from partnership.imports.reading import Unreadable
from partnership.imports.tables import any_text, read_text, read_workbook
from partnership.kit.dates import today
from partnership.kit.tables import csv_response, workbook_response
from partnership.kit.views import RecordView, ServiceFormView
from partnership.models import Body
from partnership.permissions import BodyRight
from subgroups.forms.batches import BatchForm, mends_in
from subgroups.imports.tables import headings, template
from subgroups.imports.tables.known import Known
from subgroups.imports.tables.lines import Checked, Draft, check_text
from subgroups.models import Action, ActionBatch, Meeting
from subgroups.presenters import batches as words
from subgroups.services.batches import record_batch
from subgroups.smart import advise


def may_record_somewhere(person: Any) -> bool:
    """Whether somebody records actions anywhere."""
    return bool(person.rights.manages or person.rights.bodies(BodyRight.RECORD))


class BatchNew(ServiceFormView):
    """Send a table, and see line by line what would be recorded and what must be mended. Recorded once confirmed."""

    form_class = BatchForm
    template_name = "subgroups/batch_new.html"
    title = "Record many actions"
    lede = "From a table in Excel or Word. First you see what would be recorded; nothing is recorded until you confirm."
    submit_label = "Show what would be recorded"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_record_somewhere(request.user):
            raise PermissionDenied
        self.meeting = self.asked(Meeting.objects.select_related("body"), "meeting", "pk")
        self.rest = self.asked(ActionBatch.objects.select_related("body"), "rest", "token")
        body = self.asked(Body.objects, "body", "slug")
        self.body = self.meeting.body if self.meeting else self.rest.body if self.rest else body
        if self.body is not None and not self.body.allows(request.user, BodyRight.RECORD):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def asked(self, rows: Any, name: str, field: str) -> Any:
        """The record named in the address that the actions belong to, within the person's scope."""
        wanted = self.request.GET.get(name)
        if not wanted or (field == "pk" and not wanted.isdecimal()):
            return None
        return get_object_or_404(rows.visible_to(self.request.user), **{field: wanted[:60]})

    def get_form_kwargs(self) -> dict[str, Any]:
        fixed = self.body if self.meeting or self.rest else None
        return {**super().get_form_kwargs(), "person": self.request.user, "on": self.on, "body": fixed}

    def get_initial(self) -> dict[str, Any]:
        return {"body": self.body.pk if self.body else None, "text": self.rest.left_out if self.rest else ""}

    def get_crumbs(self) -> list[tuple[str, str]]:
        if self.meeting:
            return [
                ("Meetings", reverse("subgroups:meeting-list")),
                (str(self.meeting), self.meeting.get_absolute_url()),
            ]
        return [("Actions", reverse("subgroups:action-list"))]

    def get_cancel_url(self) -> str:
        return self.get_crumbs()[-1][1]

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            checked = self.check(form)
        except Unreadable as error:
            return self.refuse(form, error)
        go, given = self.request.POST.get("go"), form.cleaned_data
        if go == "record" and checked.good and given["seen"] == checked.seen:
            self.checked = checked
            return super().form_valid(form)
        return self.preview(form, checked, moved=go == "record" and bool(given["seen"]))

    def check(self, form: Any) -> Checked:
        """Read the file or the pasted text and judge each line."""
        given = form.cleaned_data
        known = Known(given["body"], self.on)
        text = self.file_text(given["file"]) if given["file"] else given["text"]
        return check_text(text, known, meeting=self.meeting, mends=mends_in(self.request.POST), advise=self.advice)

    def advice(self, draft: Draft) -> list[str]:
        """What would make a line clearer, in the sentences that the form of one action says."""
        said = advise(what=draft.what, measure=draft.measure, due_on=draft.due_on, has_person=True, on=self.on)
        return [one.words for one in said]

    def file_text(self, upload: Any) -> str:
        """The table of an uploaded file as it would be pasted."""
        content = upload.read()
        if upload.name.lower().endswith(".xlsx"):
            return read_workbook(content, headings.is_heading).as_text()
        return read_text(any_text(content), headings.is_heading).as_text()

    def refuse(self, form: Any, error: Unreadable) -> HttpResponse:
        """The table as a whole cannot be read: said at the field, and what was pasted stays."""
        known = "Columns that are known: Action, Owner (or Agency and Person), Measure and Due."
        sentence = f"{error.sentence} {known}" if "headings" in error.sentence else error.sentence
        where = "file" if form.cleaned_data.get("file") else "text"
        form.add_error(where, f"Line {error.line}: {sentence}" if error.line > 1 else sentence)
        return self.form_invalid(form)

    def preview(self, form: Any, checked: Checked, *, moved: bool = False) -> HttpResponse:
        """What would be recorded and what must be mended."""
        record, left = words.record_words(checked)
        known = [agency.name for agency in template.agencies(self.on)]
        context = self.get_context_data(form=form)
        context |= {
            "title": "What would be recorded",
            "lede": words.lede(checked),
            "body": form.cleaned_data["body"],
            "meeting": self.meeting,
            "moved": moved,
            "notes": words.notes(checked),
            "refused": len(checked.refused),
            "mend_lines": words.mend_lines(checked),
            "good": len(checked.good),
            "ready_heads": words.READY_HEADS,
            "ready_rows": words.ready_rows(checked),
            "more": words.more_words(checked),
            "record_words": record,
            "left_words": left,
            "agency_names": known,
            "text": checked.sheet.as_text(),
            "seen": checked.seen,
            "token": self.token(form),
        }
        response = self.response_class(
            request=self.request, template=["subgroups/batch_check.html"], context=context, using=self.template_engine
        )
        response.status_code = 200 if checked.good or checked.refused else 422
        return response

    def token(self, form: Any) -> str:
        """One for each table that is shown, kept through its mending: it is recorded once."""
        given: str = form.cleaned_data["token"]
        return given if len(given) == 32 else secrets.token_hex(16)

    def perform(self, form: Any) -> ActionBatch:
        given = form.cleaned_data
        return record_batch(
            token=given["token"],
            body=given["body"],
            lines=self.checked.good,
            meeting=self.meeting,
            left_out=self.checked.left_text(),
            by=self.request.user,
            now=self.now,
        )

    success_message = "{result} recorded"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            meeting=self.meeting, rest=self.rest, labels=list(headings.LABELS.values()), **kwargs
        )


class BatchDetail(RecordView):
    """What was recorded from one table, and the lines that were left out."""

    model = ActionBatch
    slug_field = slug_url_kwarg = "token"
    template_name = "subgroups/batch_detail.html"

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("body", "meeting__body", "by")

    @cached_property
    def actions(self) -> list[Action]:
        rows = Action.objects.visible_to(self.request.user).filter(reference__in=self.object.references)
        return list(rows.select_related("lead_agency", "holder").order_by("pk"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        batch = self.object
        left = len(read_text(batch.left_out, headings.is_heading).lines) if batch.left_out else 0
        return super().get_context_data(
            crumbs=[("Actions", reverse("subgroups:action-list"))],
            lede=words.done_lede(batch, left),
            left=left,
            rest_url=f"{reverse('subgroups:batch-new')}?rest={batch.token}",
            again_url=reverse("subgroups:batch-new"),
            heads=words.DONE_HEADS,
            rows=words.done_rows(self.actions),
            on=self.on,
            **kwargs,
        )


def batch_template(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The table to start from, as CSV or as a workbook with a sheet of the agencies that are known."""
    if not may_record_somewhere(request.user):
        raise PermissionDenied
    on, name = today(), "actions to record"
    rows = [template.example_line(on)]
    if kind == "csv":
        return csv_response(name, template.columns(), rows)
    if kind != "xlsx":
        raise Http404("The table is there as csv and as xlsx.")
    sheets = [("Actions", template.columns(), rows), ("Agencies", template.agency_columns(), template.agencies(on))]
    return workbook_response(name, sheets)
