"""Pages of the chase ledger: the list, one thing's ledger with its silences, a chase by hand, the link in a mail."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from partnership import chasing
from partnership.calendar import working_days
from partnership.forms import chases as forms
from partnership.forms.away import ConfirmForm
from partnership.kit.dates import now
from partnership.kit.tables import Column
from partnership.kit.views import Clocked, ListPage, RightRequired, ServiceFormView
from partnership.kit.wording import list_words, plural
from partnership.models import Agency, Notice, Snooze, Telling
from partnership.permissions import PortalRight
from partnership.presenters import chases as words
from partnership.selectors import chases as selectors
from partnership.selectors.notices import failures
from partnership.services import chases as services
from partnership.tasks import deliver_at_once
from partnership.views.managing import ManagedFormView


class ChaseList(RightRequired, ListPage):
    """The ledger: every step that was taken, whom it told, and whether the mail arrived."""

    portal_right = PortalRight.MANAGE
    template_name = "partnership/chase_list.html"
    filter_form = forms.ChaseFilter
    file_name = "chases"
    columns = [
        Column("Taken on", lambda row: row.on),
        Column("Kind", lambda row: row.kind),
        Column("Number", lambda row: row.reference),
        Column("What is owed", lambda row: row.title),
        Column("Body", lambda row: row.body.name if row.body else ""),
        Column("Agency", lambda row: row.agency.name if row.agency else ""),
        Column("Due", lambda row: row.due_on),
        Column("Step", lambda row: words.step_words(row)),
        Column("Told", lambda row: words.told_words(row)),
        Column("Outcome", lambda row: words.outcome_words(row)),
        Column("Answered on", lambda row: row.answered_at.date() if row.answered_at else None),
        Column("Answered by", lambda row: row.answered_by.name if row.answered_by else ""),
        Column("Line", lambda row: row.note),
        Column("Silent until", lambda row: row.silence.to_on if row.silence else None),
        Column("Silence agreed by", lambda row: row.silence.by.name if row.silence else ""),
        Column("Why silent", lambda row: row.silence.reason if row.silence else ""),
    ]

    def rows(self, filters: dict[str, Any]) -> Any:
        return selectors.chases_for(filters, self.on)

    @cached_property
    def silences(self) -> dict[tuple[str, int], Snooze]:
        """What is silent today, by its kind and number."""
        return {(row.kind, row.subject): row for row in selectors.silent_now(self.on)}

    def exported(self, filters: dict[str, Any]) -> Iterable[Any]:
        for row in super().exported(filters):
            row.silence = self.silences.get((row.kind, row.subject))
            yield row

    def present(self, page: Any) -> Any:
        return words.chase_rows(page, self.on, self.silences)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        failed = failures().count()
        return super().get_context_data(
            heads=words.CHASE_HEADS,
            title="Chases",
            lede=words.chases_lede(failed, len(self.silences)),
            silence_heads=words.SILENCE_HEADS,
            silence_rows=words.silence_rows(self.silences.values(), self.on),
            wrong_days=self.wrong_days(),
            noun="chase,chases",
            sorted_by="when they were taken",
            **kwargs,
        )

    def wrong_days(self) -> list[str]:
        """What is wrong with the days that were asked for; then they filter nothing."""
        if self.form is None or not self.form.is_bound:
            return []
        return [words for name in ("from_on", "to_on") for words in self.form.errors.get(name, [])]


class HasLedger:
    """For the page of a record that is chased: the way to its ledger, for those who may read it."""

    chased_as = ""  # the key of the kind of obligation

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        view: Any = self
        link = selectors.ledger_link(self.chased_as, view.object.pk, view.request.user)
        context: dict[str, Any] = super().get_context_data(  # type: ignore[misc]  # mixed into a view
            ledger_way=words.ledger_way(link, view.on), **kwargs
        )
        return context


class OfOneThing(Clocked):
    """A page about one thing that is chased: 404 for whoever may not see its record."""

    ledger: selectors.Ledger

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        person: Any = request.user
        found = selectors.ledger_of(kwargs["kind"], kwargs["subject"], person)
        if found is None:
            raise Http404
        self.ledger = found
        if not self.may(person):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]  # mixed into a view

    def may(self, person: Any) -> bool:
        return True

    def own_url(self) -> str:
        return reverse("partnership:obligation-ledger", args=[self.ledger.kind.key, self.ledger.subject])


class ObligationLedger(OfOneThing, TemplateView):
    """What was said to whom about one thing, when it arrived, what came of it, and the silences between."""

    template_name = "partnership/chase_ledger.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person: Any = self.request.user
        ledger, silence = self.ledger, self.ledger.silence(self.on)
        steers = services.may_steer(body_id=ledger.body_id, by=person)
        own = ledger.owed is not None and services.owes_it(ledger.owed, person) and not person.rights.manages
        is_owed = ledger.owed is not None
        return super().get_context_data(
            title=f"Chases of {ledger.reference}",
            kicker=f"{ledger.reference} · {ledger.title}",
            lede=words.ledger_lede(ledger, self.on),
            crumbs=[("Chases", reverse("partnership:chase-list"))] if person.rights.manages else [],
            facts=words.ledger_facts(ledger, self.on),
            rungs=words.ledger_rungs(ledger, chasing.calendar_of(ledger.agency_id), self.on),
            count=len(ledger.chases),
            acts=words.Acts(
                chase=steers and is_owed and silence is None,
                snooze=steers and is_owed and silence is None and not own,
                end_snooze=steers and silence is not None,
            ),
            here=self.own_url(),
            record_path=ledger.path,
            **kwargs,
        )


class ObligationAct(OfOneThing, ServiceFormView):
    """An act on the chasing of one thing: for the chair of its body and the business unit."""

    def may(self, person: Any) -> bool:
        return services.may_steer(body_id=self.ledger.body_id, by=person)

    def get_crumbs(self) -> list[tuple[str, str]]:
        return [(self.ledger.reference, self.ledger.path), ("Chases", self.own_url())]

    def get_lede(self) -> str:
        return f"{self.ledger.title}. {words.ledger_lede(self.ledger, self.on)}"

    def get_cancel_url(self) -> str:
        return self.own_url()

    def success_path(self, result: Any) -> str:
        return self.own_url()

    @property
    def given(self) -> dict[str, Any]:
        return {
            "kind": self.ledger.kind.key,
            "subject": self.ledger.subject,
            "by": self.request.user,
            "on": self.on,
            "now": self.now,
        }


class ObligationSnooze(ObligationAct):
    form_class = forms.SnoozeForm
    title = "Send nothing for a time"
    submit_label = "Send nothing until then"
    success_message = "Nothing is sent for it until that day has passed; then it is caught up in one mail"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "latest": working_days().add(self.on, services.MOST_SILENT)}

    def perform(self, form: Any) -> Snooze:
        return services.snooze(**self.given, **form.cleaned_data)


class ObligationSnoozeEnd(ObligationAct):
    form_class = ConfirmForm
    title = "End the silence"
    submit_label = "Chase it again"
    success_message = "It is chased again: what came meanwhile is told at the next run"

    def perform(self, form: Any) -> Snooze:
        return services.end_snooze(**self.given)


class ObligationChaseNow(ObligationAct):
    form_class = forms.ChaseNowForm
    title = "Chase it now"
    submit_label = "Send it now"

    def perform(self, form: Any) -> list[Notice]:
        sent = services.chase_now(**self.given, **form.cleaned_data)
        self.success_message = f"{list_words(one.to.name for one in sent)} is told now"
        deliver_at_once()
        return sent


class AgencyChaseNow(ManagedFormView):
    """One mail to an agency with all that is overdue."""

    model = Agency
    form_class = forms.ChaseNowForm
    template_name = "partnership/chase_agency.html"
    submit_label = "Send it now"

    @cached_property
    def overdue(self) -> list[services.Overdue]:
        return services.overdue_of(self.object, self.on)

    def get_title(self) -> str:
        return f"Chase {self.object.short_name} now"

    def get_lede(self) -> str:
        if not self.overdue:
            return "Nothing of it is overdue that was not chased by hand today or is silent."
        return f"One mail with {plural(len(self.overdue), 'thing that is', 'things that are')} overdue."

    def get_crumbs(self) -> list[tuple[str, str]]:
        return [("Agencies", reverse("partnership:agency-list")), (self.object.name, self.object.get_absolute_url())]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            overdue=words.overdue_rows([row.owed for row in self.overdue], self.on),
            heads=words.OVERDUE_HEADS,
            **kwargs,
        )

    def perform(self, form: Any) -> list[Notice]:
        person: Any = self.request.user
        sent = services.chase_agency_now(agency=self.object, by=person, on=self.on, now=self.now, **form.cleaned_data)
        self.success_message = f"{list_words(one.to.name for one in sent)} is told now"
        deliver_at_once()
        return sent


def chase_link(request: HttpRequest, pk: int) -> HttpResponseRedirect:
    """The link in a mail: note that its reader followed it, and go on to the record."""
    person: Any = request.user
    telling = get_object_or_404(Telling.objects.select_related("chase").filter(person=person), pk=pk)
    chasing.note_opened(telling_id=telling.pk, person=person, now=now())
    return redirect(telling.chase.path)
