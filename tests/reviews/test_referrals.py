"""The life of a referral: who may do what, from which state, what law sets, and what is never kept."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from partnership.deadlines import due_from
from partnership.kit.errors import NotYours, Stale, WrongState
from partnership.models import Agency, Body, Notice, Person, Rule
from reviews import deadlines as law
from reviews.criteria import all_limbs, holds, limbs_for
from reviews.models import Criterion, Deadline, Referral
from reviews.services import accesses, deadlines, referrals, reviews
from subgroups.models import Decision, Meeting
from tests.factories import NOW, TODAY, make_meeting
from tests.reviews.conftest import AWARE, MUST, Make, answer

DAY = dt.timedelta(days=1)


def clock(referral: Referral, key: str) -> Deadline:
    return referral.deadlines.get(rule_key=key)


def test_recording_numbers_the_referral_by_year_and_keeps_who_did_it(
    make_referral: Make, business_unit: Person
) -> None:
    first, second = make_referral(), make_referral()
    assert (first.reference, second.reference) == ("LR-2026-01", "LR-2026-02")
    next_year = make_referral(now=NOW + dt.timedelta(days=60), aware_on=TODAY)
    assert next_year.reference == "LR-2027-01"
    assert first.history.get().history_user == business_unit
    assert first.moves.get().to_status == Referral.Status.RECEIVED
    assert first.regime is not None and first.regime.key == "care-act-2014"


def test_a_number_goes_back_when_the_referral_is_refused(make_referral: Make) -> None:
    with pytest.raises(ValidationError):
        make_referral(summary="Lives at DY1 1AA")
    assert make_referral().reference == "LR-2026-01"


def test_an_agency_lead_refers_for_the_own_agency_only(make_referral: Make, partner: Person, fire: Agency) -> None:
    assert make_referral(by=partner).agency == partner.agency
    with pytest.raises(NotYours):
        make_referral(by=partner, agency=fire)


def test_nobody_else_refers(make_referral: Make, learning_chair: Person, independent_chair: Person) -> None:
    for person in (learning_chair, independent_chair):
        with pytest.raises(NotYours):
            make_referral(by=person)


@pytest.mark.parametrize(("field", "words"), [
    ("summary", "Seen by 943 476 5919"), ("summary", "born 3.4.2012"), ("summary", "write to a@b.example"),
    ("case_code", "943-476-5919"), ("case_code", "9434765919"), ("case_code", "Smith"), ("case_code", "DY1-1"),
])  # fmt: skip
def test_a_persons_details_are_refused_at_their_field(make_referral: Make, field: str, words: str) -> None:
    if words == "DY1-1":
        assert make_referral(case_code=words).case_code == words
        return
    with pytest.raises(ValidationError) as refused:
        make_referral(**{field: words})
    assert list(refused.value.message_dict) == [field]


def test_dates_stand_in_order_and_not_in_the_future(make_referral: Make) -> None:
    with pytest.raises(ValidationError, match="not in the future"):
        make_referral(aware_on=TODAY + DAY)
    with pytest.raises(ValidationError, match="not before the date of awareness"):
        make_referral(aware_on=TODAY, referred_on=TODAY - DAY)


def test_without_the_learning_sub_group_the_sentence_says_what_to_do(
    police: Agency, business_unit: Person, db: Any
) -> None:
    with pytest.raises(ValidationError, match="Add the Learning and Improvement sub group"):
        referrals.record_referral(
            kind="adult", agency=police, case_code="P1-1", aware_on=TODAY, summary="Harm", by=business_unit, now=NOW
        )


# ---- clocks ----


def test_the_clocks_of_a_serious_incident_run_from_awareness(child: Referral) -> None:
    notice = clock(child, law.NOTIFY)
    assert (notice.start_on, notice.due_on) == (AWARE, dt.date(2026, 11, 27))
    assert notice.length == "5 working days"
    assert notice.is_verified
    assert clock(child, law.TELL_PARTNERS).due_on == notice.due_on
    assert not child.deadlines.filter(rule_key=law.RAPID_REVIEW).exists()


def test_meeting_one_clock_begins_the_next(child: Referral, business_unit: Person) -> None:
    notice = clock(child, law.NOTIFY)
    deadlines.meet_deadline(deadline=notice, met_on=TODAY, proof="Receipt 77", by=business_unit, now=NOW)
    rapid = clock(child, law.RAPID_REVIEW)
    assert (rapid.start_on, rapid.due_on, rapid.is_verified) == (TODAY, dt.date(2026, 12, 14), False)
    with pytest.raises(WrongState):
        deadlines.meet_deadline(deadline=notice, met_on=TODAY, by=business_unit, now=NOW)


def test_a_verified_clock_kept_late_needs_its_reason(child: Referral, business_unit: Person) -> None:
    late = NOW + dt.timedelta(days=20)
    kept = {"deadline": clock(child, law.NOTIFY), "met_on": late.date(), "by": business_unit, "now": late}
    with pytest.raises(ValidationError) as refused:
        deadlines.meet_deadline(**kept)
    assert "late_reason" in refused.value.message_dict
    done = deadlines.meet_deadline(**kept, late_reason="Known late")
    assert (done.days_late, done.late_reason) == (16, "Known late")


def test_an_unverified_clock_warns_and_never_blocks(child: Referral, business_unit: Person) -> None:
    deadlines.meet_deadline(deadline=clock(child, law.NOTIFY), met_on=TODAY, by=business_unit, now=NOW)
    rapid, late = clock(child, law.RAPID_REVIEW), NOW + dt.timedelta(days=60)
    assert deadlines.meet_deadline(deadline=rapid, met_on=late.date(), by=business_unit, now=late).days_late == 39


def test_a_clock_is_not_kept_before_it_began_nor_in_the_future(child: Referral, business_unit: Person) -> None:
    for day in (AWARE - DAY, TODAY + DAY):
        with pytest.raises(ValidationError, match="Enter a date that is not"):
            deadlines.meet_deadline(deadline=clock(child, law.NOTIFY), met_on=day, by=business_unit, now=NOW)


def test_only_the_business_unit_keeps_clocks(child: Referral, learning_chair: Person, partner: Person) -> None:
    for person in (learning_chair, partner):
        with pytest.raises(NotYours):
            deadlines.meet_deadline(deadline=clock(child, law.NOTIFY), met_on=TODAY, by=person, now=NOW)


def test_a_later_change_of_the_rule_does_not_rewrite_the_past(child: Referral) -> None:
    due = clock(child, law.NOTIFY).due_on
    Rule.objects.filter(key=law.NOTIFY).update(value="1")
    assert clock(child, law.NOTIFY).due_on == due


def test_without_its_rule_a_clock_says_what_is_owed_and_has_no_date(make_referral: Make) -> None:
    Rule.objects.filter(key=law.NOTIFY).delete()
    bare = clock(make_referral(Referral.Kind.CHILD), law.NOTIFY)
    assert (bare.due_on, bare.is_verified, bool(bare.title)) == (None, False, True)


def test_what_else_is_owed_when_a_looked_after_child_has_died(make_referral: Make) -> None:
    assert clock(make_referral("child", also="looked_after"), law.LOOKED_AFTER).due_on == dt.date(2026, 11, 27)
    assert make_referral("adult", also="looked_after").also == ""


def test_a_corrected_date_of_awareness_moves_the_clocks_that_still_run(child: Referral, business_unit: Person) -> None:
    deadlines.meet_deadline(deadline=clock(child, law.TELL_PARTNERS), met_on=TODAY, by=business_unit, now=NOW)
    referrals.change_referral(referral=child, aware_on=AWARE - DAY, by=business_unit, now=NOW, seen=child.version)
    assert clock(child, law.NOTIFY).due_on == dt.date(2026, 11, 26)
    assert clock(child, law.TELL_PARTNERS).due_on == dt.date(2026, 11, 27)


@given(st.integers(1, 60), st.dates(dt.date(2016, 1, 1), dt.date(2029, 1, 1)))
def test_every_unit_of_a_rule_counts_forward(count: int, start: dt.date) -> None:
    from partnership.kit.working_days import WorkingDays

    calendar = WorkingDays(holidays=(), first_year=2015, last_year=2030)
    for unit in (Rule.Unit.WORKING_DAYS, Rule.Unit.DAYS, Rule.Unit.WEEKS, Rule.Unit.MONTHS, Rule.Unit.HOURS):
        due = due_from(Rule(key="any", value=str(count), unit=unit), start, calendar)
        assert due is not None and due > start
    copies = Rule(key=law.COPIES, value=str(count), unit=Rule.Unit.WORKING_DAYS)
    back = due_from(copies, start, calendar, backwards=True)
    assert back is not None and back < start
    assert due_from(Rule(key="any", value="soon", unit=Rule.Unit.TEXT), start, calendar) is None


# ---- criteria ----


def test_the_law_on_file_names_every_limb_with_its_citation() -> None:
    assert {limb.kind for limb in all_limbs()} == {"child", "adult"}
    for limb in all_limbs():
        assert limb.citation and limb.text and limb.level in {"must", "may"} and limb.joined in {"all", "any"}
        assert (limb.from_on is None) or limb.from_on <= TODAY


@given(st.booleans(), st.booleans(), st.booleans(), st.booleans())
def test_section_44_requires_a_review_when_both_and_one_of_two_are_met(
    needs: bool, together: bool, died: bool, abused: bool
) -> None:
    met = {"needs": needs, "worked-together": together, "died": died, "serious-abuse": abused}
    rows = [
        Criterion(level=limb.level, joined=limb.joined, answer="met" if met.get(limb.key) else "not_met")
        for limb in limbs_for("adult", TODAY)
    ]
    assert holds("must", rows) == (needs and together and (died or abused))


def test_criteria_are_recorded_as_rows_with_citation_and_can_be_recorded_again(
    adult: Referral, learning_chair: Person
) -> None:
    assert answer(adult, learning_chair, *MUST).status == Referral.Status.ASSESSED
    row = adult.criteria.get(key="died")
    assert (row.answer, row.level, row.is_verified) == ("met", "must", True)
    assert "section 44(2)" in row.citation
    answer(adult, learning_chair, "needs")
    assert adult.criteria.get(key="died").answer == "not_met"
    assert adult.criteria.count() == 5
    assert row.history.count() == 2


def test_every_limb_needs_an_answer_and_the_whole_its_reasons(adult: Referral, business_unit: Person) -> None:
    with pytest.raises(ValidationError, match="Answer every criterion"):
        referrals.record_criteria(referral=adult, answers={"died": "met"}, reasons="Because", by=business_unit, now=NOW)
    with pytest.raises(ValidationError, match="Write the reasons"):
        referrals.record_criteria(referral=adult, answers={}, reasons=" ", by=business_unit, now=NOW)
    assert Referral.objects.get().status == Referral.Status.RECEIVED


def test_members_and_agency_leads_do_not_assess(adult: Referral, learning_member: Person, partner: Person) -> None:
    for person in (learning_member, partner):
        with pytest.raises(NotYours):
            answer(adult, person, *MUST)


# ---- recommendation and decision ----


def test_a_recommendation_carries_the_sub_groups_decision_and_tells_the_one_who_decides(
    adult: Referral, learning: Body, learning_chair: Person, independent_chair: Person
) -> None:
    answer(adult, learning_chair, *MUST)
    meeting = make_meeting(learning)
    decision = Decision.objects.create(
        body=learning, meeting=meeting, reference="LAI-D-2026-01", text="Review", reasons="Law", decided_on=TODAY
    )
    done = referrals.recommend_outcome(
        referral=adult, outcome="must", reasons="All limbs", decision=decision, by=learning_chair, now=NOW
    )
    assert (done.status, done.meeting, done.recommended_on) == (Referral.Status.RECOMMENDED, meeting, TODAY)
    mail = Notice.objects.get(kind="referral recommended")
    assert mail.to == independent_chair
    assert "All limbs" not in mail.text + mail.html and adult.case_code not in mail.text + mail.html


def test_a_meeting_of_another_body_is_refused(adult: Referral, neglect: Body, business_unit: Person) -> None:
    answer(adult, business_unit, *MUST)
    elsewhere: Meeting = make_meeting(neglect)
    with pytest.raises(ValidationError, match="Choose a meeting of Learning"):
        referrals.recommend_outcome(
            referral=adult, outcome="must", reasons="R", meeting=elsewhere, by=business_unit, now=NOW
        )


def test_where_the_law_requires_a_review_nothing_else_is_recommended_or_decided(
    adult: Referral, business_unit: Person, independent_chair: Person
) -> None:
    answer(adult, business_unit, *MUST)
    wrong = {"referral": adult, "reasons": "R", "now": NOW}
    with pytest.raises(ValidationError, match="section 44 requires a review"):
        referrals.recommend_outcome(**wrong, outcome="learning", by=business_unit)
    referrals.recommend_outcome(**wrong, outcome="must", by=business_unit)
    with pytest.raises(ValidationError, match="section 44 requires a review"):
        referrals.decide_referral(**wrong, outcome="not_met", by=independent_chair)


def test_where_the_law_does_not_require_it_a_review_is_by_choice(adult: Referral, business_unit: Person) -> None:
    answer(adult, business_unit, "needs")
    with pytest.raises(ValidationError, match="does not require a review"):
        referrals.recommend_outcome(referral=adult, outcome="must", reasons="R", by=business_unit, now=NOW)
    done = referrals.recommend_outcome(referral=adult, outcome="may", reasons="R", by=business_unit, now=NOW)
    assert done.recommended == "may"


def test_an_outcome_of_the_other_kind_is_refused(child: Referral, business_unit: Person) -> None:
    answer(child, business_unit)
    with pytest.raises(ValidationError, match="Choose an outcome from the list"):
        referrals.recommend_outcome(referral=child, outcome="must", reasons="R", by=business_unit, now=NOW)


def test_nothing_is_recommended_before_the_criteria(adult: Referral, business_unit: Person) -> None:
    with pytest.raises(WrongState):
        referrals.recommend_outcome(referral=adult, outcome="may", reasons="R", by=business_unit, now=NOW)


def test_sent_back_the_criteria_can_be_recorded_again(recommended: Referral, learning_chair: Person) -> None:
    with pytest.raises(ValidationError, match="why the criteria"):
        referrals.send_back(referral=recommended, reason="", by=learning_chair, now=NOW)
    referrals.send_back(referral=recommended, reason="New facts", by=learning_chair, now=NOW)
    assert answer(recommended, learning_chair, "needs").status == Referral.Status.ASSESSED


def test_the_independent_chair_decides_about_adults_with_reasons(
    recommended: Referral, independent_chair: Person, partner: Person
) -> None:
    given = {"referral": recommended, "outcome": "must", "by": independent_chair, "now": NOW}
    with pytest.raises(ValidationError, match="Write the reasons"):
        referrals.decide_referral(**given, reasons=" ")
    done = referrals.decide_referral(**given, reasons="Agreed", dissent="One agency saw no neglect")
    assert (done.outcome, done.decided_by, done.decided_on) == ("must", independent_chair, TODAY)
    assert done.moves.latest("pk").note == "Agreed"
    assert Notice.objects.get(kind="referral decided").to == partner
    with pytest.raises(ValidationError, match="A decision is not changed"):
        referrals.decide_referral(**given, reasons="Again")


@pytest.mark.parametrize(
    "who", ["business_unit", "learning_chair", "panel_chair", "safeguarding_partner", "partner", "inspector"]
)
def test_nobody_else_decides_about_adults(who: str, recommended: Referral, request: pytest.FixtureRequest) -> None:
    person = request.getfixturevalue(who)
    with pytest.raises(NotYours):
        referrals.decide_referral(referral=recommended, outcome="must", reasons="R", by=person, now=NOW)


@pytest.mark.parametrize(("who", "may"), [
    ("panel_chair", True), ("safeguarding_partner", True), ("independent_chair", False), ("panel_member", False),
    ("business_unit", False), ("learning_chair", False),
])  # fmt: skip
def test_the_panels_chair_or_a_safeguarding_partner_decides_about_children(
    who: str, may: bool, child: Referral, business_unit: Person, request: pytest.FixtureRequest
) -> None:
    answer(child, business_unit, "improvements")
    referrals.recommend_outcome(referral=child, outcome="practice", reasons="R", by=business_unit, now=NOW)
    given = {"referral": child, "outcome": "practice", "reasons": "R", "by": request.getfixturevalue(who), "now": NOW}
    if not may:
        with pytest.raises(NotYours):
            referrals.decide_referral(**given)
    else:
        assert referrals.decide_referral(**given).status == Referral.Status.DECIDED


def test_awaiting_the_national_panel_it_is_decided_again(
    child: Referral, business_unit: Person, safeguarding_partner: Person
) -> None:
    answer(child, business_unit)
    referrals.recommend_outcome(referral=child, outcome="awaiting", reasons="R", by=business_unit, now=NOW)
    given = {"referral": child, "reasons": "R", "by": safeguarding_partner, "now": NOW}
    referrals.decide_referral(**given, outcome="awaiting")
    with pytest.raises(ValidationError, match="has not answered yet"):
        referrals.close_referral(referral=child, learning="Learned", by=business_unit, now=NOW)
    done = referrals.decide_referral(**given, outcome="learning", panel_view="agrees")
    assert (done.outcome, done.panel_view) == ("learning", "agrees")
    closed = referrals.close_referral(referral=child, learning="Learned", by=business_unit, now=NOW)
    assert (closed.status, closed.learning, closed.closed_on) == (Referral.Status.CLOSED, "Learned", TODAY)


def test_a_referral_on_which_a_review_follows_is_not_closed_and_the_other_way_round(
    decided: Referral, business_unit: Person
) -> None:
    with pytest.raises(ValidationError, match="Commission the review"):
        referrals.close_referral(referral=decided, learning="L", by=business_unit, now=NOW)
    reviews.commission_review(referral=decided, title="T", by=business_unit, now=NOW)
    with pytest.raises(WrongState):
        reviews.commission_review(referral=decided, title="T", by=business_unit, now=NOW)


def test_withdrawing_needs_the_reason_and_ends_it(adult: Referral, business_unit: Person, partner: Person) -> None:
    with pytest.raises(NotYours):
        referrals.withdraw_referral(referral=adult, reason="Twice", by=partner, now=NOW)
    with pytest.raises(ValidationError, match="why it is withdrawn"):
        referrals.withdraw_referral(referral=adult, reason="", by=business_unit, now=NOW)
    gone = referrals.withdraw_referral(referral=adult, reason="Sent twice", by=business_unit, now=NOW)
    assert gone.status == Referral.Status.WITHDRAWN
    with pytest.raises(WrongState):
        referrals.change_referral(referral=gone, summary="S", by=business_unit, now=NOW, seen=None)


def test_a_stale_correction_is_refused(adult: Referral, business_unit: Person) -> None:
    given = {"referral": adult, "by": business_unit, "now": NOW, "seen": adult.version}
    referrals.change_referral(**given, summary="First")
    with pytest.raises(Stale):
        referrals.change_referral(**given, summary="Second")


# ---- conflicts of interest and the log ----


def test_a_conflict_shuts_one_person_out_of_one_referral_whatever_the_office(
    recommended: Referral, make_referral: Make, business_unit: Person, independent_chair: Person
) -> None:
    other = make_referral()
    conflict = accesses.declare_conflict(
        referral=recommended, person=independent_chair, reason="Chaired the agency", by=business_unit, now=NOW
    )
    assert list(Referral.objects.visible_to(independent_chair)) == [other]
    with pytest.raises(NotYours):
        referrals.decide_referral(referral=recommended, outcome="must", reasons="R", by=independent_chair, now=NOW)
    accesses.lift_conflict(conflict=conflict, reason="It was another agency", by=business_unit, now=NOW)
    assert Referral.objects.visible_to(independent_chair).count() == 2
    assert conflict.history.count() == 2


def test_nobody_declares_or_lifts_their_own(adult: Referral, business_unit: Person, chair: Person) -> None:
    with pytest.raises(ValidationError, match="Ask a colleague"):
        accesses.declare_conflict(referral=adult, person=business_unit, reason="R", by=business_unit, now=NOW)
    with pytest.raises(NotYours):
        accesses.declare_conflict(referral=adult, person=business_unit, reason="R", by=chair, now=NOW)


def test_the_log_is_added_to_and_never_changed(adult: Referral, business_unit: Person) -> None:
    line = accesses.record_access(referral=adult, what="referral", by=business_unit, now=NOW)
    for change in (line.save, line.delete, adult.accesses.all().delete, lambda: adult.accesses.update(at=NOW)):
        with pytest.raises(TypeError, match="never"):
            change()


READERS = [
    ("business_unit", True, True), ("independent_chair", True, True), ("learning_chair", True, True),
    ("learning_member", True, True), ("partner", True, True), ("panel_chair", False, True),
    ("panel_member", False, True), ("safeguarding_partner", False, True), ("outsider", False, False),
    ("inspector", False, False), ("chair", False, False), ("member", False, False),
]  # fmt: skip


@pytest.mark.parametrize(("who", "sees_adult", "sees_child"), READERS)
def test_who_sees_a_referral(
    who: str, sees_adult: bool, sees_child: bool, adult: Referral, child: Referral, request: pytest.FixtureRequest
) -> None:
    person = request.getfixturevalue(who)
    seen = set(Referral.objects.visible_to(person))
    assert seen == ({adult} if sees_adult else set()) | ({child} if sees_child else set())
