"""Pages of inspections: the list, one with its findings and what follows from them, and each act."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property

from audits.forms import inspections as forms
from audits.forms.rounds import EmptyForm
from audits.models import Finding, Inspection
from audits.presenters import inspections as words
from audits.selectors import inspections as reads
from audits.services import inspections as services
from partnership.kit.history import history_of
from partnership.kit.tables import Column
from partnership.kit.thread import thread_of
from partnership.kit.views import ListPage, ObjectFormView, RecordView, RightRequired, ServiceFormView
from partnership.permissions import BodyRight, PortalRight
from subgroups.models import Action

LIST = ("Inspections", "/inspections/")


class InspectionList(ListPage):
    """Inspections that the person may see, with how far their actions are."""

    template_name = "audits/inspection_list.html"
    filter_form = forms.InspectionFilter
    file_name = "inspections"
    columns = [
        Column("Published", lambda row: row.published_on),
        Column("Inspectorate", lambda row: row.get_inspectorate_display()),
        Column("Title", lambda row: row.title),
        Column("Of", lambda row: words.of_whom(row)),
        Column("Judgement", lambda row: row.judgement),
        Column("Followed up by", lambda row: row.body.name),
        Column("Findings", lambda row: row.number_of_findings),
        Column("Actions", lambda row: row.actions),
        Column("Closed", lambda row: row.closed),
    ]

    def rows(self, filters: dict[str, Any]) -> Any:
        return reads.inspections_for(self.request.user, filters)

    def present(self, page: Any) -> Any:
        return words.rows_of(page, self.on)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person: Any = self.request.user
        return super().get_context_data(
            title="Inspections",
            lede="What inspectorates found in agencies and in the area, and what follows from it.",
            heads=words.HEADS,
            noun="inspection,inspections",
            sorted_by="the day of the report, the latest first",
            crumbs=[("Audits", reverse("audits:round-list"))],
            new_url=reverse("audits:inspection-new") if person.rights.manages else "",
            **kwargs,
        )


class InspectionDetail(RecordView):
    """One inspection: its findings, the actions that follow each, and the thread."""

    model = Inspection
    template_name = "audits/inspection_detail.html"

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("agency", "body")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row, person, on = self.object, self.request.user, self.on
        findings = reads.findings_of(row)
        here = row.get_absolute_url()
        return super().get_context_data(
            on=on,
            crumbs=[LIST],
            title=row.title,
            kicker=f"{row.get_inspectorate_display()} · {words.of_whom(row)}",
            lede=words.lede(findings),
            facts=words.facts(row),
            parts=words.finding_parts(findings, reads.actions_seen(findings, person), on, here=here),
            may={
                "keep": row.allows(person, PortalRight.MANAGE),
                "act": row.allows(person, BodyRight.RECORD),
            },
            here=here,
            knots=thread_of(row, person=person, on=on),
            **kwargs,
        )


class InspectionHistory(RecordView):
    """Every change of an inspection."""

    model = Inspection
    template_name = "audits/record_history.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = self.object
        return super().get_context_data(
            title="History",
            kicker=str(row),
            crumbs=[LIST, (str(row), row.get_absolute_url())],
            lines=history_of(row),
            on=self.on,
            **kwargs,
        )


class InspectionNew(RightRequired, ServiceFormView):
    portal_right = PortalRight.MANAGE
    form_class = forms.InspectionForm
    title = "Record an inspection"
    submit_label = "Record the inspection"
    success_message = "The inspection is recorded. Add what it found"
    crumbs = [LIST]
    cancel_url = "/inspections/"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "on": self.on}

    def perform(self, form: Any) -> Inspection:
        given = dict(form.cleaned_data)
        given.pop("version", None)
        return services.record_inspection(**given, by=self.request.user, now=self.now)  # type: ignore[arg-type]


class InspectionAct(ObjectFormView):
    """An act on one inspection, or on one of its findings where the address has a number."""

    model = Inspection
    permission: Any = PortalRight.MANAGE

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("agency", "body")

    def get_crumbs(self) -> list[tuple[str, str]]:
        return [LIST, (str(self.object), self.object.get_absolute_url())]

    def success_path(self, result: Any) -> str:
        return self.object.get_absolute_url()

    @cached_property
    def finding(self) -> Finding:
        return get_object_or_404(self.object.findings, number=self.kwargs["number"])

    def acting(self) -> dict[str, Any]:
        return {"by": self.request.user, "now": self.now}


class InspectionChange(InspectionAct):
    form_class = forms.InspectionForm
    title = "Change the record"
    success_message = "The inspection is changed"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "on": self.on}

    def get_initial(self) -> dict[str, Any]:
        row = self.object
        names = ("inspectorate", "title", "published_on", "judgement", "version")
        return {"agency": row.agency_id, "body": row.body_id, **{name: getattr(row, name) for name in names}}

    def perform(self, form: Any) -> Inspection:
        given = dict(form.cleaned_data)
        seen = given.pop("version", None)
        return services.change_inspection(inspection=self.object, seen=seen, **given, **self.acting())


class FindingNew(InspectionAct):
    form_class = forms.FindingForm
    title = "Add a finding"
    submit_label = "Add the finding"
    success_message = "The finding is recorded"

    def perform(self, form: Any) -> Finding:
        return services.add_finding(inspection=self.object, text=form.cleaned_data["text"], **self.acting())


class FindingChange(InspectionAct):
    form_class = forms.FindingForm
    success_message = "The finding is changed"

    def get_title(self) -> str:
        return f"Change finding {self.finding.number}"

    def get_initial(self) -> dict[str, Any]:
        return {"text": self.finding.text}

    def perform(self, form: Any) -> Finding:
        return services.change_finding(finding=self.finding, text=form.cleaned_data["text"], **self.acting())


class FindingRemove(InspectionAct):
    form_class = EmptyForm
    submit_label = "Take it off"
    success_message = "The finding is off the list"

    def get_title(self) -> str:
        return f"Take off finding {self.finding.number}"

    def get_lede(self) -> str:
        return self.finding.text

    def perform(self, form: Any) -> None:
        services.remove_finding(finding=self.finding, **self.acting())


class FindingActionNew(InspectionAct):
    permission = BodyRight.RECORD
    form_class = forms.FindingActionForm
    title = "Record an action"
    submit_label = "Record the action"
    success_message = "{result.reference} is recorded and will be chased"

    def get_object(self, queryset: Any = None) -> Any:
        self.object = super().get_object(queryset)
        if not self.object.body.is_open(self.on):
            raise PermissionDenied
        return self.object

    def get_lede(self) -> str:
        return f"Finding {self.finding.number}: {self.finding.text}"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "on": self.on, "agency": self.object.agency}

    def perform(self, form: Any) -> Action:
        return services.record_finding_action(finding=self.finding, **form.cleaned_data, **self.acting())
