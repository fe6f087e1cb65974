"""A mail server that refuses, hangs, answers 4xx or 5xx, or cuts the line: the others go on, and no mail is lost."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from dspp import home
from partnership import notices
from partnership.models import Notice, Person
from tests.chaos.sink import Sink
from tests.factories import NOW, TODAY, make_person

MINUTE = dt.timedelta(minutes=1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def outbox(settings: Any, sink: Sink) -> Callable[[int], list[Notice]]:
    """Puts so many mails into the outbox, each for somebody else, with the sink as mail server."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS, settings.EMAIL_TIMEOUT = (
        "127.0.0.1", sink.port, False, 1,
    )  # fmt: skip

    def fill(count: int) -> list[Notice]:
        rows = []
        for number in range(count):
            row = notices.record_notice(
                key=f"chaos:{number}", kind="digest", to=make_person(f"Reader {number}"), subject="Two late", path="/",
                now=NOW, lines=["Two actions are late."],
            )  # fmt: skip
            assert row is not None
            rows.append(row)
        return rows

    return fill


def run_until_quiet(now: dt.datetime, hours: int) -> list[dt.datetime]:
    """The schedule's delivery each minute for so many hours; the minutes at which something was tried."""
    tried = []
    for minute in range(hours * 60):
        moment = now + minute * MINUTE
        if not Notice.objects.to_deliver(moment).exists():
            continue
        done = notices.deliver_notices(now=moment)
        if done.sent or done.waiting or done.failed:
            tried.append(moment)
    return tried


def statuses() -> dict[str, str]:
    return dict(Notice.objects.values_list("to__email", "status"))


def test_one_address_that_is_refused_for_good_fails_at_once_and_the_others_go_out(
    outbox: Callable[[int], list[Notice]], sink: Sink, business_unit: Person
) -> None:
    rows = outbox(5)
    bad = rows[2].to.email
    sink.faults.answers[bad] = 550
    notices.deliver_notices(now=NOW)
    assert {mail.to for mail in sink.taken} == {row.to.email for row in rows} - {bad}
    failed = Notice.objects.get(to=rows[2].to)
    assert failed.status == Notice.Status.FAILED and "550" in failed.failure
    # A task for the business unit, on its home page, until somebody deals with it.
    words = str(home.build(Person.objects.get(pk=business_unit.pk), TODAY))
    assert "failed" in words.lower() and rows[2].to.name in words


def test_an_address_that_is_put_off_is_tried_again_ever_later_and_then_a_person_must_look(
    outbox: Callable[[int], list[Notice]], sink: Sink
) -> None:
    rows = outbox(3)
    sink.faults.answers[rows[0].to.email] = 451
    tried = run_until_quiet(NOW, 14)
    waits = [(late - early) // MINUTE for early, late in zip(tried, tried[1:], strict=False)]
    assert waits == sorted(waits) and len(waits) >= 4, waits
    assert statuses()[rows[0].to.email] == Notice.Status.FAILED
    assert len(sink.taken) == 2


def test_an_address_that_is_put_off_and_then_taken_gets_one_mail(
    outbox: Callable[[int], list[Notice]], sink: Sink
) -> None:
    rows = outbox(2)
    sink.faults.answers[rows[0].to.email] = 451
    notices.deliver_notices(now=NOW)
    sink.faults.answers.clear()
    run_until_quiet(NOW + MINUTE, 2)
    assert set(statuses().values()) == {Notice.Status.SENT}
    assert all(count == 1 for count in sink.ids().values()) and len(sink.taken) == 2


@pytest.mark.parametrize("fault", ["refuses", "is busy", "hangs"])
def test_while_the_server_is_unwell_nothing_is_lost_and_afterwards_each_mail_goes_once(
    fault: str, outbox: Callable[[int], list[Notice]], sink: Sink
) -> None:
    outbox(4)
    if fault == "refuses":
        sink.close()
    sink.faults.refuse, sink.faults.hang = fault == "is busy", fault == "hangs"
    notices.deliver_notices(now=NOW)
    assert not sink.taken and Notice.Status.SENT not in statuses().values()
    assert not Notice.objects.filter(status=Notice.Status.FAILED).exists()
    sink.faults.refuse = sink.faults.hang = False
    if fault == "refuses":
        sink.open()
    run_until_quiet(NOW + MINUTE, 10)
    assert set(statuses().values()) == {Notice.Status.SENT}
    assert len(sink.taken) == 4 and set(sink.ids().values()) == {1}


def test_a_line_cut_before_the_text_came_costs_a_try_and_no_second_mail(
    outbox: Callable[[int], list[Notice]], sink: Sink
) -> None:
    outbox(4)
    sink.faults.drop_before_data = 1
    run_until_quiet(NOW, 10)
    assert set(statuses().values()) == {Notice.Status.SENT}
    assert len(sink.taken) == 4 and set(sink.ids().values()) == {1}


def test_a_line_cut_after_the_text_came_sends_that_one_mail_again_under_the_same_number(
    outbox: Callable[[int], list[Notice]], sink: Sink
) -> None:
    outbox(4)
    sink.faults.drop_after_data = 1
    run_until_quiet(NOW, 10)
    assert set(statuses().values()) == {Notice.Status.SENT}
    assert sorted(sink.ids().values()) == [1, 1, 1, 2]
    doubled = [mail for mail in sink.taken if sink.ids()[mail.message_id] == 2]
    assert len({mail.to for mail in doubled}) == 1
