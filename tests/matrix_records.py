"""One record of each kind for the who-may matrix, and the matrix itself: who may open which address.

Letters in the order of ROLES (tests/test_permissions.py): 2 opens, 3 sent on, 4 does not exist, x not allowed.
anonymous, disabled | outsider, partner (police lead) | member, chair of Neglect | business unit | independent chair |
safeguarding partner (police) | inspector | administrator
"""

import datetime as dt
from types import SimpleNamespace
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from audits.services import inspections
from partnership import chasing
from partnership.kit.dates import at_hour
from partnership.models import (
    AgencyAlias,
    AgencyClosure,
    BankHoliday,
    Chase,
    Document,
    Letter,
    LetterFile,
    Notice,
    Objective,
    Priority,
    StandingItem,
    StrategicPlan,
    Telling,
    Theme,
)  # fmt: skip
from reviews.models import Conflict
from reviews.services import recommendations
from subgroups.models import ActionBatch, ActionLog, Decision, Escalation, Meeting
from subgroups.selectors.action_lists import Wanted
from subgroups.selectors.actions import Clock
from subgroups.services import action_logs, agendas, challenges, papers, planned_reports, risks
from subgroups.services import actions as action_services
from tests.factories import NOW, PDF, TODAY, make_action, make_meeting, make_person


def make(request: Any) -> SimpleNamespace:
    """The records: an action of the police in Neglect, with all that hangs on it."""
    given = request.getfixturevalue
    neglect, police, chair, unit = given("neglect"), given("police"), given("chair"), given("business_unit")
    holder = make_person("Police officer", police)
    action = make_action(neglect, police, by=unit, holder=holder, due_on=TODAY + dt.timedelta(days=30))
    action_services.add_update(
        action=action, text="Half done", by=holder, now=NOW, files=[SimpleUploadedFile("a.pdf", PDF)]
    )
    meeting = make_meeting(neglect, TODAY + dt.timedelta(days=3))
    held = make_meeting(neglect, TODAY - dt.timedelta(days=3), status=Meeting.Status.HELD)
    item = agendas.add_item(meeting=meeting, title="Dental audit", by=unit, now=NOW)
    decision = Decision.objects.create(
        body=neglect, meeting=held, reference="NEG-D-2026-01", text="Agreed", reasons="Needed", decided_on=held.on
    )
    escalation = Escalation.objects.create(
        reference="NEG-E-2026-01", from_body=neglect, to_body=given("executive"), question="Who pays?",
        evidence="Letters", ask="Decide", sent_on=TODAY, reply_due_on=TODAY + dt.timedelta(days=9),
    )  # fmt: skip
    plan = StrategicPlan.objects.create(
        slug="plan", title="Plan", body=neglect, starts_on=TODAY, ends_on=TODAY + dt.timedelta(days=700)
    )
    priority = Priority.objects.create(plan=plan, number=1, title="Neglect")
    theme = Theme.objects.create(priority=priority, title="Neglect")
    objective = Objective.objects.create(
        theme=theme, number="1.1", what="What", measure="Measure", owner=neglect, starts_on=TODAY, due_on=TODAY
    )
    challenge = challenges.make_challenge(
        body=neglect, to_agency=police, subject="Discussions", text="Nobody came", answer_due_on=TODAY, by=unit, now=NOW
    )
    risk = risks.record_risk(
        body=neglect, agency=police, title="Posts", description="Empty", likelihood=3, impact=3,
        review_on=TODAY + dt.timedelta(days=9), by=unit, now=NOW,
    )  # fmt: skip
    paper = papers.ask_for_paper(item=item, title="Audit", agency=police, author=holder, by=unit, now=NOW)
    papers.hand_in_paper(paper=paper, file=SimpleUploadedFile("b.pdf", PDF), by=holder, now=NOW)
    planned = planned_reports.ask_for_report(body=neglect, title="Year", agency=police, due_on=TODAY, by=unit, now=NOW)
    inspection = inspections.record_inspection(
        inspectorate="joint",
        title="Joint inspection",
        body=neglect,
        agency=police,
        published_on=TODAY,
        by=unit,
        now=NOW,
    )
    inspections.add_finding(inspection=inspection, text="See children alone", by=unit, now=NOW)
    edition, review = given("edition"), given("review")
    recommendation = recommendations.make_recommendation(
        review=review, text="Share what is seen at home", agencies=[police], by=unit, now=NOW
    )
    conflict = Conflict.objects.create(
        referral=review.referral, person=make_person("In conflict"), reason="A relative works there",
        declared_on=TODAY, declared_by=unit,
    )  # fmt: skip
    audit, returned = given("opened"), given("police_return")
    due = action.due_on
    chasing.chase(on=due, now=at_hour(due, 7))
    # Asked after the chase: while the chair has to answer nobody is chased for an action.
    action_services.ask_new_date(
        action=action, to_on=action.due_on + dt.timedelta(days=9), reason="Late", by=holder, now=NOW
    )
    shared = make_action(neglect, police, by=unit, holder=holder, supporting=[(given("icb"), "their part")])
    action_services.query_ownership(action=shared, reason="Not ours", by=holder, now=NOW)
    ended = make_action(neglect, police, by=unit, holder=holder)
    action_services.claim_complete(
        action=ended, impact="so that", by=holder, now=NOW, files=[SimpleUploadedFile("b.pdf", PDF)]
    )
    action_services.close_action(action=ended, by=chair, now=NOW)
    return SimpleNamespace(
        letter=make_letter(neglect, police, to=given("partner"), by=unit),
        shared=shared,
        part=shared.supports.get(),
        ended=ended,
        neglect=neglect,
        log=make_log(unit),
        police=police,
        chair=chair,
        unit=unit,
        holder=holder,
        action=action,
        evidence=action.evidence.get(),
        meeting=meeting,
        item=item,
        decision=decision,
        escalation=escalation,
        challenge=challenge,
        risk=risk,
        paper=paper,
        planned=planned,
        inspection=inspection,
        report=edition.report,
        edition=edition,
        section=edition.report.sections.first(),
        referral=review.referral,
        review=review,
        recommendation=recommendation,
        conflict=conflict,
        deadline=review.referral.deadlines.first(),
        audit=audit,
        returned=returned,
        closure=AgencyClosure.objects.create(
            agency=police,
            from_on=TODAY + dt.timedelta(days=60),
            to_on=TODAY + dt.timedelta(days=64),
            reason="Winter leave",
        ),
        closing_day=BankHoliday.objects.create(on=TODAY + dt.timedelta(days=70), name="Council closed", is_local=True),
        alias=AgencyAlias.objects.create(agency=police, alias="WMP"),
        plan=plan,
        priority=priority,
        theme=theme,
        objective=objective,
        seat=neglect.seats.first(),
        membership=neglect.seats.first().memberships.first(),
        appointment=given("partner").appointments.first(),
        notice=Notice.objects.filter(to=holder).first(),
        telling=Telling.objects.filter(person=holder).first(),
        batch=ActionBatch.objects.create(token="0" * 32, body=neglect, by=unit, at=NOW, references=[action.reference]),
        standing=StandingItem.objects.create(body=neglect, title="Welcome"),
        document=Document.objects.create(body=neglect, title="Terms of reference", number="1", agreed_on=TODAY),
    )


def make_letter(body: Any, agency: Any, *, to: Any, by: Any) -> Letter:
    """A letter that was sent to the lead of an agency."""
    chase = Chase.objects.create(
        kind="action", subject=1, due_on=TODAY, step="20-after", to="executive", offset=20, step_on=TODAY, on=TODAY,
        at=NOW, body=body, agency=agency, reference="NEG-2026-001", title="Write it down", path="/",
    )  # fmt: skip
    facts = {
        "kind": "action", "reference": chase.reference, "title": chase.title, "due_on": TODAY.isoformat(),
        "days_late": 28, "moves": 0, "body": body.name, "agency": agency.name, "to": {"name": to.name, "job_title": ""},
        "said_on": TODAY.isoformat(), "chases": [],
    }  # fmt: skip
    letter = Letter.objects.create(
        chase=chase, reference="NEG-2026-001-L1", body=body, agency=agency, to=to, drafted_on=TODAY, facts=facts,
        status=Letter.Status.SENT, sent_at=NOW, sent_by=by, file=SimpleUploadedFile("letter.pdf", PDF), sha256="0" * 64,
    )  # fmt: skip
    LetterFile.objects.create(letter=letter, status=LetterFile.Status.READY, asked_at=NOW, built_at=NOW, pages=1)
    return letter


def make_log(person: Any) -> ActionLog:
    """A printed log of everything, made for one person."""
    wanted = Wanted(person, {}, Clock.of(TODAY))
    log = action_logs.ask_for_log(
        wanted=wanted, heading="Actions", about="All bodies", filter_words=[], grouped_by="", by=person, now=NOW
    )
    made = {"status": "ready", "sha256": "0" * 64, "built_at": NOW, "file": ContentFile(PDF, "log.pdf")}
    for name, value in made.items():
        setattr(log, name, value)
    log.save()
    return log


# fmt: off
TABLE: dict[str, Any] = {
    # for everybody, and signing in
    "account_change_password": (lambda r: [], "33333333333"),
    "account_invite": (lambda r: [r.holder.pk], "33ppppppppp"),
    "account_login": (lambda r: [], "22333333333"),
    "account_logout": (lambda r: [], "33222222222"),
    "account_logout_elsewhere": (lambda r: [], "33ppppppppp"),
    "account_reauthenticate": (lambda r: [], "33222222222"),
    "account_reset_password": (lambda r: [], "22222222222"),
    "account_reset_password_done": (lambda r: [], "22222222222"),
    "account_reset_password_from_key": (lambda r: ["1", "abc-def"], "22222222222"),
    "account_reset_second_factor": (lambda r: [r.holder.pk], "33ppppppppp"),
    "colours": (lambda r: [], "22222222222"),
    "components": (lambda r: [], "33xxxx2xxxx"),
    "healthz": (lambda r: [], "22222222222"),
    "home": (lambda r: [], "33222222222"),
    "mfa_activate_totp": (lambda r: [], "33222222222"),
    "mfa_authenticate": (lambda r: [], "33333333333"),
    "mfa_deactivate_totp": (lambda r: [], "33444444444"),
    "mfa_generate_recovery_codes": (lambda r: [], "33333333333"),
    "mfa_index": (lambda r: [], "33222222222"),
    "mfa_reauthenticate": (lambda r: [], "33333333333"),
    # audits
    "audits:answer-file": (lambda r: [r.returned.pk, 1], "33444444444"),
    "audits:answer-file-take-away": (lambda r: [r.returned.pk, 1], "33ppppppppp"),
    "audits:finding-action-new": (lambda r: [r.inspection.pk, 1], "334xx22xxx4"),
    "audits:finding-change": (lambda r: [r.inspection.pk, 1], "334xxx2xxx4"),
    "audits:finding-new": (lambda r: [r.inspection.pk], "334xxx2xxx4"),
    "audits:finding-remove": (lambda r: [r.inspection.pk, 1], "334xxx2xxx4"),
    "audits:inspection-change": (lambda r: [r.inspection.pk], "334xxx2xxx4"),
    "audits:inspection-detail": (lambda r: [r.inspection.pk], "33422222224"),
    "audits:inspection-history": (lambda r: [r.inspection.pk], "33422222224"),
    "audits:inspection-list": (lambda r: [], "33222222222"),
    "audits:inspection-new": (lambda r: [], "33xxxx2xxxx"),
    "audits:return-answer": (lambda r: [r.returned.pk, 1], "3342442xxx4"),
    "audits:return-detail": (lambda r: [r.returned.pk], "33424422224"),
    "audits:return-history": (lambda r: [r.returned.pk], "33424422224"),
    "audits:return-moderate": (lambda r: [r.returned.pk], "334x442xxx4"),
    "audits:return-moderate-standard": (lambda r: [r.returned.pk, 1], "334x442xxx4"),
    "audits:return-send-back": (lambda r: [r.returned.pk], "334x442xxx4"),
    "audits:return-standard": (lambda r: [r.returned.pk, 1], "33424422224"),
    "audits:return-submit": (lambda r: [r.returned.pk], "3342442xxx4"),
    "audits:round-action-plans": (lambda r: [r.audit.pk], "33xx442xxx4"),
    "audits:round-change": (lambda r: [r.audit.pk], "33xx442xxx4"),
    "audits:round-close": (lambda r: [r.audit.pk], "33xx442xxx4"),
    "audits:round-detail": (lambda r: [r.audit.pk], "33224422224"),
    "audits:round-history": (lambda r: [r.audit.pk], "33xx4422x24"),
    "audits:round-list": (lambda r: [], "33222222222"),
    "audits:round-new": (lambda r: [], "33xxxx2xxxx"),
    "audits:round-open": (lambda r: [r.audit.pk], "33xx442xxx4"),
    "audits:round-reopen": (lambda r: [r.audit.pk], "33xx442xxx4"),
    # who we are
    "partnership:agency-add": (lambda r: [], "33xxxx2xxxx"),
    "partnership:agency-change": (lambda r: [r.police.slug], "33xxxx2xxxx"),
    "partnership:agency-chase-now": (lambda r: [r.police.slug], "33xxxx2xxxx"),
    "partnership:agency-close": (lambda r: [r.police.slug], "33xxxx2xxxx"),
    "partnership:agency-detail": (lambda r: [r.police.slug], "33222222222"),
    "partnership:agency-hand-on": (lambda r: [r.police.slug], "33x2xx2xxxx"),
    "partnership:agency-list": (lambda r: [], "33222222222"),
    "partnership:agency-rename": (lambda r: [r.police.slug], "33xxxx2xxxx"),
    "partnership:alias-add": (lambda r: [r.police.slug], "33xxxx2xxxx"),
    "partnership:alias-remove": (lambda r: [r.alias.pk], "33xxxxpxxxx"),
    "partnership:appointment-add": (lambda r: [r.holder.pk], "33xxxx2xxxx"),
    "partnership:appointment-end": (lambda r: [r.appointment.pk], "33xxxx2xxxx"),
    "partnership:body-add": (lambda r: [], "33xxxx2xxxx"),
    "partnership:body-change": (lambda r: [r.neglect.slug], "33xxxx2xxxx"),
    "partnership:body-close": (lambda r: [r.neglect.slug], "33xxxx2xxxx"),
    "partnership:body-detail": (lambda r: [r.neglect.slug], "33222222222"),
    "partnership:body-ladder": (lambda r: [r.neglect.slug], "33222222222"),
    "partnership:body-ladder-change": (lambda r: [r.neglect.slug], "33xxxx2xxxx"),
    "partnership:body-ladder-give-up": (lambda r: [r.neglect.slug], "33xxxx2xxxx"),
    "partnership:body-lines": (lambda r: [r.neglect.slug], "33xxxx2xxxx"),
    "partnership:body-list": (lambda r: [], "33222222222"),
    "partnership:body-quorum": (lambda r: [r.neglect.slug], "33xxxx2xxxx"),
    "partnership:body-seats": (lambda r: [r.neglect.slug], "33xxxx2xxxx"),
    "partnership:closing-day-remove": (lambda r: [r.closing_day.pk], "33xxxx2xxxx"),
    "partnership:closing-days": (lambda r: [], "33xxxx2xxxx"),
    "partnership:closure-change": (lambda r: [r.closure.pk], "33x2xx2xxxx"),
    "partnership:closure-import": (lambda r: [r.police.slug], "33x2xx2xxxx"),
    "partnership:closure-list": (lambda r: [r.police.slug], "33x2xx2xxxx"),
    "partnership:closure-remove": (lambda r: [r.closure.pk], "33x2xx2xxxx"),
    "partnership:chase-ladder": (lambda r: [], "33222222222"),
    "partnership:chase-ladder-change": (lambda r: [], "33xxxx2xxxx"),
    "partnership:chase-link": (lambda r: [r.telling.pk], "33444444444"),
    "partnership:chase-list": (lambda r: [], "33xxxx2xxxx"),
    "partnership:document-add": (lambda r: [r.neglect.slug], "33xxxx2xxxx"),
    "partnership:document-change": (lambda r: [r.document.pk], "33xxxx2xxxx"),
    "partnership:document-list": (lambda r: [r.neglect.slug], "33222222222"),
    "partnership:document-renew": (lambda r: [r.document.pk], "33xxx22xxxx"),
    "partnership:document-review": (lambda r: [r.document.pk], "33xxx22xxxx"),
    "partnership:document-review-list": (lambda r: [], "33222222222"),
    "partnership:import-new": (lambda r: [], "33xxxx2xxxx"),
    "partnership:import-preview": (lambda r: ["0" * 32], "33xxxx4xxxx"),
    "partnership:holiday-year-add": (lambda r: [], "33xxxx2xxxx"),
    "partnership:letter-detail": (lambda r: [r.letter.pk], "33424422424"),
    "partnership:letter-line": (lambda r: [r.letter.pk], "334x442x4x4"),
    "partnership:letter-list": (lambda r: [], "33xxxx22x2x"),
    "partnership:letter-pdf": (lambda r: [r.letter.pk], "33424422424"),
    "partnership:letter-send": (lambda r: [r.letter.pk], "334x442x4x4"),
    "partnership:letter-withhold": (lambda r: [r.letter.pk], "334x442x4x4"),
    "partnership:membership-end": (lambda r: [r.membership.pk], "33xxxx2xxxx"),
    "partnership:membership-role": (lambda r: [r.membership.pk], "33xxxx2xxxx"),
    "partnership:notice-detail": (lambda r: [r.notice.pk], "33444424444"),
    "partnership:notice-html": (lambda r: [r.notice.pk], "33444424444"),
    "partnership:notice-list": (lambda r: [], "33xxxx2xxxx"),
    "partnership:notice-retry": (lambda r: [r.notice.pk], "33444424444"),
    "partnership:notice-settle": (lambda r: [r.notice.pk], "33444424444"),
    "partnership:objective-add": (lambda r: [r.theme.pk], "33xxxx2xxxx"),
    "partnership:objective-change": (lambda r: [r.objective.pk], "33xxxx2xxxx"),
    "partnership:objective-detail": (lambda r: [r.objective.pk], "33222222222"),
    "partnership:objective-progress": (lambda r: [r.objective.pk], "33xxx22xxxx"),
    "partnership:obligation-chase-now": (lambda r: ["action", r.action.pk], "334xx22xxx4"),
    "partnership:obligation-ledger": (lambda r: ["action", r.action.pk], "33422222224"),
    "partnership:obligation-snooze": (lambda r: ["action", r.action.pk], "334xx22xxx4"),
    "partnership:obligation-snooze-end": (lambda r: ["action", r.action.pk], "334xx22xxx4"),
    "partnership:person-add": (lambda r: [], "33xxxx2xxx2"),
    "partnership:person-away": (lambda r: [r.holder.pk], "334x442444x"),
    "partnership:person-back": (lambda r: [r.holder.pk], "334x442444x"),
    "partnership:person-change": (lambda r: [r.holder.pk], "33xxxx2xxx2"),
    "partnership:person-detail": (lambda r: [r.holder.pk], "33424424442"),
    "partnership:person-disable": (lambda r: [r.holder.pk], "33xxxx2xxx2"),
    "partnership:person-enable": (lambda r: [r.holder.pk], "33xxxxpxxxp"),
    "partnership:person-hand-on": (lambda r: [r.holder.pk], "3342442444x"),
    "partnership:person-list": (lambda r: [], "3322xx2xxx2"),
    "partnership:plan-add": (lambda r: [], "33xxxx2xxxx"),
    "partnership:plan-change": (lambda r: [r.plan.slug], "33xxxx2xxxx"),
    "partnership:plan-detail": (lambda r: [r.plan.slug], "33222222222"),
    "partnership:plan-list": (lambda r: [], "33222222222"),
    "partnership:plan-version-add": (lambda r: [r.plan.slug], "33xxxx2xxxx"),
    "partnership:priority-add": (lambda r: [r.plan.slug], "33xxxx2xxxx"),
    "partnership:priority-change": (lambda r: [r.priority.pk], "33xxxx2xxxx"),
    "partnership:rule-list": (lambda r: [], "33222222222"),
    "partnership:seat-add": (lambda r: [r.neglect.slug], "33xxxx2xxxx"),
    "partnership:seat-change": (lambda r: [r.seat.slug], "33xxxx2xxxx"),
    "partnership:seat-close": (lambda r: [r.seat.slug], "33xxxx2xxxx"),
    "partnership:seat-fill": (lambda r: [r.seat.slug], "33xxxx2xxxx"),
    "partnership:standing-item-change": (lambda r: [r.standing.pk], "33xxxx2xxxx"),
    "partnership:standing-item-remove": (lambda r: [r.standing.pk], "33xxxxpxxxx"),
    "partnership:standing-items": (lambda r: [r.neglect.slug], "33xxxx2xxxx"),
    "partnership:structure": (lambda r: [], "33222222222"),
    "partnership:theme-add": (lambda r: [r.priority.pk], "33xxxx2xxxx"),
    "partnership:theme-change": (lambda r: [r.theme.pk], "33xxxx2xxxx"),
    # for everybody, and signing in
    "readyz": (lambda r: [], "rrrrrrrrrrr"),
    # reports
    "reports:edition-data": (lambda r: [r.report.slug, r.edition.number], "33444422224"),
    "reports:edition-detail": (lambda r: [r.report.slug, r.edition.number], "33444422224"),
    "reports:edition-pdf": (lambda r: [r.report.slug, r.edition.number], "33444444444"),
    "reports:edition-sign": (lambda r: [r.report.slug, r.edition.number], "334444x33x4"),
    "reports:edition-table": (lambda r: [r.report.slug, r.edition.number, 1], "33444422224"),
    "reports:report-approve": (lambda r: [r.report.slug], "3344442xxx4"),
    "reports:report-correct": (lambda r: [r.report.slug], "3344442xxx4"),
    "reports:report-detail": (lambda r: [r.report.slug], "33444422224"),
    "reports:report-list": (lambda r: [], "33222222222"),
    "reports:report-new": (lambda r: [], "33xxxx2xxxx"),
    "reports:report-preview": (lambda r: [r.report.slug], "33444444444"),
    "reports:report-publish": (lambda r: [r.report.slug], "3344442xxx4"),
    "reports:report-reopen": (lambda r: [r.report.slug], "3344442xxx4"),
    "reports:report-send-back": (lambda r: [r.report.slug], "3344442xxx4"),
    "reports:report-submit": (lambda r: [r.report.slug], "3344442xxx4"),
    "reports:section-edit": (lambda r: [r.report.slug, r.section.key], "33444422xx4"),
    # reviews
    "reviews:conflict-lift": (lambda r: [r.referral.reference, r.conflict.pk], "334x442x444"),
    "reviews:conflict-new": (lambda r: [r.referral.reference], "334x442x444"),
    "reviews:deadline-meet": (lambda r: [r.referral.reference, r.deadline.pk], "334x442x444"),
    "reviews:recommendation-accept": (lambda r: [r.recommendation.pk], "334x442x444"),
    "reviews:recommendation-action-new": (lambda r: [r.recommendation.pk], "334x442x444"),
    "reviews:recommendation-change": (lambda r: [r.recommendation.pk], "334x442x444"),
    "reviews:recommendation-detail": (lambda r: [r.recommendation.pk], "33424422444"),
    "reviews:recommendation-list": (lambda r: [], "33222222222"),
    "reviews:recommendation-new": (lambda r: [r.review.reference], "3344442x444"),
    "reviews:recommendation-not-implement": (lambda r: [r.recommendation.pk], "334x442x444"),
    "reviews:referral-change": (lambda r: [r.referral.reference], "334x442x444"),
    "reviews:referral-close": (lambda r: [r.referral.reference], "334x442x444"),
    "reviews:referral-commission": (lambda r: [r.referral.reference], "334x442x444"),
    "reviews:referral-criteria": (lambda r: [r.referral.reference], "334x442x444"),
    "reviews:referral-decide": (lambda r: [r.referral.reference], "334x44x2444"),
    "reviews:referral-detail": (lambda r: [r.referral.reference], "33424422444"),
    "reviews:referral-history": (lambda r: [r.referral.reference], "334x442x444"),
    "reviews:referral-list": (lambda r: [], "33222222222"),
    "reviews:referral-new": (lambda r: [], "3322xx2xxxx"),
    "reviews:referral-opened": (lambda r: [r.referral.reference], "334x442x444"),
    "reviews:referral-recommend": (lambda r: [r.referral.reference], "334x442x444"),
    "reviews:referral-send-back": (lambda r: [r.referral.reference], "334x442x444"),
    "reviews:referral-withdraw": (lambda r: [r.referral.reference], "334x442x444"),
    "reviews:review-briefing": (lambda r: [r.review.reference], "3344442x444"),
    "reviews:review-change": (lambda r: [r.review.reference], "3344442x444"),
    "reviews:review-check-impact": (lambda r: [r.review.reference], "3344442x444"),
    "reviews:review-conclude": (lambda r: [r.review.reference], "3344442x444"),
    "reviews:review-detail": (lambda r: [r.review.reference], "33444422444"),
    "reviews:review-history": (lambda r: [r.review.reference], "3344442x444"),
    "reviews:review-publish": (lambda r: [r.review.reference], "3344442x444"),
    # for everybody, and signing in
    "owed": (lambda r: [], "33222222222"),
    "search": (lambda r: [], "33222222222"),
    # meetings and actions
    "subgroups:action-accept": (lambda r: [r.action.reference], "334xx22xxx4"),
    "subgroups:action-answer-date": (lambda r: [r.action.reference], "334xx22xxx4"),
    "subgroups:action-ask-date": (lambda r: [r.action.reference], "3342x22xxx4"),
    "subgroups:action-batch": (lambda r: [r.batch.token], "33444224444"),
    "subgroups:action-change": (lambda r: [r.action.reference], "334xx22xxx4"),
    "subgroups:action-claim": (lambda r: [r.action.reference], "3342xx2xxx4"),
    "subgroups:action-close": (lambda r: [r.action.reference], "334xx22xxx4"),
    "subgroups:action-advice": (lambda r: [], "33ppppppppp"),
    "subgroups:action-delegate": (lambda r: [r.action.reference], "3342xxxxxx4"),
    "subgroups:action-impact": (lambda r: [r.ended.reference], "3342xx2xxx4"),
    "subgroups:action-keep-date": (lambda r: [r.action.reference], "3342x22xxx4"),
    "subgroups:action-not-ours": (lambda r: [r.action.reference], "3342xx2xxx4"),
    "subgroups:action-ours-after-all": (lambda r: [r.shared.reference], "3342xx2xxx4"),
    "subgroups:action-whose": (lambda r: [r.shared.reference], "334xx22xxx4"),
    "subgroups:part-done": (lambda r: [r.shared.reference, r.part.pk], "334xxx2xxx4"),
    "subgroups:part-reopen": (lambda r: [r.shared.reference, r.part.pk], "334xx22xxx4"),
    "subgroups:action-detail": (lambda r: [r.action.reference], "33422222224"),
    "subgroups:action-hand-over": (lambda r: [r.action.reference], "3342x22xxx4"),
    "subgroups:action-history": (lambda r: [r.action.reference], "33422222224"),
    "subgroups:action-list": (lambda r: [], "33222222222"),
    "subgroups:action-log": (lambda r: [r.log.pk], "33444424444"),
    "subgroups:action-log-pdf": (lambda r: [r.log.pk], "33444424444"),
    "subgroups:action-new": (lambda r: [], "33xxx22xxxx"),
    "subgroups:action-reopen": (lambda r: [r.action.reference], "334xx2xxxx4"),
    "subgroups:action-return": (lambda r: [r.action.reference], "334xx22xxx4"),
    "subgroups:action-update": (lambda r: [r.action.reference], "3342x22xxx4"),
    "subgroups:action-withdraw": (lambda r: [r.action.reference], "334xx2xxxx4"),
    "subgroups:batch-new": (lambda r: [], "33xxx22xxxx"),
    "subgroups:batch-template": (lambda r: ["csv"], "33xxx22xxxx"),
    "subgroups:action-plans": (lambda r: [], "33222222222"),
    "subgroups:agency-plan": (lambda r: [r.police.slug], "33222222222"),
    "subgroups:agency-scorecard": (lambda r: [r.police.slug], "33424422224"),
    "subgroups:body-attendance": (lambda r: [r.neglect.slug], "33xx2222x2x"),
    "subgroups:challenge-answer": (lambda r: [r.challenge.reference], "3342xx2xxx4"),
    "subgroups:challenge-ask-again": (lambda r: [r.challenge.reference], "334xx22xxx4"),
    "subgroups:challenge-close": (lambda r: [r.challenge.reference], "334xx22xxx4"),
    "subgroups:challenge-detail": (lambda r: [r.challenge.reference], "33422222224"),
    "subgroups:challenge-history": (lambda r: [r.challenge.reference], "33422222224"),
    "subgroups:challenge-list": (lambda r: [], "33222222222"),
    "subgroups:challenge-new": (lambda r: [], "33xxx22xxxx"),
    "subgroups:challenge-withdraw": (lambda r: [r.challenge.reference], "334xx22xxx4"),
    "subgroups:body-plan": (lambda r: [r.neglect.slug], "33222222222"),
    "subgroups:decision-change": (lambda r: [r.decision.reference], "3344x22x4x4"),
    "subgroups:decision-detail": (lambda r: [r.decision.reference], "33442222424"),
    "subgroups:decision-history": (lambda r: [r.decision.reference], "33442222424"),
    "subgroups:decision-list": (lambda r: [], "33222222222"),
    "subgroups:decision-new": (lambda r: [r.meeting.pk], "3344x22x4x4"),
    "subgroups:decision-ratify": (lambda r: [r.decision.reference], "3344xxxx4x4"),
    "subgroups:decision-supersede": (lambda r: [r.decision.reference], "3344x22x4x4"),
    "subgroups:escalation-detail": (lambda r: [r.escalation.reference], "33442222424"),
    "subgroups:escalation-history": (lambda r: [r.escalation.reference], "33442222424"),
    "subgroups:escalation-list": (lambda r: [], "33222222222"),
    "subgroups:escalation-new": (lambda r: [], "33xxx22xxxx"),
    "subgroups:escalation-reply": (lambda r: [r.escalation.reference], "3344xx2x4x4"),
    "subgroups:escalation-withdraw": (lambda r: [r.escalation.reference], "3344x22x4x4"),
    "subgroups:evidence-file": (lambda r: [r.action.reference, r.evidence.pk], "33422222224"),
    "subgroups:forward-plan": (lambda r: [r.neglect.slug], "33xx2222x2x"),
    "subgroups:item-change": (lambda r: [r.meeting.pk, r.item.pk], "3344x22x4x4"),
    "subgroups:item-history": (lambda r: [r.meeting.pk, r.item.pk], "3344x22x4x4"),
    "subgroups:item-new": (lambda r: [r.meeting.pk], "3344x22x4x4"),
    "subgroups:item-remove": (lambda r: [r.meeting.pk, r.item.pk], "3344x22x4x4"),
    "subgroups:meeting-agenda": (lambda r: [r.meeting.pk], "3344x22x4x4"),
    "subgroups:meeting-agree": (lambda r: [r.meeting.pk], "3344x2xx4x4"),
    "subgroups:meeting-answer": (lambda r: [r.meeting.pk], "3344222x4x4"),
    "subgroups:meeting-calendar": (lambda r: [r.meeting.pk], "33442222424"),
    "subgroups:meeting-cancel": (lambda r: [r.meeting.pk], "3344x22x4x4"),
    "subgroups:meeting-change": (lambda r: [r.meeting.pk], "3344x22x4x4"),
    "subgroups:meeting-confirm": (lambda r: [r.meeting.pk], "3344x22x4x4"),
    "subgroups:meeting-detail": (lambda r: [r.meeting.pk], "33442222424"),
    "subgroups:meeting-draw-up": (lambda r: [r.meeting.pk], "33ppppppppp"),
    "subgroups:meeting-history": (lambda r: [r.meeting.pk], "33442222424"),
    "subgroups:meeting-hold": (lambda r: [r.meeting.pk], "3344x22x4x4"),
    "subgroups:meeting-issue": (lambda r: [r.meeting.pk], "3344x22x4x4"),
    "subgroups:meeting-item": (lambda r: [r.meeting.pk, r.item.pk], "33442222424"),
    "subgroups:meeting-list": (lambda r: [], "33222222222"),
    "subgroups:meeting-minutes": (lambda r: [r.meeting.pk], "3344x22x4x4"),
    "subgroups:meeting-new": (lambda r: [], "33xxx22xxxx"),
    "subgroups:meeting-run": (lambda r: [r.meeting.pk], "3344x22x4x4"),
    "subgroups:paper-change": (lambda r: [r.paper.pk], "334xx22xxx4"),
    "subgroups:paper-detail": (lambda r: [r.paper.pk], "33422222224"),
    "subgroups:paper-file": (lambda r: [r.paper.pk], "33422222224"),
    "subgroups:paper-hand-in": (lambda r: [r.paper.pk], "3342x22xxx4"),
    "subgroups:paper-history": (lambda r: [r.paper.pk], "33422222224"),
    "subgroups:paper-list": (lambda r: [], "33222222222"),
    "subgroups:paper-new": (lambda r: [r.meeting.pk], "3344x22x4x4"),
    "subgroups:paper-version": (lambda r: [r.paper.pk, 1], "33422222224"),
    "subgroups:paper-withdraw": (lambda r: [r.paper.pk], "334xx22xxx4"),
    "subgroups:planned-report-change": (lambda r: [r.planned.pk], "334xx22xxx4"),
    "subgroups:planned-report-detail": (lambda r: [r.planned.pk], "33422222224"),
    "subgroups:planned-report-hand-in": (lambda r: [r.planned.pk], "3342x22xxx4"),
    "subgroups:planned-report-history": (lambda r: [r.planned.pk], "33422222224"),
    "subgroups:planned-report-list": (lambda r: [], "33222222222"),
    "subgroups:planned-report-new": (lambda r: [], "33xxx22xxxx"),
    "subgroups:planned-report-receive": (lambda r: [r.planned.pk], "334xx22xxx4"),
    "subgroups:planned-report-withdraw": (lambda r: [r.planned.pk], "334xx22xxx4"),
    "subgroups:risk-change": (lambda r: [r.risk.reference], "3344x22x4x4"),
    "subgroups:risk-close": (lambda r: [r.risk.reference], "3344x22x4x4"),
    "subgroups:risk-detail": (lambda r: [r.risk.reference], "33442222424"),
    "subgroups:risk-history": (lambda r: [r.risk.reference], "33442222424"),
    "subgroups:risk-list": (lambda r: [], "33222222222"),
    "subgroups:risk-new": (lambda r: [], "33xxx22xxxx"),
    "subgroups:risk-reopen": (lambda r: [r.risk.reference], "3344x22x4x4"),
    "subgroups:risk-review": (lambda r: [r.risk.reference], "3344x22x4x4"),
    "subgroups:objective-plan": (lambda r: [r.objective.pk], "33222222222"),
    "subgroups:origin-plan": (lambda r: ["meeting"], "33222222222"),
    "subgroups:person-plan": (lambda r: [r.holder.pk], "33422222222"),
    "subgroups:priority-plan": (lambda r: [r.priority.pk], "33222222222"),
    "subgroups:scorecard": (lambda r: [], "3333x22232x"),
    "subgroups:slippage": (lambda r: [], "33xxx222x2x"),
}
# fmt: on
