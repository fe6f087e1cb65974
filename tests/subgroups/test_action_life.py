"""Whose an action is, the parts of supporting agencies, requests taken back, and whether a difference lasted."""

import datetime as dt
import re
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from partnership import chasing
from partnership.kit.dates import at_hour
from partnership.kit.errors import NotYours, WrongState
from partnership.models import Agency, Appointment, Body, Chase, Notice, Person, Telling
from partnership.notices import deliver_notices
from partnership.obligations import kind_of
from subgroups.deadlines import impact_check_due
from subgroups.models import Action, DateChange, ImpactCheck, OwnershipQuery, Support
from subgroups.services import actions
from tests.factories import NOW, PDF, TODAY, make_action, make_appointment, make_person

SO_THAT = "so that officers see earlier referrals on the way to a call"


def a_file(name: str = "report.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PDF)


def as_(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def officer(police: Agency) -> Person:
    """Works for the police and leads nothing."""
    return make_person("Police officer", police)


@pytest.fixture
def action(neglect: Body, police: Agency, officer: Person, business_unit: Person) -> Action:
    return make_action(neglect, police, by=business_unit, holder=officer)


@pytest.fixture
def shared(neglect: Body, police: Agency, fire: Agency, officer: Person, business_unit: Person) -> Action:
    """Held by the police, supported by the fire service."""
    return make_action(neglect, police, by=business_unit, holder=officer, supporting=[(fire, "home visits")])


@pytest.fixture
def part(shared: Action) -> Support:
    return shared.supports.get()


def claimed(action: Action, by: Person) -> Action:
    return actions.claim_complete(action=action, impact=SO_THAT, by=by, now=NOW, files=[a_file()])


def closed(action: Action, officer: Person, chair: Person, **given: Any) -> Action:
    claimed(action, officer)
    return actions.close_action(action=action, by=chair, now=NOW, **given)


class TestParts:
    def test_a_judgement_of_a_part_stays_with_the_part(self, shared: Action, part: Support, outsider: Person) -> None:
        actions.add_update(action=shared, text="Half of the visits", judgement="at_risk", by=outsider, now=NOW)
        part.refresh_from_db()
        assert part.judgement == "at_risk"
        assert Action.objects.get(pk=shared.pk).judgement == ""

    def test_a_part_is_done_by_its_own_agency_with_what_was_done_and_evidence(
        self, shared: Action, part: Support, outsider: Person
    ) -> None:
        done = actions.finish_part(support=part, note="All 40 visits made", by=outsider, now=NOW, files=[a_file()])
        assert (done.done_note, done.done_by, done.done_at) == ("All 40 visits made", outsider, NOW)
        assert shared.evidence.get().update.agency == done.agency
        assert done.history.first().history_change_reason == "Part done"

    def test_said_twice_nothing_more_happens(self, shared: Action, part: Support, outsider: Person) -> None:
        for _ in range(2):
            actions.finish_part(support=part, note="Done", by=outsider, now=NOW)
        assert shared.updates.count() == 1

    def test_the_lead_agency_does_not_speak_for_a_part(self, part: Support, partner: Person) -> None:
        with pytest.raises(NotYours):
            actions.finish_part(support=part, note="Done", by=partner, now=NOW)

    def test_a_part_needs_words_and_a_live_action(self, shared: Action, part: Support, outsider: Person, chair: Person):
        with pytest.raises(ValidationError, match="what was done"):
            actions.finish_part(support=part, note=" ", by=outsider, now=NOW)
        actions.withdraw_action(action=shared, reason="Over", by=chair, now=NOW)
        with pytest.raises(WrongState):
            actions.finish_part(support=part, note="Done", by=outsider, now=NOW)

    def test_the_chair_opens_a_part_again_and_the_agency_is_told(
        self, shared: Action, part: Support, outsider: Person, chair: Person
    ) -> None:
        actions.finish_part(support=part, note="Done", by=outsider, now=NOW)
        with pytest.raises(ValidationError, match="what is missing"):
            actions.reopen_part(support=part, reason=" ", by=chair, now=NOW)
        with pytest.raises(NotYours):
            actions.reopen_part(support=part, reason="No", by=outsider, now=NOW)
        for _ in range(2):
            again = actions.reopen_part(support=part, reason="The list of homes", by=chair, now=NOW)
        assert (again.done_at, again.done_note, again.chase_from_on) == (None, "", TODAY)
        assert Notice.objects.filter(kind="part returned", to=outsider).count() == 1
        assert "The list of homes" in shared.updates.first().text

    def test_closing_with_a_part_open_needs_a_reason_that_is_kept(
        self, shared: Action, officer: Person, chair: Person
    ) -> None:
        claimed(shared, officer)
        with pytest.raises(ValidationError, match="Write why the action is closed all the same"):
            actions.close_action(action=shared, by=chair, now=NOW)
        actions.close_action(action=shared, by=chair, now=NOW, parts_reason="The homes were closed")
        assert "The homes were closed" in shared.updates.first().text

    def test_closing_with_every_part_done_asks_nothing_more(
        self, shared: Action, part: Support, officer: Person, outsider: Person, chair: Person
    ) -> None:
        actions.finish_part(support=part, note="Done", by=outsider, now=NOW)
        assert closed(shared, officer, chair).status == Action.Status.CLOSED

    def test_the_pages_of_a_part(self, monday: Any, shared: Action, part: Support, outsider: Person, chair: Person):
        page = f"{shared.get_absolute_url()}parts/{part.pk}/"
        assert "Our part is done" in as_(outsider).get(shared.get_absolute_url()).text
        answer = as_(outsider).post(f"{page}done/", {"note": "All visits made"})
        assert answer.status_code == 302
        assert "All visits made" in as_(chair).get(shared.get_absolute_url()).text
        assert as_(chair).post(f"{page}reopen/", {"note": "Two are missing"}).status_code == 302
        assert Support.objects.get(pk=part.pk).done_at is None
        assert as_(chair).get(f"{page}done/").status_code == 403

    def test_the_closing_page_warns_and_asks_why(self, monday: Any, shared: Action, officer: Person, chair: Person):
        claimed(shared, officer)
        page = f"{shared.get_absolute_url()}close/"
        assert "Not every part is done" in as_(chair).get(page).text
        answer = as_(chair).post(page, {"impact": SO_THAT})
        assert answer.status_code == 422
        assert "closed all the same" in answer.text
        assert as_(chair).post(page, {"impact": SO_THAT, "parts_reason": "Homes closed"}).status_code == 302


class TestWhose:
    def test_the_holder_says_it_is_not_theirs_once(self, action: Action, officer: Person, fire: Agency) -> None:
        query = actions.query_ownership(action=action, reason="We hold no homes", suggested=fire, by=officer, now=NOW)
        assert (query.agency, query.suggested, query.answer_due_on > TODAY) == (action.lead_agency, fire, True)
        with pytest.raises(ValidationError, match="the chair will answer"):
            actions.query_ownership(action=action, reason="Again", by=officer, now=NOW)

    def test_others_cannot_say_it(self, action: Action, outsider: Person, chair: Person) -> None:
        for person in (outsider, chair):
            with pytest.raises(NotYours):
                actions.query_ownership(action=action, reason="Hello", by=person, now=NOW)

    def test_given_away_it_has_no_holder_a_new_lead_and_a_ladder_that_begins_today(
        self, action: Action, officer: Person, outsider: Person, fire: Agency, chair: Person
    ) -> None:
        actions.ask_new_date(
            action=action, to_on=action.due_on + dt.timedelta(days=9), reason="Busy", by=officer, now=NOW
        )
        query = actions.query_ownership(action=action, reason="Not ours", by=officer, now=NOW)
        answered = actions.answer_ownership(query=query, to=fire, answer="", by=chair, now=NOW)
        moved = Action.objects.get(pk=action.pk)
        assert answered.status == OwnershipQuery.Status.MOVED
        assert (moved.lead_agency, moved.holder, moved.chase_from_on) == (fire, None, TODAY)
        assert moved.date_changes.get().status == DateChange.Status.UNDONE
        assert Notice.objects.filter(kind="action given", to=outsider).count() == 1
        told = Notice.objects.get(kind="action moved", to=officer)
        assert fire.name not in told.text and action.reference not in told.text.replace(told.subject, "")
        assert moved.history.first().history_change_reason == "Given to another agency"

    def test_the_agency_that_takes_it_no_longer_supports_it(
        self, shared: Action, officer: Person, fire: Agency, chair: Person
    ) -> None:
        query = actions.query_ownership(action=shared, reason="Not ours", by=officer, now=NOW)
        actions.answer_ownership(query=query, to=fire, answer="", by=chair, now=NOW)
        assert not shared.supports.exists()

    def test_kept_needs_a_reason_and_tells_who_asked(self, action: Action, officer: Person, chair: Person) -> None:
        query = actions.query_ownership(action=action, reason="Not ours", by=officer, now=NOW)
        with pytest.raises(ValidationError, match="why it stays"):
            actions.answer_ownership(query=query, to=None, answer=" ", by=chair, now=NOW)
        actions.answer_ownership(query=query, to=None, answer="The force agreed to it in March", by=chair, now=NOW)
        assert Notice.objects.filter(kind="action kept", to=officer).count() == 1
        with pytest.raises(WrongState):
            actions.answer_ownership(query=query, to=None, answer="Again", by=chair, now=NOW)

    def test_who_asked_does_not_answer(self, action: Action, business_unit: Person, fire: Agency) -> None:
        query = actions.query_ownership(action=action, reason="They rang", by=business_unit, now=NOW)
        with pytest.raises(ValidationError, match="somebody else must answer"):
            actions.answer_ownership(query=query, to=fire, answer="", by=business_unit, now=NOW)

    def test_the_agency_cannot_answer_itself(self, action: Action, officer: Person, partner: Person, fire: Agency):
        query = actions.query_ownership(action=action, reason="Not ours", by=officer, now=NOW)
        with pytest.raises(NotYours):
            actions.answer_ownership(query=query, to=fire, answer="", by=partner, now=NOW)

    def test_it_is_taken_back(self, action: Action, officer: Person, outsider: Person) -> None:
        query = actions.query_ownership(action=action, reason="Not ours", by=officer, now=NOW)
        with pytest.raises(NotYours):
            actions.take_back_query(query=query, by=outsider, now=NOW)
        assert actions.take_back_query(query=query, by=officer, now=NOW).status == OwnershipQuery.Status.UNDONE
        with pytest.raises(WrongState):
            actions.take_back_query(query=query, by=officer, now=NOW)

    def test_claiming_lets_what_was_asked_fall_away(self, action: Action, officer: Person) -> None:
        query = actions.query_ownership(action=action, reason="Not ours", by=officer, now=NOW)
        claimed(action, officer)
        query.refresh_from_db()
        assert query.status == OwnershipQuery.Status.UNDONE

    def test_the_pages_from_the_agency_to_the_answer(
        self, monday: Any, action: Action, partner: Person, chair: Person, fire: Agency, outsider: Person
    ) -> None:
        page = action.get_absolute_url()
        assert "This is not ours" in as_(partner).get(page).text
        assert as_(partner).post(f"{page}not-ours/", {"reason": "Homes are not ours"}).status_code == 302
        assert "Waits for the chair since" in as_(partner).get(page).text
        assert as_(chair).get(f"{page}whose/").status_code == 200
        refused = as_(chair).post(f"{page}whose/", {"decision": "move"})
        assert "Choose the agency that takes it" in refused.text
        assert as_(chair).post(f"{page}whose/", {"decision": "move", "to": fire.pk}).status_code == 302
        assert as_(partner).get(page).status_code == 404
        assert as_(outsider).get(page).status_code == 200

    def test_the_page_of_taking_back(self, monday: Any, action: Action, partner: Person) -> None:
        page = f"{action.get_absolute_url()}ours-after-all/"
        assert as_(partner).get(page).status_code == 404
        actions.query_ownership(action=action, reason="Not ours", by=partner, now=NOW)
        assert as_(partner).post(page).status_code == 302
        assert action.ownership_queries.get().status == OwnershipQuery.Status.UNDONE


class TestDatesTakenBack:
    def ask(self, action: Action, by: Person) -> DateChange:
        return actions.ask_new_date(
            action=action, to_on=action.due_on + dt.timedelta(days=9), reason="Busy", by=by, now=NOW
        )

    def test_ones_own_request_is_taken_back_once(self, action: Action, officer: Person, outsider: Person) -> None:
        change = self.ask(action, officer)
        with pytest.raises(NotYours):
            actions.take_back_date(change=change, by=outsider, now=NOW)
        assert actions.take_back_date(change=change, by=officer, now=NOW).status == DateChange.Status.UNDONE
        with pytest.raises(WrongState):
            actions.take_back_date(change=change, by=officer, now=NOW)

    def test_another_may_be_asked_for_afterwards(self, action: Action, officer: Person) -> None:
        actions.take_back_date(change=self.ask(action, officer), by=officer, now=NOW)
        assert self.ask(action, officer).status == DateChange.Status.ASKED

    def test_the_page(self, monday: Any, action: Action, partner: Person) -> None:
        self.ask(action, partner)
        assert "Take the request back" in as_(partner).get(action.get_absolute_url()).text
        assert as_(partner).post(f"{action.get_absolute_url()}keep-date/").status_code == 302
        assert as_(partner).get(f"{action.get_absolute_url()}keep-date/").status_code == 404


class TestColleagues:
    def give(self, action: Action, by: Person, **given: str) -> Action:
        fields = {"email": "new.colleague@police.example", "name": "New colleague", "job_title": "Sergeant", **given}
        return actions.delegate_action(action=action, by=by, now=NOW, **fields)

    def test_a_colleague_is_invited_into_the_leads_own_agency_and_holds_the_action(
        self, action: Action, partner: Person, police: Agency
    ) -> None:
        given = self.give(action, partner)
        colleague = given.holder
        assert colleague is not None
        assert (colleague.agency, colleague.job_title, colleague.has_usable_password()) == (police, "Sergeant", False)
        assert not Appointment.objects.filter(person=colleague).exists()
        assert set(Notice.objects.filter(to=colleague).values_list("kind", flat=True)) == {"invitation", "action given"}

    def test_the_link_is_good_for_one_use(self, action: Action, partner: Person, monday: Any) -> None:
        self.give(action, partner)
        deliver_notices(now=NOW)
        letter = next(one for one in mail.outbox if "invitation" in one.subject.lower())
        found = re.search(r"https?://[^/\s]+(/\S+)", letter.body)
        assert found
        client = Client()
        answer = client.get(found[1], follow=True)
        new = "a quite long pass phrase 7"
        path = answer.redirect_chain[-1][0] if answer.redirect_chain else found[1]
        client.post(path, {"new_password1": new, "new_password2": new, "password1": new, "password2": new})
        colleague = Person.objects.get(email="new.colleague@police.example")
        assert colleague.has_usable_password()
        again = Client().get(found[1], follow=True)
        assert 'name="new_password1"' not in again.text and 'name="password1"' not in again.text

    def test_the_colleague_sees_that_action_and_no_other(
        self, monday: Any, action: Action, partner: Person, neglect: Body, police: Agency, fire: Agency,
        business_unit: Person,
    ) -> None:  # fmt: skip
        others = [make_action(neglect, agency, by=business_unit) for agency in (police, police, fire)]
        colleague = self.give(action, partner).holder
        client = as_(colleague)  # type: ignore[arg-type]
        assert list(Action.objects.visible_to(colleague)) == [action]
        for other in others:
            assert client.get(other.get_absolute_url()).status_code == 404
            assert other.reference not in client.get("/actions/?key=all").text
        assert action.reference in client.get("/actions/").text
        assert action.reference in client.get("/").text
        assert client.get(f"{action.get_absolute_url()}update/").status_code == 200
        assert client.get(f"{action.get_absolute_url()}delegate/").status_code == 403

    def test_an_address_of_another_agency_is_refused_without_saying_whose(
        self, action: Action, partner: Person, outsider: Person
    ) -> None:
        with pytest.raises(ValidationError) as refused:
            self.give(action, partner, email=outsider.email.upper())
        said = " ".join(refused.value.messages)
        assert "cannot be invited from here" in said
        assert outsider.name not in said and outsider.agency.name not in said  # type: ignore[union-attr]
        assert Action.objects.get(pk=action.pk).holder != outsider

    def test_a_colleague_who_is_here_is_found_by_address(self, action: Action, partner: Person, police: Agency) -> None:
        here = make_person("Here already", police)
        Person.objects.filter(pk=here.pk).update(last_login=NOW)
        assert self.give(action, partner, email=here.email).holder == here
        assert not Notice.objects.filter(to=here, kind="invitation").exists()

    @pytest.mark.parametrize("who", ["officer", "outsider", "chair", "business_unit", "safeguarding_partner"])
    def test_only_the_agencys_lead_invites(self, who: str, action: Action, request: pytest.FixtureRequest) -> None:
        people = Person.objects.count() + (0 if who == "officer" else 1)
        person = request.getfixturevalue(who)
        people = Person.objects.count()
        with pytest.raises(NotYours):
            self.give(action, person)
        assert Person.objects.count() == people

    def test_a_lead_of_another_agency_cannot_use_the_page(self, monday: Any, action: Action, fire: Agency) -> None:
        lead = make_person("Lead", fire)
        make_appointment(lead, Appointment.Role.AGENCY_LEAD, fire)
        assert as_(lead).post(f"{action.get_absolute_url()}delegate/", {"who": "invite"}).status_code == 404

    def test_the_page(self, monday: Any, action: Action, partner: Person, police: Agency) -> None:
        page = f"{action.get_absolute_url()}delegate/"
        here = make_person("Here already", police)
        assert "Here already" in as_(partner).get(page).text
        assert "Enter their name" in as_(partner).post(page, {"who": "invite"}).text
        assert as_(partner).post(page, {"who": here.pk}).status_code == 302
        assert Action.objects.get().holder == here
        new = {"who": "invite", "name": "New colleague", "email": "new@police.example"}
        assert as_(partner).post(page, new).status_code == 302
        assert Action.objects.get().holder.name == "New colleague"  # type: ignore[union-attr]


class TestLasting:
    def test_closing_puts_down_when_it_is_looked_at_again(self, action: Action, officer: Person, chair: Person) -> None:
        closed(action, officer, chair)
        check = action.impact_checks.get()
        assert (check.due_on, check.cancelled_on, check.outcome) == (impact_check_due(TODAY), None, "")

    def test_the_agency_says_whether_it_lasted_once(self, action: Action, officer: Person, chair: Person) -> None:
        closed(action, officer, chair)
        check = action.impact_checks.get()
        with pytest.raises(ValidationError, match="how that is known"):
            actions.check_impact(check=check, outcome="lasted", text=" ", by=officer, now=NOW)
        with pytest.raises(NotYours):
            actions.check_impact(check=check, outcome="lasted", text="Figures", by=chair, now=NOW)
        said = actions.check_impact(check=check, outcome="lasted", text="Figures of May", by=officer, now=NOW)
        assert (said.outcome, said.checked_by, said.checked_at) == ("lasted", officer, NOW)
        with pytest.raises(WrongState):
            actions.check_impact(check=check, outcome="faded", text="No", by=officer, now=NOW)

    def test_the_chair_hears_that_it_did_not_last_and_may_open_it_again(
        self, monday: Any, action: Action, officer: Person, chair: Person
    ) -> None:
        closed(action, officer, chair)
        page = action.get_absolute_url()
        answer = as_(officer).post(f"{page}impact/", {"outcome": "faded", "text": "Referrals fell back to 40 %"})
        assert answer.status_code == 302
        assert Notice.objects.filter(kind="impact faded", to=chair).count() == 1
        assert "did not last" in as_(chair).get(page).text
        assert "open the action again" in as_(chair).get(page).text
        assert "open the action again" not in as_(officer).get(page).text

    def test_opening_again_cancels_what_was_still_to_be_asked(
        self, action: Action, officer: Person, chair: Person
    ) -> None:
        closed(action, officer, chair)
        actions.reopen_action(action=action, reason="Not done", due_on=TODAY, by=chair, now=NOW)
        check = action.impact_checks.get()
        assert check.cancelled_on == TODAY
        with pytest.raises(WrongState):
            actions.check_impact(check=check, outcome="lasted", text="Figures", by=officer, now=NOW)

    def test_closed_opened_and_closed_on_one_day_it_is_asked_once(
        self, action: Action, officer: Person, chair: Person
    ) -> None:
        closed(action, officer, chair)
        actions.reopen_action(action=action, reason="Not done", due_on=TODAY, by=chair, now=NOW)
        closed(action, officer, chair)
        assert ImpactCheck.objects.filter(cancelled_on__isnull=True).count() == 1

    def test_withdrawn_is_not_looked_at_again(self, action: Action, chair: Person) -> None:
        actions.withdraw_action(action=action, reason="Over", by=chair, now=NOW)
        assert not action.impact_checks.exists()


class TestChases:
    """Nobody is chased for what waits on somebody else, and what is owed is owed by the right office."""

    def owed(self, kind: str) -> list[Any]:
        declared = kind_of(kind)
        return [declared.describe(row) for row in declared.owed()]

    def test_a_part_is_owed_by_the_action_s_date_until_it_is_done(
        self, shared: Action, part: Support, outsider: Person
    ) -> None:
        (owed,) = self.owed("support")
        assert (owed.due_on, owed.agency_id, owed.office) == (shared.due_on, part.agency_id, "owner")
        actions.finish_part(support=part, note="Done", by=outsider, now=NOW)
        assert not self.owed("support")

    def test_a_part_is_still_owed_while_the_whole_is_claimed_and_not_once_it_is_closed(
        self, shared: Action, officer: Person, chair: Person
    ) -> None:
        claimed(shared, officer)
        assert self.owed("support")
        actions.close_action(action=shared, by=chair, now=NOW, parts_reason="Homes closed")
        assert not self.owed("support")

    def test_while_a_new_date_is_asked_the_chair_owes_the_answer_and_the_holder_nothing(
        self, shared: Action, officer: Person, chair: Person
    ) -> None:
        change = actions.ask_new_date(
            action=shared, to_on=shared.due_on + dt.timedelta(days=9), reason="Busy", by=officer, now=NOW
        )
        assert not self.owed("action") and not self.owed("support")
        (owed,) = self.owed("date-answer")
        assert (owed.due_on, owed.office, owed.agency_id) == (change.answer_due_on, "chair", None)
        actions.answer_new_date(change=change, grant=True, by=chair, now=NOW)
        assert self.owed("action") and self.owed("support") and not self.owed("date-answer")

    def test_while_it_is_said_not_to_be_theirs_the_chair_owes_the_answer(
        self, action: Action, officer: Person, chair: Person
    ) -> None:
        query = actions.query_ownership(action=action, reason="Not ours", by=officer, now=NOW)
        assert not self.owed("action")
        (owed,) = self.owed("ownership-answer")
        assert (owed.due_on, owed.office) == (query.answer_due_on, "chair")
        actions.answer_ownership(query=query, to=None, answer="It is", by=chair, now=NOW)
        assert self.owed("action") and not self.owed("ownership-answer")

    def test_the_chair_is_told_of_an_answer_and_the_action_s_page_shows_it(
        self, monday: Any, action: Action, officer: Person, chair: Person
    ) -> None:
        query = actions.query_ownership(action=action, reason="Not ours", by=officer, now=NOW)
        day = query.answer_due_on + dt.timedelta(days=4)
        chasing.chase(on=day, now=at_hour(day, 7))
        assert Telling.objects.filter(person=chair, chase__kind="ownership-answer").exists()
        assert not Chase.objects.filter(kind="action", on=day).exists()
        assert "for the answer to whose it is" in as_(officer).get(action.get_absolute_url()).text

    def test_whether_it_lasted_is_owed_by_who_held_it_until_it_is_said(
        self, action: Action, officer: Person, chair: Person
    ) -> None:
        closed(action, officer, chair)
        (owed,) = self.owed("impact-check")
        assert (owed.agency_id, owed.owner_id, owed.office) == (action.lead_agency_id, officer.pk, "owner")
        actions.check_impact(check=action.impact_checks.get(), outcome="lasted", text="Figures", by=officer, now=NOW)
        assert not self.owed("impact-check")

    def test_acting_answers_the_chases(self, action: Action, officer: Person) -> None:
        day = action.due_on + dt.timedelta(days=2)
        chasing.chase(on=day, now=at_hour(day, 7))
        actions.add_update(action=action, text="Nearly", by=officer, now=at_hour(day, 9))
        assert not Chase.objects.filter(kind="action", subject=action.pk, answered_at=None).exists()

    def test_the_page_says_that_it_waits(self, monday: Any, action: Action, officer: Person) -> None:
        actions.query_ownership(action=action, reason="Not ours", by=officer, now=NOW)
        assert "waits for the chair since" in as_(officer).get(action.get_absolute_url()).text
