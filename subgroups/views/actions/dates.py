"""Later dates: asked for and answered."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from partnership.permissions import BodyRight
from subgroups.forms import actions as forms
from subgroups.models import DateChange
from subgroups.services import actions as services
from subgroups.views.actions.acts import ActionAct


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


class ActionKeepDate(ActionAct):
    form_class = forms.EmptyForm
    title = "Take back the request for a new date"
    lede = "The date that stands is kept, and its ladder goes on."
    submit_label = "Take it back"
    success_message = "Your request is taken back"

    def asked(self) -> DateChange:
        return get_object_or_404(self.object.date_changes, status=DateChange.Status.ASKED)

    def get_object(self, queryset: Any = None) -> Any:
        action = super().get_object(queryset)
        if not services.may_ask(action, self.request.user):
            raise PermissionDenied
        return action

    def get(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        self.asked()
        return super().get(request, *args, **kwargs)

    def perform(self, form: Any) -> DateChange:
        return services.take_back_date(change=self.asked(), by=self.request.user, now=self.now)

    def success_path(self, result: Any) -> str:
        return self.object.get_absolute_url()
