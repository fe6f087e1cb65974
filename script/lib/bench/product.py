"""What script/bench asks of the product itself, in the product's own settings. Prints JSON.

`product.py pages`: a session for each role, the address of each page, and how many queries each takes.
`product.py chase`: the chaser twice, with its time and memory; what it wrote is taken away first.
"""

import datetime as dt
import json
import resource
import sys
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import django

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))
django.setup()

from allauth.account.internal.flows.login import record_authentication  # noqa: E402
from django.conf import settings  # noqa: E402
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.models import F  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import NoReverseMatch, reverse  # noqa: E402

from partnership import tasks  # noqa: E402
from partnership.chasing.recording import LOOKED  # noqa: E402
from partnership.kit.dates import now, today  # noqa: E402
from partnership.models import Agency, Chase, JobRun, Membership, Notice, Person, Telling  # noqa: E402
from partnership.sessions import SessionStore  # noqa: E402
from subgroups.models import Action, Meeting  # noqa: E402

SECURE = {"HTTP_X_FORWARDED_PROTO": "https", "HTTP_HOST": "127.0.0.1"}


def session_of(person: Person) -> str:
    """A session as it stands after a password and a code."""
    session: Any = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = "partnership.backends.PersonBackend"
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    for method in ("password", "mfa"):
        record_authentication(SimpleNamespace(session=session), person, method)  # type: ignore[arg-type]
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def address(name: str, *args: Any) -> str:
    """The address of a page, or nothing where this version has none."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def places() -> list[tuple[str, str, str]]:
    """Each page: its name, whose eyes it is seen with, its address."""
    action = Action.objects.overdue(today()).order_by("due_on", "pk").first()
    meeting = Meeting.objects.held().filter(body__code="NEG").order_by("-on").first()
    assert action is not None and meeting is not None
    agency = Agency.objects.get(slug="agency-7")
    found = [
        ("home", "business unit", "/"),
        ("home, agency lead", "agency lead", "/"),
        ("home, chair", "chair", "/"),
        ("action list", "business unit", address("subgroups:action-list")),
        ("action list, overdue", "business unit", address("subgroups:action-list") + "?key=overdue"),
        ("action list, agency lead", "agency lead", address("subgroups:action-list")),
        ("action", "business unit", action.get_absolute_url()),
        ("agency", "business unit", agency.get_absolute_url()),
        ("scorecard", "business unit", address("subgroups:scorecard")),
        ("scorecard, agency", "agency lead", address("subgroups:agency-scorecard", agency.slug)),
        ("meeting list", "business unit", address("subgroups:meeting-list") + "?when=past"),
        ("meeting", "business unit", meeting.get_absolute_url()),
        ("decision list", "business unit", address("subgroups:decision-list")),
        ("search", "business unit", address("search") + "?q=neglect+pathway"),
    ]
    return [place for place in found if place[2]]


def pages() -> dict[str, Any]:
    people = {
        "business unit": Person.objects.get(email="unit@partnership.example"),
        "agency lead": Person.objects.get(appointments__role="agency_lead", agency__slug="agency-7"),
        "chair": Membership.objects.get(role=Membership.Role.CHAIR, seat__body__code="NEG").person,
    }
    cookies = {role: session_of(person) for role, person in people.items()}
    found = []
    for name, role, path in places():
        client = Client(**SECURE)
        client.cookies.load(cookies[role])
        client.get(path)
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(path)
        assert answer.status_code == 200, f"{path} answered {answer.status_code} {answer.headers.get('Location', '')}"
        found.append({"name": name, "cookie": cookies[role], "path": path, "queries": len(captured)})
    return {"pages": found}


def take_back(at: dt.datetime) -> None:
    """Undo what the chaser recorded from a moment on, so that it can be timed again."""
    chases = Chase.objects.filter(at__gte=at)
    step_days = dict(chases.filter(kind="action").order_by().values_list("due_on", "step_on").distinct())
    Telling.objects.filter(chase__in=chases).delete()
    chases.delete()
    Notice.objects.filter(created_at__gte=at).delete()
    JobRun.objects.filter(job=LOOKED, started_at__gte=at).delete()
    late = Action.objects.overdue(today())
    for due_on, step_on in step_days.items():
        late.filter(due_on=due_on, chase_from_on=F("due_on")).update(next_chase_on=step_on)


def chase() -> dict[str, float]:
    reverse("home")  # a worker has read the addresses long before its first run of a day
    at = now()
    began = time.perf_counter()
    tasks.chase()
    seconds = time.perf_counter() - began
    chases = Chase.objects.filter(at__gte=at).count()
    mails = Notice.objects.filter(created_at__gte=at).count()
    between = now()
    began = time.perf_counter()
    tasks.chase()
    second = time.perf_counter() - began
    again = Notice.objects.filter(created_at__gte=between).count() + Chase.objects.filter(at__gte=between).count()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    take_back(at)
    return {"seconds": seconds, "chases": chases, "mails": mails, "second": second, "again": again, "peak": peak}


if __name__ == "__main__":
    json.dump(pages() if sys.argv[1] == "pages" else chase(), sys.stdout)
