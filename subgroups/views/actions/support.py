"""The parts of supporting agencies."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from partnership.permissions import BodyRight
from subgroups.forms import action_life as forms
from subgroups.models import Support
from subgroups.services import actions as services
from subgroups.views.actions.acts import ActionAct, ActionNoteAct


class PartAct(ActionAct):
    """An act on the part of one supporting agency."""

    def get_object(self, queryset: Any = None) -> Any:
        action = super().get_object(queryset)
        self.part: Support = get_object_or_404(action.supports.select_related("agency"), pk=self.kwargs["part"])
        return action

    def success_path(self, result: Any) -> str:
        return self.object.get_absolute_url()


class PartDone(PartAct):
    form_class = forms.PartDoneForm
    title = "Our part is done"
    submit_label = "Our part is done"
    success_message = "Your part is done, and nobody is chased for it"
    template_name = "subgroups/action_part.html"

    def get_object(self, queryset: Any = None) -> Any:
        action = super().get_object(queryset)
        if not services.may_report_part(self.part, self.request.user):
            raise PermissionDenied
        return action

    def perform(self, form: Any) -> Support:
        given = form.cleaned_data
        return services.finish_part(
            support=self.part,
            note=given["note"],
            files=[given["file"]] if given["file"] else [],
            by=self.request.user,
            now=self.now,
        )


class PartReopen(PartAct, ActionNoteAct):
    permission = BodyRight.RECORD
    title = "Open the part again"
    label = "What is missing?"
    hint = "The supporting agency reads this and knows what to do."
    submit_label = "Open it again"
    success_message = "The part of {result.agency} is open again"
    template_name = "subgroups/action_part.html"

    def perform(self, form: Any) -> Support:
        return services.reopen_part(
            support=self.part, reason=form.cleaned_data["note"], by=self.request.user, now=self.now
        )
