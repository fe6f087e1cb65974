"""Pages of actions: the list, one action, and each act on it."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse

from partnership.kit.history import history_of
from partnership.kit.tables import Column
from partnership.kit.thread import thread_of
from partnership.kit.views import ListPage, ObjectFormView, RecordView, ServiceFormView
from partnership.models import Body
from partnership.permissions import AgencyRight, BodyRight
from subgroups.forms import actions as forms
from subgroups.models import Action, AgendaItem, DateChange, Decision, Evidence
from subgroups.presenters import actions as words
from subgroups.selectors import actions as selectors
from subgroups.services import actions as services
from subgroups.workflow import actions as workflow

COLUMNS = [
    Column("Number", lambda row: row.reference),
    Column("Action", lambda row: row.title),
    Column("What will be done", lambda row: row.what),
    Column("Measure of success", lambda row: row.measure),
    Column("Body", lambda row: row.body.name),
    Column("Held by", lambda row: row.lead_agency.name),
    Column("Person", lambda row: row.holder.name if row.holder else ""),
    Column("State", lambda row: row.get_status_display()),
    Column("Holder says", lambda row: row.get_judgement_display()),
    Column("Recorded", lambda row: row.opened_on),
    Column("First due date", lambda row: row.first_due_on),
    Column("Due date", lambda row: row.due_on),
    Column("Times moved", lambda row: row.moves_count),
    Column("Days moved", lambda row: row.days_slipped),
    Column("Closed", lambda row: row.closed_on),
    Column("Difference made", lambda row: row.impact),
]


class ActionList(ListPage):
    """All actions that the person may see, filtered by what stands in the address."""

    template_name = "subgroups/action_list.html"
    filter_form = forms.ActionFilter
    columns = COLUMNS
    file_name = "actions"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.clock = selectors.Clock.of(self.on)

    def rows(self, filters: dict[str, Any]) -> Any:
        return selectors.actions_for(self.request.user, filters, self.clock)

    def present(self, page: Any) -> Any:
        return words.list_rows(page, self.clock)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person: Any = self.request.user
        counts = selectors.counts_for(Action.objects.visible_to(person), self.clock)
        may_record = person.rights.manages or bool(person.rights.bodies(BodyRight.RECORD))
        return super().get_context_data(
            heads=words.LIST_HEADS,
            title="Actions",
            lede=words.list_lede(counts),
            noun="action,actions",
            sorted_by="when due",
            key_rows=words.KEY_MEANS,
            new_url=reverse("subgroups:action-new") if may_record else "",
            **kwargs,
        )


class ActionDetail(RecordView):
    """One action: what was agreed, its dates, its chases, what was said, and its thread."""

    model = Action
    slug_field = slug_url_kwarg = "reference"
    template_name = "subgroups/action_detail.html"

    def get_queryset(self) -> Any:
        return selectors.action_record(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        action, person = self.object, self.request.user
        clock = selectors.Clock.of(self.on)
        changes = list(action.date_changes.all())
        granted = [change for change in changes if change.status == DateChange.Status.GRANTED]
        asked = next((change for change in changes if change.status == DateChange.Status.ASKED), None)
        rungs = words.ladder_rungs(selectors.chases_of(action), action, clock)
        lede_time, lede_state, lede_rest = words.lede_of(action, clock)
        loose = [file for file in action.evidence.all() if file.update_id is None]
        by_update: dict[int, list[Evidence]] = {}
        for file in action.evidence.all():
            if file.update_id:
                by_update.setdefault(file.update_id, []).append(file)
        return super().get_context_data(
            on=self.on,
            crumbs=[("Actions", reverse("subgroups:action-list"))],
            lede_time=lede_time,
            lede_state=lede_state,
            lede_rest=lede_rest,
            facts=words.agreed_facts(action),
            dates_words=words.dates_words(action, self.on),
            dates_chart=words.dates_chart(action, granted, self.on),
            date_rows=words.date_rows(action, changes, self.on),
            asked=asked,
            rungs=rungs,
            chases_words=words.chases_words(rungs),
            updates=[(update, by_update.get(update.pk, [])) for update in action.updates.all()],
            loose=loose,
            knots=thread_of(action, person=person, on=self.on),
            may=self.rights(action, person, asked),
            **kwargs,
        )

    def rights(self, action: Action, person: Any, asked: DateChange | None) -> dict[str, bool]:
        """Which buttons stand on the page: each from the same table as the service's own check."""
        records, updates = action.allows(person, BodyRight.RECORD), action.allows(person, AgencyRight.UPDATE_WORK)
        is_open = action.status == Action.Status.OPEN
        may_grant = records and (action.due_on >= self.on or action.allows(person, BodyRight.CHAIR))
        return {
            "update": action.is_live and services.may_update(action, person),
            "claim": is_open and updates,
            "ask": is_open and asked is None and services.may_ask(action, person),
            "answer": asked is not None and may_grant and asked.asked_by_id != person.pk,
            "close": action.status == Action.Status.CLAIMED and workflow.CLOSE.open_to(action, person, self.on),
            "return": workflow.RETURN.open_to(action, person, self.on),
            "accept": workflow.OPEN.open_to(action, person, self.on),
            "withdraw": workflow.WITHDRAW.open_to(action, person, self.on),
            "reopen": workflow.REOPEN.open_to(action, person, self.on),
            "change": action.is_live and records,
            "hand_over": action.is_live and services.may_hand_over(action, person),
        }


class ActionNew(ServiceFormView):
    """Record an action, perhaps arising from an item of a meeting or a decision."""

    form_class = forms.ActionForm
    title = "Record an action"
    submit_label = "Record the action"
    success_message = "{result.reference} is recorded"
    template_name = "subgroups/action_form.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        person: Any = request.user
        if not (person.rights.manages or person.rights.bodies(BodyRight.RECORD)):
            raise PermissionDenied
        self.item = self.found(AgendaItem, "item", "pk")
        self.decision = self.found(Decision, "decision", "reference")
        return super().dispatch(request, *args, **kwargs)

    def found(self, model: Any, name: str, field: str) -> Any:
        """The record named in the address that the action arises from, within the person's scope."""
        asked = self.request.GET.get(name)
        if not asked or (field == "pk" and not asked.isdecimal()):
            return None
        return get_object_or_404(model.objects.visible_to(self.request.user), **{field: asked})

    def origin_body(self) -> Body | None:
        if self.decision:
            return self.decision.body
        return self.item.meeting.body if self.item else None

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "person": self.request.user}

    def get_initial(self) -> dict[str, Any]:
        body = self.origin_body()
        return {"body": body.pk if body else None}

    def get_cancel_url(self) -> str:
        origin = self.item or self.decision
        return origin.get_absolute_url() if origin else reverse("subgroups:action-list")

    def perform(self, form: Any) -> Action:
        given = form.cleaned_data
        item = self.item or (self.decision.item if self.decision else None)
        return services.record_action(
            body=given["body"],
            lead_agency=given["lead_agency"],
            title=given["title"],
            what=given["what"],
            measure=given["measure"],
            due_on=given["due_on"],
            holder=given["holder"],
            supporting=[(agency, "") for agency in given["supporting"]],
            objective=given["objective"],
            item=item,
            decision=self.decision,
            meeting=self.decision.meeting if self.decision else None,
            origin=Action.Origin.MEETING if self.origin_body() else Action.Origin.OBJECTIVE,
            by=self.request.user,
            now=self.now,
        )


class ActionAct(ObjectFormView):
    """An act on one action. Seeing it is enough to open the page of an act only for those who may do it."""

    model = Action
    slug_field = slug_url_kwarg = "reference"

    def get_crumbs(self) -> list[tuple[str, str]]:
        return [
            ("Actions", reverse("subgroups:action-list")),
            (self.object.reference, self.object.get_absolute_url()),
        ]

    def get_lede(self) -> str:
        return self.lede or self.object.title


class ActionChange(ActionAct):
    permission = BodyRight.RECORD
    form_class = forms.ActionForm
    title = "Correct what was agreed"
    success_message = "{result.reference} is corrected"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "person": self.request.user, "action": self.object}

    def get_initial(self) -> dict[str, Any]:
        row = self.object
        return {
            "title": row.title,
            "what": row.what,
            "measure": row.measure,
            "holder": row.holder_id,
            "objective": row.objective_id,
            "supporting": [support.agency_id for support in row.supports.all()],
            "version": row.version,
        }

    def perform(self, form: Any) -> Action:
        given = dict(form.cleaned_data)
        seen = given.pop("version", None)
        parts = {support.agency_id: support.part for support in self.object.supports.all()}
        given["supporting"] = [(agency, parts.get(agency.pk, "")) for agency in given["supporting"]]
        return services.change_action(action=self.object, by=self.request.user, now=self.now, seen=seen, **given)


class ActionUpdateNew(ActionAct):
    form_class = forms.UpdateForm
    title = "Add an update"
    submit_label = "Add the update"
    success_message = "Your update is on the record"

    def get_object(self, queryset: Any = None) -> Any:
        action = super().get_object(queryset)
        if not services.may_update(action, self.request.user):
            raise PermissionDenied
        return action

    def perform(self, form: Any) -> Any:
        given = form.cleaned_data
        return services.add_update(
            action=self.object,
            text=given["text"],
            judgement=given["judgement"],
            files=[given["file"]] if given["file"] else [],
            by=self.request.user,
            now=self.now,
        )

    def success_path(self, result: Any) -> str:
        return self.object.get_absolute_url()


class ActionClaim(ActionAct):
    permission = AgencyRight.UPDATE_WORK
    form_class = forms.ClaimForm
    title = "Claim complete"
    lede = "A second person reads the evidence and closes the action, or returns it with what is missing."
    submit_label = "Claim complete"
    success_message = "{result.reference} waits for a second person to close it"

    def perform(self, form: Any) -> Action:
        given = form.cleaned_data
        return services.claim_complete(
            action=self.object,
            impact=given["impact"],
            files=[given["file"]] if given["file"] else [],
            by=self.request.user,
            now=self.now,
        )

    def take_errors(self, form: Any, error: ValidationError) -> None:
        """Missing evidence is said at the field where it is added."""
        if not hasattr(error, "error_dict") and any("evidence" in sentence for sentence in error.messages):
            error = ValidationError({"file": error.messages})
        super().take_errors(form, error)


class ActionAskDate(ActionAct):
    form_class = forms.NewDateForm
    title = "Ask for a new date"
    submit_label = "Ask for the new date"
    success_message = "The chair has your request"

    def get_object(self, queryset: Any = None) -> Any:
        action = super().get_object(queryset)
        if not services.may_ask(action, self.request.user):
            raise PermissionDenied
        return action

    def perform(self, form: Any) -> Any:
        given = form.cleaned_data
        return services.ask_new_date(
            action=self.object,
            to_on=given["to_on"],
            reason=given["reason"],
            by=self.request.user,
            now=self.now,
        )

    def success_path(self, result: Any) -> str:
        return self.object.get_absolute_url()


class ActionAnswerDate(ActionAct):
    permission = BodyRight.RECORD
    form_class = forms.AnswerForm
    title = "Grant or refuse a new date"
    submit_label = "Send the answer"
    template_name = "subgroups/action_answer.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(asked=self.asked(), on=self.on, **kwargs)

    def asked(self) -> DateChange:
        return get_object_or_404(self.object.date_changes.select_related("asked_by"), status=DateChange.Status.ASKED)

    def perform(self, form: Any) -> Any:
        given = form.cleaned_data
        return services.answer_new_date(
            change=self.asked(),
            grant=given["grant"] == "yes",
            answer=given["answer"],
            by=self.request.user,
            now=self.now,
        )

    success_message = "The agency has your answer"

    def success_path(self, result: Any) -> str:
        return self.object.get_absolute_url()


class ActionNoteAct(ActionAct):
    """An act that needs a reason in a few lines."""

    form_class = forms.NoteForm
    label = "Reason"
    hint = ""

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "label": self.label, "hint": self.hint}


class ActionReturn(ActionNoteAct):
    permission = BodyRight.RECORD
    title = "Return the action"
    label = "What is missing?"
    hint = "The agency reads this and knows what to do."
    submit_label = "Return it"
    success_message = "{result.reference} is open again"

    def perform(self, form: Any) -> Action:
        return services.return_action(
            action=self.object,
            missing=form.cleaned_data["note"],
            by=self.request.user,
            now=self.now,
        )


class ActionClose(ActionAct):
    permission = BodyRight.RECORD
    form_class = forms.CloseForm
    title = "Close the action"
    submit_label = "Close it"
    success_message = "{result.reference} is closed"
    template_name = "subgroups/action_close.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(evidence=list(self.object.evidence.all()), on=self.on, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        return {"impact": self.object.impact}

    def perform(self, form: Any) -> Action:
        return services.close_action(
            action=self.object,
            impact=form.cleaned_data["impact"],
            by=self.request.user,
            now=self.now,
        )


class ActionAccept(ActionAct):
    permission = BodyRight.RECORD
    form_class = forms.EmptyForm
    title = "Accept the proposed action"
    submit_label = "Accept it"
    success_message = "{result.reference} is open and will be chased"

    def perform(self, form: Any) -> Action:
        return services.open_action(action=self.object, by=self.request.user, now=self.now)


class ActionWithdraw(ActionNoteAct):
    permission = BodyRight.CHAIR
    title = "Withdraw the action"
    label = "Why is it no longer wanted?"
    submit_label = "Withdraw it"
    success_message = "{result.reference} is withdrawn"

    def perform(self, form: Any) -> Action:
        return services.withdraw_action(
            action=self.object,
            reason=form.cleaned_data["note"],
            by=self.request.user,
            now=self.now,
        )


class ActionReopen(ActionNoteAct):
    permission = BodyRight.CHAIR
    form_class = forms.ReopenForm
    title = "Open the action again"
    label = "Why is it opened again?"
    submit_label = "Open it again"
    success_message = "{result.reference} is open again"

    def perform(self, form: Any) -> Action:
        return services.reopen_action(
            action=self.object,
            reason=form.cleaned_data["note"],
            due_on=form.cleaned_data["due_on"],
            by=self.request.user,
            now=self.now,
        )


class ActionHandOver(ActionAct):
    form_class = forms.HandOverForm
    title = "Hand over the action"
    submit_label = "Hand it over"
    success_message = "{result.holder} holds {result.reference} now"

    def get_object(self, queryset: Any = None) -> Any:
        action = super().get_object(queryset)
        if not services.may_hand_over(action, self.request.user):
            raise PermissionDenied
        return action

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "action": self.object}

    def perform(self, form: Any) -> Action:
        return services.hand_over(
            action=self.object,
            holder=form.cleaned_data["holder"],
            by=self.request.user,
            now=self.now,
        )


class ActionHistory(RecordView):
    """Every saved version of an action, latest first, with who, when and why, and what changed."""

    model = Action
    slug_field = slug_url_kwarg = "reference"
    template_name = "subgroups/action_history.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            on=self.on,
            crumbs=[
                ("Actions", reverse("subgroups:action-list")),
                (self.object.reference, self.object.get_absolute_url()),
            ],
            lines=history_of(self.object),
            moves=self.object.moves.select_related("by"),
            **kwargs,
        )


def evidence_file(request: HttpRequest, reference: str, pk: int) -> FileResponse:
    """Serve one evidence file to those who may see its action: as a download, with a policy that runs nothing."""
    action = get_object_or_404(Action.objects.visible_to(request.user), reference=reference)
    evidence = get_object_or_404(action.evidence, pk=pk)
    response = FileResponse(
        evidence.file.open("rb"), as_attachment=True, filename=evidence.name, content_type=evidence.content_type
    )
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response
