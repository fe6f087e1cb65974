"""Whose an action is: given to a colleague, said not to be ours, and the answer to that."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from partnership.permissions import AgencyRight, BodyRight
from subgroups.forms import action_life
from subgroups.forms import actions as forms
from subgroups.models import Action, OwnershipQuery
from subgroups.services import actions as services
from subgroups.views.actions.acts import ActionAct


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


class ActionDelegate(ActionAct):
    permission = AgencyRight.LEAD
    form_class = action_life.DelegateForm
    title = "Give it to a colleague"
    submit_label = "Give it to them"
    success_message = "{result.holder} holds {result.reference} now"
    template_name = "subgroups/action_delegate.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "action": self.object}

    def perform(self, form: Any) -> Action:
        given = form.cleaned_data
        if given["who"] != form.INVITE:
            colleague = form.people[given["who"]]
            return services.hand_over(action=self.object, holder=colleague, by=self.request.user, now=self.now)
        return services.delegate_action(
            action=self.object,
            email=given["email"],
            name=given["name"],
            job_title=given["job_title"],
            by=self.request.user,
            now=self.now,
        )


class ActionNotOurs(ActionAct):
    permission = AgencyRight.UPDATE_WORK
    form_class = action_life.NotOursForm
    title = "This is not ours"
    submit_label = "Tell the chair"
    success_message = "The chair has what you said. Until the answer nobody is chased for this action"
    template_name = "subgroups/action_not_ours.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "action": self.object}

    def perform(self, form: Any) -> OwnershipQuery:
        given = form.cleaned_data
        return services.query_ownership(
            action=self.object,
            reason=given["reason"],
            suggested=given["suggested"],
            by=self.request.user,
            now=self.now,
        )

    def success_path(self, result: Any) -> str:
        return self.object.get_absolute_url()


class ActionWhose(ActionAct):
    permission = BodyRight.RECORD
    form_class = action_life.WhoseForm
    title = "Whose is it?"
    submit_label = "Send the answer"
    success_message = "The agency has your answer"
    template_name = "subgroups/action_whose.html"

    def asked(self) -> OwnershipQuery:
        rows = self.object.ownership_queries.select_related("asked_by", "agency", "suggested", "action")
        return get_object_or_404(rows, status=OwnershipQuery.Status.ASKED)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "query": self.asked()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(asked=self.asked(), on=self.on, **kwargs)

    def perform(self, form: Any) -> OwnershipQuery:
        given = form.cleaned_data
        return services.answer_ownership(
            query=self.asked(),
            to=given["to"] if given["decision"] == form.MOVE else None,
            answer=given["answer"],
            by=self.request.user,
            now=self.now,
        )

    def success_path(self, result: Any) -> str:
        return self.object.get_absolute_url()


class ActionOursAfterAll(ActionAct):
    form_class = forms.EmptyForm
    title = "It is ours after all"
    lede = "You take back that the action is not yours. Its ladder goes on."
    submit_label = "Take it back"
    success_message = "It is yours again, and its ladder goes on"

    def asked(self) -> OwnershipQuery:
        return get_object_or_404(self.object.ownership_queries, status=OwnershipQuery.Status.ASKED)

    def get_object(self, queryset: Any = None) -> Any:
        action = super().get_object(queryset)
        if not services.may_query(action, self.request.user):
            raise PermissionDenied
        return action

    def get(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        self.asked()
        return super().get(request, *args, **kwargs)

    def perform(self, form: Any) -> OwnershipQuery:
        return services.take_back_query(query=self.asked(), by=self.request.user, now=self.now)

    def success_path(self, result: Any) -> str:
        return self.object.get_absolute_url()
