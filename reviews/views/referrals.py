"""Pages of referrals: the list, one referral, and each act on it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse

from partnership.kit.history import history_of
from partnership.kit.thread import thread_of
from partnership.kit.views import ListPage, ObjectFormView, RecordView, ServiceFormView
from partnership.permissions import AgencyRight
from reviews import workflow
from reviews.criteria import limbs_for
from reviews.forms import referrals as forms
from reviews.models import Access, Deadline, Referral
from reviews.permissions import ReviewRight, may_refer
from reviews.presenters import history as past
from reviews.presenters import referrals as words
from reviews.selectors import referrals as selectors
from reviews.services import accesses, deadlines, reviews
from reviews.services import referrals as services


class ReferralList(ListPage):
    """All referrals that the person may read."""

    template_name = "reviews/referral_list.html"
    filter_form = forms.ReferralFilter
    columns = words.COLUMNS
    file_name = "referrals"

    def rows(self, filters: dict[str, Any]) -> Any:
        return selectors.referrals_for(self.request.user, filters, self.on)

    def present(self, page: Any) -> Any:
        return words.list_rows(page, self.on)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person: Any = self.request.user
        return super().get_context_data(
            heads=words.LIST_HEADS,
            title="Reviews",
            lede=words.list_lede(selectors.counts_for(person)),
            noun="referral,referrals",
            sorted_by="date of referral",
            key_rows=words.KEY_MEANS,
            new_url=reverse("reviews:referral-new") if may_refer(person) else "",
            recommendations_url=reverse("reviews:recommendation-list"),
            **kwargs,
        )


class Logged:
    """A page of which it is kept who opened it. Needs `object`, `now`, `request`; set `what` and `referral_of`."""

    what = Access.What.REFERRAL

    def referral_of(self, record: Any) -> Referral:
        return record

    def get_object(self, queryset: Any = None) -> Any:
        view: Any = self
        record = super().get_object(queryset)  # type: ignore[misc]  # mixed into a detail view
        accesses.record_access(referral=self.referral_of(record), what=self.what, by=view.request.user, now=view.now)
        return record


class ReferralDetail(Logged, RecordView):
    """One referral: what happened, criteria, clocks, recommendation, decision, thread, who opened it."""

    model = Referral
    slug_field = slug_url_kwarg = "reference"
    template_name = "reviews/referral_detail.html"

    def get_queryset(self) -> Any:
        return selectors.referral_record(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        referral, person = self.object, self.request.user
        keeps = referral.allows(person, ReviewRight.KEEP)
        clocks, path = list(referral.deadlines.all()), referral.get_absolute_url()
        return super().get_context_data(
            on=self.on,
            here=path,
            crumbs=[("Reviews", reverse("reviews:referral-list"))],
            lede=words.lede_of(referral),
            facts=words.facts_of(referral, self.on),
            criteria=words.criteria_parts(referral),
            criteria_heads=words.CRITERIA_HEADS,
            deadline_heads=words.DEADLINE_HEADS,
            deadline_rows=words.deadline_rows(clocks, self.on, path if keeps else ""),
            deadlines_words=words.deadlines_words(clocks, self.on),
            unverified=any(not clock.is_verified for clock in clocks),
            recommendation=words.recommendation_facts(referral, self.on),
            decision=words.decision_facts(referral, self.on),
            knots=thread_of(referral, person=person, on=self.on),
            opened=words.access_entries(selectors.accesses_of(referral, 6), self.on) if keeps else None,
            conflicts=words.conflict_entries(selectors.conflicts_of(referral), self.on, path) if keeps else None,
            may=self.rights(referral, person),
            **kwargs,
        )

    def rights(self, referral: Referral, person: Any) -> dict[str, bool]:
        """Which buttons stand on the page: each from the same table as the service's own check."""
        moves = {
            "criteria": workflow.RECORD_CRITERIA, "recommend": workflow.RECOMMEND, "decide": workflow.DECIDE,
            "commission": workflow.COMMISSION, "close": workflow.CLOSE, "send_back": workflow.REASSESS,
            "withdraw": workflow.WITHDRAW,
        }  # fmt: skip
        may = {name: step.open_to(referral, person, self.on) for name, step in moves.items()}
        keeps = referral.allows(person, ReviewRight.KEEP)
        may["change"], may["keep"] = keeps and referral.is_open, keeps
        may["history"] = referral.allows(person, ReviewRight.ASSESS)
        return may


class ReferralNew(ServiceFormView):
    """Put a case forward for review."""

    form_class = forms.ReferralForm
    title = "Refer a case for review"
    lede = "No person’s details are kept here. The case code of your own system is enough."
    submit_label = "Refer the case"
    success_message = "{result.reference} is recorded"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_refer(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_crumbs(self) -> list[tuple[str, str]]:
        return [("Reviews", reverse("reviews:referral-list"))]

    def get_cancel_url(self) -> str:
        return reverse("reviews:referral-list")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "person": self.request.user}

    def get_initial(self) -> dict[str, Any]:
        person: Any = self.request.user
        led = person.rights.agencies(AgencyRight.LEAD)
        return {"referred_on": self.on, "agency": next(iter(led)) if len(led) == 1 else None}

    def perform(self, form: Any) -> Referral:
        return services.record_referral(**form.cleaned_data, by=self.request.user, now=self.now)


class ReferralAct(ObjectFormView):
    """An act on one referral, found by its number alone: a `pk` in the address is that of a clock or a conflict."""

    model = Referral
    slug_field = slug_url_kwarg = "reference"
    pk_url_kwarg = "referral_pk"

    def get_crumbs(self) -> list[tuple[str, str]]:
        return [
            ("Reviews", reverse("reviews:referral-list")),
            (self.object.reference, self.object.get_absolute_url()),
        ]

    def get_lede(self) -> str:
        return self.lede or f"{self.object.reference}, {self.object.get_kind_display()}"


class ReferralChange(ReferralAct):
    permission = ReviewRight.KEEP
    form_class = forms.ReferralChangeForm
    title = "Correct the referral"
    success_message = "{result.reference} is corrected"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "referral": self.object}

    def get_initial(self) -> dict[str, Any]:
        row = self.object
        names = ("case_code", "aware_on", "referred_on", "summary", "also", "version")
        return {
            **{name: getattr(row, name) for name in names},
            "panel": row.panel_id,
            "involved": [one.agency_id for one in row.involvements.all()],
        }

    def perform(self, form: Any) -> Referral:
        given = dict(form.cleaned_data)
        seen = given.pop("version", None)
        return services.change_referral(referral=self.object, by=self.request.user, now=self.now, seen=seen, **given)


class ReferralCriteria(ReferralAct):
    permission = ReviewRight.ASSESS
    form_class = forms.CriteriaForm
    title = "Record the criteria"
    submit_label = "Record the criteria"
    success_message = "The criteria of {result.reference} are recorded"

    def get_form_kwargs(self) -> dict[str, Any]:
        limbs = limbs_for(self.object.kind, self.object.referred_on)
        return {**super().get_form_kwargs(), "limbs": limbs, "kind": self.object.kind}

    def get_initial(self) -> dict[str, Any]:
        answers = {f"limb_{row.key}": row.answer for row in self.object.criteria.all()}
        return {**answers, "reasons": self.object.criteria_reasons}

    def perform(self, form: Any) -> Referral:
        return services.record_criteria(
            referral=self.object,
            answers=form.answers(),
            reasons=form.cleaned_data["reasons"],
            by=self.request.user,
            now=self.now,
        )


class ReferralRecommend(ReferralAct):
    permission = ReviewRight.ASSESS
    form_class = forms.OutcomeForm
    title = "Record the recommendation"
    submit_label = "Record the recommendation"
    success_message = "The recommendation on {result.reference} is recorded"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "referral": self.object, "person": self.request.user}

    def get_initial(self) -> dict[str, Any]:
        row = self.object
        return {
            "outcome": row.recommended,
            "reasons": row.recommendation_reasons,
            "decision": row.decision_id,
            "meeting": row.meeting_id,
        }

    def perform(self, form: Any) -> Referral:
        return services.recommend_outcome(
            referral=self.object, **form.cleaned_data, by=self.request.user, now=self.now
        )  # fmt: skip


class ReferralDecide(ReferralAct):
    permission = ReviewRight.DECIDE
    form_class = forms.DecisionForm
    title = "Decide"
    submit_label = "Record the decision"
    success_message = "The decision on {result.reference} is recorded"
    template_name = "reviews/referral_decide.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "referral": self.object}

    def get_initial(self) -> dict[str, Any]:
        return {"decided_on": self.on}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            recommendation=words.recommendation_facts(self.object, self.on),
            criteria=words.criteria_parts(self.object),
            **kwargs,
        )

    def perform(self, form: Any) -> Referral:
        return services.decide_referral(referral=self.object, **form.cleaned_data, by=self.request.user, now=self.now)


class ReferralCommission(ReferralAct):
    permission = ReviewRight.KEEP
    form_class = forms.CommissionForm
    title = "Commission the review"
    submit_label = "Commission it"
    success_message = "{result.reference} is commissioned"

    def get_initial(self) -> dict[str, Any]:
        return {"commissioned_on": self.on}

    def perform(self, form: Any) -> Any:
        return reviews.commission_review(referral=self.object, **form.cleaned_data, by=self.request.user, now=self.now)


class ReferralClose(ReferralAct):
    permission = ReviewRight.KEEP
    form_class = forms.LearningForm
    title = "Close the referral with its learning"
    submit_label = "Close it"
    success_message = "{result.reference} is closed"

    def perform(self, form: Any) -> Referral:
        return services.close_referral(referral=self.object, **form.cleaned_data, by=self.request.user, now=self.now)


class ReferralNoteAct(ReferralAct):
    """An act that needs a reason in a few lines."""

    form_class = forms.NoteForm
    label = "Reason"
    hint = forms.NO_DETAILS

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "label": self.label, "hint": self.hint}


class ReferralSendBack(ReferralNoteAct):
    permission = ReviewRight.ASSESS
    title = "Look at the criteria again"
    label = "Why are the criteria looked at again?"
    submit_label = "Send it back"
    success_message = "The criteria of {result.reference} can be recorded again"

    def perform(self, form: Any) -> Referral:
        return services.send_back(
            referral=self.object, reason=form.cleaned_data["note"], by=self.request.user, now=self.now
        )


class ReferralWithdraw(ReferralNoteAct):
    permission = ReviewRight.KEEP
    title = "Withdraw the referral"
    label = "Why is it withdrawn?"
    submit_label = "Withdraw it"
    success_message = "{result.reference} is withdrawn"

    def perform(self, form: Any) -> Referral:
        return services.withdraw_referral(
            referral=self.object, reason=form.cleaned_data["note"], by=self.request.user, now=self.now
        )


class DeadlineMeet(ReferralAct):
    permission = ReviewRight.KEEP
    form_class = forms.MetForm
    title = "Record that it was done"
    submit_label = "Record it"
    success_message = "It is recorded as done"

    def deadline(self) -> Deadline:
        return get_object_or_404(self.object.deadlines, pk=self.kwargs["pk"])

    def get_lede(self) -> str:
        clock = self.deadline()
        source = "" if clock.is_verified else " The rule is not verified."
        return f"{clock.title}. {words.deadline_when(clock, self.on).words}.{source}"

    def get_initial(self) -> dict[str, Any]:
        return {"met_on": self.on}

    def perform(self, form: Any) -> Any:
        return deadlines.meet_deadline(
            deadline=self.deadline(), **form.cleaned_data, by=self.request.user, now=self.now
        )  # fmt: skip

    def success_path(self, result: Any) -> str:
        return self.object.get_absolute_url()


class ConflictNew(ReferralAct):
    permission = ReviewRight.KEEP
    form_class = forms.ConflictForm
    title = "Record a conflict of interest"
    lede = "From then on this person finds neither the referral nor its review."
    submit_label = "Shut them out"
    success_message = "{result.person} is shut out"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "referral": self.object}

    def perform(self, form: Any) -> Any:
        return accesses.declare_conflict(referral=self.object, **form.cleaned_data, by=self.request.user, now=self.now)

    def success_path(self, result: Any) -> str:
        return self.object.get_absolute_url()


class ConflictLift(ReferralNoteAct):
    permission = ReviewRight.KEEP
    title = "Lift the conflict of interest"
    label = "Why may the person read it again?"
    submit_label = "Let them in again"
    success_message = "{result.person} may read it again"

    def perform(self, form: Any) -> Any:
        conflict = get_object_or_404(self.object.conflicts, pk=self.kwargs["pk"])
        return accesses.lift_conflict(
            conflict=conflict, reason=form.cleaned_data["note"], by=self.request.user, now=self.now
        )

    def success_path(self, result: Any) -> str:
        return self.object.get_absolute_url()


class ReferralOpened(RecordView):
    """Who opened a referral, its review or a history, the latest first."""

    model = Referral
    permission = ReviewRight.KEEP
    slug_field = slug_url_kwarg = "reference"
    template_name = "reviews/referral_opened.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            on=self.on,
            crumbs=[
                ("Reviews", reverse("reviews:referral-list")),
                (self.object.reference, self.object.get_absolute_url()),
            ],
            opened=words.access_entries(selectors.accesses_of(self.object), self.on),
            **kwargs,
        )


class ReferralHistory(Logged, RecordView):
    """Every saved version of a referral, latest first."""

    model = Referral
    permission = ReviewRight.ASSESS
    slug_field = slug_url_kwarg = "reference"
    template_name = "reviews/record_history.html"
    what = Access.What.HISTORY

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
