"""What every page needs: the partnership, the tabs of the person's role, who is signed in."""

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse

from partnership.kit.remembered import remembered
from partnership.models import Partnership
from partnership.permissions import AgencyRight, BodyRight
from partnership.wording import role_label

Tab = tuple[str, str, bool]


@dataclass
class Portal:
    """Handed to templates as `portal`."""

    partnership: Partnership
    person: Any = None
    role_label: str = ""
    agency_label: str = ""
    tabs: tuple[Tab, ...] = ()
    colours_url: str = ""
    search_url: str = ""
    foot: tuple[tuple[str, str], ...] = ()

    @property
    def nav(self) -> str:
        """The tabs, as they stand at the head of the page."""
        return _drawn("portal/nav.html", self.tabs)

    @property
    def menu(self) -> str:
        """The tabs and every other place, as they stand at the foot."""
        return _drawn("portal/menu.html", self.tabs, self.foot)


@lru_cache(maxsize=200)
def _drawn(template: str, tabs: tuple[Tab, ...], places: tuple[tuple[str, str], ...] = ()) -> str:
    """Drawn once for each role and tab: thirty links on each page would take a tenth of its time."""
    return render_to_string(template, {"tabs": tabs, "places": places})


# Places without a tab of their own, and the tab that they stand under.
BESIDE = {
    "/decisions/": "/meetings/",
    "/escalations/": "/meetings/",
    "/papers/": "/meetings/",
    "/planned-reports/": "/meetings/",
    "/challenges/": "/meetings/",
    "/risks/": "/meetings/",
    "/inspections/": "/audits/",
    "/documents/": "/bodies/",
    "/agencies/": "/bodies/",
    "/structure/": "/bodies/",
    "/action-plans/": "/actions/",
    "/action-logs/": "/actions/",
    "/scorecard/": "/actions/",
    "/slippage/": "/actions/",
}


@cache
def address(name: str) -> str:
    """The address of a named page, or nothing while the room is not installed. It is the same as long as we run."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def tabs_for(person: Any, path: str) -> tuple[Tab, ...]:
    """The places of the person's role, the current one marked. Never more than eight."""
    rights = person.rights
    if rights.sees_everything:
        places = [
            ("Home", "home"),
            ("Meetings", "subgroups:meeting-list"),
            ("Actions", "subgroups:action-list"),
            ("Bodies", "partnership:body-list"),
            ("Reviews", "reviews:referral-list"),
            ("Audits", "audits:round-list"),
            ("Reports", "reports:report-list"),
        ]
        if rights.manages:
            places.append(("Chases", "partnership:chase-list"))
    elif rights.agencies(AgencyRight.LEAD):
        places = [
            ("Your agency’s work", "home"),
            ("Meetings", "subgroups:meeting-list"),
            ("Actions", "subgroups:action-list"),
            ("Audit returns", "audits:round-list"),
            ("Reviews", "reviews:referral-list"),
            ("Bodies", "partnership:body-list"),
        ]
    else:
        places = [
            ("Home", "home"),
            ("Meetings", "subgroups:meeting-list"),
            ("Actions", "subgroups:action-list"),
            ("Bodies", "partnership:body-list"),
            ("Reports", "reports:report-list"),
        ]
    path = next((tab for beside, tab in BESIDE.items() if path.startswith(beside)), path)
    tabs = []
    for label, name in places:
        if url := address(name):
            current = path == url if url == "/" else path.startswith(url)
            tabs.append((label, url, current))
    return tuple(tabs)


def portal(request: HttpRequest) -> dict[str, Any]:
    """The context processor. Costs one query at most: the partnership's row."""
    partnership = remembered("partnership", Partnership.objects.first) or Partnership(
        name="Safeguarding partnership", short_name="Portal", first_line="Safeguarding", second_line="partnership"
    )
    person: Any = getattr(request, "user", None)
    page = Portal(partnership=partnership, colours_url=address("colours"))
    if person is not None and person.is_authenticated:
        page.person = person
        page.role_label = role_label(person)
        page.agency_label = person.agency.short_name if person.agency else ""
        page.tabs = tabs_for(person, request.path)
        page.search_url = address("search")
        places = [
            ("Structure", "partnership:structure"),
            ("Plans", "partnership:plan-list"),
            ("Agencies", "partnership:agency-list"),
            ("Action plans", "subgroups:action-plans"),
            ("Decisions", "subgroups:decision-list"),
            ("Escalations", "subgroups:escalation-list"),
            ("Challenges", "subgroups:challenge-list"),
            ("Risks", "subgroups:risk-list"),
            ("Papers", "subgroups:paper-list"),
            ("Forward plans", "subgroups:planned-report-list"),
            ("Inspections", "audits:inspection-list"),
            ("Documents to review", "partnership:document-review-list"),
            ("Rules and duties", "partnership:rule-list"),
        ]
        if person.rights.manages or person.rights.agencies(AgencyRight.LEAD):
            places.append(("People", "partnership:person-list"))
        if person.rights.sees_everything or person.rights.bodies(BodyRight.CHAIR):
            places += [("Scorecard", "subgroups:scorecard"), ("Slippage", "subgroups:slippage")]
        elif person.rights.agencies(AgencyRight.SEE_WORK):
            places.append(("Scorecard", "subgroups:scorecard"))
        if person.rights.manages:
            places += [
                ("Days that do not count", "partnership:closing-days"),
                ("Load files", "partnership:import-new"),
                ("Components", "components"),
            ]
        places += [("How the portal chases", "partnership:chase-ladder"), ("Your sign-in", "mfa_index")]
        page.foot = tuple((label, url) for label, name in places if (url := address(name)))
    return {"portal": page}
