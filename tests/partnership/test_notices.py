"""The outbox: the pace of sending, pauses that the server asks for, and the pages of mails."""

import datetime as dt
import smtplib
import threading
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnership import notices
from partnership.kit.errors import NotYours
from partnership.models import Notice, Person
from partnership.notices import pacing
from partnership.notices.refusals import Refusal, Refused, judge
from tests.factories import NOW, make_person

MINUTE = dt.timedelta(minutes=1)


def make_notice(to: Person, key: str = "x", **fields: Any) -> Notice:
    fields = {"kind": "test", "subject": "Hello", "path": "/", "lines": ["Line"], "now": NOW, **fields}
    notice = notices.record_notice(key=key, to=to, **fields)
    assert notice is not None
    return notice


@pytest.fixture
def reader(partnership: Any) -> Person:
    return make_person("Reader")


@pytest.fixture
def three(reader: Person) -> list[Notice]:
    Notice.objects.all().delete()
    return [make_notice(reader, key=f"mail {number}") for number in range(3)]


def refuse_with(monkeypatch: pytest.MonkeyPatch, error: Exception | None) -> None:
    def refusing(self: Any, *args: Any) -> int:
        if error is not None:
            raise error
        return 1

    monkeypatch.setattr(notices.EmailMultiAlternatives, "send", refusing)


# ---- the pace ----


def test_no_more_than_the_limit_goes_out_in_a_minute(three: list[Notice], settings: Any) -> None:
    settings.MAIL_PER_MINUTE = 2
    assert notices.deliver_notices(now=NOW).sent == 2
    assert notices.deliver_notices(now=NOW).sent == 0
    assert Notice.objects.get(status=Notice.Status.WAITING).tries == 0
    assert notices.deliver_notices(now=NOW + MINUTE).sent == 1


def test_no_limit_means_no_limit(three: list[Notice], settings: Any) -> None:
    settings.MAIL_PER_MINUTE = 0
    assert notices.deliver_notices(now=NOW).sent == 3


def test_turns_of_a_minute_are_counted_by_all_workers_together(db: None, settings: Any) -> None:
    settings.MAIL_PER_MINUTE = 5
    assert [pacing.take_turn(NOW) for _ in range(7)] == [True] * 5 + [False] * 2


@pytest.mark.django_db(transaction=True)
def test_four_workers_at_once_keep_the_limit(settings: Any) -> None:
    settings.MAIL_PER_MINUTE = 6
    taken: list[bool] = []

    def work() -> None:
        taken.extend(pacing.take_turn(NOW) for _ in range(4))
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(4)]
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        work()  # a database in memory has one door
    else:
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
    assert sum(taken) == min(6, len(taken))


def test_old_minutes_are_thrown_away(db: None, settings: Any) -> None:
    settings.MAIL_PER_MINUTE = 5
    pacing.take_turn(NOW)
    pacing.take_turn(NOW + dt.timedelta(hours=2))
    assert pacing.JobRun.objects.filter(job=pacing.PACE).count() == 1


# ---- pauses ----


def test_a_server_that_asks_for_a_pause_holds_every_mail_and_costs_none_of_them_a_try(
    three: list[Notice], monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse_with(monkeypatch, smtplib.SMTPResponseException(421, b"too many mails"))
    done = notices.deliver_notices(now=NOW)
    assert (done.sent, done.waiting, done.failed) == (0, 1, 0)
    assert set(Notice.objects.values_list("status", "tries")) == {(Notice.Status.WAITING, 0)}
    held = notices.held_until(NOW)
    assert held == (NOW + notices.WAITS[0], "The mail server answered 421 too many mails")
    refuse_with(monkeypatch, None)
    assert notices.deliver_notices(now=NOW + dt.timedelta(seconds=59)).sent == 0
    assert notices.deliver_notices(now=NOW + MINUTE).sent == 3
    assert notices.held_until(NOW + MINUTE) is None


def test_each_pause_in_a_row_is_longer_and_a_success_ends_the_row(db: None) -> None:
    at = NOW
    for wait in [*notices.WAITS, notices.WAITS[-1]]:
        assert pacing.hold_all(why="Busy", now=at) == at + wait
        assert pacing.hold_all(why="Busy", now=at) == at + wait  # another worker, refused at the same time
        at += wait
    pacing.resume(at)
    assert pacing.hold_all(why="Busy", now=at) == at + notices.WAITS[0]


def test_a_pause_that_another_worker_began_is_not_ended_by_a_success_before_it(db: None) -> None:
    pacing.hold_all(why="Busy", now=NOW)
    pacing.resume(NOW)
    assert notices.held_until(NOW) is not None


@pytest.mark.parametrize(
    ("error", "follows"),
    [
        (smtplib.SMTPRecipientsRefused({"a": (550, b"no")}), (True, False)),
        (smtplib.SMTPRecipientsRefused({"a": (450, b"later")}), (False, False)),
        (smtplib.SMTPDataError(554, b"spam"), (True, False)),
        (smtplib.SMTPDataError(451, b"later"), (False, False)),
        (smtplib.SMTPResponseException(421, b"busy"), (False, True)),
        (smtplib.SMTPAuthenticationError(535, b"who are you"), (False, True)),
        (smtplib.SMTPConnectError(554, b"blocked"), (False, True)),
        (smtplib.SMTPSenderRefused(450, b"slow", "us"), (False, True)),
        (smtplib.SMTPServerDisconnected("gone"), (False, False)),
        (ConnectionRefusedError(), (False, False)),
        (TimeoutError(), (False, False)),
        (Refused(Refusal("Slow down", holds_all=True)), (False, True)),
    ],
)
def test_a_refusal_is_for_this_mail_or_for_all(error: Exception, follows: tuple[bool, bool]) -> None:
    judged = judge(error)
    assert (judged.final, judged.holds_all) == follows
    assert judged.words


def test_a_login_that_is_refused_fails_no_mail(three: list[Notice], monkeypatch: pytest.MonkeyPatch) -> None:
    refuse_with(monkeypatch, smtplib.SMTPAuthenticationError(535, b"no"))
    for hours in range(0, 100, 10):
        notices.deliver_notices(now=NOW + dt.timedelta(hours=hours))
    assert Notice.objects.filter(status=Notice.Status.WAITING, tries=0).count() == 3


def test_a_server_that_hangs_ends_the_run_after_three_mails(
    reader: Person, three: list[Notice], monkeypatch: pytest.MonkeyPatch
) -> None:
    make_notice(reader, key="mail 4")
    refuse_with(monkeypatch, TimeoutError())
    assert notices.deliver_notices(now=NOW).waiting == 3
    refuse_with(monkeypatch, None)
    assert notices.deliver_notices(now=NOW).sent == 1


def test_a_claim_that_ran_out_counts_as_a_try(reader: Person) -> None:
    Notice.objects.all().delete()
    make_notice(reader)
    notices.claim_next(NOW, set())
    again = notices.claim_next(NOW + notices.CLAIM, set())
    assert again is not None and again.tries == 1
    assert notices.as_mail(again, None).may_have_gone


# ---- what a person does ----


def failed(notice: Notice) -> Notice:
    Notice.objects.filter(pk=notice.pk).update(
        status=Notice.Status.FAILED, tries=2, sent_at=NOW, bounced_at=NOW, provider_id="7", failure="No such mailbox"
    )
    notice.refresh_from_db()
    return notice


def test_a_mail_that_came_back_may_be_sent_again(reader: Person, business_unit: Person) -> None:
    notice = failed(make_notice(reader))
    notices.try_again(notice=notice, by=business_unit, now=NOW)
    notices.deliver_notices(now=NOW)
    notice.refresh_from_db()
    assert (notice.status, notice.bounced_at, notice.failure, notice.tries) == (Notice.Status.SENT, None, "", 1)
    assert len(mail.outbox) == 1


def test_only_the_business_unit_sends_again(reader: Person, chair: Person) -> None:
    with pytest.raises(NotYours):
        notices.try_again(notice=failed(make_notice(reader)), by=chair, now=NOW)


# ---- pages ----


@pytest.fixture
def client(client: Client, business_unit: Person, monday: Any) -> Client:
    client.force_login(business_unit)
    return client


def test_the_page_of_a_mail_says_what_became_of_it(client: Client, reader: Person) -> None:
    notice = failed(make_notice(reader))
    page = client.get(notice.get_absolute_url()).content.decode()
    for words in ("Came back", "No such mailbox", "2\u00a0times"):
        assert words in page


def test_the_list_says_tries_and_the_next_one(client: Client, reader: Person) -> None:
    notice = make_notice(reader)
    Notice.objects.filter(pk=notice.pk).update(tries=2, next_try_at=NOW + MINUTE * 30, failure="The mailbox is full")
    page = client.get(reverse("partnership:notice-list")).content.decode()
    assert "The mailbox is full; 2\u00a0tries, the next Mon\u00a023\u00a0Nov, 09:30" in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("status=bounced", {"b"}), ("status=failed", {"b"}), ("status=delivered", {"d"}), ("status=sent", {"d", "s"}),
        ("status=again", {"a"}), ("status=waiting", {"a", "w"}), ("kind=digest", {"w"}),
        ("kind=other", {"a", "b", "d", "s"}),
        ("status=sent&kind=digest", set()), ("status=nonsense", {"a", "b", "d", "s", "w"}),
    ],
)  # fmt: skip
def test_mails_are_filtered_by_state_and_kind(client: Client, reader: Person, query: str, found: set[str]) -> None:
    Notice.objects.all().delete()
    failed(make_notice(reader, key="b", subject="Subject b"))
    for key, fields in {
        "d": {"status": "sent", "sent_at": NOW, "delivered_at": NOW},
        "s": {"status": "sent", "sent_at": NOW},
        "a": {"tries": 1},
        "w": {"kind": "digest"},
    }.items():
        Notice.objects.filter(pk=make_notice(reader, key=key, subject=f"Subject {key}").pk).update(**fields)
    page = client.get(f"{reverse('partnership:notice-list')}?{query}").content.decode()
    assert {key for key in "abdsw" if f"Subject {key}<" in page} == found


def test_the_list_says_when_every_mail_waits(client: Client) -> None:
    pacing.hold_all(why="The sending service asks for fewer mails", now=NOW)
    page = client.get(reverse("partnership:notice-list")).content.decode()
    assert "No mail goes out until Mon\u00a023\u00a0Nov, 09:01. The sending service asks for fewer mails." in page


@pytest.mark.once
def test_the_list_asks_as_much_at_ten_rows_as_at_a_hundred(client: Client, reader: Person) -> None:
    counts = []
    client.get(reverse("partnership:notice-list"))  # the first visit of a day asks more
    for rows in (10, 100):
        for number in range(rows):
            make_notice(reader, key=f"{rows} {number}")
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert client.get(reverse("partnership:notice-list")).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 8
