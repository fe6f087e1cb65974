"""Pages of the risk register: the list with its grid, one risk, and what is done about it."""

from typing import Any

from django.urls import reverse

from partnership.kit.tables import Column
from partnership.kit.thread import thread_of
from partnership.kit.views import RecordView
from partnership.permissions import BodyRight
from partnership.views.chases import HasLedger
from subgroups.forms import challenges as forms
from subgroups.models import Risk
from subgroups.presenters import risks as words
from subgroups.selectors import challenges as reads
from subgroups.services import risks as services
from subgroups.views.filtered import FilteredList, records_somewhere
from subgroups.views.records import NewForBody, RecordAct, RecordHistory
from subgroups.workflow import risks as workflow

RISKS = ("Risks", "/risks/")


class RiskList(FilteredList):
    """The register: open risks, the gravest first, and where they stand on the grid."""

    template_name = "subgroups/risk_list.html"
    filter_form = forms.RiskFilter
    file_name = "risks"
    columns = [
        Column("Number", lambda row: row.reference),
        Column("Body", lambda row: row.body.name),
        Column("Risk", lambda row: row.title),
        Column("What may happen", lambda row: row.description),
        Column("What is done already", lambda row: row.controls),
        Column("Likelihood", lambda row: row.likelihood),
        Column("Impact", lambda row: row.impact),
        Column("Score", lambda row: row.score),
        Column("Level", lambda row: words.level(row.score)),
        Column("Watched by", lambda row: row.agency.name),
        Column("Recorded", lambda row: row.opened_on),
        Column("Looked at again", lambda row: row.review_on),
        Column("State", lambda row: row.get_status_display()),
        Column("Closed", lambda row: row.closed_on),
        Column("Why closed", lambda row: row.closing_reason),
    ]

    def rows(self, filters: dict[str, Any]) -> Any:
        agency = filters.get("agency")
        return reads.risks_for(
            self.request.user,
            self.on,
            words=filters.get("words", ""),
            body=self.chosen("body"),
            agency=agency.pk if agency else None,
            state=filters.get("state", ""),
        )

    def present(self, page: Any) -> Any:
        self.grid = words.grid(row for row in page if row.status == Risk.Status.OPEN)
        return words.rows_of(page, self.on)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(
            title="Risks",
            lede="What may go wrong, how likely and how grave it is, who watches it, and when it is looked at again.",
            heads=words.HEADS,
            noun="risk,risks",
            sorted_by="score, the highest first",
            new_url=reverse("subgroups:risk-new") if records_somewhere(self.request.user) else "",
            impacts=list(words.IMPACTS.values()),
            **kwargs,
        )
        return {**context, "grid": self.grid}


class RiskDetail(HasLedger, RecordView):
    """One risk: where it stands, what is done about it, each look at it, and the thread."""

    chased_as = "risk-review"
    model = Risk
    slug_field = slug_url_kwarg = "reference"
    template_name = "subgroups/risk_detail.html"

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("body", "agency")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row, person, on = self.object, self.request.user, self.on
        return super().get_context_data(
            on=on,
            crumbs=[RISKS, (row.body.short_name, row.body.get_absolute_url())],
            title=row.title,
            kicker=f"{row.reference} · risk of {row.body.name}",
            lede=words.lede(row, on),
            facts=words.facts(row, on),
            grid=words.grid([row], here=row),
            impacts=list(words.IMPACTS.values()),
            looks=words.look_entries(row.moves.select_related("by").order_by("-at", "-pk"), on),
            may={
                "review": workflow.REVIEW.open_to(row, person, on),
                "change": workflow.CHANGE.open_to(row, person, on),
                "close": workflow.CLOSE.open_to(row, person, on),
                "reopen": workflow.REOPEN.open_to(row, person, on),
            },
            here=row.get_absolute_url(),
            action_url=f"{reverse('subgroups:action-new')}?risk={row.reference}",
            knots=thread_of(row, person=person, on=on),
            **kwargs,
        )


class RiskHistory(RecordHistory):
    model = Risk
    slug_field = slug_url_kwarg = "reference"
    list_crumb = RISKS
    states = Risk.Status


class RiskNew(NewForBody):
    """Put a risk onto a body's register."""

    form_class = forms.RiskForm
    title = "Record a risk"
    submit_label = "Record the risk"
    success_message = "{result.reference} is on the register"
    list_crumb = RISKS

    def perform(self, form: Any) -> Risk:
        return services.record_risk(**self.given(form))


class RiskAct(RecordAct):
    model = Risk
    slug_field = slug_url_kwarg = "reference"
    permission = BodyRight.RECORD
    list_crumb = RISKS

    def get_lede(self) -> str:
        return self.lede or self.object.title


class RiskChange(RiskAct):
    form_class = forms.RiskChangeForm
    title = "Change the risk"
    submit_label = "Save the change"
    success_message = "{result.reference} is changed"

    def get_form_kwargs(self) -> dict[str, Any]:
        given = {"person": self.request.user, "on": self.on, "body": self.object.body}
        return {**super().get_form_kwargs(), **given}

    def get_initial(self) -> dict[str, Any]:
        row = self.object
        names = ("title", "description", "controls", "likelihood", "impact", "version")
        return {"agency": row.agency_id, **{name: getattr(row, name) for name in names}}

    def perform(self, form: Any) -> Risk:
        given = dict(form.cleaned_data)
        seen, reason = given.pop("version", None), given.pop("note")
        return services.change_risk(risk=self.object, reason=reason, seen=seen, **given, **self.acting())


class RiskReview(RiskAct):
    form_class = forms.RiskReviewForm
    title = "Look at the risk again"
    submit_label = "Save what you found"
    success_message = "{result.reference} was looked at"

    def get_initial(self) -> dict[str, Any]:
        return {"likelihood": self.object.likelihood, "impact": self.object.impact}

    def perform(self, form: Any) -> Risk:
        return services.review_risk(risk=self.object, **form.cleaned_data, **self.acting())


class RiskClose(RiskAct):
    title = "Close the risk"
    submit_label = "Close it"
    success_message = "{result.reference} is closed"
    asks = "Why is it no longer watched?"
    missing = "Write why it is no longer watched"

    def perform(self, form: Any) -> Risk:
        return services.close_risk(risk=self.object, reason=form.cleaned_data["note"], **self.acting())


class RiskReopen(RiskAct):
    form_class = forms.RiskReopenForm
    title = "Watch the risk again"
    submit_label = "Open it again"
    success_message = "{result.reference} is watched again"

    def perform(self, form: Any) -> Risk:
        given = form.cleaned_data
        return services.reopen_risk(
            risk=self.object, reason=given["note"], review_on=given["review_on"], **self.acting()
        )
