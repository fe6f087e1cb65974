"""What was agreed: recording an action, accepting a proposed one, correcting what was written."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse

from partnership.kit.views import ServiceFormView
from partnership.models import Body, Objective
from partnership.permissions import BodyRight
from subgroups.forms import actions as forms
from subgroups.models import Action, AgendaItem, Challenge, Decision, Risk
from subgroups.services import actions as services
from subgroups.views.actions.acts import ActionAct
from subgroups.views.actions.advice import Advised, may_record


class ActionNew(Advised, ServiceFormView):
    """Record an action, perhaps arising from an item of a meeting, a decision, a risk, a challenge or an objective."""

    form_class = forms.ActionForm
    title = "Record an action"
    submit_label = "Record the action"
    advised_label = "Record it all the same"
    success_message = "{result.reference} is recorded"
    template_name = "subgroups/action_form.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        person: Any = request.user
        if not may_record(person):
            raise PermissionDenied
        self.item = self.found(AgendaItem, "item", "pk")
        self.decision = self.found(Decision, "decision", "reference")
        self.risk = self.found(Risk, "risk", "reference")
        self.challenge = self.found(Challenge, "challenge", "reference")
        self.objective = self.found(Objective, "objective", "pk")
        return super().dispatch(request, *args, **kwargs)

    def found(self, model: Any, name: str, field: str) -> Any:
        """The record named in the address that the action arises from, within the person's scope."""
        asked = self.request.GET.get(name)
        if not asked or (field == "pk" and not asked.isdecimal()):
            return None
        rows = model.objects
        rows = rows.visible_to(self.request.user) if hasattr(rows, "visible_to") else rows.all()
        return get_object_or_404(rows, **{field: asked})

    @property
    def source(self) -> Any:
        """The record that the action arises from, if one was named."""
        return self.decision or self.item or self.risk or self.challenge or self.objective

    def origin_body(self) -> Body | None:
        """The body in which the action arises."""
        if self.item and not self.decision:
            return self.item.meeting.body
        if self.source is self.objective:
            return self.objective.owner if self.objective else None
        body: Body = self.source.body
        return body

    def origin(self, objective: Objective | None) -> str:
        """Where the action came from: the record named in the address, else the objective that was chosen."""
        if self.decision or self.item:
            return Action.Origin.MEETING
        if self.risk:
            return Action.Origin.RISK
        if self.challenge:
            return Action.Origin.CHALLENGE
        return Action.Origin.OBJECTIVE if objective else Action.Origin.MEETING

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "person": self.request.user}

    def get_initial(self) -> dict[str, Any]:
        body = self.origin_body()
        agency = self.challenge.to_agency_id if self.challenge else self.risk.agency_id if self.risk else None
        return {
            "body": body.pk if body else None,
            "objective": self.objective.pk if self.objective else None,
            "lead_agency": agency,
        }

    def get_cancel_url(self) -> str:
        return self.source.get_absolute_url() if self.source else reverse("subgroups:action-list")

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
            risk=self.risk,
            challenge=self.challenge,
            origin=self.origin(given["objective"]),
            by=self.request.user,
            now=self.now,
        )


class ActionChange(Advised, ActionAct):
    permission = BodyRight.RECORD
    form_class = forms.ActionForm
    title = "Correct what was agreed"
    template_name = "subgroups/action_form.html"
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
        del given["advice_seen"]
        parts = {support.agency_id: support.part for support in self.object.supports.all()}
        given["supporting"] = [(agency, parts.get(agency.pk, "")) for agency in given["supporting"]]
        return services.change_action(action=self.object, by=self.request.user, now=self.now, seen=seen, **given)


class ActionAccept(ActionAct):
    permission = BodyRight.RECORD
    form_class = forms.EmptyForm
    title = "Accept the proposed action"
    submit_label = "Accept it"
    success_message = "{result.reference} is open and will be chased"

    def perform(self, form: Any) -> Action:
        return services.open_action(action=self.object, by=self.request.user, now=self.now)
