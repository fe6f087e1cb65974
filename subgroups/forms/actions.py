"""What is typed about actions."""

import datetime as dt
from typing import Any

from django.forms import HiddenInput

from partnership.kit import forms as f
from partnership.kit.dates import today
from partnership.models import Agency, Body, Objective, Person
from partnership.permissions import BodyRight
from subgroups.models import Action
from subgroups.selectors.actions import people_of
from subgroups.smart import Advice, advise, by_field

EVIDENCE_KINDS = ("pdf", "docx", "xlsx", "pptx", "png", "jpg", "csv")


class Advisable:
    """A form that holds the words of an action, all of them or some."""

    cleaned_data: dict[str, Any]
    data: Any

    def advise(self, on: dt.date) -> list[Advice]:
        """What could be clearer in what was typed. A form without the date is not asked for it."""
        given = self.cleaned_data
        return advise(
            what=given.get("what") or "",
            measure=given.get("measure") or "",
            due_on=given.get("due_on"),
            has_person=bool(given.get("holder")),
            on=on,
            ask_date=self.asks_date(),
        )

    def asks_date(self) -> bool:
        """Whether the date is among what is filled in."""
        return "due_on_day" in self.data


class ActionForm(Advisable, f.VersionedForm):
    """An action as it is agreed: what, how success is measured, who, and by when."""

    body = f.ModelChoice("Body that asks for it", missing="Choose the body that asks for it")
    title = f.Text("Short name", limit=200, hint="What the agency will do, in one line", missing="Enter a short name")
    what = f.LongText("What will be done", rows=3, missing="Write what will be done")
    measure = f.LongText(
        "Measure of success",
        rows=3,
        hint="How anybody could check that it happened and worked: a number, a document, a change seen in practice",
        missing="Write how anybody could check that it was done",
    )
    due_on = f.DateField("Due date", missing="Enter the date by which it will be done")
    lead_agency = f.ModelChoice("Agency that holds it", missing="Choose the agency that holds it")
    holder = f.PersonChoice("Person who holds it", required=False, blank="Nobody named yet")
    supporting = f.ModelCheckboxes("Agencies that support it", required=False)
    objective = f.ModelChoice("Objective of the plan it serves", required=False, blank="None")
    # Keys of the advice that was seen: what was pointed out once does not stop the form again.
    advice_seen = f.Text("", required=False, widget=HiddenInput())

    def __init__(self, *args: Any, person: Person, action: Action | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        on = today()
        bodies = Body.objects.open(on).internal()
        if not person.rights.manages:
            bodies = bodies.filter(pk__in=person.rights.bodies(BodyRight.RECORD))
        agencies = Agency.objects.open(on).exclude(kind=Agency.Kind.EXTERNAL)
        self.fields["body"].queryset = bodies
        self.fields["lead_agency"].queryset = agencies
        self.fields["supporting"].queryset = agencies
        self.fields["objective"].queryset = Objective.objects.select_related("theme__priority")
        people = Person.objects.filter(is_active=True, agency__isnull=False)
        if action is not None:
            people = people_of(action.lead_agency)
            for name in ("body", "due_on", "lead_agency"):
                del self.fields[name]
        self.fields["holder"].queryset = people.select_related("agency").order_by("agency__name", "name")

    def unseen(self, advice: list[Advice]) -> list[Advice]:
        """Of this advice, what the person has not seen yet."""
        seen = set((self.cleaned_data.get("advice_seen") or "").split())
        return [one for one in advice if f"{one.field}:{one.key}" not in seen]

    def show(self, advice: list[Advice]) -> None:
        """Put the advice at its fields, and note that it was seen."""
        self.advice = by_field(advice)
        data: Any = self.data.copy()
        data[self.add_prefix("advice_seen")] = " ".join(f"{one.field}:{one.key}" for one in advice)
        self.data = data

    def advice_links(self) -> list[tuple[str, str]]:
        """Each piece of advice and the address of its field, in the order of the page."""
        return [(words, f"#{field.error_target}") for field in self for words in field.advice]


class AdviceForm(Advisable, f.PortalForm):
    """What has been typed so far: nothing is asked for, and what cannot be read counts as not there."""

    what = f.LongText("What", required=False)
    measure = f.LongText("Measure", required=False)
    due_on = f.DateField("Due date", required=False)
    holder = f.Text("Person", required=False)


class UpdateForm(f.PortalForm):
    """How it goes."""

    text = f.LongText("What has happened since the last update", rows=5, missing="Write what has happened")
    judgement = f.Choice(
        "Will the date be met?",
        [("on_track", "On track"), ("at_risk", "At risk")],
        missing="Choose whether the date will be met",
        hints={"at_risk": "Say above what stands in the way. If the date cannot be met, ask for a new one."},
    )
    file = f.File("Evidence", required=False, kinds=EVIDENCE_KINDS, hint="A file that shows what was done.")


class ClaimForm(f.PortalForm):
    """Claiming an action complete."""

    impact = f.LongText(
        "What difference did it make?",
        rows=4,
        hint="One or two sentences that begin “so that…”",
        missing="Write what difference it made, beginning “so that…”",
    )
    file = f.File(
        "Evidence", required=False, kinds=EVIDENCE_KINDS, hint="Needed unless evidence is on the record already."
    )


class NewDateForm(f.PortalForm):
    """Asking for a later date."""

    to_on = f.DateField("New date", missing="Enter the new date")
    reason = f.LongText("Why it cannot be done by then", rows=4, missing="Write why it cannot be done by then")


class AnswerForm(f.PortalForm):
    """Granting or refusing a later date."""

    grant = f.Choice(
        "Your answer",
        [("yes", "Grant the new date"), ("no", "Refuse it")],
        missing="Choose whether you grant the new date",
    )
    answer = f.LongText("Reason", rows=3, required=False, hint="Needed when you refuse. The agency reads it.")


class NoteForm(f.PortalForm):
    """A reason, in a few lines. The label and what is asked come from the page."""

    note = f.LongText("Reason", rows=4, missing="Write the reason")

    def __init__(self, *args: Any, label: str, hint: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].label, self.fields["note"].help_text = label, hint


class CloseForm(f.PortalForm):
    """Closing, perhaps wording the difference better."""

    impact = f.LongText(
        "Difference it made",
        rows=4,
        hint="As the agency wrote it. Word it better if you can: the annual report prints it.",
        missing="Write what difference it made, beginning “so that…”",
    )


class ReopenForm(NoteForm):
    """Opening again, with a date."""

    due_on = f.DateField("New due date", missing="Enter the new due date")


class HandOverForm(f.PortalForm):
    """Giving an action to a colleague."""

    holder = f.PersonChoice("Who holds it now", missing="Choose who holds it now")

    def __init__(self, *args: Any, action: Action, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = people_of(action.lead_agency).select_related("agency")
        self.fields["holder"].queryset = people.exclude(pk=action.holder_id).order_by("name")


class EmptyForm(f.PortalForm):
    """Nothing to fill in: the button is the act."""
