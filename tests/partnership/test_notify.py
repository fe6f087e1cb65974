"""Mail through GOV.UK Notify: a service that plays its part on loopback answers well, badly, late or not at all."""

import datetime as dt
import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jwt
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command

from dspp import environment
from partnership import notices
from partnership.models import Notice, Person
from partnership.notices import notify
from tests.factories import NOW, make_person
from tests.partnership.test_notices import make_notice

SERVICE, SECRET = "11111111-2222-3333-4444-555555555555", "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"
KEY = f"portal-{SERVICE}-{SECRET}"
TEMPLATE = "99999999-8888-7777-6666-555555555555"


class Service:
    """What Notify keeps and how it is asked to answer next. `answers` are given in turn, then it takes mails."""

    def __init__(self) -> None:
        self.mails: list[dict[str, Any]] = []
        self.answers: list[tuple[int, Any]] = []
        self.asked: list[str] = []
        self.delay = 0.0
        self.takes_before_delay = False

    def take(self, body: dict[str, Any]) -> dict[str, Any]:
        number = f"00000000-0000-0000-0000-{len(self.mails):012d}"
        self.mails.insert(0, {"id": number, "status": "sending", "created_at": NOW.isoformat(), **body})
        return {"id": number, "reference": body.get("reference")}


class Door(BaseHTTPRequestHandler):
    """The service's address."""

    def do_POST(self) -> None:
        service: Service = self.server.service  # type: ignore[attr-defined]
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if service.takes_before_delay:
            service.take(body)
        time.sleep(service.delay)
        self._answer(service, lambda: service.take(body))

    def do_GET(self) -> None:
        service: Service = self.server.service  # type: ignore[attr-defined]
        path, _, query = self.path.partition("?")
        wanted = dict(pair.split("=", 1) for pair in query.split("&") if pair)
        rows = service.mails
        if "reference" in wanted:
            rows = [row for row in rows if row["reference"] == wanted["reference"].replace("%40", "@")]
        if "older_than" in wanted:
            rows = rows[[row["id"] for row in rows].index(wanted["older_than"]) + 1 :]
        self._answer(service, lambda: {"notifications": rows[:2], "links": {}})

    def _answer(self, service: Service, well: Any) -> None:
        claims = jwt.decode(self.headers["Authorization"].split()[1], SECRET, algorithms=["HS256"], leeway=60)
        assert claims["iss"] == SERVICE
        service.asked.append(f"{self.command} {self.path}")
        code, body = service.answers.pop(0) if service.answers else (201, well())
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(code)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args: Any) -> None:
        pass


@pytest.fixture
def service(settings: Any) -> Iterator[Service]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    server.service = Service()  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    settings.EMAIL_BACKEND, settings.MAIL_ROUTE = "partnership.notices.notify.NotifyBackend", "notify"
    settings.NOTIFY_API_KEY, settings.NOTIFY_TEMPLATE_ID = KEY, TEMPLATE
    settings.NOTIFY_ADDRESS = f"http://127.0.0.1:{server.server_port}"
    settings.EMAIL_TIMEOUT = 0.3
    yield server.service  # type: ignore[attr-defined]
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def notice(partnership: Any) -> Notice:
    Notice.objects.all().delete()
    return make_notice(make_person("Reader"), subject="3 late, 2 due soon")


def error(kind: str, message: str) -> dict[str, Any]:
    return {"errors": [{"error": kind, "message": message}], "status_code": 400}


def test_a_mail_goes_out_with_subject_words_and_our_own_name_for_it(service: Service, notice: Notice) -> None:
    assert notices.deliver_notices(now=NOW).sent == 1
    (taken,) = service.mails
    assert taken["email_address"] == notice.to.email
    assert taken["template_id"] == TEMPLATE
    assert taken["personalisation"] == {"subject": "3 late, 2 due soon", "message": notice.text}
    assert taken["reference"] == notices.message_id(notice).strip("<>")
    notice.refresh_from_db()
    assert (notice.status, notice.provider_id) == (Notice.Status.SENT, taken["id"])


def test_too_many_requests_holds_every_mail(service: Service, notice: Notice, partnership: Any) -> None:
    make_notice(notice.to, key="other")
    service.answers = [(429, {"errors": [{"error": "RateLimitError", "message": "Exceeded rate limit"}]})]
    done = notices.deliver_notices(now=NOW)
    assert (done.sent, done.waiting, len(service.asked)) == (0, 1, 1)
    assert notices.held_until(NOW) == (
        NOW + notices.WAITS[0],
        "The sending service asks for fewer mails: Exceeded rate limit",
    )
    assert notices.deliver_notices(now=NOW + notices.WAITS[0]).sent == 2


@pytest.mark.parametrize(
    ("code", "body"),
    [
        (403, error("AuthError", "Invalid token: API key not found")),
        (401, error("AuthError", "Unauthorized")),
        (400, error("BadRequestError", "Template not found")),
        (404, {"message": "Not found", "result": "error"}),
    ],
)
def test_a_fault_of_our_settings_holds_every_mail_and_fails_none(
    service: Service, notice: Notice, code: int, body: Any
) -> None:
    service.answers = [(code, body)]
    assert notices.deliver_notices(now=NOW).waiting == 1
    held = notices.held_until(NOW)
    assert held is not None and held[1].startswith(f"The sending service refuses our settings ({code})")
    notice.refresh_from_db()
    assert (notice.status, notice.tries) == (Notice.Status.WAITING, 0)


def test_a_bad_address_fails_its_own_mail_at_once(service: Service, notice: Notice) -> None:
    other = make_notice(make_person("Other"), key="other")
    service.answers = [(400, error("ValidationError", "email_address Not a valid email address"))]
    done = notices.deliver_notices(now=NOW)
    assert (done.failed, done.sent) == (1, 1)
    notice.refresh_from_db()
    assert notice.failure == "The address was refused: email_address Not a valid email address"
    other.refresh_from_db()
    assert other.status == Notice.Status.SENT


@pytest.mark.parametrize(("code", "body"), [(500, error("Exception", "Internal server error")), (200, b"<html>")])
def test_a_service_that_stumbles_is_asked_again_later(service: Service, notice: Notice, code: int, body: Any) -> None:
    service.answers = [(code, body)]
    assert notices.deliver_notices(now=NOW).waiting == 1
    notice.refresh_from_db()
    assert (notice.tries, notice.next_try_at) == (1, NOW + notices.WAITS[0])
    assert notices.deliver_notices(now=NOW + notices.WAITS[0]).sent == 1
    assert len(service.mails) == 1


def test_a_service_that_does_not_answer_in_time_gets_the_mail_once(service: Service, notice: Notice) -> None:
    service.delay, service.takes_before_delay = 0.8, True
    assert notices.deliver_notices(now=NOW).waiting == 1
    notice.refresh_from_db()
    assert notice.failure == "The sending service did not answer in time"
    time.sleep(0.8)  # until the late answer has left the server
    service.delay, service.takes_before_delay = 0.0, False
    taken = len(service.mails)
    assert notices.deliver_notices(now=NOW + notices.WAITS[0]).sent == 1
    assert len(service.mails) == taken  # it was found by our name for it
    notice.refresh_from_db()
    assert notice.provider_id in {row["id"] for row in service.mails}


def test_a_service_that_is_away_is_asked_again_later(service: Service, notice: Notice, settings: Any) -> None:
    settings.NOTIFY_ADDRESS = "http://127.0.0.1:9"
    assert notices.deliver_notices(now=NOW).waiting == 1
    notice.refresh_from_db()
    assert notice.failure == "The sending service could not be reached"


def test_a_subject_of_two_lines_goes_out_as_one(service: Service, notice: Notice) -> None:
    Notice.objects.update(subject="One\r\nBcc: all@works.example")
    notices.deliver_notices(now=NOW)
    assert service.mails[0]["personalisation"]["subject"] == "One Bcc: all@works.example"


# ---- receipts ----


def learn(service: Service, status: str, *, now: dt.datetime = NOW) -> Notice:
    notices.deliver_notices(now=NOW)
    service.mails[0]["status"] = status
    notices.take_receipts(now=now)
    return Notice.objects.get()


def test_a_mail_that_arrived_is_noted(service: Service, notice: Notice) -> None:
    assert learn(service, "delivered").delivered_at == NOW
    assert notices.take_receipts(now=NOW).asked == 0


def test_a_mail_lost_for_good_fails_with_the_reason(service: Service, notice: Notice) -> None:
    lost = learn(service, "permanent-failure")
    assert (lost.status, lost.bounced_at) == (Notice.Status.FAILED, NOW)
    assert lost.failure.startswith("The address does not exist")


@pytest.mark.parametrize("status", ["temporary-failure", "technical-failure"])
def test_a_mail_lost_for_now_is_sent_once_more(service: Service, notice: Notice, status: str) -> None:
    lost = learn(service, status)
    assert (lost.status, lost.next_try_at) == (Notice.Status.WAITING, NOW + notices.WAITS[0])
    assert notices.deliver_notices(now=lost.next_try_at).sent == 1
    assert len(service.mails) == 2
    notices.take_receipts(now=NOW)
    lost.refresh_from_db()
    assert (lost.status, lost.tries) == (Notice.Status.SENT, 2)


def test_a_mail_lost_again_and_again_fails(service: Service, notice: Notice) -> None:
    notices.deliver_notices(now=NOW)
    Notice.objects.update(tries=len(notices.WAITS) + 1)
    service.mails[0]["status"] = "temporary-failure"
    notices.take_receipts(now=NOW)
    assert Notice.objects.get().status == Notice.Status.FAILED


def test_a_mail_on_its_way_is_left_alone(service: Service, notice: Notice) -> None:
    on_its_way = learn(service, "sending")
    assert (on_its_way.status, on_its_way.delivered_at) == (Notice.Status.SENT, None)


def test_all_pages_are_read(service: Service, notice: Notice) -> None:
    for number in range(4):
        make_notice(notice.to, key=f"more {number}")
    notices.deliver_notices(now=NOW)
    for row in service.mails:
        row["status"] = "delivered"
    assert notices.take_receipts(now=NOW).delivered == 5


def test_reading_ends_where_our_oldest_mail_lies(service: Service, notice: Notice) -> None:
    notices.deliver_notices(now=NOW)
    old = {"status": "delivered", "created_at": (NOW - dt.timedelta(days=1)).isoformat(), "reference": "elsewhere"}
    service.mails = [{"id": f"old {number}", **old} for number in range(6)]
    service.asked.clear()
    notices.take_receipts(now=NOW)
    assert len(service.asked) == 1


def test_without_notify_nobody_is_asked(notice: Notice) -> None:
    assert notices.take_receipts(now=NOW).asked == 0


def test_the_command_asks_as_the_schedule_does(
    service: Service, notice: Notice, monday: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    notices.deliver_notices(now=NOW)
    service.mails[0]["status"] = "delivered"
    call_command("take_receipts")
    assert "'delivered': 1" in capsys.readouterr().out


# ---- settings ----


def test_without_an_address_of_ours_the_service_has_its_own(settings: Any) -> None:
    settings.NOTIFY_API_KEY, settings.NOTIFY_ADDRESS = KEY, None
    service = notify.client()
    assert service.base_url.startswith("https:")
    assert (service.service_id, service.api_key) == (SERVICE, SECRET)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("NOTIFY_API_KEY", "short"), ("NOTIFY_TEMPLATE_ID", "12"), ("NOTIFY_ADDRESS", "notify"),
        ("PORTAL_MAIL", "pigeon"), ("PORTAL_MAIL_PER_MINUTE", "-1"),
    ],
)  # fmt: skip
def test_a_wrong_setting_stops_the_start_and_names_itself(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ImproperlyConfigured, match=name):
        environment.read(name)


def test_notify_without_its_key_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NOTIFY_API_KEY", raising=False)
    with pytest.raises(ImproperlyConfigured, match="PORTAL_MAIL=notify needs NOTIFY_API_KEY"):
        environment.read_for("NOTIFY_API_KEY", "PORTAL_MAIL=notify")


def test_a_person_without_mails_needs_no_service(service: Service, partnership: Any, business_unit: Person) -> None:
    Notice.objects.all().delete()
    assert notices.deliver_notices(now=NOW).sent == 0
    assert service.asked == []
