"""The floor: what a bare Django page costs on the same database. Session, login, one indexed query, the same rows.

Its tables lie in a database of their own on the same server. `floor.py setup N` makes them, `floor.py cookie`
signs in, and it is served as `floor:application`. FLOOR_DATABASE is an address as in DATABASE_URL, or a file of SQLite.
"""

import datetime as dt
import os
import sys
from typing import Any
from urllib.parse import unquote, urlsplit

import django
from django.conf import settings

AGENCIES, PEOPLE, PAGE = 30, 500, 50
LIST = """<!doctype html><html lang=en><title>Actions</title><h1>Actions</h1>
<p>{{ request.user.username }}</p><table><thead><tr><th>Number<th>Title<th>Holder<th>Agency<th>State<th>Due</thead>
{% for a in rows %}<tr><td><a href="/detail/{{ a.pk }}/">{{ a.number }}</a><td>{{ a.title }}<td>{{ a.holder.name }}
<td>{{ a.agency.name }}<td>{{ a.get_status_display }}<td>{{ a.due|date:"j F Y" }}{% endfor %}</table>
{% if total is not None %}<p>{{ total }} in all</p>{% endif %}</html>"""
DETAIL = """<!doctype html><html lang=en><h1>{{ a.number }}</h1><dl><dt>Title<dd>{{ a.title }}<dt>Holder
<dd>{{ a.holder.name }} {{ a.holder.email }}<dt>Agency<dd>{{ a.agency.name }}<dt>State<dd>{{ a.get_status_display }}
<dt>Due<dd>{{ a.due|date:"j F Y" }}</dl><h2>Chases</h2>
<ul>{% for c in chases %}<li>{{ c.on }} step {{ c.step }}{% endfor %}</ul></html>"""
BOARD = """<!doctype html><html lang=en><h1>Dashboard</h1>
<ul>{% for s in status %}<li>{{ s.status }} {{ s.n }}{% endfor %}</ul>
<table>{% for r in agency %}<tr><td>{{ r.agency__name }}<td>{{ r.n }}<td>{{ r.oldest }}{% endfor %}</table>
<table>{% for r in month %}<tr><td>{{ r.m|date:"M Y" }}<td>{{ r.n }}{% endfor %}</table></html>"""


def database(given: str) -> dict[str, Any]:
    if not given.startswith("postgres"):
        start = "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;"
        options = {"timeout": 30, "transaction_mode": "IMMEDIATE", "init_command": start}
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": given, "CONN_MAX_AGE": 60, "OPTIONS": options}
    parts = urlsplit(given)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.strip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname,
        "PORT": str(parts.port),
        "CONN_MAX_AGE": 60,
    }


if not settings.configured:
    room = "django.contrib"
    processors = ["django.template.context_processors.request", f"{room}.auth.context_processors.auth"]
    pages = {"list.html": LIST, "detail.html": DETAIL, "board.html": BOARD}
    loaders = [("django.template.loaders.cached.Loader", [("django.template.loaders.locmem.Loader", pages)])]
    settings.configure(
        SECRET_KEY="for measuring only",
        DEBUG=False,
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF=__name__,
        DATABASES={"default": database(os.environ["FLOOR_DATABASE"])},
        USE_TZ=True,
        TIME_ZONE="Europe/London",
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        LOGIN_URL="/login/",
        INSTALLED_APPS=[f"{room}.{name}" for name in ("auth", "contenttypes", "sessions")],
        MIDDLEWARE=[
            "django.middleware.security.SecurityMiddleware",
            f"{room}.sessions.middleware.SessionMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            f"{room}.auth.middleware.AuthenticationMiddleware",
            "django.middleware.clickjacking.XFrameOptionsMiddleware",
        ],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "OPTIONS": {"context_processors": processors, "loaders": loaders},
            }
        ],
    )
    django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.auth.decorators import login_required  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connection, models  # noqa: E402
from django.db.models import Count, Min  # noqa: E402
from django.db.models.functions import TruncMonth  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.shortcuts import get_object_or_404, render  # noqa: E402
from django.urls import path  # noqa: E402


class Agency(models.Model):
    name = models.CharField(max_length=80)

    class Meta:
        app_label = "auth"
        db_table = "f_agency"


class Person(models.Model):
    name = models.CharField(max_length=80)
    email = models.CharField(max_length=120)
    agency = models.ForeignKey(Agency, models.CASCADE)

    class Meta:
        app_label = "auth"
        db_table = "f_person"


class Action(models.Model):
    number = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    status = models.CharField(max_length=10, choices=[("todo", "To do"), ("doing", "In hand"), ("done", "Complete")])
    live = models.SmallIntegerField()  # a plain column: SQLite uses no partial index under bound parameters
    due = models.DateField()
    holder = models.ForeignKey(Person, models.CASCADE)
    agency = models.ForeignKey(Agency, models.CASCADE)

    class Meta:
        app_label = "auth"
        db_table = "f_action"
        indexes = [
            models.Index(fields=["live", "due", "id"], name="f_live_due"),
            models.Index(fields=["agency", "live", "due", "id"], name="f_agency_due"),
            models.Index(fields=["holder", "live", "due", "id"], name="f_holder_due"),
            models.Index(fields=["status"], name="f_status"),
        ]


class Chase(models.Model):
    action = models.ForeignKey(Action, models.CASCADE)
    step = models.SmallIntegerField()
    on = models.DateField()
    mail = models.BigIntegerField()

    class Meta:
        app_label = "auth"
        db_table = "f_chase"
        constraints = [models.UniqueConstraint(fields=["action", "step"], name="f_once")]


class Mail(models.Model):
    key = models.CharField(max_length=80, unique=True)
    to = models.CharField(max_length=120)
    text = models.TextField()
    state = models.CharField(max_length=8, default="new")

    class Meta:
        app_label = "auth"
        db_table = "f_mail"


TABLES = [Agency, Person, Action, Chase, Mail]
ROWS = Action.objects.select_related("holder", "agency").order_by("due", "id")


@login_required
def page_list(request: HttpRequest) -> HttpResponse:
    return render(request, "list.html", {"rows": ROWS.filter(live=1)[:PAGE], "total": None})


@login_required
def page_count(request: HttpRequest) -> HttpResponse:
    rows = ROWS.filter(live=1)
    return render(request, "list.html", {"rows": rows[:PAGE], "total": rows.count()})


@login_required
def page_overdue(request: HttpRequest) -> HttpResponse:
    """One agency's overdue actions, the longest overdue first."""
    rows = ROWS.filter(live=1, agency_id=7, due__lt=dt.date.today())  # noqa: DTZ011
    return render(request, "list.html", {"rows": rows[:PAGE], "total": rows.count()})


@login_required
def page_detail(request: HttpRequest, pk: int) -> HttpResponse:
    action = get_object_or_404(Action.objects.select_related("holder", "agency"), pk=pk)
    return render(request, "detail.html", {"a": action, "chases": action.chase_set.order_by("-on")[:20]})


@login_required
def page_board(request: HttpRequest) -> HttpResponse:
    """Counted on each visit."""
    late = Action.objects.filter(live=1, due__lt=dt.date.today())  # noqa: DTZ011
    counted = {
        "status": Action.objects.values("status").annotate(n=Count("id")).order_by("status"),
        "agency": late.values("agency__name").annotate(n=Count("id"), oldest=Min("due")).order_by("-n"),
        "month": late.annotate(m=TruncMonth("due")).values("m").annotate(n=Count("id")).order_by("m"),
    }
    return render(request, "board.html", counted)


urlpatterns = [
    path("list/", page_list),
    path("count/", page_count),
    path("overdue/", page_overdue),
    path("detail/<int:pk>/", page_detail),
    path("board/", page_board),
]


def setup(count: int) -> None:
    """The tables, with four in five actions done and one in twenty overdue."""
    call_command("migrate", verbosity=0, run_syncdb=True)
    with connection.schema_editor() as editor:
        for table in TABLES:
            editor.create_model(table)
    Agency.objects.bulk_create(Agency(id=n, name=f"Agency number {n}") for n in range(1, AGENCIES + 1))
    Person.objects.bulk_create(
        Person(id=n, name=f"Person {n} Surname", email=f"p{n}@a{n % 30}.example", agency_id=n % AGENCIES + 1)
        for n in range(1, PEOPLE + 1)
    )
    is_pg = connection.vendor == "postgresql"
    day = "CURRENT_DATE + d" if is_pg else "date('now', d || ' days')"
    numbers = "WITH RECURSIVE s(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < %s)"
    with connection.cursor() as cursor:
        cursor.execute(
            f"""{numbers} INSERT INTO f_action(id, number, title, status, live, due, holder_id, agency_id)
            SELECT i, 'ACT-' || i, 'Review the pathway and report back to the group, item ' || i,
            CASE WHEN i %% 5 > 0 THEN 'done' WHEN i %% 2 = 0 THEN 'todo' ELSE 'doing' END,
            CASE WHEN i %% 5 > 0 THEN 0 ELSE 1 END, {day}, p, p %% 30 + 1
            FROM (SELECT i, CASE WHEN (i/5) %% 4 = 0 THEN -1 - (i/20) %% 300 ELSE 1 + (i/5) %% 360 END AS d,
            ((i %% 500) * 419 + (i/5) * 13 + (i/20) * 7) %% 500 + 1 AS p FROM s) AS q""",
            [count],
        )
        cursor.execute("VACUUM ANALYZE" if is_pg else "ANALYZE")
    User.objects.create_superuser("reader", "reader@works.example", None)


def cookie() -> str:
    """The cookie of a session that is signed in."""
    reader, session = User.objects.get(username="reader"), SessionStore()
    session[SESSION_KEY] = str(reader.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = reader.get_session_auth_hash()
    session.create()
    return f"sessionid={session.session_key}"


application = get_wsgi_application()

if __name__ == "__main__":
    if sys.argv[1] == "setup":
        setup(int(sys.argv[2]))
    else:
        print(cookie())
