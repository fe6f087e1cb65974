"""A fault at each SQL statement of each main act: afterwards all of it happened, or nothing of it."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from partnership import chasing, notices
from partnership.kit.dates import at_hour
from partnership.models import Agency, Body, Chase, Notice, Person, Telling
from subgroups.models import Action, DateChange, Meeting
from subgroups.selectors import rosters
from subgroups.services import actions, attendance, decisions, meetings
from tests.chaos import faults
from tests.chaos.conftest import Say
from tests.factories import NOW, PDF, TODAY, make_action, make_person

SO_THAT = "so that officers see earlier referrals on the way to a call"
MOST = 200


def a_file() -> SimpleUploadedFile:
    return SimpleUploadedFile("report.pdf", PDF)


@dataclass
class Cast:
    """Who and what the acts are done with; rows are read anew for each try."""

    neglect: Body
    police: Agency
    officer: Person
    chair: Person

    def action(self) -> Action:
        return Action.objects.get()

    def someone(self, person: Person) -> Person:
        return Person.objects.get(pk=person.pk)


@pytest.fixture
def cast(neglect: Body, police: Agency, chair: Person, member: Person, partner: Person, business_unit: Person) -> Cast:
    return Cast(neglect, police, make_person("Officer", police), chair)


def an_action(cast: Cast) -> Action:
    return make_action(cast.neglect, cast.police, by=cast.chair, holder=cast.officer, due_on=dt.date(2026, 12, 4))


def a_claimed_action(cast: Cast) -> Action:
    return actions.claim_complete(action=an_action(cast), impact=SO_THAT, by=cast.officer, now=NOW, files=[a_file()])


def a_date_change(cast: Cast) -> DateChange:
    return actions.ask_new_date(
        action=an_action(cast), to_on=dt.date(2027, 1, 15), reason="Software late", by=cast.officer, now=NOW
    )


def a_meeting(cast: Cast) -> Meeting:
    return meetings.plan_meeting(body=cast.neglect, meets_on=TODAY, starts_at=dt.time(10), by=cast.chair, now=NOW)


def nothing(cast: Cast) -> None:
    """The act needs nothing before it."""


def record(cast: Cast) -> None:
    make_action(
        cast.neglect, cast.police, by=cast.someone(cast.chair), holder=cast.officer, now=NOW,
        supporting=[(cast.chair.agency, "its own part")],
    )  # fmt: skip


def update(cast: Cast) -> None:
    by = cast.someone(cast.officer)
    actions.add_update(action=cast.action(), text="Two of four", judgement="at_risk", by=by, now=NOW, files=[a_file()])


def ask(cast: Cast) -> None:
    to_on = dt.date(2027, 1, 15)
    actions.ask_new_date(action=cast.action(), to_on=to_on, reason="Late", by=cast.someone(cast.officer), now=NOW)


def answer(cast: Cast) -> None:
    actions.answer_new_date(change=DateChange.objects.get(), grant=True, by=cast.someone(cast.chair), now=NOW)


def claim(cast: Cast) -> None:
    by = cast.someone(cast.officer)
    actions.claim_complete(action=cast.action(), impact=SO_THAT, by=by, now=NOW, files=[a_file()])


def give_back(cast: Cast) -> None:
    actions.return_action(action=cast.action(), missing="The figures", by=cast.someone(cast.chair), now=NOW)


def close(cast: Cast) -> None:
    actions.close_action(action=cast.action(), by=cast.someone(cast.chair), now=NOW)


def mark(cast: Cast) -> None:
    meeting = Meeting.objects.get()
    marks = {place.seat.pk: "present" for place in rosters.roster(meeting) if not place.is_vacant}
    attendance.record_attendance(meeting=meeting, marks=marks, by=cast.someone(cast.chair), now=NOW)


def decide(cast: Cast) -> None:
    decisions.record_decision(
        meeting=Meeting.objects.get(), text="Use one form", reasons="Four differ", by=cast.someone(cast.chair), now=NOW
    )


ACTS: dict[str, tuple[Callable[[Cast], Any], Callable[[Cast], None]]] = {
    "record an action": (nothing, record),
    "update with evidence": (an_action, update),
    "ask for a new date": (an_action, ask),
    "answer a new date": (a_date_change, answer),
    "claim complete": (an_action, claim),
    "return": (a_claimed_action, give_back),
    "close": (a_claimed_action, close),
    "mark attendance": (a_meeting, mark),
    "record a decision": (a_meeting, decide),
}


def broken_at(number: int, act: Callable[[], Any]) -> tuple[faults.Counter, bool]:
    """Do something with a fault at one statement. Returns what was counted, and whether it was done all the same."""
    with faults.fault_at(number) as counter:
        try:
            act()
        except faults.Injected:
            transaction.set_rollback(False)  # the statement never reached the database
            return counter, False
        except ValidationError:
            # Django takes a constraint that it could not look up for one that does not hold, and refuses.
            assert counter.broke
            transaction.set_rollback(False)
            return counter, False
    return counter, True


@pytest.mark.django_db
@pytest.mark.parametrize("name", ACTS)
def test_a_fault_at_any_statement_leaves_all_of_an_act_or_nothing(name: str, cast: Cast, say: Say) -> None:
    prepare, act = ACTS[name]
    prepare(cast)
    before, whole = faults.state(), 0
    for number in range(1, MOST):
        with transaction.atomic():
            counter, done = broken_at(number, lambda: act(cast))
            left = faults.changed(before, faults.state())
            # Where a look-up broke that the act can do without, it was done all the same, and whole.
            assert bool(left) == done, f"a fault at statement {number} left something in {left}"
            whole += done
            transaction.set_rollback(True)
        if not counter.broke:
            break
    assert counter.seen > 3 and not faults.changed(before, faults.state())
    say(f"{name}: {counter.seen} statements, nothing left by {number - whole} faults, whole after {whole - 1}")


@pytest.mark.django_db(transaction=True)
def test_a_fault_at_the_commit_leaves_nothing_and_no_file(cast: Cast) -> None:
    an_action(cast)
    before = faults.state()
    with faults.fault_at_commit(), pytest.raises(faults.Injected):
        update(cast)
    assert not faults.changed(before, faults.state())
    update(cast)
    assert [name for name in faults.changed(before, faults.state()) if name.startswith("file evidence/")]


# ---- jobs of several transactions: each of them whole, and the next run ends what this one began ----


@pytest.fixture
def two_owed(cast: Cast) -> dt.date:
    """Two actions whose steps are due on a day, one of them for the lead too."""
    for due_on in (dt.date(2026, 12, 4), dt.date(2026, 12, 11)):
        make_action(cast.neglect, cast.police, by=cast.chair, holder=cast.officer, due_on=due_on)
    Notice.objects.all().delete()
    return dt.date(2026, 12, 14)


def ledger() -> tuple[list[Any], list[Any], list[Any]]:
    """What was recorded, who was told in a mail of which day, and the mails; without the numbers of rows."""
    chases = Chase.objects.order_by("subject", "step").values_list("subject", "due_on", "step")
    told = Telling.objects.order_by("chase__subject", "chase__step", "person").values_list(
        "chase__subject", "chase__step", "person", "notice__key"
    )
    return list(chases), list(told), list(Notice.objects.order_by("key").values_list("key", "to", "subject"))


def test_a_fault_at_any_statement_of_the_chase_is_made_up_by_the_next_run(two_owed: dt.date, say: Say) -> None:
    at = at_hour(two_owed, 8)
    with transaction.atomic():
        chasing.chase(on=two_owed, now=at)
        undisturbed = ledger()
        transaction.set_rollback(True)
    assert undisturbed[0] and undisturbed[2]
    for number in range(1, 2 * MOST):
        with transaction.atomic():
            counter, _ = broken_at(number, lambda: chasing.chase(on=two_owed, now=at))
            assert not Chase.objects.filter(tellings=None).exists(), f"{number}: a chase that nobody is told of"
            assert not Notice.objects.filter(tellings=None).exists(), f"{number}: a digest of nothing"
            chasing.chase(on=two_owed, now=at)
            assert ledger() == undisturbed, f"a fault at statement {number} left its mark"
            transaction.set_rollback(True)
        if not counter.broke:
            break
    assert counter.seen > 10
    say(f"chase and digests: a fault at each of {counter.seen} statements was made up by the next run")


def test_a_fault_at_any_statement_of_the_delivery_loses_no_mail_and_doubles_at_most_one(
    cast: Cast, two_owed: dt.date, say: Say
) -> None:
    at = at_hour(two_owed, 8)
    chasing.chase(on=two_owed, now=at)
    keys = set(Notice.objects.values_list("pk", flat=True))
    assert len(keys) > 1
    for number in range(1, MOST):
        mail.outbox.clear()
        with transaction.atomic():
            counter, _ = broken_at(number, lambda: notices.deliver_notices(now=at))
            notices.deliver_notices(now=at + dt.timedelta(minutes=11))
            assert not Notice.objects.exclude(status=Notice.Status.SENT).exists(), f"{number}: a mail stayed behind"
            transaction.set_rollback(True)
        ids = [message.extra_headers["Message-ID"] for message in mail.outbox]
        assert len(set(ids)) == len(keys)
        assert len(ids) <= len(keys) + 1, f"a fault at statement {number} doubled more than one mail"
        if not counter.broke:
            break
    say(f"delivery: a fault at each of {counter.seen} statements lost no mail")
