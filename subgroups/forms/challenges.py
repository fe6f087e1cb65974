"""What is typed about challenges and risks."""

import datetime as dt
from typing import Any

from partnership.kit import forms as f
from partnership.models import Agency, Body, Person
from subgroups.forms.meetings import BodyAndYearFilter
from subgroups.models import Challenge
from subgroups.presenters.risks import IMPACTS, LIKELIHOODS
from subgroups.selectors.meetings import bodies_kept_by, bodies_with


class ChallengeFilter(BodyAndYearFilter):
    """The filters above the list of challenges."""

    dates = "challenges__made_on"

    words = f.Text("Words or number", limit=80)
    agency = f.ModelChoice("Agency", required=False, blank="Any agency")
    state = f.Choice(
        "State", [("overdue", "Answer overdue"), *Challenge.Status.choices], blank="Any state", radios=False
    )

    field_order = ["words", "body", "agency", "year", "state"]

    def __init__(self, *args: Any, person: Person, on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, person=person, on=on, **kwargs)
        seen = Challenge.objects.visible_to(person)
        self.fields["agency"].queryset = Agency.objects.filter(challenges_received__in=seen).distinct()


class OfBodyForm(f.VersionedForm):
    """A record of a body: the body is asked for unless the address names it."""

    def __init__(self, *args: Any, person: Person, on: dt.date, body: Body | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if body is not None:
            del self.fields["body"]
        else:
            self.fields["body"].queryset = bodies_kept_by(person, on)
        for name, field in self.fields.items():
            if name.endswith("agency"):
                field.queryset = Agency.objects.open(on).order_by("name")


class ChallengeForm(OfBodyForm):
    """A challenge: to whom, about what, with what it rests on, and by when an answer is owed."""

    body = f.ModelChoice("Body in which it is made", missing="Choose the body in which it is made")
    from_agency = f.ModelChoice(
        "Made by", required=False, blank="The body itself", hint="Only where one agency challenges another"
    )
    to_agency = f.ModelChoice("Agency that is challenged", missing="Choose the agency that is challenged")
    subject = f.Text("Subject", limit=200, hint="In one line", missing="Enter the subject in one line")
    text = f.LongText(
        "What is challenged, and why",
        rows=6,
        hint="What was seen, what was expected, and what the agency is asked to account for. No person’s details",
        missing="Write what is challenged, and why",
    )
    answer_due_on = f.DateField("Answer due", missing="Enter the date by which an answer is needed")


class AnswerForm(f.PortalForm):
    """The answer of the agency that was challenged."""

    answer = f.LongText(
        "Answer",
        rows=7,
        hint="What happened, and what your agency does about it. No person’s details",
        missing="Write the answer: what happened, and what your agency does about it",
    )


class AskAgainForm(f.PortalForm):
    """What an answer leaves open, and by when the next is owed."""

    note = f.LongText("What does the answer leave open?", rows=4, missing="Write what the answer leaves open")
    answer_due_on = f.DateField("New answer due", missing="Enter the date by which the new answer is needed")


class CloseChallengeForm(f.PortalForm):
    """What came of a challenge."""

    outcome = f.Choice(
        "What came of it",
        [choice for choice in Challenge.Outcome.choices if choice[0]],
        missing="Choose what came of it",
        hints={
            "changed": "The agency does something differently now",
            "explained": "The answer shows that nothing had to change",
            "escalated": "It goes to the body above: escalate it there too",
        },
    )
    what_changed = f.LongText(
        "What changed, or why nothing had to",
        rows=4,
        hint="It is printed in the annual report",
        missing="Write what changed, or why nothing had to",
    )


def _scale(words: dict[int, str]) -> list[tuple[int, str]]:
    return [(score, f"{score} {said}") for score, said in words.items()]


def _likelihood() -> f.Choice:
    return f.Choice("How likely is it?", _scale(LIKELIHOODS), missing="Choose how likely it is")


def _impact() -> f.Choice:
    return f.Choice("How grave would it be?", _scale(IMPACTS), missing="Choose how grave it would be")


class RiskFilter(f.FilterForm):
    """The filters above the risk register."""

    words = f.Text("Words or number", limit=80)
    body = f.Choice("Body", [], blank="Any body", radios=False)
    agency = f.ModelChoice("Watched by", required=False, blank="Any agency")
    state = f.Choice(
        "State", [("review", "To be looked at"), ("closed", "Closed"), ("all", "Open and closed")],
        blank="Open", radios=False,
    )  # fmt: skip

    def __init__(self, *args: Any, person: Person, on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, person=person, **kwargs)
        found = bodies_with(person, "risks__opened_on")
        self.fields["body"].choices = [("", "Any body"), *((str(pk), name) for pk, name, _ in found)]
        bodies = [pk for pk, _, _ in found]
        self.fields["agency"].queryset = Agency.objects.filter(risks__body_id__in=bodies).distinct()


class RiskForm(OfBodyForm):
    """A risk as it stands on the register."""

    body = f.ModelChoice("Body that watches it", missing="Choose the body on whose register it stands")
    title = f.Text("Risk", limit=200, hint="In one line", missing="Enter the risk in one line")
    description = f.LongText(
        "What may happen, and what would follow", rows=4, missing="Write what may happen, and what would follow"
    )
    controls = f.LongText("What is done about it already", rows=4, required=False)
    likelihood = _likelihood()
    impact = _impact()
    agency = f.ModelChoice("Agency that watches it", missing="Choose the agency that watches it")
    review_on = f.DateField("Looked at again on", missing="Enter the date on which it is looked at again")

    def clean_likelihood(self) -> int:
        return int(self.cleaned_data["likelihood"])

    def clean_impact(self) -> int:
        return int(self.cleaned_data["impact"])


class RiskChangeForm(RiskForm):
    """What a risk says, and why it is changed."""

    note = f.LongText("Why is it changed?", rows=3, missing="Write why it is changed")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["review_on"]


class RiskReviewForm(f.PortalForm):
    """What was found when a risk was looked at."""

    note = f.LongText(
        "What you found", rows=4, hint="What changed since, and whether what is done about it works",
        missing="Write what you looked at and what you found",
    )  # fmt: skip
    likelihood = _likelihood()
    impact = _impact()
    review_on = f.DateField("Looked at again on", missing="Enter the date on which it is looked at next")

    clean_likelihood = RiskForm.clean_likelihood
    clean_impact = RiskForm.clean_impact


class RiskReopenForm(f.PortalForm):
    """Why a closed risk is watched again, and from when."""

    note = f.LongText("Why is it watched again?", rows=3, missing="Write why it is watched again")
    review_on = f.DateField("Looked at again on", missing="Enter the date on which it is looked at next")
