"""Chromium and a running portal that holds the example partnership, on the Monday morning of its story.

The example is loaded once for the run and put back before each test. These tests have a SQLite file and a folder of
their own; what a test does goes through the browser, as a person would do it.
"""

import datetime as dt
import io
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import setup_databases, teardown_databases
from playwright.sync_api import Browser, BrowserContext
from pytest_django.live_server_helper import LiveServer

from dspp.celery import app as celery_app
from partnership import tasks as partnership_tasks
from partnership.kit.dates import at_hour
from reports import tasks as report_tasks
from subgroups import tasks as subgroup_tasks
from tests.browser.window import DESK, Window
from tests.factories import TODAY

# The shell without a window draws the same pages with a sixth less work; any other of these will do.
CHROMIUM = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
# No other program's network, no first-run pages, no updates: the browser talks to this portal only.
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--force-color-profile=srgb", "--font-render-hinting=none",
]  # fmt: skip
PASSWORD = "a-lamp-beside-the-door"
MORNING = at_hour(TODAY, 10)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--keep-example", type=Path, help="a folder in which the loaded example waits for the next run")
    parser.addoption("--pictures", choices=["main", "all"], default="main", help="of which pages to take pictures")


def pytest_configure(config: pytest.Config) -> None:
    Window.pictures = config.getoption("pictures", "main")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if found is None:
        pytest.skip("Chromium is not on this machine. Install chromium-headless-shell; Playwright's own is not needed.")
    return {**browser_type_launch_args, "executable_path": found, "args": ARGUMENTS}


# ---- database, files, time ----


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where files, mails and the database of the run lie."""
    return tmp_path_factory.mktemp("browser")


def copy_database(source: Path, target: Path) -> None:
    """The whole content at once, whoever else has the file open."""
    connection.close()
    with closing(sqlite3.connect(source)) as here, closing(sqlite3.connect(target)) as there:
        here.backup(there)


@dataclass
class Example:
    """The loaded example, kept aside, and the places of the run that it is copied to."""

    kept: Path
    folder: Path
    is_whole: bool = False  # nobody has changed anything since it was put back

    def put_back(self) -> None:
        copy_database(self.kept / "portal.sqlite3", self.folder / "portal.sqlite3")
        for name in ("files", "mails"):
            shutil.rmtree(self.folder / name, ignore_errors=True)
            (self.folder / name).mkdir()
        shutil.copytree(self.kept / "files", self.folder / "files", dirs_exist_ok=True)
        cache.clear()


@pytest.fixture(scope="package")
def plain_portal(folder: Path) -> Iterator[None]:
    """Settings of the run: own folders, quick hashes, and a queue that nobody empties but the test."""
    if not (settings.BASE_DIR / "build" / "static" / "portal.css").exists():
        pytest.fail("The front end is not built. Run `npm ci` and `manage.py build_front_end` first.", pytrace=False)
    for name in ("files", "mails"):
        (folder / name).mkdir(exist_ok=True)
    with override_settings(
        DATA=folder,
        MEDIA_ROOT=folder / "files",
        STORAGES={
            "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
            "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
        },
        EMAIL_BACKEND="django.core.mail.backends.filebased.EmailBackend",
        EMAIL_FILE_PATH=folder / "mails",
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        CACHES={"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
    ):
        celery_app.conf.update(broker_url="memory://", task_always_eager=False)
        yield


@pytest.fixture(scope="package")
def database(folder: Path, plain_portal: None, django_db_blocker: Any) -> Iterator[Path]:
    """An empty database in a file: the portal's threads and the test look at it from different connections."""
    if connection.vendor != "sqlite":
        pytest.skip("The browser tests run on SQLite; the other tests run on PostgreSQL too.")
    if connection.is_in_memory_db():
        pytest.fail("The browser tests need a database in a file: run tests/browser by itself.", pytrace=False)
    path = folder / "portal.sqlite3"
    before = dict(connection.settings_dict["TEST"])
    connection.settings_dict["TEST"].update(NAME=str(path), MIGRATE=False)
    with django_db_blocker.unblock(), override_settings():
        made = setup_databases(verbosity=0, interactive=False, aliases={"default"}, serialized_aliases=set())
        assert connection.settings_dict["NAME"] == str(path)
        yield path
        connection.close()
        teardown_databases(made, verbosity=0)
    connection.settings_dict["TEST"].update(before)


@pytest.fixture(scope="package")
def example(folder: Path, database: Path, django_db_blocker: Any, request: pytest.FixtureRequest) -> Example:
    """The example as `load_example` makes it early on the Monday; everybody has the same password."""
    kept: Path = request.config.getoption("keep_example", None) or folder / "example"
    if not (kept / "portal.sqlite3").exists():
        kept.mkdir(parents=True, exist_ok=True)
        with django_db_blocker.unblock():
            with time_machine.travel(at_hour(TODAY, 6, 30).astimezone(dt.UTC), tick=True):
                call_command("load_example", stdout=io.StringIO())
                for person in get_user_model().objects.filter(is_active=True):
                    person.set_password(PASSWORD)
                    person.save(update_fields=["password"])
            with time_machine.travel(at_hour(TODAY, 7, 5).astimezone(dt.UTC), tick=True):
                run_schedule()
            shutil.copytree(folder / "files", kept / "files", dirs_exist_ok=True)
            copy_database(database, kept / "portal.part")
            (kept / "portal.part").rename(kept / "portal.sqlite3")
    return Example(kept, folder)


@pytest.fixture(scope="package")
def portal(example: Example, plain_portal: None) -> Iterator[str]:
    """The address of the running portal."""
    server = LiveServer("127.0.0.1")
    with ExitStack() as stack:
        stack.callback(server.stop)
        stack.enter_context(server._live_server_modified_settings)
        stack.enter_context(override_settings(ADDRESS=server.url))
        yield server.url


@pytest.fixture(autouse=True)
def plain_settings() -> None:
    """The settings of the other tests would end with each test; here `plain_portal` sets them for all."""


@pytest.fixture(autouse=True)
def clock(example: Example, portal: str, django_db_blocker: Any, request: pytest.FixtureRequest) -> Iterator[Any]:
    """The example put back, and the clock of the portal: `move_to` an instant, and it runs on from there.

    What only looks (marked `reads`) leaves a session and a link noted as followed, and needs no new example for that.
    """
    with django_db_blocker.unblock():
        with time_machine.travel(MORNING.astimezone(dt.UTC), tick=True) as traveller:
            if not (request.node.get_closest_marker("reads") and example.is_whole):
                example.put_back()
            example.is_whole = request.node.get_closest_marker("reads") is not None
            yield traveller
        connection.close()


def run_schedule() -> None:
    """What beat and a worker do between two looks at a page."""
    partnership_tasks.repair_rights()
    partnership_tasks.chase()
    subgroup_tasks.bring_to_agendas()
    report_tasks.build_editions()
    partnership_tasks.deliver_notices()
    connection.close()


# ---- people in front of a browser ----


def sign_in(context: BrowserContext, email: str, portal: str) -> None:
    """Give a browser the session of somebody who has signed in."""
    client = Client()
    client.force_login(get_user_model().objects.get(email=email))
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": portal}])


@pytest.fixture
def window(browser: Browser, portal: str) -> Iterator[Callable[..., Window]]:
    """Open a window: `window(width=390)`, `window("somebody@…")` for somebody who is signed in already."""
    windows: list[Window] = []

    def open_window(email: str = "", *, width: int = DESK, script: bool = True) -> Window:
        found = Window.open(browser, portal, width=width, script=script)
        windows.append(found)
        if email:
            sign_in(found.context, email, portal)
        return found

    yield open_window
    for one in windows:
        one.close()


@pytest.fixture(scope="package")
def one_window(browser: Browser, portal: str) -> Iterator[Window]:
    """A window that stays open while one person after another looks at a page.

    A new one would start a process of the browser, and read and compile each font, the sheet and axe anew: twice the
    work of a page.
    """
    found = Window.open(browser, portal)
    yield found
    found.close()


@pytest.fixture
def look(one_window: Window, portal: str) -> Iterator[Callable[[str], Window]]:
    """Let somebody, or nobody, sit down at that window: `look("somebody@…")`."""

    def sit_down(email: str) -> Window:
        one_window.context.clear_cookies()
        if email:
            sign_in(one_window.context, email, portal)
        return one_window

    yield sit_down
    one_window.said.clear()
    one_window.page.unroute_all()  # one that is left behind would switch the cache off
