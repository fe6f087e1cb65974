"""Pages of rounds: the list, one round with its table, and each act on it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from audits import workflow
from audits.forms import rounds as forms
from audits.models import Return, Round
from audits.presenters import rounds as words
from audits.presenters.scores import score_words, threshold_facts
from audits.selectors import rounds as selectors
from audits.selectors.scores import Wanting, wanting_plans
from audits.services import moderation
from audits.services import rounds as services
from partnership.calendar import working_days
from partnership.kit.history import history_of
from partnership.kit.parts import Cell, Head
from partnership.kit.tables import Column, csv_response, xlsx_response
from partnership.kit.views import ListPage, ObjectFormView, RecordView, RightRequired, ServiceFormView
from partnership.kit.wording import plural
from partnership.permissions import PortalRight
from subgroups.selectors.actions import SOON_WORKING_DAYS

LIST = ("Audits", "audits:round-list")
COLUMNS = [
    Column("Round", lambda row: row.title),
    Column("Framework", lambda row: str(row.framework)),
    Column("Body", lambda row: row.body.name),
    Column("State", lambda row: row.get_status_display()),
    Column("Opens", lambda row: row.opens_on),
    Column("Returns due", lambda row: row.due_on),
    Column("Asked", lambda row: row.asked),
    Column("Returned", lambda row: row.returned),
    Column("Moderated", lambda row: row.moderated),
    Column("Overdue", lambda row: row.overdue),
]


class RoundList(ListPage):
    """The rounds that the person may see, with how many agencies have returned."""

    template_name = "audits/round_list.html"
    filter_form = forms.RoundFilter
    columns = COLUMNS
    file_name = "audit-rounds"

    def rows(self, filters: dict[str, Any]) -> Any:
        return selectors.rounds_for(self.request.user, filters, self.on)

    def present(self, page: Any) -> Any:
        return words.list_rows(page, self.on)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person: Any = self.request.user
        own = not person.rights.sees_everything
        return super().get_context_data(
            heads=words.LIST_HEADS,
            title="Audit returns" if own else "Audits",
            lede=words.list_lede(selectors.returns_overdue(person, self.on), own=own),
            noun="round,rounds",
            sorted_by="when due, the latest first",
            new_url=reverse("audits:round-new") if person.rights.manages else "",
            **kwargs,
        )


class RoundDetail(RecordView):
    """One round: agencies and standards in a table, who has not returned, what came of it."""

    model = Round
    template_name = "audits/round_detail.html"
    formats = {"csv": csv_response, "xlsx": xlsx_response}

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("framework", "body")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        wanted = request.GET.get("format")
        if wanted not in self.formats:
            return super().get(request, *args, **kwargs)
        self.object = self.get_object()
        page = selectors.round_page(self.object, request.user)
        return self.formats[wanted](f"audit-round-{self.object.pk}", words.columns(page), page.returns)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        round_: Round = self.object
        person: Any = self.request.user
        page = selectors.round_page(round_, person)
        sees_all, manages = person.rights.sees_everything, person.rights.manages
        missing: list[Any] = []
        if sees_all and round_.status == Round.Status.OPEN:
            calendar = working_days()
            owing = [row for row in page.returns if row.status in Return.WITH_THE_AGENCY]
            leads = services.leads_of([row.agency_id for row in owing], self.on)
            steps = selectors.next_chases(owing, self.on, calendar)
            missing = words.missing_rows(page, leads, steps, self.on, calendar.add(self.on, SOON_WORKING_DAYS))
        started = round_.status != Round.Status.DRAFTING
        return super().get_context_data(
            on=self.on,
            here=round_.get_absolute_url(),
            crumbs=[("Audits" if sees_all else "Audit returns", reverse("audits:round-list"))],
            lede=words.lede_of(round_, page, self.on),
            tag=words.TAGS[Round.Status(round_.status)],
            facts=words.facts_of(round_, page, self.on),
            standards=page.standards,
            matrix=words.matrix(page, self.on) if started else [],
            totals=words.totals(page) if sees_all else [],
            chosen=[] if started else page.returns,
            sees_all=sees_all,
            missing=missing,
            closed_missing=words.closed_missing(page) if sees_all and round_.status == Round.Status.CLOSED else "",
            thresholds=threshold_facts(page.thresholds),
            moves=list(round_.moves.select_related("by")) if sees_all else [],
            may={
                "change": manages and not started,
                "open": manages and not started,
                "close": manages and round_.status == Round.Status.OPEN,
                "reopen": workflow.REOPEN.open_to(round_, person, self.on),
                "plans": manages and any(words.is_moderated(row) for row in page.returns),
            },
            **kwargs,
        )


class RoundNew(RightRequired, ServiceFormView):
    """Prepare a round."""

    portal_right = PortalRight.MANAGE
    form_class = forms.RoundForm
    title = "Prepare a round"
    lede = "Nobody is asked before you open it."
    submit_label = "Prepare it"
    success_message = "{result.title} is prepared. Look at the agencies, then open it"

    def get_crumbs(self) -> list[tuple[str, str]]:
        return [(LIST[0], reverse(LIST[1]))]

    def get_cancel_url(self) -> str:
        return reverse("audits:round-list")

    def perform(self, form: Any) -> Round:
        return services.plan_round(**form.cleaned_data, by=self.request.user, now=self.now)


class RoundAct(ObjectFormView):
    """An act of the business unit on one round."""

    model = Round
    permission = PortalRight.MANAGE

    def get_crumbs(self) -> list[tuple[str, str]]:
        return [(LIST[0], reverse(LIST[1])), (self.object.title, self.object.get_absolute_url())]

    def get_lede(self) -> str:
        return self.lede or self.object.title


class RoundChange(RoundAct):
    form_class = forms.RoundChangeForm
    title = "Correct the round"
    success_message = "{result.title} is corrected"

    def get_initial(self) -> dict[str, Any]:
        row = self.object
        fields = ("title", "from_on", "to_on", "opens_on", "due_on", "version")
        return {
            **{name: getattr(row, name) for name in fields},
            "agencies": list(row.returns.values_list("agency_id", flat=True)),
        }

    def perform(self, form: Any) -> Round:
        given = dict(form.cleaned_data)
        seen = given.pop("version", None)
        return services.change_round(round_=self.object, **given, by=self.request.user, now=self.now, seen=seen)


class RoundOpen(RoundAct):
    form_class = forms.EmptyForm
    title = "Open the round"
    lede = "Each agency gets its questions, with last round’s answers brought forward, and its lead gets a mail."
    submit_label = "Open it"
    success_message = "{result.title} is open, and the agencies are told"

    def perform(self, form: Any) -> Round:
        return services.open_round(round_=self.object, by=self.request.user, now=self.now)


class RoundClose(RoundAct):
    form_class = forms.CloseForm
    title = "Close the round"
    lede = "Nothing of it is chased any more. Agencies can read their returns and take them away for ever."
    submit_label = "Close it"
    success_message = "{result.title} is closed"

    def perform(self, form: Any) -> Round:
        return services.close_round(
            round_=self.object, note=form.cleaned_data["note"], by=self.request.user, now=self.now
        )


class RoundReopen(RoundAct):
    form_class = forms.ReasonForm
    title = "Open the round again"
    submit_label = "Open it again"
    success_message = "{result.title} is open again"

    def perform(self, form: Any) -> Round:
        return services.reopen_round(
            round_=self.object, reason=form.cleaned_data["reason"], by=self.request.user, now=self.now
        )


class RoundActionPlans(RoundAct):
    """A preview of the actions that moderated scores ask for; one press opens them all."""

    form_class = forms.PlansForm
    template_name = "audits/round_action_plans.html"
    title = "Ask for action plans"
    submit_label = "Open these actions"
    heads = [Head("Agency and standard", "what"), Head("Moderated score", "", "held"), Head("Held by", "", "held")]

    wanting: list[Wanting] | None = None

    def preview(self) -> list[Wanting]:
        """What would be opened now, read once for a request."""
        if self.wanting is None:
            self.wanting = wanting_plans(self.object)
        return self.wanting

    def get_initial(self) -> dict[str, Any]:
        return {"previewed": " ".join(one.key for one in self.preview())}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = [
            [
                Cell(
                    f"{one.audit_return.agency.short_name}: {one.standard.number} {one.standard.title}",
                    f"{one.audit_return.get_absolute_url()}standards/{one.standard.number}/",
                ),
                Cell(score_words(one.score)),
                Cell(one.audit_return.agency.short_name),
            ]
            for one in self.preview()
        ]
        return super().get_context_data(
            heads=self.heads, rows=rows, count=plural(len(rows), "action"), body=self.object.body, **kwargs
        )

    def perform(self, form: Any) -> Any:
        given = form.cleaned_data
        opened = moderation.open_action_plans(
            round_=self.object,
            due_on=given["due_on"],
            previewed=given["previewed"].split(),
            by=self.request.user,
            now=self.now,
        )
        return plural(len(opened), "action is open", "actions are open")

    def take_errors(self, form: Any, error: ValidationError) -> None:
        """The page that says that the list has changed shows the new one: the next press is a decision about that."""
        super().take_errors(form, error)
        form.data = form.data.copy()
        form.data["previewed"] = self.get_initial()["previewed"]

    success_message = "{result}. The agencies are told, and the actions are chased like every other"

    def success_path(self, result: Any) -> str:
        return self.object.get_absolute_url()


class RoundHistory(RecordView):
    """Every saved version of a round, latest first."""

    model = Round
    permission = PortalRight.OVERSEE
    template_name = "audits/record_history.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            on=self.on,
            crumbs=[(LIST[0], reverse(LIST[1])), (self.object.title, self.object.get_absolute_url())],
            lines=history_of(self.object),
            moves=self.object.moves.select_related("by"),
            **kwargs,
        )
