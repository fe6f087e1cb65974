"""The chase: each step once, each person one digest a day, nothing for what waits on somebody else, nothing lost."""

import datetime as dt
import smtplib
from collections import Counter
from threading import Event, Thread
from time import sleep
from typing import Any

import pytest
from django.core import mail
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from partnership import chasing, notices, obligations
from partnership.calendar import load_bank_holidays, working_days
from partnership.chasing import recording
from partnership.chasing.lines import DigestLine, digest_heading
from partnership.kit.dates import at_hour
from partnership.kit.errors import YearNotCovered
from partnership.kit.working_days import WorkingDays
from partnership.models import Agency, Appointment, BankHoliday, Body, Chase, ChaseStep, Notice, Person, Telling
from partnership.obligations import ModelKind, Obligation
from subgroups.models import Action
from subgroups.services import actions as action_services
from tests.factories import NOW, TODAY, make_action, make_appointment, make_membership, make_person

DUE = dt.date(2026, 12, 4)  # a Friday; ten working days before it is Friday 20 November


@pytest.fixture
def officer(police: Agency) -> Person:
    return make_person("Police officer", police)


@pytest.fixture
def action(neglect: Body, police: Agency, officer: Person, chair: Person, partner: Person) -> Action:
    return make_action(neglect, police, by=chair, holder=officer, due_on=DUE)


def run(day: dt.date) -> dict[str, int]:
    return chasing.chase(on=day, now=at_hour(day, 7))


def steps_taken() -> list[str]:
    return list(Chase.objects.order_by("step_on", "pk").values_list("step", flat=True))


def test_a_step_is_taken_on_its_working_day_and_not_before(action: Action) -> None:
    run(dt.date(2026, 11, 19))
    assert steps_taken() == []
    run(dt.date(2026, 11, 20))
    assert steps_taken() == ["10-before"]


def test_run_twice_on_one_day_nothing_doubles(action: Action, officer: Person) -> None:
    assert run(dt.date(2026, 11, 20)) == {"looked at": 1, "chases": 1, "digests": 1}
    assert run(dt.date(2026, 11, 20)) == {"looked at": 0, "chases": 0, "digests": 0}
    assert Notice.objects.filter(kind="digest", to=officer).count() == 1


@pytest.mark.django_db(transaction=True)
def test_what_another_worker_holds_is_waited_for_before_digests_are_written(
    action: Action, neglect: Body, police: Agency, officer: Person, chair: Person
) -> None:
    """A digest without it would be the day's digest, and the step would be told a day late."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer at a time")
    other = make_action(neglect, police, by=chair, holder=officer, due_on=DUE)
    held, day = Event(), dt.date(2026, 11, 20)

    def hold() -> None:
        with transaction.atomic():
            list(Action.objects.select_for_update().filter(pk=other.pk))
            held.set()
            sleep(0.5)
        connection.close()

    holder = Thread(target=hold)
    holder.start()
    held.wait(5)
    done = run(day)
    holder.join()
    assert done == {"looked at": 2, "chases": 2, "digests": 1}
    assert not Telling.objects.filter(notice=None).exists()


def test_a_handful_that_fails_holds_up_no_digest(
    action: Action, neglect: Body, officer: Person, chair: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    record_batch = recording.record_batch

    def broken(kind: ModelKind, *args: Any, **kwargs: Any) -> list[int]:
        done = record_batch(kind, *args, **kwargs)
        if kind.key == "action":
            raise RuntimeError("after the handful was kept")
        return done

    monkeypatch.setattr(recording, "record_batch", broken)
    with pytest.raises(RuntimeError):
        run(dt.date(2026, 11, 20))
    assert Notice.objects.get(kind="digest").to == officer


def test_three_days_missed_are_made_up_with_each_step_once_in_one_digest(
    neglect: Body, police: Agency, officer: Person, chair: Person, partner: Person
) -> None:
    # Steps would fall on Tuesday 8 (1 after), and on Friday 4, Thursday 3 and Monday 7 for the others.
    for due_on in (dt.date(2026, 12, 3), dt.date(2026, 12, 4), dt.date(2026, 12, 7)):
        make_action(neglect, police, by=chair, holder=officer, due_on=due_on)
    run(dt.date(2026, 12, 3))
    before = set(Chase.objects.values_list("pk", flat=True))
    run(dt.date(2026, 12, 8))
    new = Chase.objects.exclude(pk__in=before)
    assert Counter(new.values_list("step", flat=True)) == {"1-after": 3}
    assert Notice.objects.filter(kind="digest", to=officer, on=dt.date(2026, 12, 8)).count() == 1
    run(dt.date(2026, 12, 8))
    assert Chase.objects.exclude(pk__in=before).count() == 3


def test_every_step_of_the_ladder_reaches_its_people_once(
    action: Action, officer: Person, partner: Person, chair: Person, executive: Body
) -> None:
    head = make_person("Chair of the Executive")
    make_membership(head, executive, role="chair")
    day = dt.date(2026, 11, 16)
    while day <= dt.date(2027, 1, 15):
        run(day)
        day += dt.timedelta(days=1)
    assert steps_taken() == ["10-before", "3-before", "1-after", "5-after", "10-after", "20-after"]
    told = Telling.objects.values_list("chase__step", "person__name")
    assert Counter(told) == Counter({
        ("10-before", officer.name): 1, ("3-before", officer.name): 1, ("1-after", officer.name): 1,
        ("5-after", officer.name): 1, ("5-after", partner.name): 1, ("10-after", chair.name): 1,
        ("20-after", head.name): 1,
    })  # fmt: skip


def test_days_after_are_counted_in_working_days_over_christmas(holidays: None) -> None:
    # Thursday 24, Tuesday 29, Wednesday 30, Thursday 31, Monday 4: three bank holidays and two weekends lie between.
    assert working_days().add(dt.date(2026, 12, 23), 5) == dt.date(2027, 1, 4)


def test_nobody_is_chased_for_what_waits_on_a_second_person(
    action: Action, officer: Person, chair: Person, tmp_path: Any
) -> None:
    from tests.subgroups.test_actions import claim

    claim(action, officer)
    run(dt.date(2026, 12, 20))
    assert Chase.objects.count() == 0


def test_after_a_return_the_steps_of_the_waiting_time_are_not_poured_out(
    action: Action, officer: Person, chair: Person
) -> None:
    from tests.subgroups.test_actions import SO_THAT, a_file

    early, late = at_hour(dt.date(2026, 11, 19), 9), at_hour(dt.date(2026, 12, 15), 9)
    action_services.claim_complete(action=action, impact=SO_THAT, by=officer, now=early, files=[a_file()])
    action_services.return_action(action=Action.objects.get(), missing="Figures", by=chair, now=late)
    run(dt.date(2026, 12, 15))
    assert steps_taken() == []
    run(dt.date(2026, 12, 18))
    assert steps_taken() == ["10-after"]


def test_a_new_date_starts_the_ladder_again(action: Action, officer: Person, chair: Person) -> None:
    run(dt.date(2026, 11, 20))
    moved = dt.date(2027, 1, 29)
    change = action_services.ask_new_date(action=action, to_on=moved, reason="Late", by=officer, now=NOW)
    action_services.answer_new_date(change=change, grant=True, by=chair, now=NOW)
    run(dt.date(2026, 12, 11))
    assert steps_taken() == ["10-before"]
    run(dt.date(2027, 1, 15))
    assert Chase.objects.filter(step="10-before").count() == 2


def test_the_second_move_is_told_to_the_executive(
    action: Action, officer: Person, chair: Person, executive: Body
) -> None:
    head = make_person("Chair of the Executive")
    make_membership(head, executive, role="chair")
    for days in (30, 60):
        change = action_services.ask_new_date(
            action=Action.objects.get(), to_on=DUE + dt.timedelta(days=days), reason="Late", by=officer, now=NOW
        )
        action_services.answer_new_date(change=change, grant=True, by=chair, now=NOW)
    run(TODAY)
    run(TODAY)
    assert Telling.objects.filter(chase__step="second-slip", person=head).count() == 1


def test_without_a_named_holder_the_agency_lead_is_told(
    neglect: Body, police: Agency, chair: Person, partner: Person
) -> None:
    make_action(neglect, police, by=chair, due_on=DUE)
    run(dt.date(2026, 11, 20))
    assert Telling.objects.get().person == partner


def test_a_vacant_office_is_kept_on_the_ledger_as_nobody(neglect: Body, fire: Agency, chair: Person) -> None:
    make_action(neglect, fire, by=chair, due_on=DUE)
    run(dt.date(2026, 11, 20))
    assert Telling.objects.get().person is None
    assert list(chasing.untold(dt.date(2026, 11, 20))) == [Telling.objects.get()]


def test_what_was_done_between_step_and_digest_is_left_out(
    action: Action, officer: Person, chair: Person, neglect: Body, police: Agency
) -> None:
    from tests.subgroups.test_actions import claim

    day = dt.date(2026, 11, 20)
    other = make_action(neglect, police, by=chair, holder=officer, due_on=DUE)
    chasing.record_chases(on=day, now=at_hour(day, 7))
    claim(action, officer)
    chasing.write_digests(on=day, now=at_hour(day, 8))
    digest = Notice.objects.get(kind="digest")
    assert other.reference in digest.text
    assert action.reference not in digest.text


def test_what_comes_after_the_digest_of_a_day_waits_for_the_next(
    action: Action, officer: Person, chair: Person, neglect: Body, police: Agency
) -> None:
    day = dt.date(2026, 11, 20)
    run(day)
    make_action(neglect, police, by=chair, holder=officer, due_on=DUE, now=at_hour(day, 0))
    run(day)
    assert Notice.objects.filter(kind="digest").count() == 1
    run(day + dt.timedelta(days=1))
    assert Notice.objects.filter(kind="digest").count() == 2


def test_a_body_may_have_a_ladder_of_its_own(action: Action, neglect: Body) -> None:
    ChaseStep.objects.create(body=neglect, key="20-before", offset=-20, to=ChaseStep.To.OWNER)
    run(dt.date(2026, 11, 9))
    assert steps_taken() == ["20-before"]


def test_one_lead_who_holds_the_action_too_is_told_once(
    neglect: Body, police: Agency, chair: Person, partner: Person
) -> None:
    make_action(neglect, police, by=chair, holder=partner, due_on=DUE)
    run(dt.date(2026, 12, 11))
    assert Telling.objects.filter(chase__step="5-after").count() == 1


def test_a_person_who_left_is_not_told_and_the_lead_is(action: Action, officer: Person, partner: Person) -> None:
    Person.objects.filter(pk=officer.pk).update(is_active=False)
    run(dt.date(2026, 11, 20))
    assert Telling.objects.get().person == partner


def test_a_lead_whose_appointment_ended_yesterday_is_not_told(
    neglect: Body, police: Agency, chair: Person, partner: Person
) -> None:
    day = dt.date(2026, 11, 20)
    Appointment.objects.filter(person=partner).update(to_on=day - dt.timedelta(days=1))
    after = make_person("New lead", police)
    make_appointment(after, Appointment.Role.AGENCY_LEAD, police)
    make_action(neglect, police, by=chair, due_on=DUE)
    run(day)
    assert Telling.objects.get().person == after


def test_a_year_without_bank_holidays_is_an_error_and_not_a_guess(action: Action) -> None:
    BankHoliday.objects.all().delete()
    with pytest.raises(YearNotCovered):
        run(dt.date(2026, 11, 20))


# ---- delivery ----


def test_the_digest_goes_out_in_plain_text_and_html_with_a_message_id_of_its_own(
    action: Action, officer: Person
) -> None:
    day = dt.date(2026, 11, 20)
    run(day)
    done = notices.deliver_notices(now=at_hour(day, 7, 1))
    assert done.sent == Notice.objects.count()
    sent = next(message for message in mail.outbox if message.subject.startswith("Your actions"))
    assert sent.to == [officer.email]
    assert sent.subject == "Your actions: 1 due soon"
    assert sent.alternatives[0].mimetype == "text/html"
    assert sent.extra_headers["Message-ID"] == notices.message_id(Notice.objects.get(kind="digest"))
    assert notices.deliver_notices(now=at_hour(day, 7, 2)).sent == 0


def test_one_refused_address_does_not_hold_up_the_others(
    action: Action, officer: Person, partner: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    send = notices.EmailMultiAlternatives.send

    def refusing(self: Any, *args: Any) -> int:
        if self.to == [officer.email]:
            raise smtplib.SMTPRecipientsRefused({officer.email: (550, b"no such mailbox")})
        return send(self, *args)

    monkeypatch.setattr(notices.EmailMultiAlternatives, "send", refusing)
    run(dt.date(2026, 12, 11))
    done = notices.deliver_notices(now=at_hour(dt.date(2026, 12, 11), 8))
    assert done.failed == Notice.objects.filter(to=officer).count() > 0
    assert Notice.objects.filter(to=partner, status=Notice.Status.SENT).exists()


def test_a_server_that_is_away_is_tried_again_later_and_then_given_up(
    action: Action, monkeypatch: pytest.MonkeyPatch
) -> None:
    Notice.objects.all().delete()
    run(dt.date(2026, 11, 20))

    def away(self: Any, *args: Any) -> int:
        raise ConnectionRefusedError

    monkeypatch.setattr(notices.EmailMultiAlternatives, "send", away)
    now = at_hour(dt.date(2026, 11, 20), 7)
    assert notices.deliver_notices(now=now).waiting == 1
    assert notices.deliver_notices(now=now).waiting == 0
    for wait in notices.WAITS:
        now += wait
        notices.deliver_notices(now=now)
    notice = Notice.objects.get()
    assert (notice.status, notice.tries) == (Notice.Status.FAILED, 6)


def test_a_worker_that_died_while_sending_loses_nothing(action: Action) -> None:
    run(dt.date(2026, 11, 20))
    now = at_hour(dt.date(2026, 11, 20), 7)
    assert notices.claim_next(now, set()) is not None
    held = Notice.objects.get(status=Notice.Status.SENDING)
    notices.deliver_notices(now=now)
    held.refresh_from_db()
    assert held.status == Notice.Status.SENDING
    notices.deliver_notices(now=now + notices.CLAIM)
    held.refresh_from_db()
    assert held.status == Notice.Status.SENT


def test_a_name_cannot_add_a_header_to_a_mail(chair: Person) -> None:
    notice = notices.record_notice(
        key="x", kind="test", to=chair, subject="Hello\r\nBcc: all@works.example", path="/", now=NOW, lines=["Line"]
    )
    assert notice is not None
    assert notice.subject == "Hello Bcc: all@works.example"


@pytest.mark.parametrize(("kinds", "heading"), [
    (["impact check"] * 2, "Two impact checks are late"),
    (["set of minutes"] * 2, "Two sets of minutes are late"),
    (["paper"], "One paper is late"),
    (["paper", "action"], "Two things are late"),
])  # fmt: skip
def test_the_heading_of_a_digest_says_what_is_late(kinds: list[str], heading: str) -> None:
    several = {kind.word: kind.words for kind in obligations.kinds()}
    lines = [
        DigestLine(reference="", title="", path="", words="", due_on=DUE, kind=kind, kinds=several[kind])
        for kind in kinds
    ]
    assert digest_heading(lines, DUE + dt.timedelta(days=1)) == heading


def test_following_the_link_is_noted_for_its_reader_only(action: Action, officer: Person, partner: Person) -> None:
    run(dt.date(2026, 11, 20))
    telling = Telling.objects.get()
    assert not chasing.note_opened(telling_id=telling.pk, person=partner, now=NOW)
    assert chasing.note_opened(telling_id=telling.pk, person=officer, now=NOW)
    assert not chasing.note_opened(telling_id=telling.pk, person=officer, now=NOW)


# ---- the ladder, for all days ----

CALENDAR = WorkingDays(
    holidays=[dt.date(2026, 12, 25), dt.date(2026, 12, 28), dt.date(2027, 1, 1)], first_year=2025, last_year=2028
)
days = st.dates(dt.date(2026, 1, 1), dt.date(2027, 12, 31))


@given(due_on=days, opened=days, looks=st.lists(days, max_size=30), slips=st.integers(0, 3))
def test_whatever_days_the_job_runs_on_each_step_is_taken_once_and_in_order(
    due_on: dt.date, opened: dt.date, looks: list[dt.date], slips: int
) -> None:
    owed = Obligation("action", 1, "A", "A", "/", due_on, opened, None, None, None, slips)
    taken: list[tuple[str, dt.date]] = []
    for on in sorted(looks):
        for rung, day in chasing.steps_due(owed, chasing.DEFAULT_LADDER, on, CALENDAR):
            assert opened <= day <= on
            if rung.key not in [key for key, _ in taken]:
                taken.append((rung.key, day))
    assert [day for _, day in taken] == sorted(day for _, day in taken)
    if looks:
        reached = chasing.steps_due(owed, chasing.DEFAULT_LADDER, max(looks), CALENDAR)
        assert {rung.key for rung, _ in reached} == {key for key, _ in taken}


@given(start=days, count=st.integers(-60, 60))
def test_adding_working_days_is_undone_by_counting_them(start: dt.date, count: int) -> None:
    end = CALENDAR.add(start, count)
    assert count == 0 or CALENDAR.is_working(end)
    if CALENDAR.is_working(start):
        assert CALENDAR.between(start, end) == count


def test_bank_holidays_are_loaded_once(db: None) -> None:
    BankHoliday.objects.all().delete()
    assert load_bank_holidays(first_year=2026, last_year=2026) == 9  # 26 December and its substitute
    assert load_bank_holidays(first_year=2026, last_year=2026) == 0
