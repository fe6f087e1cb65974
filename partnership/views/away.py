"""Pages of deputies, closures of agencies and closing days."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.functional import cached_property

from partnership.calendar import working_days
from partnership.forms.away import AwayForm, ClosingDayForm, ClosureFileForm, ClosureForm, ConfirmForm
from partnership.kit.views import GuardedObjectMixin, ObjectFormView, RightRequired, ServiceFormView
from partnership.models import Agency, AgencyClosure, BankHoliday, Person
from partnership.permissions import PortalRight
from partnership.presenters import away as words
from partnership.selectors import away as selectors
from partnership.services import away as services
from partnership.views.managing import ManagedFormView

# ---- people ----


class PersonAway(ObjectFormView):
    """Say when one is away: each person for themselves, the business unit for all."""

    model = Person
    form_class = AwayForm
    template_name = "partnership/person_away.html"
    success_message = "{result.name}: noted"

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().select_related("agency", "away_deputy")

    def get_object(self, queryset: Any = None) -> Any:
        person = super().get_object(queryset)
        if not services.may_set_away(person, self.request.user):  # type: ignore[arg-type]  # signed in
            raise PermissionDenied
        return person

    @property
    def is_own(self) -> bool:
        return bool(self.object.pk == self.request.user.pk)

    def get_title(self) -> str:
        return "Say when you are away" if self.is_own else f"Say when {self.object.name} is away"

    def get_lede(self) -> str:
        return words.away_words(self.object, self.on) or (
            "While you are away the portal tells your deputy what is due. What you hold stays yours."
            if self.is_own
            else "During these days the portal tells the deputy what is due. What the person holds stays theirs."
        )

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "person": self.object, "on": self.on}

    def get_initial(self) -> dict[str, Any]:
        person = self.object
        if not words.away_words(person, self.on):
            return {}
        return {"from_on": person.away_from_on, "to_on": person.away_to_on, "deputy": person.away_deputy_id}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(is_away=bool(words.away_words(self.object, self.on)), **kwargs)

    def perform(self, form: Any) -> Person:
        return services.set_away(
            person=self.object, on=self.on, by=self.request.user, now=self.now, **form.cleaned_data
        )


class PersonBack(PersonAway):
    """Back again: one button."""

    form_class = ConfirmForm
    template_name = "layout_form.html"
    submit_label = "Back again"
    success_message = "{result.name} is told again"

    def get_title(self) -> str:
        return "You are back" if self.is_own else f"{self.object.name} is back"

    def get_form_kwargs(self) -> dict[str, Any]:
        return ServiceFormView.get_form_kwargs(self)

    def perform(self, form: Any) -> Person:
        return services.end_away(person=self.object, by=self.request.user, now=self.now)  # type: ignore[arg-type]


# ---- closures of agencies ----


class ClosuresKept(GuardedObjectMixin):
    """For those who keep the closures of an agency: its lead and the business unit."""

    def get_object(self, queryset: Any = None) -> Any:
        record = super().get_object(queryset)
        agency = record.agency if isinstance(record, AgencyClosure) else record
        if not services.may_keep_closures(agency, self.request.user):  # type: ignore[arg-type]  # signed in
            raise PermissionDenied
        return record


class ClosureList(ClosuresKept, ObjectFormView):
    """The closures of an agency, and one more."""

    model = Agency
    form_class = ClosureForm
    template_name = "partnership/closure_list.html"
    submit_label = "Add the closure"
    success_message = "The ladder waits on these days"

    def get_title(self) -> str:
        return f"When {self.object.short_name} is closed"

    def get_lede(self) -> str:
        return words.closures_lede(self.object, self.closures, self.on)

    @cached_property
    def closures(self) -> list[AgencyClosure]:
        return list(selectors.closures_of(self.object))

    def get_crumbs(self) -> list[tuple[str, str]]:
        return [("Agencies", reverse("partnership:agency-list")), (self.object.name, self.object.get_absolute_url())]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        calendar = working_days()
        rows = self.closures
        ahead = [row for row in rows if row.to_on and row.to_on >= self.on]
        past = [row for row in reversed(rows) if row not in ahead]
        return super().get_context_data(
            ahead=words.closure_rows(ahead, calendar, self.on),
            past=words.closure_rows(past[:20], calendar, self.on),
            **kwargs,
        )

    def success_path(self, result: Any) -> str:
        return reverse("partnership:closure-list", args=[self.object.slug])

    def perform(self, form: Any) -> AgencyClosure:
        return services.add_closure(
            agency=self.object, on=self.on, by=self.request.user, now=self.now, **form.cleaned_data
        )


class ClosureImport(ClosureList):
    """The closures of a school year from a file."""

    form_class = ClosureFileForm
    template_name = "layout_form.html"
    submit_label = "Add the closures"
    success_message = "{result} closures added"

    def get_title(self) -> str:
        return f"Load closures of {self.object.short_name}"

    def get_lede(self) -> str:
        return "All lines are added or, if one is wrong, none."

    def get_cancel_url(self) -> str:
        return self.success_path(None)

    def perform(self, form: Any) -> Any:
        return services.add_closures(
            agency=self.object, lines=form.cleaned_data["file"], on=self.on, by=self.request.user, now=self.now
        )


class ClosureAct(ClosuresKept, ObjectFormView):
    """An act on one closure."""

    model = AgencyClosure

    def get_queryset(self) -> QuerySet[Any]:
        return AgencyClosure.objects.select_related("agency")

    def list_url(self) -> str:
        return reverse("partnership:closure-list", args=[self.object.agency.slug])

    def get_crumbs(self) -> list[tuple[str, str]]:
        return [(f"When {self.object.agency.short_name} is closed", self.list_url())]

    def get_cancel_url(self) -> str:
        return self.list_url()

    def success_path(self, result: Any) -> str:
        return self.list_url()


class ClosureChange(ClosureAct):
    form_class = ClosureForm
    title = "Change the closure"
    success_message = "Closure changed"

    def get_lede(self) -> str:
        return "It has begun: only its last day may change." if self.object.from_on <= self.on else ""

    def get_initial(self) -> dict[str, Any]:
        row = self.object
        return {"from_on": row.from_on, "to_on": row.to_on, "reason": row.reason}

    def perform(self, form: Any) -> AgencyClosure:
        return services.change_closure(
            closure=self.object, on=self.on, by=self.request.user, now=self.now, **form.cleaned_data
        )


class ClosureRemove(ClosureAct):
    form_class = ConfirmForm
    title = "Remove the closure"
    submit_label = "Remove it"
    success_message = "Closure removed: these days count again"

    def get_lede(self) -> str:
        row = self.object
        return f"{row.reason}, {words.span(row.from_on, row.to_on or row.from_on, self.on)}."

    def perform(self, form: Any) -> Agency:
        return services.remove_closure(closure=self.object, on=self.on, by=self.request.user, now=self.now)  # type: ignore[arg-type]


# ---- the whole partnership ----


class ClosingDays(RightRequired, ServiceFormView):
    """Bank holidays and local closing days ahead, and one more."""

    portal_right = PortalRight.MANAGE
    form_class = ClosingDayForm
    template_name = "partnership/closing_days.html"
    title = "Days that do not count"
    submit_label = "Add the closing day"

    def get_lede(self) -> str:
        return words.days_lede(self.days, selectors.last_known_year(), self.on)

    @cached_property
    def days(self) -> list[BankHoliday]:
        return list(selectors.days_from(self.on.replace(month=1, day=1)))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        known = selectors.last_known_year()
        return super().get_context_data(
            years=words.by_year(self.days, self.on),
            next_year=known + 1 if known else self.on.year,
            **kwargs,
        )

    def success_path(self, result: Any) -> str:
        return reverse("partnership:closing-days")

    def perform(self, form: Any) -> list[BankHoliday]:
        days = services.add_closing_days(on=self.on, by=self.request.user, now=self.now, **form.cleaned_data)  # type: ignore[arg-type]
        self.success_message = words.added_words(days, self.on)
        return days


class ClosingDayRemove(ManagedFormView):
    model = BankHoliday
    form_class = ConfirmForm
    title = "Remove the closing day"
    submit_label = "Remove it"
    success_message = "Removed: the day counts again"

    def own_url(self) -> str:
        return reverse("partnership:closing-days")

    def get_crumbs(self) -> list[tuple[str, str]]:
        return [("Days that do not count", self.own_url())]

    def get_lede(self) -> str:
        return f"{self.object.name}, {words.span(self.object.on, self.object.on, self.on)}."

    def perform(self, form: Any) -> None:
        services.remove_closing_day(day=self.object, on=self.on, by=self.request.user, now=self.now)  # type: ignore[arg-type]


class HolidayYearAdd(ManagedFormView):
    """The bank holidays of the next year that is not known."""

    form_class = ConfirmForm
    title = "Add a year of bank holidays"
    submit_label = "Add the year"
    success_message = "{result} bank holidays added"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.year = (selectors.last_known_year() or self.on.year - 1) + 1
        return super().dispatch(request, *args, **kwargs)

    def get_lede(self) -> str:
        return f"The bank holidays of England in {self.year}. Dates can be counted into a year once they are known."

    def get_cancel_url(self) -> str:
        return reverse("partnership:closing-days")

    def get_crumbs(self) -> list[tuple[str, str]]:
        return [("Days that do not count", self.get_cancel_url())]

    def success_path(self, result: Any) -> str:
        return self.get_cancel_url()

    def perform(self, form: Any) -> int:
        return services.add_year_of_bank_holidays(year=self.year, by=self.request.user)  # type: ignore[arg-type]
