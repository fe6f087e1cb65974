"""Pages of escalations: the list, one escalation, asking, replying, withdrawing."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property

from partnership.kit.history import history_of
from partnership.kit.tables import Column
from partnership.kit.thread import thread_of
from partnership.kit.views import ObjectFormView, RecordView, ServiceFormView
from partnership.models import Body
from partnership.permissions import BodyRight
from partnership.views.chases import HasLedger
from subgroups.forms import escalations as forms
from subgroups.forms.meetings import ReasonForm
from subgroups.models import AgendaItem, Escalation
from subgroups.presenters import escalations as words
from subgroups.presenters.meetings import move_entries
from subgroups.selectors import escalations as reads
from subgroups.services import escalations as services
from subgroups.views.filtered import FilteredList, records_somewhere
from subgroups.workflow import escalations as workflow

ESCALATIONS = ("Escalations", "/escalations/")


class EscalationList(FilteredList):
    """Questions from body to body: those that wait first."""

    template_name = "subgroups/escalation_list.html"
    filter_form = forms.EscalationFilter
    file_name = "escalations"
    columns = [
        Column("Number", lambda row: row.reference),
        Column("From", lambda row: row.from_body.name),
        Column("To", lambda row: row.to_body.name),
        Column("Question", lambda row: row.question),
        Column("Evidence", lambda row: row.evidence),
        Column("What is asked", lambda row: row.ask),
        Column("Sent", lambda row: row.sent_on),
        Column("Reply due", lambda row: row.reply_due_on),
        Column("State", lambda row: row.get_status_display()),
        Column("Replied", lambda row: row.replied_on),
        Column("Reply", lambda row: row.reply),
    ]

    def rows(self, filters: dict[str, Any]) -> Any:
        body = filters.get("body")
        return reads.escalations_for(
            self.request.user,
            self.on,
            body=body.pk if body else None,
            year=self.chosen("year"),
            state=filters.get("state", ""),
        )

    def present(self, page: Any) -> Any:
        return words.escalation_rows(page, self.on)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            title="Escalations",
            lede="Questions that a body puts to the body it reports to, and the replies that are owed.",
            heads=words.ESCALATION_HEADS,
            noun="escalation,escalations",
            sorted_by="when the reply is due",
            crumbs=[("Meetings", "/meetings/")],
            new_url=reverse("subgroups:escalation-new") if records_somewhere(self.request.user) else "",
            **kwargs,
        )


class EscalationDetail(HasLedger, RecordView):
    """One escalation: the question, the reply or who owes it, and the thread."""

    chased_as = "escalation-reply"
    model = Escalation
    slug_field = slug_url_kwarg = "reference"
    template_name = "subgroups/escalation_detail.html"

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("from_body", "to_body", "meeting__body", "item", "decision")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row, person, on = self.object, self.request.user, self.on
        moves = list(row.moves.select_related("by"))
        withdrawn = next((move.note for move in moves if move.to_status == Escalation.Status.WITHDRAWN), "")
        replied = next((move.by for move in moves if move.to_status == Escalation.Status.REPLIED), None)
        return super().get_context_data(
            on=on,
            crumbs=[ESCALATIONS, (row.from_body.short_name, row.from_body.get_absolute_url())],
            title=row.question,
            kicker=f"{row.reference} · from {row.from_body.name} to {row.to_body.name}",
            lede=words.escalation_lede(row, on, reason=withdrawn),
            facts=words.escalation_facts(row, on),
            replied_by=replied,
            may={
                "reply": workflow.REPLY.open_to(row, person, on),
                "withdraw": workflow.WITHDRAW.open_to(row, person, on),
            },
            here=row.get_absolute_url(),
            knots=thread_of(row, person=person, on=on),
            **kwargs,
        )


class EscalationHistory(RecordView):
    """Every change of an escalation, and its moves."""

    model = Escalation
    slug_field = slug_url_kwarg = "reference"
    template_name = "subgroups/meeting_history.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = self.object
        return super().get_context_data(
            on=self.on,
            crumbs=[ESCALATIONS, (row.reference, row.get_absolute_url())],
            title="History",
            kicker=row.reference,
            what=row.question,
            lines=history_of(row),
            moves=move_entries(row.moves.select_related("by"), Escalation.Status, self.on),
            **kwargs,
        )


class EscalationNew(ServiceFormView):
    """Put a question to a body above: from a body of one's own, or out of the item named in the address."""

    form_class = forms.EscalationForm
    title = "Escalate"
    lede = "It lands on the next agenda of the body that is asked, and is counted in the annual report."
    submit_label = "Send the question"
    success_message = "{result.reference} is sent"
    crumbs = [ESCALATIONS]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        body = self.from_body
        if not records_somewhere(request.user) or (body and not body.allows(request.user, BodyRight.RECORD)):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def item(self) -> AgendaItem | None:
        asked = self.request.GET.get("item", "")
        if not asked.isdecimal() or len(asked) > 18:
            return None
        rows = AgendaItem.objects.visible_to(self.request.user).select_related("meeting__body")
        return get_object_or_404(rows, pk=int(asked))

    @cached_property
    def from_body(self) -> Body | None:
        if self.item:
            return self.item.meeting.body
        asked = self.request.GET.get("body", "")
        if not asked:
            return None
        body = Body.objects.readable_by(self.request.user).filter(slug=asked[:60]).first()
        if body is None:
            raise Http404
        return body

    def back(self) -> str:
        if self.item:
            return f"{reverse('subgroups:meeting-run', args=[self.item.meeting_id])}?item={self.item.pk}"
        return "/escalations/"

    def get_cancel_url(self) -> str:
        return self.back()

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(),
            "person": self.request.user,
            "on": self.on,
            "from_body": self.from_body,
        }

    def perform(self, form: Any) -> Escalation:
        given = form.cleaned_data
        return services.escalate(
            from_body=self.from_body or given["from_body"],
            to_body=given["to_body"],
            question=given["question"],
            evidence=given["evidence"],
            ask=given["ask"],
            reply_due_on=given["reply_due_on"],
            item=self.item,
            by=self.request.user,  # type: ignore[arg-type]  # signed in, so a Person
            now=self.now,
        )

    def success_path(self, result: Any) -> str:
        return self.back() if self.item else result.get_absolute_url()


class EscalationAct(ObjectFormView):
    """An act on one escalation. The page opens only for those who may do it."""

    model = Escalation
    slug_field = slug_url_kwarg = "reference"
    side = "to_body"

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("from_body", "to_body")

    def get_object(self, queryset: Any = None) -> Any:
        row = super().get_object(queryset)
        if not getattr(row, self.side).allows(self.request.user, BodyRight.RECORD):
            raise PermissionDenied
        return row

    def get_crumbs(self) -> list[tuple[str, str]]:
        return [ESCALATIONS, (self.object.reference, self.object.get_absolute_url())]

    def get_lede(self) -> str:
        return self.object.question


class EscalationReply(EscalationAct):
    form_class = forms.ReplyForm
    title = "Reply"
    submit_label = "Send the reply"
    success_message = "The reply is sent"

    def perform(self, form: Any) -> Escalation:
        return services.reply_to_escalation(
            escalation=self.object, reply=form.cleaned_data["reply"], by=self.request.user, now=self.now
        )  # type: ignore[arg-type]


class EscalationWithdraw(EscalationAct):
    side = "from_body"
    form_class = ReasonForm
    title = "Withdraw the question"
    submit_label = "Withdraw it"
    success_message = "{result.reference} is withdrawn"

    def get_form_kwargs(self) -> dict[str, Any]:
        missing = "Write why the question is withdrawn"
        return {**super().get_form_kwargs(), "label": "Why is it withdrawn?", "missing": missing}

    def perform(self, form: Any) -> Escalation:
        return services.withdraw_escalation(
            escalation=self.object, reason=form.cleaned_data["note"], by=self.request.user, now=self.now
        )
