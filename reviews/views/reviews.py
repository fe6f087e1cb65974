"""Pages of reviews and their recommendations."""

from typing import Any

from django.urls import reverse

from partnership.kit.history import history_of
from partnership.kit.thread import thread_of
from partnership.kit.views import ListPage, ObjectFormView, RecordView
from reviews import workflow
from reviews.forms import reviews as forms
from reviews.forms.referrals import NO_DETAILS, EmptyForm, NoteForm
from reviews.models import Access, Briefing, Recommendation, Referral, Review
from reviews.permissions import ReviewRight
from reviews.presenters import history as past
from reviews.presenters import reviews as words
from reviews.presenters.referrals import DEADLINE_HEADS, deadline_rows, deadlines_words
from reviews.selectors import reviews as selectors
from reviews.services import recommendations
from reviews.services import reviews as services
from reviews.views.referrals import Logged
from subgroups.models import Action


class ReviewDetail(Logged, RecordView):
    """One review: what was commissioned, its clocks, its recommendations with their actions, its briefing."""

    model = Review
    slug_field = slug_url_kwarg = "reference"
    template_name = "reviews/review_detail.html"
    what = Access.What.REVIEW

    def referral_of(self, record: Any) -> Referral:
        return record.referral

    def get_queryset(self) -> Any:
        return selectors.review_record(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        review, person = self.object, self.request.user
        clocks, rows = list(review.referral.deadlines.all()), list(review.recommendations.all())
        keeps = review.allows(person, ReviewRight.KEEP)
        may = {
            "conclude": workflow.CONCLUDE.open_to(review, person, self.on),
            "publish": workflow.PUBLISH.open_to(review, person, self.on),
            "impact": review.status in workflow.CHECK_IMPACT.sources and keeps,
            "change": keeps,
            "brief": keeps and review.status != Review.Status.UNDER_WAY,
            "recommend": review.allows(person, ReviewRight.ASSESS) and review.status != Review.Status.CHECKED,
            "history": review.allows(person, ReviewRight.ASSESS),
        }
        return super().get_context_data(
            on=self.on,
            here=review.get_absolute_url(),
            crumbs=[
                ("Reviews", reverse("reviews:referral-list")),
                (review.referral.reference, review.referral.get_absolute_url()),
            ],
            lede=words.lede_of(review, self.on),
            facts=words.facts_of(review, self.on),
            deadline_heads=DEADLINE_HEADS,
            deadline_rows=deadline_rows(clocks, self.on, review.referral.get_absolute_url() if keeps else ""),
            deadlines_words=deadlines_words(clocks, self.on),
            heads=words.OWN_HEADS,
            rows=words.own_rows(rows),
            briefing=words.briefing_entries(selectors.briefing_of(review)),
            knots=thread_of(review, person=person, on=self.on),
            may=may,
            **kwargs,
        )


class ReviewAct(ObjectFormView):
    """An act on one review."""

    model = Review
    permission: Any = ReviewRight.KEEP
    slug_field = slug_url_kwarg = "reference"

    def get_crumbs(self) -> list[tuple[str, str]]:
        return [
            ("Reviews", reverse("reviews:referral-list")),
            (self.object.reference, self.object.get_absolute_url()),
        ]

    def get_lede(self) -> str:
        return self.lede or self.object.title


class ReviewChange(ReviewAct):
    form_class = forms.ReviewForm
    title = "Correct the review"
    success_message = "{result.reference} is corrected"

    def get_initial(self) -> dict[str, Any]:
        row = self.object
        return {"title": row.title, "to_publish_on": row.to_publish_on, "version": row.version}

    def perform(self, form: Any) -> Review:
        given = form.cleaned_data
        return services.change_review(
            review=self.object,
            title=given["title"],
            to_publish_on=given["to_publish_on"],
            by=self.request.user,
            now=self.now,
            seen=given["version"],
        )


class ReviewConclude(ReviewAct):
    form_class = forms.ConcludeForm
    title = "Conclude the review"
    submit_label = "Conclude it"
    success_message = "{result.reference} is concluded"

    def perform(self, form: Any) -> Review:
        return services.conclude_review(review=self.object, **form.cleaned_data, by=self.request.user, now=self.now)


class ReviewPublish(ReviewAct):
    form_class = forms.PublishForm
    title = "Record the publication"
    submit_label = "Record it"
    success_message = "{result.reference} is published"

    def get_initial(self) -> dict[str, Any]:
        return {"published_on": self.on}

    def perform(self, form: Any) -> Review:
        given = dict(form.cleaned_data)
        in_full = given.pop("in_full") == "yes"
        return services.publish_review(
            review=self.object, is_full_report=in_full, **given, by=self.request.user, now=self.now
        )


class ReviewCheckImpact(ReviewAct):
    form_class = forms.ImpactForm
    title = "Check the impact"
    lede = "Every recommendation has its answer first. After this the review is history."
    submit_label = "Record the impact"
    success_message = "The impact of {result.reference} is recorded"

    def perform(self, form: Any) -> Review:
        return services.check_impact(review=self.object, **form.cleaned_data, by=self.request.user, now=self.now)


class ReviewBriefing(ReviewAct):
    form_class = forms.BriefingForm
    title = "Write the briefing"
    lede = "One page in seven parts, for teams to talk about."
    submit_label = "Save the briefing"
    success_message = "The briefing is saved"

    def get_initial(self) -> dict[str, Any]:
        briefing = selectors.briefing_of(self.object)
        if briefing is None:
            return {}
        return {name: getattr(briefing, name) for name in [*Briefing.PARTS, "version"]}

    def perform(self, form: Any) -> Briefing:
        given = dict(form.cleaned_data)
        seen = given.pop("version", None)
        return services.write_briefing(
            review=self.object, parts=given, by=self.request.user, now=self.now, seen=seen
        )  # fmt: skip

    def success_path(self, result: Any) -> str:
        return self.object.get_absolute_url()


class RecommendationNew(ReviewAct):
    permission = ReviewRight.ASSESS
    form_class = forms.RecommendationForm
    title = "Add a recommendation"
    submit_label = "Add it"
    success_message = "Recommendation {result.number} is recorded"

    def perform(self, form: Any) -> Recommendation:
        given = form.cleaned_data
        return recommendations.make_recommendation(
            review=self.object, text=given["text"], agencies=given["agencies"], by=self.request.user, now=self.now
        )

    def success_path(self, result: Any) -> str:
        return self.object.get_absolute_url()


class ReviewHistory(Logged, RecordView):
    """Every saved version of a review, latest first."""

    model = Review
    permission = ReviewRight.ASSESS
    slug_field = slug_url_kwarg = "reference"
    template_name = "reviews/record_history.html"
    what = Access.What.HISTORY

    def referral_of(self, record: Any) -> Referral:
        return record.referral

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            on=self.on,
            crumbs=[
                ("Reviews", reverse("reviews:referral-list")),
                (self.object.reference, self.object.get_absolute_url()),
            ],
            lines=past.lines_of(history_of(self.object)),
            moves=past.move_entries(self.object.moves.select_related("by"), self.on),
            **kwargs,
        )


class RecommendationList(ListPage):
    """All recommendations that the person may see: of reviews, or addressed to the own agency."""

    template_name = "reviews/recommendation_list.html"
    filter_form = forms.RecommendationFilter
    columns = words.COLUMNS
    file_name = "recommendations"

    def rows(self, filters: dict[str, Any]) -> Any:
        return selectors.recommendations_for(self.request.user, filters)

    def present(self, page: Any) -> Any:
        return words.list_rows(page)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            heads=words.LIST_HEADS,
            title="Recommendations of reviews",
            noun="recommendation,recommendations",
            sorted_by="review, the latest first",
            crumbs=[("Reviews", reverse("reviews:referral-list"))],
            **kwargs,
        )


class RecommendationDetail(RecordView):
    """One recommendation: to whom, the answer, and the actions that carry it out."""

    model = Recommendation
    template_name = "reviews/recommendation_detail.html"

    def get_queryset(self) -> Any:
        return selectors.recommendation_record(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row, person = self.object, self.request.user
        reads = Review.objects.visible_to(person).filter(pk=row.review_id).exists()
        mine = Action.objects.visible_to(person).filter(recommended_by__recommendation=row)
        assesses = row.allows(person, ReviewRight.ASSESS)
        return super().get_context_data(
            on=self.on,
            here=row.get_absolute_url(),
            crumbs=[("Recommendations", reverse("reviews:recommendation-list"))]
            + ([(row.review.reference, row.review.get_absolute_url())] if reads else []),
            facts=words.recommendation_facts(row, self.on, may_read_review=reads),
            heads=words.ACTION_HEADS,
            rows=words.action_rows(row, set(mine.values_list("pk", flat=True)), self.on),
            may={
                "accept": workflow.ACCEPT.open_to(row, person, self.on),
                "not_implement": workflow.NOT_IMPLEMENT.open_to(row, person, self.on),
                "change": assesses and row.status == Recommendation.Status.MADE,
                "act": assesses and row.status == Recommendation.Status.ACCEPTED,
            },
            **kwargs,
        )


class RecommendationAct(ObjectFormView):
    """An act on one recommendation."""

    model = Recommendation
    permission: Any = ReviewRight.ASSESS

    def get_queryset(self) -> Any:
        return selectors.recommendation_record(self.request.user)

    def get_crumbs(self) -> list[tuple[str, str]]:
        row = self.object
        return [(row.review.reference, row.review.get_absolute_url()),
                (f"Recommendation {row.number}", row.get_absolute_url())]  # fmt: skip

    def get_lede(self) -> str:
        return self.lede or self.object.text


class RecommendationChange(RecommendationAct):
    form_class = forms.RecommendationForm
    title = "Correct the recommendation"
    success_message = "Recommendation {result.number} is corrected"

    def get_initial(self) -> dict[str, Any]:
        row = self.object
        agencies = [one.agency_id for one in row.addressees.all()]
        return {"text": row.text, "agencies": agencies, "version": row.version}

    def perform(self, form: Any) -> Recommendation:
        given = form.cleaned_data
        return recommendations.change_recommendation(
            recommendation=self.object,
            text=given["text"],
            agencies=given["agencies"],
            by=self.request.user,
            now=self.now,
            seen=given["version"],
        )


class RecommendationAccept(RecommendationAct):
    form_class = EmptyForm
    title = "Accept the recommendation"
    submit_label = "Accept it"
    success_message = "Recommendation {result.number} is accepted. Actions can carry it out now"

    def perform(self, form: Any) -> Recommendation:
        return recommendations.accept_recommendation(
            recommendation=self.object, by=self.request.user, now=self.now
        )  # fmt: skip


class RecommendationNotImplement(RecommendationAct):
    form_class = NoteForm
    title = "Decide not to implement"
    submit_label = "Record the decision"
    success_message = "Recommendation {result.number} is recorded as not implemented"

    def get_form_kwargs(self) -> dict[str, Any]:
        hint = f"The annual report prints the reason. {NO_DETAILS}"
        return {**super().get_form_kwargs(), "label": "Why is it not implemented?", "hint": hint}

    def perform(self, form: Any) -> Recommendation:
        return recommendations.do_not_implement(
            recommendation=self.object, reason=form.cleaned_data["note"], by=self.request.user, now=self.now
        )


class RecommendationActionNew(RecommendationAct):
    form_class = forms.ReviewActionForm
    title = "Record an action"
    submit_label = "Record the action"
    success_message = "{result.reference} is recorded and will be chased"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "person": self.request.user, "recommendation": self.object}

    def get_initial(self) -> dict[str, Any]:
        agencies = [one.agency_id for one in self.object.addressees.all()]
        lead = agencies[0] if len(agencies) == 1 else None
        return {"body": self.object.review.referral.body_id, "lead_agency": lead}

    def perform(self, form: Any) -> Action:
        return recommendations.record_review_action(
            recommendation=self.object, **form.cleaned_data, by=self.request.user, now=self.now
        )

    def success_path(self, result: Any) -> str:
        return self.object.get_absolute_url()
