"""What the agencies say of an action."""

from typing import Any

from django.core.exceptions import PermissionDenied

from subgroups.forms import actions as forms
from subgroups.services import actions as services
from subgroups.views.actions.acts import ActionAct


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
