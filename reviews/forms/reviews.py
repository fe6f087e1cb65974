"""What is typed about reviews and recommendations."""

from typing import Any

from partnership.kit import forms as f
from partnership.kit.dates import today
from partnership.models import Agency, Body, Person
from partnership.permissions import BodyRight
from reviews.forms.referrals import NO_DETAILS
from reviews.models import Briefing, Recommendation
from reviews.selectors.reviews import addressed_agencies


class ReviewForm(f.VersionedForm):
    """Correcting a review."""

    title = f.Text("Title", limit=200, hint="It may be published: no name of a person or a street",
                   missing="Enter the title")  # fmt: skip
    to_publish_on = f.DateField("To be published on", required=False,
                                hint="Copies of a children’s review go out before this day")  # fmt: skip


class ConcludeForm(f.PortalForm):
    """What a review found."""

    findings = f.LongText("What did it find?", rows=8, missing="Write what it found",
                          hint=f"Causes in how agencies work. The annual report prints it. {NO_DETAILS}")  # fmt: skip
    late_reason = f.LongText("Reason if late", rows=3, required=False, hint="Where the review took longer than it may")


class PublishForm(f.PortalForm):
    """How a review was published."""

    published_on = f.DateField("Date of publication", missing="Enter the date of publication")
    in_full = f.Choice(
        "What was published?",
        [("yes", "The whole report"), ("no", "Only what should improve")],
        missing="Choose what was published",
    )
    not_in_full_reason = f.LongText("Why not the whole report", rows=3, required=False,
                                    hint="Needed where only a part is published")  # fmt: skip
    late_reason = f.LongText("Reason if late", rows=3, required=False, hint="Where it came later than it should")


class ImpactForm(f.PortalForm):
    """What changed because of a review."""

    impact = f.LongText("What changed because of the review?", rows=6,
                        hint=f"And how anybody can see it. The annual report prints it. {NO_DETAILS}",
                        missing="Write what changed because of the review")  # fmt: skip


class BriefingForm(f.VersionedForm):
    """The seven parts of a briefing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in Briefing.PARTS:
            label = str(Briefing._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
            self.fields[name] = f.LongText(label, rows=4, missing=f"Write “{label}”")


class RecommendationFilter(f.FilterForm):
    """The filters above the list of recommendations."""

    words = f.Text("Words or number", limit=80)
    agency = f.ModelChoice("Addressed to", blank="Any agency")
    state = f.Choice("Answer", Recommendation.Status.choices, blank="Any", radios=False)

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, person=person, **kwargs)
        self.fields["agency"].queryset = addressed_agencies(person)


class RecommendationForm(f.VersionedForm):
    """A recommendation."""

    text = f.LongText("What should change", rows=4, hint=NO_DETAILS, missing="Write what should change")
    agencies = f.ModelCheckboxes("Addressed to", missing="Choose at least one agency to which it is addressed")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agencies"].queryset = Agency.objects.open(today()).exclude(kind=Agency.Kind.EXTERNAL)


class ReviewActionForm(f.PortalForm):
    """An action that carries out a recommendation."""

    body = f.ModelChoice("Body that asks for it", missing="Choose the body that asks for it")
    lead_agency = f.ModelChoice("Agency that holds it", missing="Choose the agency that holds it")
    title = f.Text("Short name", limit=200, hint="What the agency will do, in one line", missing="Enter a short name")
    what = f.LongText("What will be done", rows=3, hint=NO_DETAILS, missing="Write what will be done")
    measure = f.LongText("Measure of success", rows=3, hint="How anybody could check that it happened and worked",
                         missing="Write how anybody could check that it was done")  # fmt: skip
    due_on = f.DateField("Due date", missing="Enter the date by which it will be done")
    holder = f.PersonChoice("Person who holds it", required=False, blank="Nobody named yet")

    def __init__(self, *args: Any, person: Person, recommendation: Recommendation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = Body.objects.open(today()).internal()
        if not person.rights.manages:
            bodies = bodies.filter(pk__in=person.rights.bodies(BodyRight.RECORD))
        agencies = Agency.objects.filter(pk__in=recommendation.addressees.values("agency_id"))
        self.fields["body"].queryset = bodies
        self.fields["lead_agency"].queryset = agencies
        self.fields["holder"].queryset = (
            Person.objects.filter(is_active=True, agency__in=agencies).select_related("agency").order_by("name")
        )
