"""What was agreed: recording an action, accepting a proposed one, correcting what was written."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse

from partnership.kit.views import ServiceFormView
from partnership.models import Body
from partnership.permissions import BodyRight
from subgroups.forms import actions as forms
from subgroups.models import Action, AgendaItem, Decision
from subgroups.services import actions as services
from subgroups.views.actions.acts import ActionAct


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


class ActionAccept(ActionAct):
    permission = BodyRight.RECORD
    form_class = forms.EmptyForm
    title = "Accept the proposed action"
    submit_label = "Accept it"
    success_message = "{result.reference} is open and will be chased"

    def perform(self, form: Any) -> Action:
        return services.open_action(action=self.object, by=self.request.user, now=self.now)
