"""Whether the difference of a closed action lasted."""

from typing import Any

from django.shortcuts import get_object_or_404

from partnership.permissions import AgencyRight
from subgroups.forms import action_life as forms
from subgroups.models import ImpactCheck
from subgroups.services import actions as services
from subgroups.views.actions.acts import ActionAct


class ActionImpact(ActionAct):
    permission = AgencyRight.UPDATE_WORK
    form_class = forms.ImpactForm
    title = "Did the difference last?"
    submit_label = "Send the answer"
    success_message = "Your answer is on the record"
    template_name = "subgroups/action_impact.html"

    def asked(self) -> ImpactCheck:
        """The look back that waits; the last that was answered, so that a second answer is refused in words."""
        checks = self.object.impact_checks.filter(cancelled_on__isnull=True).order_by("-checked_at", "due_on")
        waiting = checks.filter(checked_at__isnull=True).first()
        return waiting or get_object_or_404(checks[:1])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(asked=self.asked(), on=self.on, **kwargs)

    def perform(self, form: Any) -> ImpactCheck:
        given = form.cleaned_data
        return services.check_impact(
            check=self.asked(), outcome=given["outcome"], text=given["text"], by=self.request.user, now=self.now
        )

    def success_path(self, result: Any) -> str:
        return self.object.get_absolute_url()
