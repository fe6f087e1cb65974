"""What people see when the disk is full, the database or Redis away; and what is kept of a file or a job then."""

import datetime as dt
import errno
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import call_command
from django.db import OperationalError, transaction
from django.test import Client

from partnership import tasks
from partnership.models import JobRun, Person
from partnership.views import notices as notice_views
from tests.factories import NOW

FULL = OSError(errno.ENOSPC, "No space left on device")
AWAY = OperationalError("could not connect to server")
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def unit_client(business_unit: Person, monday: Any) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(business_unit, backend="partnership.backends.PersonBackend")
    return client


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (FULL, 503, "The disk of the portal is full"),
        (OperationalError("database or disk is full"), 503, "The disk of the portal is full"),
        (AWAY, 503, "cannot reach its records"),
        (KeyError("secret inside"), 500, "Something went wrong here"),
    ],
)
def test_a_save_that_broke_says_why_and_gives_back_what_was_typed(
    error: Exception, status: int, words: str, unit_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: Any, **kwargs: Any) -> Any:
        raise error

    monkeypatch.setattr(notice_views.NoticeList, "dispatch", broken)
    typed = {
        "note": "Told by <telephone>",
        "judgement": "at_risk",
        "password": "never said back",
        "csrfmiddlewaretoken": "nor this",
    }
    answer = unit_client.post("/mails/", typed)
    text = answer.content.decode()
    assert (answer.status_code, words in text) == (status, True)
    assert "Told by &lt;telephone&gt;" in text
    assert (
        "at_risk" not in text
        and "never said back" not in text
        and "nor this" not in text
        and "secret inside" not in text
    )


def stored() -> list[str]:
    root = Path(storages["default"].location)  # type: ignore[attr-defined]
    return [path.name for path in root.rglob("*") if path.is_file()]


@pytest.mark.django_db(transaction=True)
def test_a_file_goes_with_a_transaction_that_is_rolled_back_and_stays_with_one_that_is_kept() -> None:
    with pytest.raises(KeyError), transaction.atomic():
        storages["default"].save("a/one.txt", ContentFile(b"one"))
        assert stored() == ["one.txt"]
        raise KeyError
    assert stored() == []
    with transaction.atomic():
        storages["default"].save("a/two.txt", ContentFile(b"two"))
        with pytest.raises(KeyError), transaction.atomic():
            storages["default"].save("a/three.txt", ContentFile(b"three"))
            raise KeyError
    assert stored() == ["two.txt"]


@pytest.mark.django_db
def test_a_file_that_breaks_off_leaves_nothing() -> None:
    class Broken(ContentFile):  # type: ignore[type-arg]
        def chunks(self, chunk_size: int | None = None) -> Any:
            yield b"half"
            raise FULL

    with pytest.raises(OSError, match="No space left"):
        storages["default"].save("a/half.txt", Broken(b"half of it"))
    assert stored() == []


@pytest.mark.django_db(transaction=True)
def test_rate_limits_are_counted_on_while_redis_is_away(settings: Any) -> None:
    call_command("createcachetable", "cache", verbosity=0)
    settings.CACHES = {
        "default": {"BACKEND": "partnership.kit.caching.RedisOrTable", "LOCATION": "redis://127.0.0.1:1/0"}
    }
    cache = caches["default"]
    assert cache.get("guesses") is None
    assert cache.add("guesses", 1)
    assert not cache.add("guesses", 1)
    assert cache.incr("guesses") == 2
    cache.set("guesses", 5)
    assert cache.get_many(["guesses"]) == {"guesses": 5}
    cache.delete("guesses")
    assert "guesses" not in cache


@pytest.mark.django_db
def test_a_job_whose_run_was_killed_is_done_by_the_next_tick_after_an_hour() -> None:
    JobRun.objects.create(job="count", period="today", started_at=NOW)
    assert tasks.once("count", "today", NOW + HOUR / 2, dict) is None
    assert tasks.once("count", "today", NOW + 2 * HOUR, lambda: {"done": 1}) == {"done": 1}
    assert tasks.once("count", "today", NOW + 4 * HOUR, lambda: {"done": 2}) is None
