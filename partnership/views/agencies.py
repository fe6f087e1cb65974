"""Pages of agencies."""

from typing import Any

from django.http import Http404
from django.urls import reverse

from partnership.forms.agencies import AgencyCloseForm, AgencyFilter, AgencyForm, AgencyRenameForm, AliasForm
from partnership.holdings import held_by_agency, seen_by
from partnership.kit.page_parts import AddedTo
from partnership.kit.tables import Column
from partnership.kit.views import ListPage, RecordView
from partnership.models import Agency, AgencyAlias
from partnership.permissions import AgencyRight, PortalRight
from partnership.presenters import agencies as words
from partnership.presenters import handing as handing_words
from partnership.presenters.away import closure_facts
from partnership.selectors.agencies import agency_record, find_agencies, people_of
from partnership.selectors.away import closures_ahead
from partnership.selectors.seats import leads_of_agency, seats_of_agency
from partnership.services import agencies as services
from partnership.services.away import may_keep_closures
from partnership.views.managing import ManagedAct, ManagedFormView, WithDay


class AgencyList(ListPage):
    template_name = "partnership/agency_list.html"
    filter_form = AgencyFilter
    file_name = "agencies"
    extra_context = {"noun": "agency,agencies", "sorted_by": "name", "heads": words.HEADS}
    columns = [
        Column("Name", lambda row: row.name),
        Column("Short name", lambda row: row.short_name),
        Column("Kind", lambda row: row.get_kind_display()),
        Column("Part of", lambda row: row.part_of.name if row.part_of else ""),
        Column("Seats", lambda row: row.seat_count),
        Column("People", lambda row: row.people_count),
        Column("Closed on", lambda row: row.closed_on),
        Column("Why it closed", lambda row: row.closing_reason),
        Column("Successor", lambda row: row.successor.name if row.successor else ""),
    ]

    def rows(self, filters: dict[str, Any]) -> Any:
        return find_agencies(
            self.on,
            words=filters.get("words") or "",
            kind=filters.get("kind") or "",
            state=filters.get("state") or "open",
        )

    def present(self, page: Any) -> Any:
        return words.rows(page)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person: Any = self.request.user
        return super().get_context_data(may_manage=person.rights.manages, **kwargs)


class AgencyDetail(AddedTo, RecordView):
    model = Agency
    template_name = "partnership/agency_detail.html"
    page_name = "agency"
    context_object_name = "agency"

    def get_object(self, queryset: Any = None) -> Agency:
        agency = agency_record(self.request.user, self.kwargs["slug"])
        if agency is None:
            raise Http404
        return agency

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        agency, person = self.object, self.request.user
        seats = seats_of_agency(agency, self.on)
        leads = leads_of_agency(agency, self.on)
        people = people_of(agency, person)
        parts = [part for part in agency.parts.all() if part.is_open(self.on)]
        manages, closed = person.rights.manages, agency.closed_on is not None
        hands_on = manages or person.rights.on_agency(AgencyRight.LEAD, agency.pk)
        left = handing_words.counted(seen_by(person, held_by_agency(agency))) if closed and manages else ""
        return super().get_context_data(
            may_manage=agency.allows(person, PortalRight.MANAGE),
            is_open=agency.closed_on is None,
            left_behind=left,
            hand_on_url=reverse("partnership:agency-hand-on", args=[agency.slug]) if hands_on else "",
            crumbs=[("Agencies", reverse("partnership:agency-list"))],
            lede=words.lede(agency, seats, self.on),
            facts=words.facts(agency),
            seat_heads=words.SEAT_HEADS,
            seat_rows=words.seat_rows(seats),
            seat_count=len(seats),
            people=words.people_entries(people, leads) or words.lead_entries(leads),
            names=words.name_entries(agency.names.all()),
            aliases=list(agency.aliases.all()),
            agency_parts=words.linked(parts),
            predecessors=words.linked(agency.predecessors.all()),
            closures=closure_facts(closures_ahead(agency, self.on)[:4], self.on),
            may_keep_closures=may_keep_closures(agency, person),
            on=self.on,
            **kwargs,
        )


class AgencyAdd(WithDay, ManagedFormView):
    form_class = AgencyForm
    title = "Add an agency"
    submit_label = "Add the agency"
    success_message = "{result} added"

    def get_crumbs(self) -> list[tuple[str, str]]:
        return [("Agencies", reverse("partnership:agency-list"))]

    def get_cancel_url(self) -> str:
        return reverse("partnership:agency-list")

    def perform(self, form: Any) -> Agency:
        return services.add_agency(by=self.request.user, now=self.now, **form.cleaned_data)


class AgencyAct(ManagedFormView):
    """A form about one agency."""

    model = Agency
    related = ("part_of", "successor")

    def get_crumbs(self) -> list[tuple[str, str]]:
        return [("Agencies", reverse("partnership:agency-list")), (self.object.name, self.object.get_absolute_url())]


class AgencyChange(WithDay, AgencyAct):
    form_class = AgencyForm
    title = "Change the agency’s record"
    lede = "To put the record right. If the agency has taken a new name, rename it instead: then the old name is kept."
    success_message = "{result} changed"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "agency": self.object}

    def get_initial(self) -> dict[str, Any]:
        agency = self.object
        return {name: getattr(agency, name) for name in ("name", "short_name", "kind", "part_of", "opened_on")}

    def perform(self, form: Any) -> Agency:
        return services.change_agency(agency=self.object, by=self.request.user, now=self.now, **form.cleaned_data)


class AgencyRename(AgencyAct):
    form_class = AgencyRenameForm
    title = "Rename the agency"
    lede = (
        "The old name stays on everything that happened before the first day of the new one, and imports still know it."
    )
    submit_label = "Rename the agency"
    success_message = "Now called {result}"

    def perform(self, form: Any) -> Agency:
        return services.rename_agency(
            agency=self.object, on=self.on, by=self.request.user, now=self.now, **form.cleaned_data
        )


class AgencyClose(WithDay, AgencyAct):
    form_class = AgencyCloseForm
    title = "Close the agency"
    template_name = "partnership/agency_close.html"
    lede = "Its seats, memberships and roles end on its last day."
    submit_label = "Close the agency"
    success_message = "{result} closed"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "agency": self.object}

    def perform(self, form: Any) -> Agency:
        return services.close_agency(
            agency=self.object, on=self.on, by=self.request.user, now=self.now, **form.cleaned_data
        )

    def success_path(self, result: Any) -> str:
        """What it held comes next, if there is any of it."""
        path: str = result.get_absolute_url()
        left = seen_by(self.request.user, held_by_agency(result))
        return reverse("partnership:agency-hand-on", args=[result.slug]) if left else path

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        held = seen_by(self.request.user, held_by_agency(self.object))
        return super().get_context_data(held=handing_words.counted(held), **kwargs)


class AliasAdd(AgencyAct):
    form_class = AliasForm
    template_name = "partnership/alias_add.html"
    title = "Other names"
    submit_label = "Add the name"
    success_message = "“{result}” added"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(aliases=list(self.object.aliases.all()), **kwargs)

    def success_path(self, result: Any) -> str:
        return reverse("partnership:alias-add", args=[self.object.slug])

    def perform(self, form: Any) -> AgencyAlias:
        return services.add_alias(agency=self.object, by=self.request.user, now=self.now, **form.cleaned_data)


class AliasRemove(ManagedAct):
    model = AgencyAlias
    related = ("agency",)
    success_message = "Name removed"

    def own_url(self) -> str:
        return reverse("partnership:alias-add", args=[self.object.agency.slug])

    def perform(self, form: Any) -> Agency:
        return services.remove_alias(alias=self.object, by=self.request.user)
