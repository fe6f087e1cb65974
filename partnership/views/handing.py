"""Handing on what a person or an agency holds."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.functional import cached_property

from partnership.forms.handing import HandOnForm
from partnership.holdings import Holding, held_by, held_by_agency, seen_by
from partnership.kit.views import ObjectFormView
from partnership.kit.wording import plural
from partnership.models import Agency, Body, Person
from partnership.permissions import AgencyRight
from partnership.presenters import handing as words
from partnership.selectors.agencies import open_agencies
from partnership.selectors.people import all_have_a_lead, people_who_may_take_on
from partnership.services.handing import hand_on, may_hand_on

# A form may not have many more fields than this; what is left is shown once these are gone.
MOST_AT_ONCE = 900


class HandOn(ObjectFormView):
    """A list to tick, with whoever takes it on."""

    form_class = HandOnForm
    template_name = "partnership/hand_on.html"
    submit_label = "Hand on what is ticked"
    success_message = "{result} handed on. Each new holder gets one mail."

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.object = self.get_object()
        if not self.may_look():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def may_look(self) -> bool:
        """Whether the viewer hands on anything of this record."""
        raise NotImplementedError("Say who may hand on.")

    @cached_property
    def holdings(self) -> list[Holding]:
        """What is held, as far as the viewer may hand it on."""
        return self.left()[:MOST_AT_ONCE]

    def left(self) -> list[Holding]:
        """All that the viewer may know of and hand on, as it stands now."""
        person: Any = self.request.user
        return seen_by(person, (holding for holding in self.all_held() if may_hand_on(holding, person)))

    def all_held(self) -> list[Holding]:
        """All that is held."""
        raise NotImplementedError("Say what is held.")

    def get_title(self) -> str:
        return f"Hand on what {self.object.name} holds"

    def get_lede(self) -> str:
        return words.holds(self.object.name, self.holdings)

    def perform(self, form: Any) -> str:
        given = form.cleaned_data
        count = hand_on(wishes=given["wishes"], reason=given["reason"], on=self.on, by=self.request.user, now=self.now)
        return plural(count, "thing")

    def success_path(self, result: Any) -> str:
        """The list again while something is left, else the record."""
        return self.request.path if self.left() else self.object.get_absolute_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        bodies = Body.objects.in_bulk({holding.body_id for holding in self.holdings if holding.body_id})
        rows = words.rows(self.holdings, context["form"], bodies, self.on)
        return {**context, "rows": rows, "record": self.object, "on": self.on}


class PersonHandOn(HandOn):
    """What a person holds, handed on to colleagues: by the business unit, or by the lead of the agency."""

    model = Person
    object: Any

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("agency")

    def may_look(self) -> bool:
        rights = self.request.user.rights  # type: ignore[union-attr]  # a person
        return bool(rights.manages or self.object.agency_id in rights.agencies(AgencyRight.LEAD))

    def all_held(self) -> list[Holding]:
        return held_by(self.object)

    def get_crumbs(self) -> list[tuple[str, str]]:
        return [("People", reverse("partnership:person-list")), (self.object.name, self.object.get_absolute_url())]

    def get_form_kwargs(self) -> dict[str, Any]:
        agencies = {holding.agency_id for holding in self.holdings if holding.agency_id}
        bodies = {holding.body_id for holding in self.holdings if holding.agency_id is None and holding.body_id}
        people = people_who_may_take_on(agencies, bodies, self.on).exclude(pk=self.object.pk)
        return {
            **super().get_form_kwargs(),
            "holdings": self.holdings,
            "people": list(people),
            # Whoever is the only lead of an agency does not hand on to themselves.
            "lead": "The agency’s lead, nobody named" if all_have_a_lead(agencies, self.object, self.on) else "",
        }


class AgencyHandOn(HandOn):
    """What an agency holds: to another agency by the business unit, to its own people by its lead too."""

    model = Agency
    slug_field = slug_url_kwarg = "slug"
    object: Any

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("successor")

    def may_look(self) -> bool:
        rights = self.request.user.rights  # type: ignore[union-attr]  # a person
        return bool(rights.manages or self.object.pk in rights.agencies(AgencyRight.LEAD))

    def all_held(self) -> list[Holding]:
        return held_by_agency(self.object)

    def get_crumbs(self) -> list[tuple[str, str]]:
        return [("Agencies", reverse("partnership:agency-list")), (self.object.name, self.object.get_absolute_url())]

    def get_initial(self) -> dict[str, Any]:
        successor = self.object.successor_id
        closed = f"{self.object.short_name} closed" if self.object.closed_on else ""
        return {"everybody": f"agency-{successor}" if successor else "", "reason": closed[:80]}

    def get_form_kwargs(self) -> dict[str, Any]:
        agency, on, manages = self.object, self.on, self.request.user.rights.manages  # type: ignore[union-attr]
        still_open = agency.is_open(on) and agency.closed_on is None
        others = open_agencies(on).exclude(pk=agency.pk).exclude(kind=Agency.Kind.EXTERNAL) if manages else []
        return {
            **super().get_form_kwargs(),
            "holdings": self.holdings,
            "people": list(people_who_may_take_on({agency.pk}, set(), on)) if still_open else [],
            "agencies": list(others),
            "lead": f"The lead of {agency.short_name}, nobody named" if still_open else "",
        }
