"""What is typed about rounds."""

from typing import Any

from audits.models import Framework, Return, Round
from audits.services.rounds import may_be_asked
from partnership.kit import forms as f
from partnership.kit.dates import today
from partnership.models import Body


class RoundFilter(f.FilterForm):
    """The filter above the list of rounds."""

    status = f.Choice("State", Round.Status.choices, blank="Any state", radios=False)


class RoundForm(f.PortalForm):
    """A new round: what is asked, by whom, of which agencies, and by when."""

    framework = f.ModelChoice("Framework", missing="Choose the framework")
    body = f.ModelChoice("Body that asks for it", missing="Choose the body that asks for it")
    title = f.Text("Name of the round", limit=150, hint="As agencies will see it, for example “Section 11, 2026”")
    from_on = f.DateField("Period from", missing="Enter the first day of the period")
    to_on = f.DateField("Period to", missing="Enter the last day of the period")
    opens_on = f.DateField("Opens on", missing="Enter the day on which it opens")
    due_on = f.DateField("Returns due", missing="Enter the day by which agencies return it")
    bases = f.Checkboxes(
        "Which agencies",
        Return.Basis.choices,
        hint="You can leave some out, or add parts of an agency, before the round opens",
        missing="Choose which agencies are asked",
        hints={
            "statutory": "Bound by section 11 of the Children Act 2004",
            "commissioned": "Services that the council or the health service buys",
            "voluntary": "Voluntary bodies, schools and colleges",
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["framework"].queryset = Framework.objects.all()
        self.fields["body"].queryset = Body.objects.open(today()).internal().order_by("name")


class RoundChangeForm(f.VersionedForm):
    """Correcting a round before it opens."""

    title = f.Text("Name of the round", limit=150)
    from_on = f.DateField("Period from", missing="Enter the first day of the period")
    to_on = f.DateField("Period to", missing="Enter the last day of the period")
    opens_on = f.DateField("Opens on", missing="Enter the day on which it opens")
    due_on = f.DateField("Returns due", missing="Enter the day by which agencies return it")
    agencies = f.ModelCheckboxes(
        "Agencies", hint="Each that you choose is asked when the round opens", missing="Choose at least one agency"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agencies"].queryset = may_be_asked(today())


class EmptyForm(f.PortalForm):
    """Nothing to fill in: the button is the act."""


class CloseForm(f.PortalForm):
    """Closing a round."""

    note = f.LongText(
        "Note", rows=3, required=False, hint="Needed where agencies have not returned: why it is closed without them"
    )


class ReasonForm(f.PortalForm):
    """Opening a round again."""

    reason = f.LongText("Why is it opened again?", rows=3, missing="Write why the round is opened again")


class PlansForm(f.PortalForm):
    """Asking for action plans, as the page above listed them."""

    due_on = f.DateField("Action plans due", missing="Enter the day by which the actions are done")
    previewed = f.Text("Previewed", limit=20_000, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["previewed"].widget = self.fields["previewed"].hidden_widget()
