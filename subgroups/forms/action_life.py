"""What is typed about whose an action is, the parts of supporting agencies, and whether a difference lasted."""

from typing import Any

from partnership.kit import forms as f
from partnership.kit.dates import today
from partnership.models import Agency
from subgroups.forms.actions import EVIDENCE_KINDS, CloseForm, NoteForm
from subgroups.models import Action, ImpactCheck, OwnershipQuery, Support
from subgroups.selectors.actions import people_of


def other_agencies(action: Action) -> Any:
    """Agencies that could hold an action instead."""
    agencies = Agency.objects.open(today()).exclude(kind=Agency.Kind.EXTERNAL)
    return agencies.exclude(pk=action.lead_agency_id).order_by("name")


class NotOursForm(f.PortalForm):
    """Saying that an action belongs elsewhere."""

    reason = f.LongText(
        "Why is it not yours?",
        rows=4,
        hint="What your agency does not do, hold or decide. The chair reads this.",
        missing="Write why it is not yours",
    )
    suggested = f.ModelChoice("Whose it may be", required=False, blank="I do not know")

    def __init__(self, *args: Any, action: Action, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["suggested"].queryset = other_agencies(action)


class WhoseForm(f.PortalForm):
    """Answering whose an action is."""

    MOVE, KEEP = "move", "keep"
    decision = f.Choice(
        "Your answer",
        [(MOVE, "Give it to another agency"), (KEEP, "It stays where it is")],
        missing="Choose whether it goes to another agency",
        hints={MOVE: "Its ladder begins today. The agency’s lead is told."},
    )
    to = f.ModelChoice("Agency that takes it", required=False, blank="Choose one")
    answer = f.LongText("Reason", rows=3, required=False, hint="Needed when it stays. The agency reads it.")

    def __init__(self, *args: Any, query: OwnershipQuery, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = other_agencies(query.action)
        self.fields["to"].initial = query.suggested_id

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("decision") == self.MOVE and not given.get("to") and "to" not in self.errors:
            self.add_error("to", "Choose the agency that takes it")
        return given


class DelegateForm(f.PortalForm):
    """Giving an action to a colleague who is here, or who is invited there and then."""

    INVITE = "invite"
    who = f.Choice("Who takes it on?", [], missing="Choose who takes it on", radios=True)
    name = f.Text("Name", limit=100, required=False, autocomplete="off")
    email = f.Email("E-mail address at work", required=False, autocomplete="off", limit=200)
    job_title = f.Text("Job title", limit=120, required=False, autocomplete="off")

    def __init__(self, *args: Any, action: Action, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(one.pk): one for one in people_of(action.lead_agency).exclude(pk=action.holder_id)}
        choices = [
            (key, ", ".join(filter(None, [one.name, one.job_title])))
            for key, one in sorted(self.people.items(), key=lambda pair: pair[1].name)
        ]
        self.fields["who"].choices = [*choices, (self.INVITE, "A colleague who is not here yet")]
        self.fields["who"].widget.hints = {self.INVITE: "They get an invitation and see this action only."}
        if not choices:
            self.fields["who"].initial = self.INVITE

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("who") == self.INVITE:
            for name, words in (("name", "Enter their name"), ("email", "Enter their e-mail address at work")):
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, words)
        return given


class PartDoneForm(f.PortalForm):
    """A supporting agency's part is done."""

    note = f.LongText("What was done", rows=4, missing="Write what was done")
    file = f.File("Evidence", required=False, kinds=EVIDENCE_KINDS, hint="A file that shows what was done.")


class ImpactForm(f.PortalForm):
    """Whether the difference lasted."""

    outcome = f.Choice(
        "Did the difference last?",
        [pair for pair in ImpactCheck.Outcome.choices if pair[0]],
        missing="Choose whether the difference lasted",
        hints={ImpactCheck.Outcome.FADED: "The chair is told and may open the action again."},
    )
    text = f.LongText(
        "How do you know?",
        rows=4,
        hint="A figure, an audit, what staff, children or families say",
        missing="Write how that is known",
    )


class CloseWithPartsForm(CloseForm):
    """Closing while a supporting agency's part is open asks why."""

    parts_reason = f.LongText("Why is it closed with a part still open?", rows=3, required=False)

    def __init__(self, *args: Any, parts: list[Support], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not parts:
            del self.fields["parts_reason"]


__all__ = [
    "CloseWithPartsForm",
    "DelegateForm",
    "ImpactForm",
    "NotOursForm",
    "NoteForm",
    "PartDoneForm",
    "WhoseForm",
]
