"""How an action ends and begins again."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property

from partnership.permissions import AgencyRight, BodyRight
from subgroups.forms import action_life
from subgroups.forms import actions as forms
from subgroups.models import Action, Support
from subgroups.services import actions as services
from subgroups.views.actions.acts import ActionAct, ActionNoteAct


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
    form_class = action_life.CloseWithPartsForm
    title = "Close the action"
    submit_label = "Close it"
    success_message = "{result.reference} is closed"
    template_name = "subgroups/action_close.html"

    @cached_property
    def parts(self) -> list[Support]:
        return services.open_parts(self.object)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        evidence = list(self.object.evidence.all())
        return super().get_context_data(evidence=evidence, parts=self.parts, on=self.on, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "parts": self.parts}

    def get_initial(self) -> dict[str, Any]:
        return {"impact": self.object.impact}

    def perform(self, form: Any) -> Action:
        return services.close_action(
            action=self.object,
            impact=form.cleaned_data["impact"],
            parts_reason=form.cleaned_data.get("parts_reason", ""),
            by=self.request.user,
            now=self.now,
        )


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
