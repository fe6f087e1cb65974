"""What is typed about referrals."""

from typing import Any

from partnership.kit import forms as f
from partnership.kit.dates import today
from partnership.models import Agency, Body, Person
from partnership.permissions import AgencyRight
from reviews.criteria import Limb
from reviews.models import Criterion, Referral
from reviews.presenters.referrals import question_of
from reviews.selectors.referrals import people_for_conflict
from subgroups.models import Decision, Meeting

NO_DETAILS = "General words only. No name, address, date of birth or number of a person."


class ReferralFilter(f.FilterForm):
    """The filters above the list of referrals."""

    words = f.Text("Number, case code or agency", limit=80)
    kind = f.Choice("About", Referral.Kind.choices, blank="Children and adults", radios=False)
    state = f.Choice(
        "State",
        [*Referral.Status.choices, ("late", "A clock has run out"), ("all", "All")],
        blank="All that are open",
        radios=False,
    )


class ReferralForm(f.PortalForm):
    """A case put forward for review."""

    kind = f.Choice("Who it is about", Referral.Kind.choices, missing="Choose whether it is about a child or an adult")
    agency = f.ModelChoice("Agency that refers", missing="Choose the agency that refers")
    case_code = f.Text(
        "Case code",
        limit=30,
        width=20,
        hint="The code of the case in your own system. Nothing else here leads to the person.",
        missing="Enter the code of the case in your own system",
    )
    aware_on = f.DateField("Date of awareness", hint="The day on which it became known to your agency",
                           missing="Enter the date on which it became known")  # fmt: skip
    referred_on = f.DateField("Date of referral", missing="Enter the date of referral")
    summary = f.LongText("What happened", rows=6, hint=NO_DETAILS, missing="Write what happened, in general words")
    involved = f.ModelCheckboxes("Agencies that were involved", required=False)
    also = f.Choice("Does this hold as well?", Referral.Also.choices, required=False, radios=True)
    panel = f.ModelChoice("Panel that decides", required=False, blank="None chosen yet",
                          hint="Its members may read the referral.")  # fmt: skip

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        on = today()
        agencies = Agency.objects.open(on).exclude(kind=Agency.Kind.EXTERNAL)
        self.fields["involved"].queryset = agencies
        self.fields["panel"].queryset = Body.objects.open(on).filter(kind=Body.Kind.PANEL)
        if not person.rights.manages:
            agencies = agencies.filter(pk__in=person.rights.agencies(AgencyRight.LEAD))
            del self.fields["panel"]
        self.fields["agency"].queryset = agencies


class ReferralChangeForm(f.VersionedForm):
    """Correcting a referral, and choosing the panel."""

    case_code = ReferralForm.base_fields["case_code"]
    aware_on = ReferralForm.base_fields["aware_on"]
    referred_on = ReferralForm.base_fields["referred_on"]
    summary = ReferralForm.base_fields["summary"]
    involved = ReferralForm.base_fields["involved"]
    also = ReferralForm.base_fields["also"]
    panel = ReferralForm.base_fields["panel"]

    def __init__(self, *args: Any, referral: Referral, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        on = today()
        self.fields["involved"].queryset = Agency.objects.open(on).exclude(kind=Agency.Kind.EXTERNAL)
        self.fields["panel"].queryset = Body.objects.open(on).filter(kind=Body.Kind.PANEL)
        if referral.kind != Referral.Kind.CHILD:
            del self.fields["also"]


class CriteriaForm(f.PortalForm):
    """One question for each limb of the law, and the reasons."""

    reasons = f.LongText("Reasons", rows=5, hint=NO_DETAILS, missing="Write the reasons for these answers")

    def __init__(self, *args: Any, limbs: list[Limb], kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = {
            f"limb_{limb.key}": f.Choice(
                limb.text,
                Criterion.Answer.choices,
                hint=f"{question_of(kind, limb.level)} {limb.citation}{'' if limb.verified else ', not verified'}",
                missing="Choose an answer. “Not clear yet” is one",
            )
            for limb in limbs
        }
        self.fields = {**asked, **self.fields}

    def answers(self) -> dict[str, str]:
        """Limb by limb, by key."""
        return {
            name.removeprefix("limb_"): value
            for name, value in self.cleaned_data.items()
            if name.startswith("limb_")
        }  # fmt: skip


class OutcomeForm(f.PortalForm):
    """Recommending an outcome."""

    outcome = f.Choice("What does the sub group recommend?", Referral.Outcome.choices, radios=True,
                       missing="Choose what the sub group recommends")  # fmt: skip
    reasons = f.LongText("Reasons", rows=6, hint=NO_DETAILS, missing="Write the reasons for the recommendation")
    decision = f.ModelChoice("Decision it rests on", required=False, blank="None",
                             hint="The sub group’s decision in its minutes")  # fmt: skip
    meeting = f.ModelChoice("Meeting at which it was made", required=False, blank="None",
                            hint="Where no decision was numbered")  # fmt: skip

    def __init__(self, *args: Any, referral: Referral, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = outcome_choices(referral)
        self.fields["decision"].queryset = Decision.objects.visible_to(person).filter(body_id=referral.body_id)
        self.fields["meeting"].queryset = Meeting.objects.visible_to(person).filter(body_id=referral.body_id)


def outcome_choices(referral: Referral) -> list[tuple[str, str]]:
    """The outcomes that a referral of its kind can have."""
    return [(one.value, str(one.label)) for one in Referral.OUTCOMES_FOR[Referral.Kind(referral.kind)]]


class DecisionForm(f.PortalForm):
    """Deciding, with recorded reasons."""

    outcome = f.Choice("Your decision", Referral.Outcome.choices, radios=True, missing="Choose your decision")
    reasons = f.LongText("Reasons", rows=6, hint=f"They are part of the record. {NO_DETAILS}",
                         missing="Write the reasons for the decision")  # fmt: skip
    decided_on = f.DateField("Date of the decision", missing="Enter the date of the decision")
    dissent = f.LongText("Who saw it differently, and why", rows=3, required=False,
                         hint="Agencies or offices, no names")  # fmt: skip
    panel_view = f.Choice("What the national panel said", Referral.PanelView.choices, required=False, radios=True)

    def __init__(self, *args: Any, referral: Referral, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = outcome_choices(referral)
        if referral.kind != Referral.Kind.CHILD:
            del self.fields["panel_view"]


class LearningForm(f.PortalForm):
    """Closing with what was learned."""

    learning = f.LongText("What was learned", rows=6, hint=f"And who was told. {NO_DETAILS}",
                          missing="Write what was learned, and who was told")  # fmt: skip


class CommissionForm(f.PortalForm):
    """Beginning a review."""

    title = f.Text("Title of the review", limit=200, hint="It may be published: no name of a person or a street",
                   missing="Enter the title of the review")  # fmt: skip
    commissioned_on = f.DateField("Date it was commissioned", missing="Enter the date it was commissioned")


class NoteForm(f.PortalForm):
    """A reason, in a few lines. The label and what is asked come from the page."""

    note = f.LongText("Reason", rows=4, missing="Write the reason")

    def __init__(self, *args: Any, label: str, hint: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].label, self.fields["note"].help_text = label, hint


class MetForm(f.PortalForm):
    """Recording that something was done."""

    met_on = f.DateField("When was it done?", missing="Enter the date on which it was done")
    proof = f.Text("Proof", limit=200, required=False,
                   hint="The number of the receipt, or where the letter is kept")  # fmt: skip
    late_reason = f.LongText("Reason if late", rows=3, required=False, hint=f"Needed when it was late. {NO_DETAILS}")


class ConflictForm(f.PortalForm):
    """Shutting somebody out."""

    person = f.PersonChoice("Who has the conflict of interest?", missing="Choose who has the conflict of interest")
    reason = f.LongText("What is the conflict?", rows=3, hint="In general words", missing="Write what the conflict is")

    def __init__(self, *args: Any, referral: Referral, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people_for_conflict(referral).select_related("agency")


class EmptyForm(f.PortalForm):
    """Nothing to fill in: the button is the act."""
