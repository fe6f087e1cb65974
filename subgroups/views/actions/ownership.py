"""Who holds an action."""

from typing import Any

from django.core.exceptions import PermissionDenied

from subgroups.forms import actions as forms
from subgroups.models import Action
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
