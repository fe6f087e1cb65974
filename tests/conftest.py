"""The cast and the settings of every test. Tests talk to loopback only."""

import gc
import itertools
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.db.backends.signals import connection_created
from django.dispatch import receiver
from django.http import HttpResponse
from django.test import override_settings
from django.urls import get_resolver
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from partnership.calendar import load_bank_holidays
from partnership.kit import remembered
from partnership.models import Agency, Appointment, BankHoliday, Body, Membership, Partnership, Person
from tests import factories
from tests.kept_rows import cast, kept

gc.set_threshold(50_000, 50, 100)  # as manage.py does
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
# Two busy cores: slowness alone never fails a property.
hypothesis_settings.register_profile("portal", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("portal")
LOOPBACK = {"127.0.0.1", "::1", "localhost"}
ON_POSTGRESQL = settings.DATABASES["default"]["ENGINE"].endswith("postgresql")
REAL_DATABASE = str(settings.DATABASES["default"]["NAME"])  # tests have others


# What these ask of the database others ask too, or they ask nothing: words, files, pages read once more, the example.
# They run on SQLite; the run on PostgreSQL leaves them out.
ONCE = {
    "test_architecture.py", "test_bench.py", "test_compose.py", "test_front_end.py", "test_leaks.py",
    "test_query_counts.py", "test_readme.py", "test_scripts.py",
    "partnership/test_charts.py", "partnership/test_components.py", "partnership/test_forms.py",
    "partnership/test_headers.py", "partnership/test_markdown.py", "partnership/test_pdf.py",
    "partnership/test_personal_details.py", "partnership/test_tables.py", "partnership/test_wording.py",
    "reports/test_building.py", "reports/test_imports.py", "subgroups/test_action_logs.py", "subgroups/test_example.py",
    "subgroups/test_smart.py", "subgroups/test_year.py", "subgroups/test_year_played.py",
}  # fmt: skip


def histories(count: int) -> int:
    """On how many histories a promise is tried: SQLite looks for the one that breaks it; PostgreSQL, where each takes
    twice as long, tries a third."""
    return count // 3 if ON_POSTGRESQL else count


def runs_once(item: Any, here: Path) -> bool:
    """Whether a test need not run on PostgreSQL too. A page makes as many queries on the one as on the other."""
    return (
        item.get_closest_marker("once") is not None
        or item.path.relative_to(here).as_posix() in ONCE
        or "django_assert_max_num_queries" in item.fixturenames
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The long ones first, so that no processor is left alone with one of them at the end."""
    here = Path(__file__).parent
    if ON_POSTGRESQL:
        once = {item for item in items if runs_once(item, here)}
        config.hook.pytest_deselected(items=list(once))
        items[:] = [item for item in items if item not in once]
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


@pytest.fixture(autouse=True)
def shut_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that reaches beyond this machine fails at once."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and address[0] not in LOOPBACK:
            raise AssertionError(f"This test tried to reach {address[0]}. Tests talk to loopback only.")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@receiver(connection_created)
def never_the_real_database(sender: Any, connection: Any, **kwargs: Any) -> None:
    """pytest-django makes a test database only when a collected test names `db` (or a fixture that does) itself."""
    if str(connection.settings_dict["NAME"]) == REAL_DATABASE:
        connection.close()
        raise AssertionError("This test asks for the database too late: name `db` among its own fixtures.")


# Mails in memory, nothing queued, quick passwords.
QUICK = {
    "EMAIL_BACKEND": "django.core.mail.backends.locmem.EmailBackend",
    "CELERY_TASK_ALWAYS_EAGER": True,
    "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
    "CACHES": {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
}


def files_in(folder: Path) -> dict[str, Any]:
    """Settings that keep files in a folder, made when the first is kept."""
    return {
        "STORAGES": {
            "default": {"BACKEND": "partnership.kit.storage.WholeFiles", "OPTIONS": {"location": folder}},
            "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
        },
        "MEDIA_ROOT": folder,  # file fields took their storage when they were made; it asks this
    }


def forget_everything() -> None:
    """What is remembered of another test's database."""
    cache.clear()
    remembered.forget()


@pytest.fixture(scope="session")
def quick_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Iterator[Path]]:
    """What is set for all tests; and names of folders that nobody has used."""
    folder = tmp_path_factory.mktemp("files")
    with override_settings(**QUICK):
        yield (folder / str(number) for number in itertools.count(1))


@pytest.fixture(autouse=True)
def plain_settings(settings: Any, quick_settings: Iterator[Path]) -> None:
    for name, value in files_in(next(quick_settings)).items():
        setattr(settings, name, value)
    forget_everything()


@contextmanager
def shared_rows(blocker: Any, files: Path) -> Iterator[None]:
    """Rows that several tests look at: made once, taken back at the end. What a test adds to them is gone after it."""
    with blocker.unblock(), override_settings(**QUICK, **files_in(files)):
        forget_everything()
        try:
            with transaction.atomic():
                yield
                transaction.set_rollback(True)
        finally:
            forget_everything()


@pytest.fixture
def bare_refusals(monkeypatch: pytest.MonkeyPatch) -> None:
    """For tests half of whose answers are refusals: their number is judged; how their page looks others ask."""
    monkeypatch.setattr(
        get_resolver(), "resolve_error_handler", lambda status: lambda *given, **more: HttpResponse(status=status)
    )


@pytest.fixture
def monday() -> Any:
    """Pages ask the clock: for them it is Monday 23 November 2026, nine in the morning."""
    with time_machine.travel(factories.NOW, tick=False):
        yield factories.TODAY


def keep_holidays() -> None:
    load_bank_holidays(first_year=2015, last_year=2030)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Bank holidays are there from the start: nearly every test counts working days."""
    with django_db_blocker.unblock():
        keep_holidays()
        kept.keep()


@pytest.fixture
def holidays(db: Any) -> None:
    """For tests that may come after one that emptied every table."""
    if not BankHoliday.objects.exists():
        keep_holidays()


@pytest.fixture
@cast
def partnership(db: Any, holidays: None) -> Partnership:
    return Partnership.objects.create(
        pk=1, name="Dudley Safeguarding People Partnership", short_name="DSPP",
        first_line="Dudley Safeguarding", second_line="People Partnership", place="Dudley",
    )  # fmt: skip


@pytest.fixture
@cast
def executive(partnership: Partnership) -> Body:
    return factories.make_body("EXEC", Body.Kind.EXECUTIVE, name="DSPP Executive", short_name="Executive")


@pytest.fixture
@cast
def neglect(executive: Body) -> Body:
    """The sub group in which most tests play."""
    return factories.make_body("NEG", name="Neglect sub group", short_name="Neglect", parent=executive)


@pytest.fixture
@cast
def exploitation(executive: Body) -> Body:
    """Another sub group, of which the cast of Neglect knows nothing."""
    return factories.make_body("EXA", name="Exploitation, adults", short_name="Exploitation", parent=executive)


@pytest.fixture
@cast
def council(db: Any) -> Agency:
    return factories.make_agency("Dudley MBC", Agency.Kind.LOCAL_AUTHORITY)


@pytest.fixture
@cast
def police(db: Any) -> Agency:
    return factories.make_agency("West Midlands Police", Agency.Kind.POLICE)


@pytest.fixture
@cast
def icb(db: Any) -> Agency:
    return factories.make_agency("NHS Black Country ICB", Agency.Kind.ICB)


@pytest.fixture
@cast
def fire(db: Any) -> Agency:
    return factories.make_agency("West Midlands Fire Service")


@pytest.fixture
@cast
def business_unit(partnership: Partnership) -> Person:
    return factories.make_business_unit_person()


@pytest.fixture
@cast
def chair(neglect: Body, council: Agency) -> Person:
    """Chairs Neglect, sits there for the council."""
    person = factories.make_person("Chair of Neglect", council)
    factories.make_membership(person, neglect, role=Membership.Role.CHAIR)
    return person


@pytest.fixture
@cast
def member(neglect: Body, icb: Agency) -> Person:
    """Sits in Neglect for the ICB and leads nothing."""
    person = factories.make_person("Member for the ICB", icb)
    factories.make_membership(person, neglect)
    return person


@pytest.fixture
@cast
def partner(police: Agency, partnership: Partnership) -> Person:
    """Agency lead of the police, without a seat anywhere."""
    person = factories.make_person("Police lead", police)
    factories.make_appointment(person, Appointment.Role.AGENCY_LEAD, police)
    return person


@pytest.fixture
@cast
def outsider(fire: Agency, partnership: Partnership) -> Person:
    """Agency lead of another agency."""
    person = factories.make_person("Fire service lead", fire)
    factories.make_appointment(person, Appointment.Role.AGENCY_LEAD, fire)
    return person


@pytest.fixture
@cast
def independent_chair(partnership: Partnership) -> Person:
    person = factories.make_person("Independent chair")
    factories.make_appointment(person, Appointment.Role.INDEPENDENT_CHAIR)
    return person


@pytest.fixture
@cast
def safeguarding_partner(partnership: Partnership, police: Agency) -> Person:
    person = factories.make_person("Safeguarding partner", police)
    factories.make_appointment(person, Appointment.Role.SAFEGUARDING_PARTNER, police)
    return person


@pytest.fixture
@cast
def inspector(partnership: Partnership) -> Person:
    person = factories.make_person("Inspector")
    factories.make_appointment(person, Appointment.Role.INSPECTOR)
    return person
