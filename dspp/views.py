"""The home page of each role, the sheet of the partnership's colours, and the page of an act that failed."""

import sys
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.template.loader import render_to_string
from django.utils.functional import cached_property
from django.views.decorators.cache import cache_control
from django.views.generic import TemplateView

from dspp import home, search
from dspp.home.owed import COLUMNS, Lines, Owed
from partnership.kit.outages import is_database_away, is_full_disk
from partnership.kit.views import Clocked, ListPage
from partnership.models import Partnership
from partnership.permissions import AgencyRight
from partnership.selectors.obligations import owed_by_agency
from subgroups.selectors.actions import Clock


class Home(Clocked, TemplateView):
    """What this person owes, by date."""

    template_name = "portal/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        every = self.request.GET.get("chair") == "all"
        return super().get_context_data(page=home.build(self.request.user, self.on, every=every), **kwargs)


class OwedList(ListPage):
    """All that the person's agency owes and the person holds, of every kind, in pages, and as a file."""

    template_name = "portal/owed.html"
    columns = COLUMNS
    file_name = "outstanding"

    @cached_property
    def clock(self) -> Clock:
        return Clock.of(self.on)

    def rows(self, filters: dict[str, Any]) -> Any:
        person: Any = self.request.user
        owed = owed_by_agency(person.rights.agencies(AgencyRight.LEAD), holder=person)
        return Lines(owed, person, self.clock) if self.request.GET.get("format") in self.formats else owed

    def present(self, page: Any) -> Any:
        return Owed(page.object_list, self.request.user, self.clock).rows()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(title="Outstanding", crumbs=[("Home", "/")], **kwargs)


class Search(Clocked, TemplateView):
    """Records by words or number."""

    template_name = "portal/search.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        words = self.request.GET.get("q", "").strip()[:80]
        found = search.search(words, self.request.user) if words else []
        return super().get_context_data(search_query=words, found=found, **kwargs)


@login_not_required
@cache_control(public=True, max_age=3600)
def colours(request: HttpRequest) -> HttpResponse:
    """The partnership's own colours as custom properties: they are data, not code."""
    partnership = Partnership.objects.first() or Partnership()
    names = ["brand", "brand_deep", "frame", "strand", "tint", "paper"]
    lines = [f"  --app-{name.replace('_', '-')}: {getattr(partnership, name)};" for name in names]
    return HttpResponse(":root {\n" + "\n".join(lines) + "\n}\n", content_type="text/css")


@dataclass(frozen=True)
class Typed:
    """One text of a form that could not be saved."""

    name: str
    text: str


# Never said back: what proves who somebody is, and what no person typed.
UNSAID = ("password", "csrf", "code", "key", "token", "version", "next")


def typed_in(request: HttpRequest) -> list[Typed]:
    """What somebody had typed into the form of this request."""
    try:
        given = request.POST.lists()
    except (OSError, SuspiciousOperation, MultiPartParserError):
        return []  # the form itself did not arrive whole
    return [
        Typed(name.replace("_", " ").replace("-", " ").capitalize(), text)
        for name, texts in given
        if not any(word in name.lower() for word in UNSAID)
        for text in texts
        if text.strip() and not is_choice(text)
    ]


def is_choice(text: str) -> bool:
    """Whether this was picked and not written: the number of a row, the key of a choice."""
    return text.isdecimal() or text in {"on", "yes", "no"} or ("_" in text and " " not in text)


def trouble(request: HttpRequest) -> HttpResponse:
    """The answer to a request that broke: whether the disk is full or the database away, and what was typed.

    Reads nothing: neither database nor cache may be there.
    """
    error = sys.exc_info()[1]
    full, away = is_full_disk(error), is_database_away(error)
    context = {"full": full, "typed": typed_in(request)}
    if not full and not away:
        return HttpResponse(render_to_string("500.html", context), status=500)
    answer = HttpResponse(render_to_string("503.html", context), status=503)
    answer["Retry-After"] = "60"
    return answer
