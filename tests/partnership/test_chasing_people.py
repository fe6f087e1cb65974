"""Who is told when people are away, leave or change agency; when agencies close; when somebody else must act first."""

import datetime as dt
from importlib import import_module

import pytest
from django.apps import apps

from partnership import chasing
from partnership.kit.dates import at_hour
from partnership.models import Agency, AgencyClosure, Appointment, Body, Chase, Notice, Person, Snooze, Telling
from subgroups.models import Action, DateChange
from subgroups.obligations import ACTIONS
from subgroups.services import actions as action_services
from tests.factories import NOW, make_action, make_appointment, make_membership, make_person

DUE = dt.date(2026, 12, 4)  # a Friday; ten working days before it is Friday 20 November
FIRST = dt.date(2026, 11, 20)


@pytest.fixture
def officer(police: Agency) -> Person:
    return make_person("Police officer", police)


@pytest.fixture
def action(neglect: Body, police: Agency, officer: Person, chair: Person, partner: Person) -> Action:
    return make_action(neglect, police, by=chair, holder=officer, due_on=DUE)


def run(day: dt.date, hour: int = 7) -> dict[str, int]:
    return chasing.chase(on=day, now=at_hour(day, hour))


def told() -> list[tuple[str, str, str]]:
    """Step, person told, in whose place."""
    rows = Telling.objects.order_by("chase__step_on", "pk").select_related("chase", "person", "instead_of")
    return [
        (row.chase.step, row.person.name if row.person else "", row.instead_of.name if row.instead_of else "")
        for row in rows
    ]


# ---- away ----


def test_while_somebody_is_away_the_deputy_is_told_and_the_ledger_says_for_whom(
    action: Action, officer: Person, police: Agency
) -> None:
    deputy = make_person("Deputy", police)
    Person.objects.filter(pk=officer.pk).update(
        away_from_on=FIRST, away_to_on=FIRST + dt.timedelta(days=5), away_deputy=deputy
    )
    run(FIRST)
    assert told() == [("10-before", "Deputy", "Police officer")]
    digest = Notice.objects.get(kind="digest")
    assert digest.to == deputy
    run(dt.date(2026, 12, 1))
    assert told()[-1] == ("3-before", "Police officer", "")


def test_a_deputy_who_is_away_too_does_not_stand_in(action: Action, officer: Person, police: Agency) -> None:
    deputy = make_person("Deputy", police, away_from_on=FIRST, away_to_on=None)
    Person.objects.filter(pk=officer.pk).update(away_from_on=FIRST, away_to_on=None, away_deputy=deputy)
    run(FIRST)
    assert told() == [("10-before", "Police officer", "")]


# ---- leaving and changing agency ----


def test_a_holder_who_works_elsewhere_now_is_not_told_and_the_lead_is(
    action: Action, officer: Person, partner: Person, fire: Agency
) -> None:
    Person.objects.filter(pk=officer.pk).update(agency=fire)
    run(FIRST)
    assert told() == [("10-before", partner.name, "")]


def test_what_was_for_somebody_who_left_between_step_and_digest_goes_to_the_lead_once(
    action: Action, officer: Person, partner: Person, fire: Agency
) -> None:
    chasing.record_chases(on=FIRST, now=at_hour(FIRST, 7))
    Person.objects.filter(pk=officer.pk).update(agency=fire)
    assert chasing.write_digests(on=FIRST, now=at_hour(FIRST, 8)) == 1
    assert told() == [("10-before", partner.name, "")]
    assert Notice.objects.get(kind="digest").to == partner
    assert Chase.objects.count() == 1


def test_a_lead_whose_office_ended_between_step_and_digest_is_not_told(
    neglect: Body, police: Agency, chair: Person, partner: Person
) -> None:
    make_action(neglect, police, by=chair, due_on=DUE)
    chasing.record_chases(on=FIRST, now=at_hour(FIRST, 7))
    Appointment.objects.filter(person=partner).update(to_on=FIRST - dt.timedelta(days=1))
    after = make_person("New lead", police)
    make_appointment(after, Appointment.Role.AGENCY_LEAD, police)
    chasing.write_digests(on=FIRST, now=at_hour(FIRST, 8))
    assert told() == [("10-before", "New lead", "")]


def test_somebody_who_is_told_of_a_step_already_is_not_told_of_it_again(
    action: Action, officer: Person, partner: Person, fire: Agency
) -> None:
    """Owner and lead were both to be told; the owner left, and the lead takes the owner's place."""
    day = dt.date(2026, 12, 11)
    chasing.record_chases(on=day, now=at_hour(day, 7))
    Person.objects.filter(pk=officer.pk).update(agency=fire)
    chasing.write_digests(on=day, now=at_hour(day, 8))
    assert set(Telling.objects.values_list("person__name", flat=True)) == {partner.name}
    assert Telling.objects.filter(chase__step="5-after").count() == 1
    assert Notice.objects.filter(kind="digest").count() == 1


# ---- closures and silences ----


def test_days_on_which_an_agency_is_closed_do_not_count(action: Action, police: Agency) -> None:
    AgencyClosure.objects.create(
        agency=police, from_on=dt.date(2026, 11, 23), to_on=dt.date(2026, 11, 27), reason="Moving house"
    )
    # Ten working days of the police before 4 December begin a week earlier.
    assert chasing.calendar_of(police.pk).add(DUE, -10) == dt.date(2026, 11, 13)
    run(dt.date(2026, 11, 13))
    assert [step for step, _, _ in told()] == ["10-before"]


def test_after_the_due_date_the_ladder_waits_while_the_agency_is_closed(action: Action, police: Agency) -> None:
    run(FIRST)
    run(dt.date(2026, 12, 1))
    AgencyClosure.objects.create(
        agency=police, from_on=dt.date(2026, 12, 7), to_on=dt.date(2026, 12, 11), reason="Flood"
    )
    chasing.look_again(agency_id=police.pk)
    run(dt.date(2026, 12, 11))
    assert [step for step, _, _ in told()] == ["10-before", "3-before"]
    run(dt.date(2026, 12, 14))
    assert [step for step, _, _ in told()][-1] == "1-after"


def test_in_a_silence_no_step_is_taken_and_afterwards_they_come_in_one_digest(
    action: Action, officer: Person, chair: Person
) -> None:
    Snooze.objects.create(
        kind="action", subject=action.pk, reference=action.reference, body=action.body, from_on=FIRST,
        to_on=dt.date(2026, 12, 2), reason="Waits for the court", by=chair, at=NOW,
    )  # fmt: skip
    run(FIRST)
    run(dt.date(2026, 12, 2))
    assert told() == []
    run(dt.date(2026, 12, 3))
    assert [step for step, _, _ in told()] == ["10-before", "3-before"]
    assert Notice.objects.filter(kind="digest", to=officer).count() == 1
    assert Notice.objects.get(kind="digest").text.count(action.title) == 1


def test_a_silence_that_was_ended_is_over(action: Action, chair: Person) -> None:
    silence = Snooze.objects.create(
        kind="action", subject=action.pk, reference=action.reference, from_on=FIRST, to_on=dt.date(2026, 12, 2),
        reason="Waits", by=chair, at=NOW,
    )  # fmt: skip
    run(FIRST)
    Snooze.objects.filter(pk=silence.pk).update(ended_at=NOW, ended_by=chair)
    ACTIONS.look_again()
    run(FIRST, 9)
    assert [step for step, _, _ in told()] == ["10-before"]


# ---- waiting for somebody else ----


def test_while_the_chair_has_not_answered_the_holder_is_not_chased(
    action: Action, officer: Person, chair: Person
) -> None:
    change = action_services.ask_new_date(
        action=action, to_on=DUE + dt.timedelta(days=30), reason="Late", by=officer, now=at_hour(FIRST, 6)
    )
    run(dt.date(2026, 12, 8))
    assert not Chase.objects.filter(kind="action").exists()
    action_services.answer_new_date(
        change=DateChange.objects.get(pk=change.pk), grant=False, answer="No", by=chair,
        now=at_hour(dt.date(2026, 12, 8), 9),
    )  # fmt: skip
    run(dt.date(2026, 12, 9))
    steps = list(Chase.objects.filter(kind="action").order_by("step_on").values_list("step", flat=True))
    assert steps == ["10-before", "3-before", "1-after"]


# ---- answers ----


def test_acting_answers_the_chases_that_nobody_had_answered(action: Action, officer: Person) -> None:
    run(FIRST)
    first = at_hour(dt.date(2026, 11, 24), 10)
    assert chasing.note_answer(kind="action", subject=action.pk, by=officer, now=first) == 1
    assert chasing.note_answer(kind="action", subject=action.pk, by=officer, now=first + dt.timedelta(days=1)) == 0
    chase = Chase.objects.get()
    assert (chase.answered_at, chase.answered_by, chase.answer_days) == (first, officer, 2)


def test_answers_from_before_their_days_were_counted_get_them_by_the_migration(
    action: Action, officer: Person, police: Agency
) -> None:
    day = dt.date(2026, 11, 23)
    AgencyClosure.objects.create(agency=police, reason="Training", from_on=day, to_on=day)
    run(FIRST)
    chasing.note_answer(kind="action", subject=action.pk, by=officer, now=at_hour(dt.date(2026, 11, 25), 10))
    counted = Chase.objects.get().answer_days
    Chase.objects.update(answer_days=None)
    import_module("partnership.migrations.0004_kept_counts").count_days(apps, None)
    assert Chase.objects.get().answer_days == counted == 2


def test_an_answer_does_not_answer_what_was_sent_after_it(action: Action, officer: Person) -> None:
    run(FIRST)
    assert chasing.note_answer(kind="action", subject=action.pk, by=officer, now=at_hour(FIRST, 6)) == 0


# ---- looking only where something can have moved ----


def test_what_was_looked_at_is_left_alone_until_its_next_day(action: Action) -> None:
    run(dt.date(2026, 11, 18))
    action.refresh_from_db()
    assert action.next_chase_on == FIRST
    assert run(dt.date(2026, 11, 19))["looked at"] == 0
    assert run(FIRST)["looked at"] == 1


def test_every_save_makes_the_engine_look_again(action: Action, officer: Person) -> None:
    run(FIRST)
    action_services.add_update(action=Action.objects.get(), text="Half", by=officer, now=NOW)
    assert Action.objects.get().next_chase_on is None
    assert run(FIRST, 9) == {"looked at": 1, "chases": 0, "digests": 0}


def test_the_note_of_when_to_look_is_no_part_of_history(action: Action) -> None:
    before = action.history.count()
    run(FIRST)
    assert action.history.count() == before
    assert not hasattr(action.history.first(), "next_chase_on")


def test_an_executive_without_a_chair_is_shown_as_a_vacant_office(action: Action, executive: Body) -> None:
    run(dt.date(2027, 1, 8))
    assert Telling.objects.get(chase__step="20-after").person is None
    head = make_person("Chair of the Executive")
    make_membership(head, executive, role="chair")
    run(dt.date(2027, 1, 9))
    assert Chase.objects.filter(step="20-after").count() == 1


def test_one_handful_that_fails_does_not_hold_up_the_others(
    action: Action, neglect: Body, police: Agency, chair: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    from partnership.chasing import recording

    good = make_action(neglect, police, by=chair, due_on=DUE)
    take = recording.as_chase

    def failing(owed, *rest):  # type: ignore[no-untyped-def]
        if owed.subject == action.pk:
            raise RuntimeError("broken row")
        return take(owed, *rest)

    monkeypatch.setattr(recording, "as_chase", failing)
    monkeypatch.setattr(recording, "BATCH", 1)
    monkeypatch.setattr(recording, "batches", lambda rows, size=1: ([row] for row in rows))
    with pytest.raises(RuntimeError):
        chasing.record_chases(on=FIRST, now=at_hour(FIRST, 7))
    assert list(Chase.objects.values_list("subject", flat=True)) == [good.pk]
    monkeypatch.undo()
    chasing.record_chases(on=FIRST, now=at_hour(FIRST, 8))
    assert Chase.objects.count() == 2
