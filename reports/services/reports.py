"""From opening a report to publishing it."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify

from partnership.kit.dates import london_date
from partnership.kit.errors import NotYours, WrongState
from partnership.kit.history import save_as
from partnership.kit.workflow import lock, move
from partnership.models import Appointment, Body, Duty, Person, Priority, Regime, StrategicPlan
from partnership.notices import record_notice
from partnership.permissions import PortalRight
from reports import outline, workflow
from reports.document import assemble
from reports.models import Report, Section
from reports.selectors import offices_of
from reports.selectors.duties import DutyState
from reports.services.building import freeze_edition
from reports.services.signing import require_signatories


@transaction.atomic
def open_report(
    *,
    title: str,
    regimes: Iterable[Regime],
    from_on: dt.date,
    to_on: dt.date,
    by: Person,
    now: dt.datetime,
    body: Body | None = None,
    due_on: dt.date | None = None,
    replaces: Report | None = None,
) -> Report:
    """Begin a report for a period: its sections from the duties of its regimes and the priorities of the plan in force.

    Refuses anybody but the business unit, a report without a law behind it, and a period that has not begun.
    """
    if not by.rights.has(PortalRight.MANAGE):
        raise NotYours("Reports are opened by the business unit.")
    regimes = list(regimes)
    if not regimes:
        raise ValidationError({"regimes": "Choose the law that asks for this report."})
    if from_on > london_date(now):
        raise ValidationError({"from_on": "Enter a period that has begun."})
    # The plan in force; where it has run out and none followed, the last one: the report then says so.
    plan = StrategicPlan.objects.filter(starts_on__lte=to_on).order_by("-starts_on").first()
    report = Report(
        slug=_free_slug(title, from_on, to_on), title=title, body=body, plan=plan, from_on=from_on, to_on=to_on,
        due_on=due_on, replaces=replaces,
    )  # fmt: skip
    save_as(report, by=by, reason="Opened", now=now)
    report.regimes.set(regimes)
    report.moves.create(from_status="", to_status=report.status, move="open", by=by, at=now)
    require_signatories(regimes=regimes, by=by, on=from_on, now=now)
    for place, section in enumerate(_sections(report, regimes, london_date(now)), 1):
        section.report, section.place = report, place
        save_as(section, by=by, reason="Opened", now=now)
    return report


def _free_slug(title: str, from_on: dt.date, to_on: dt.date) -> str:
    years = f"{from_on.year}-{to_on.year}" if from_on.year != to_on.year else f"{from_on.year}"
    stem = slugify(title)[:60].strip("-") or "report"
    stem = stem if str(to_on.year) in stem else f"{stem}-{years}"
    taken = set(Report.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    return next(slug for slug in [stem, *(f"{stem}-{n}" for n in range(2, 1000))] if slug not in taken)


def _sections(report: Report, regimes: list[Regime], on: dt.date) -> list[Section]:
    """The foreword, one section for each priority of the plan, and one for each duty that somebody must write."""
    chair = Appointment.objects.current(on).filter(role=Appointment.Role.INDEPENDENT_CHAIR).first()
    scrutineer = Appointment.objects.current(on).filter(role=Appointment.Role.SCRUTINEER).first()
    writers = {
        "Independent chair": chair.person if chair else None,
        "Independent scrutineer": scrutineer.person if scrutineer else None,
    }
    made: dict[str, Section] = {}

    def add(key: str, title: str, about: str, owner: str) -> None:
        made.setdefault(
            key, Section(key=key, title=title, about=about, owner_label=owner, written_by=writers.get(owner))
        )

    foreword = outline.SECTIONS["foreword"]
    add("foreword", foreword.title, foreword.about, foreword.owner)
    for priority in Priority.objects.filter(plan=report.plan) if report.plan else []:
        made[f"priority-{priority.number}"] = Section(
            key=f"priority-{priority.number}", title=str(priority), about=priority.summary[:400], priority=priority,
            asks_six=True, owner_label="Business unit",
        )  # fmt: skip
    duties = Duty.objects.current(report.to_on).filter(regime__in=regimes, kind=Duty.Kind.CONTENT)
    for duty in duties.order_by("regime__applies_to", "place", "pk"):
        key = outline.key_of(duty.answered_by)
        if duty.answered_by in outline.FROM_RECORDS or duty.answered_by == outline.PLAN:
            continue
        asked = outline.SECTIONS.get(key)
        if asked:
            add(key, asked.title, asked.about, asked.owner)
        else:
            add(key or f"duty-{duty.code}", duty.title, duty.text[:400], "Business unit")
    return list(made.values())


@transaction.atomic
def write_section(
    *,
    section: Section,
    by: Person,
    now: dt.datetime,
    seen: int | None,
    body: str = "",
    answers: Mapping[str, str] | None = None,
) -> Section:
    """Save what somebody wrote. A change to an approved report voids its edition and signatures and reopens it.

    Raises Stale when another save came first. Refuses other people's sections and published reports.
    """
    report = lock(section.report)
    current = lock(section)
    if not current.may_be_written_by(by):
        raise NotYours("This section is written by somebody else. Ask the business unit to hand it to you.")
    if report.status in Report.PUBLIC:
        raise WrongState("A published report is not changed. Open a corrected report instead.")
    clean = {key: str(text).strip() for key, text in (answers or {}).items() if key in Section.QUESTIONS}
    current.step_version(seen=seen)
    before = (current.body, {k: v for k, v in current.answers.items() if v})
    current.body = body.strip()
    current.answers = {key: text for key, text in clean.items() if text}
    if (current.body, current.answers) == before:
        return lock(section)
    if not report.is_being_written:
        if not by.rights.manages:
            raise WrongState("The report is approved. Ask the business unit to reopen it before you change this.")
        reopen_report(report=report, reason=f"Section “{current.title}” changed", by=by, now=now)
    current.changed_at, current.changed_by = now, by
    save_as(current, by=by, reason="Written", now=now)
    return current


def submit_for_review(*, report: Report, by: Person, now: dt.datetime, note: str = "") -> Report:
    """Ask the partners to read the draft."""
    return move(report, workflow.SUBMIT, by=by, now=now, on=london_date(now), note=note)


def send_back(*, report: Report, by: Person, note: str, now: dt.datetime) -> Report:
    """Return a report in review to its writers, saying what must change."""
    return move(report, workflow.SEND_BACK, by=by, now=now, on=london_date(now), note=note)


@transaction.atomic
def approve_report(*, report: Report, by: Person, now: dt.datetime, note: str = "") -> Report:
    """Freeze the report as an edition: data, checksum, web page; queue its PDF; tell those who must sign.

    Refuses while a duty that a checked source lays down is not answered, and names each.
    """
    on = london_date(now)
    approved = move(report, workflow.APPROVE, by=by, now=now, on=on, note=note)
    assembled = assemble(approved, on=on)
    if assembled.blocking:
        raise ValidationError(blocking_words(assembled.blocking))
    edition = freeze_edition(report=approved, data=assembled.data, by=by, now=now)
    for office in offices_of(approved, on=on, edition=edition):
        for holder in office.holders:
            _tell(approved, holder.person, f"to sign {edition.pk}", "A report waits for your signature",
                  [f"“{approved.title}” was approved and waits for your signature."], now)  # fmt: skip
    return approved


def blocking_words(states: Iterable[DutyState]) -> list[str]:
    """One sentence for each duty that stops the report: which, and what is missing."""
    return [f"{state.duty.title}: {state.where[:1].lower()}{state.where[1:]}." for state in states]


@transaction.atomic
def reopen_report(*, report: Report, reason: str, by: Person, now: dt.datetime) -> Report:
    """Take an approved or signed report back to be changed. Its edition and every signature under it become void."""
    reopened = move(report, workflow.REOPEN, by=by, now=now, on=london_date(now), note=reason)
    for edition in reopened.editions.standing().select_for_update():
        edition.voided_at, edition.voided_by, edition.void_reason = now, by, reason.strip()[:300]
        save_as(edition, by=by, reason="Void", now=now)
        for signature in edition.signatures.select_related("person"):
            _tell(reopened, signature.person, f"void {edition.pk}", "Your signature is void: the report changed",
                  [f"“{reopened.title}” was changed after you signed it, so your signature no longer stands.",
                   "You will be asked to sign the next edition."], now)  # fmt: skip
    return reopened


@transaction.atomic
def publish_report(*, report: Report, by: Person, now: dt.datetime) -> Report:
    """Publish the signed edition. A report that it corrects is superseded by it."""
    on = london_date(now)

    def date(row: Report) -> None:
        row.published_on = on

    published = move(report, workflow.PUBLISH, by=by, now=now, on=on, change=date)
    if published.replaces is not None:
        move(published.replaces, workflow.SUPERSEDE, by=by, now=now, on=on, note=f"Replaced by {published.title}")
    return published


@transaction.atomic
def correct_report(*, report: Report, by: Person, now: dt.datetime) -> Report:
    """Open a report that will replace a published one, with the same sections and words to start from."""
    if report.status != Report.Status.PUBLISHED:
        raise WrongState("Only a published report is corrected by another. Change this one instead.")
    if Report.objects.filter(replaces=report).exists():
        raise WrongState("A corrected report has been opened already.")
    corrected = open_report(
        title=report.title, regimes=report.regimes.all(), from_on=report.from_on, to_on=report.to_on, by=by, now=now,
        body=report.body, due_on=report.due_on, replaces=report,
    )  # fmt: skip
    written: dict[str, Any] = {section.key: section for section in report.sections.all()}
    for section in corrected.sections.all():
        if old := written.get(section.key):
            section.body, section.answers, section.written_by = old.body, old.answers, old.written_by
            save_as(section, by=by, reason="Taken over", now=now)
    return corrected


def _tell(report: Report, to: Person, kind: str, subject: str, lines: list[str], now: dt.datetime) -> None:
    """Put a mail into the outbox: what happened and where to look, never what the report says."""
    record_notice(
        key=f"report {kind}:{report.pk}:{to.pk}", kind=f"report {kind.split(' ')[0]}", to=to, subject=subject,
        lines=lines, path=report.get_absolute_url(), now=now,
    )  # fmt: skip
