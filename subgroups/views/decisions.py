"""Pages of decisions: the list, one decision, recording, changing, superseding, ratifying."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property

from partnership.kit.history import history_of
from partnership.kit.tables import Column
from partnership.kit.thread import thread_of
from partnership.kit.views import ObjectFormView, RecordView
from partnership.permissions import BodyRight
from subgroups.forms import decisions as forms
from subgroups.forms.meetings import SureForm
from subgroups.models import AgendaItem, Decision
from subgroups.presenters import decisions as words
from subgroups.selectors import decisions as reads
from subgroups.services import decisions as services
from subgroups.views.filtered import FilteredList
from subgroups.views.meeting_acts import MeetingAct

DECISIONS = ("Decisions", "/decisions/")


class DecisionList(FilteredList):
    """What bodies decided, the latest first."""

    template_name = "subgroups/decision_list.html"
    filter_form = forms.DecisionFilter
    file_name = "decisions"
    columns = [
        Column("Number", lambda row: row.reference),
        Column("Body", lambda row: row.body.name),
        Column("Decided on", lambda row: row.decided_on),
        Column("Decision", lambda row: row.text),
        Column("Reasons", lambda row: row.reasons),
        Column("Standing", lambda row: words.decision_tag(row).words),
        Column("To be ratified by", lambda row: row.ratify_by.name if row.ratify_by else ""),
        Column("Ratified on", lambda row: row.ratified_on),
    ]

    def rows(self, filters: dict[str, Any]) -> Any:
        return reads.decisions_for(
            self.request.user,
            words=filters.get("words", ""),
            body=self.chosen("body"),
            year=self.chosen("year"),
            state=filters.get("state", ""),
        )

    def present(self, page: Any) -> Any:
        return words.decision_rows(page, self.on)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            title="Decisions",
            lede="What bodies decided and why. An agreed decision is never edited: a later one supersedes it.",
            heads=words.DECISION_HEADS,
            noun="decision,decisions",
            sorted_by="date, the latest first",
            crumbs=[("Meetings", "/meetings/")],
            **kwargs,
        )


class DecisionDetail(RecordView):
    """One decision: what, why, whether it stands, and what came of it."""

    model = Decision
    slug_field = slug_url_kwarg = "reference"
    template_name = "subgroups/decision_detail.html"

    def get_queryset(self) -> Any:
        return (
            super()
            .get_queryset()
            .select_related("body", "meeting__body", "item", "ratify_by", "ratified_by", "supersedes", "superseded_by")
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row, person, on = self.object, self.request.user, self.on
        newer = getattr(row, "superseded_by", None)
        seen = row.body.allows(person, BodyRight.READ)
        closed = not row.meeting.is_open_to_record or bool(row.ratified_on)
        records = row.allows(person, BodyRight.RECORD)
        ratifies = row.ratify_by is not None and row.ratify_by.allows(person, BodyRight.CHAIR)
        return super().get_context_data(
            on=on,
            crumbs=[DECISIONS, (row.body.short_name, row.body.get_absolute_url())],
            title=row.reference,
            kicker=f"{row.reference} · decision of {row.body.name}",
            heading=words.decision_heading(row),
            facts=words.decision_facts(row, on, may_read=seen),
            newer=newer,
            older=row.supersedes,
            may={
                "change": records and not closed,
                "supersede": records and closed and newer is None,
                "ratify": ratifies and not row.ratified_on and newer is None,
                "act": records and newer is None,
            },
            here=row.get_absolute_url(),
            action_url=f"{reverse('subgroups:action-new')}?decision={row.reference}",
            knots=thread_of(row, person=person, on=on),
            **kwargs,
        )


class DecisionHistory(RecordView):
    """Every version of a decision."""

    model = Decision
    slug_field = slug_url_kwarg = "reference"
    template_name = "subgroups/meeting_history.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = self.object
        return super().get_context_data(
            on=self.on,
            crumbs=[DECISIONS, (row.reference, row.get_absolute_url())],
            title="History",
            kicker=row.reference,
            what=row.text,
            lines=history_of(row),
            moves=[],
            **kwargs,
        )


class DecisionNew(MeetingAct):
    """Record a decision of a meeting, under the item named in the address."""

    form_class = forms.DecisionForm
    title = "Record a decision"
    submit_label = "Record the decision"
    success_message = "{result.reference} is recorded"

    @cached_property
    def item(self) -> AgendaItem | None:
        asked = self.request.GET.get("item", "")
        if not asked.isdecimal() or len(asked) > 18:
            return None
        rows = AgendaItem.objects.visible_to(self.request.user)
        return get_object_or_404(rows, pk=int(asked), meeting=self.object)

    def get_lede(self) -> str:
        return f"Under “{self.item.title}”." if self.item else ""

    def get_form_kwargs(self) -> dict[str, Any]:
        parents = services.parents_of(self.object.body, self.object.on)
        return {**super().get_form_kwargs(), "parents": parents}

    def back(self) -> str:
        """The live page, at the item, while the meeting is being recorded."""
        path = reverse("subgroups:meeting-run", args=[self.object.pk])
        return f"{path}?item={self.item.pk}" if self.item else path

    def get_cancel_url(self) -> str:
        return self.back()

    def perform(self, form: Any) -> Decision:
        given = form.cleaned_data
        return services.record_decision(
            meeting=self.object,
            item=self.item,
            text=given["text"],
            reasons=given["reasons"],
            ratify_by=given.get("ratify_by"),
            by=self.request.user,  # type: ignore[arg-type]  # signed in, so a Person
            now=self.now,
        )

    def success_path(self, result: Any) -> str:
        return self.back()


class DecisionAct(ObjectFormView):
    """An act on one decision."""

    model = Decision
    slug_field = slug_url_kwarg = "reference"
    permission: Any = BodyRight.RECORD
    form_class: Any = SureForm

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("body", "meeting__body", "ratify_by")

    def get_crumbs(self) -> list[tuple[str, str]]:
        return [DECISIONS, (self.object.reference, self.object.get_absolute_url())]

    def get_lede(self) -> str:
        return self.object.text


class DecisionChange(DecisionAct):
    form_class = forms.DecisionForm
    title = "Change the decision"
    success_message = "{result.reference} is changed"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "parents": services.parents_of(self.object.body, self.object.decided_on)}

    def get_initial(self) -> dict[str, Any]:
        row = self.object
        return {"text": row.text, "reasons": row.reasons, "ratify_by": row.ratify_by_id, "version": row.version}

    def perform(self, form: Any) -> Decision:
        given = form.cleaned_data
        return services.change_decision(
            decision=self.object,
            text=given["text"],
            reasons=given["reasons"],
            ratify_by=given.get("ratify_by"),
            seen=given.get("version"),
            by=self.request.user,  # type: ignore[arg-type]
            now=self.now,
        )


class DecisionSupersede(DecisionAct):
    form_class = forms.SupersedeForm
    title = "Supersede the decision"
    submit_label = "Record the new decision"
    success_message = "{result.reference} supersedes the older one"

    def get_form_kwargs(self) -> dict[str, Any]:
        row = self.object
        meetings = reads.may_supersede(row.meeting, self.on)
        return {
            **super().get_form_kwargs(),
            "parents": services.parents_of(row.body, self.on),
            "meetings": meetings,
        }

    def perform(self, form: Any) -> Decision:
        given = form.cleaned_data
        return services.supersede_decision(
            decision=self.object,
            meeting=given["meeting"],
            text=given["text"],
            reasons=given["reasons"],
            ratify_by=given.get("ratify_by"),
            by=self.request.user,  # type: ignore[arg-type]
            now=self.now,
        )


class DecisionRatify(DecisionAct):
    permission = None
    title = "Ratify the decision"
    submit_label = "Ratify it"
    success_message = "{result.reference} is ratified"

    def get_object(self, queryset: Any = None) -> Any:
        decision = super().get_object(queryset)
        if decision.ratify_by is None or not decision.ratify_by.allows(self.request.user, BodyRight.CHAIR):
            raise PermissionDenied
        return decision

    def perform(self, form: Any) -> Decision:
        return services.ratify_decision(decision=self.object, by=self.request.user, now=self.now)  # type: ignore[arg-type]
