"""What is owed besides an agency's own actions, in one query for each asker: papers, reports, answers, risks, reviews,
and what a chair is to judge, agree or answer."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, CharField, Count, DateField, F, IntegerField, Q, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, TruncDate

from partnership.kit.dates import LONDON
from partnership.kit.prepared import Prepared, Slot
from partnership.models import Body, Document
from partnership.permissions import AgencyRight, BodyRight, PreparedFor
from subgroups.models import Action, Challenge, DateChange, Escalation, Meeting, Paper, PlannedReport, Risk
from subgroups.selectors.meetings import TO_COME

AHEAD = dt.timedelta(days=30)
DUE_SOON = dt.timedelta(days=14)


@dataclass(frozen=True)
class Owed:
    """One thing owed, in few words.

    `kind` is the obligation's. A chair has more: "judge" an answer, "close" what is claimed complete, answer a
    "new-date", "reply" to an escalation, agree "minutes".
    """

    kind: str
    pk: int
    reference: str
    title: str
    due_on: dt.date
    body: str
    who: str
    also_on: dt.date | None = None  # the new date that is asked for, the day of the meeting


def _row(rows: Any, kind: str, *, reference: str, title: str, due: Any, body: str, who: str, also: str = "") -> Any:
    return (
        rows.order_by()
        .annotate(
            o_kind=Value(kind, output_field=CharField()),
            o_ref=Cast(reference, CharField(max_length=60)),
            o_title=Cast(title, CharField(max_length=300)),
            o_due=Cast(due, DateField()),
            o_body=F(body),
            o_who=Coalesce(F(who), Value("")),
            o_also=Cast(F(also) if also else Value(None), DateField()),
        )
        .values_list("o_kind", "pk", "o_ref", "o_title", "o_due", "o_body", "o_who", "o_also")
    )


def _together(first: Any, *others: Any) -> Any:
    return first.union(*others, all=True)


def _found(rows: Iterable[Any]) -> list[Owed]:
    return sorted((Owed(*row) for row in rows), key=lambda row: (row.due_on, row.kind, row.pk))


def _papers(rows: Any) -> Any:
    """Papers that are owed for a meeting to come; one that delivers a planned report stands there as that report."""
    rows = rows.missing().filter(item__meeting__status__in=TO_COME)
    rows = rows.exclude(planned_report__status=PlannedReport.Status.EXPECTED)
    return _row(
        rows, "paper", reference="item__meeting__reference", title="title", due="due_on",
        body="item__meeting__body__short_name", who="agency__short_name",
    )  # fmt: skip


def _reports(rows: Any) -> Any:
    return _row(
        rows.expected(), "planned-report", reference="body__code", title="title", due="due_on",
        body="body__short_name", who="agency__short_name",
    )  # fmt: skip


def _challenges(rows: Any) -> Any:
    return _row(
        rows.without_answer(), "challenge-answer", reference="reference", title="subject", due="answer_due_on",
        body="body__short_name", who="to_agency__short_name",
    )  # fmt: skip


def _documents(rows: Any) -> Any:
    return _row(
        rows, "document-review", reference="number", title="title", due="review_on", body="body__short_name",
        who="owner__name",
    )  # fmt: skip


def _by_person(person: Any, on: dt.date) -> Any:
    leads = person.rights.agencies(AgencyRight.LEAD)
    theirs = Q(author=person) | Q(agency_id__in=leads)
    documents = Document.objects.to_review().filter(owner=person, review_on__lte=on + AHEAD)
    return _together(
        _papers(Paper.objects.filter(theirs)),
        _reports(PlannedReport.objects.filter(theirs)),
        _challenges(Challenge.objects.filter(to_agency_id__in=leads)),
        _documents(documents),
    )


def _by_agency() -> Any:
    agency = Slot("agency", BigIntegerField())
    return _together(
        _papers(Paper.objects.filter(agency=agency, item__is_confidential=False)),
        _reports(PlannedReport.objects.filter(agency=agency)),
        _challenges(Challenge.objects.filter(to_agency=agency)),
    )


def _in_bodies(person: Any, on: dt.date) -> Any:
    chaired = person.rights.bodies(BodyRight.CHAIR)
    answered = Challenge.objects.filter(body_id__in=chaired, status=Challenge.Status.ANSWERED)
    risks = Risk.objects.live().filter(body_id__in=chaired, review_on__lte=on + DUE_SOON)
    documents = Document.objects.to_review().filter(
        owner__isnull=True, body_id__in=chaired, review_on__lte=on + DUE_SOON
    )
    claimed = Action.objects.live().filter(status=Action.Status.CLAIMED).exclude(claimed_by=person)
    # The actions of these bodies first, each once: PostgreSQL would look up the action of every date that is asked for.
    theirs = Action.objects.to_do().filter(body_id__in=chaired).order_by().values("pk").distinct()
    asked = DateChange.objects.filter(status=DateChange.Status.ASKED, action__in=theirs)
    drafted = Meeting.objects.filter(status=Meeting.Status.MINUTES_DRAFTED)
    return _together(
        _papers(Paper.objects.filter(item__meeting__body_id__in=chaired, due_on__lt=on)),
        _row(
            answered, "judge", reference="reference", title="subject", due=TruncDate("answered_at", tzinfo=LONDON),
            body="body__short_name", who="to_agency__short_name",
        ),
        _row(
            risks, "risk-review", reference="reference", title="title", due="review_on", body="body__short_name",
            who="agency__short_name",
        ),
        _documents(documents),
        _row(
            Escalation.objects.without_reply().filter(to_body_id__in=chaired), "reply", reference="reference",
            title="question", due="reply_due_on", body="to_body__short_name", who="from_body__short_name",
        ),
        _row(
            claimed.filter(body_id__in=chaired), "close", reference="reference", title="title", due="claimed_on",
            body="body__short_name", who="lead_agency__short_name",
        ),
        _row(
            asked, "new-date", reference="action__reference",
            title="action__title", due="action__due_on", body="action__body__short_name",
            who="action__lead_agency__short_name", also="to_on",
        ),
        _row(
            drafted.filter(body_id__in=chaired), "minutes", reference="reference", title="title",
            due=Coalesce("minutes_agree_due_on", "minutes_drafted_on"), body="body__short_name",
            who="body__short_name", also="on",
        ),
    )  # fmt: skip


BY_PERSON, BY_AGENCY, IN_BODIES = PreparedFor(_by_person), Prepared(_by_agency), PreparedFor(_in_bodies)


def owed_by(person: Any, on: dt.date) -> list[Owed]:
    """What a person owes, or the agencies that the person leads: papers, reports, answers, documents to review."""
    return _found(BY_PERSON(person, on))


def owed_by_agency(agency_id: int) -> list[Owed]:
    """What one agency owes besides actions. Papers of confidential items are for their author and for the body."""
    return _found(BY_AGENCY(agency=agency_id))


def owed_in_bodies(person: Any, on: dt.date) -> list[Owed]:
    """What waits for a chair: replies that are owed; late papers, answers to judge, risks and documents to look at;
    actions to close; new dates to answer, the one asked first before others; minutes to agree."""
    return sorted((Owed(*row) for row in IN_BODIES(person, on)), key=_as_chair)


AFTER = {"reply": 0, "close": 2, "new-date": 3, "minutes": 4}


def _as_chair(row: Owed) -> tuple[Any, ...]:
    """In which order a chair's list shows its rows."""
    match row.kind:
        case "new-date":
            days: tuple[Any, ...] = ()  # as they were asked
        case "minutes":
            days = (row.also_on,)
        case _:
            days = (row.due_on,)
    return AFTER.get(row.kind, 1), *days, row.kind, row.pk


def _counts(first: Any, *others: Any) -> dict[str, int]:
    return dict(first.union(*others, all=True))


def _count(rows: QuerySet[Any], kind: str) -> Any:
    return (
        rows.order_by()
        .annotate(o_kind=Value(kind, output_field=CharField()))
        .values("o_kind")
        .annotate(o_count=Cast(Count("pk"), IntegerField()))
        .values_list("o_kind", "o_count")
    )


def late_rows(on: dt.date) -> dict[str, Any]:
    """What is late across the partnership, by kind, to be counted; minutes and challenges while they are open."""
    return {
        "paper": Paper.objects.overdue(on).filter(item__meeting__status__in=TO_COME),
        "planned-report": PlannedReport.objects.expected().filter(due_on__lt=on),
        "challenge-answer": Challenge.objects.without_answer(),
        "minutes": Meeting.objects.filter(status=Meeting.Status.HELD),
        "minutes-agree": Meeting.objects.filter(status=Meeting.Status.MINUTES_DRAFTED, minutes_agree_due_on__lt=on),
        "risk-review": Risk.objects.live().filter(review_on__lt=on),
        "document-review": Document.objects.to_review().filter(review_on__lt=on),
    }


def counts_of_body(body: Body, on: dt.date) -> dict[str, int]:
    """What a body's registers hold: reports expected, papers late, challenges and risks that are open."""
    open_challenges = [Challenge.Status.MADE, Challenge.Status.ANSWERED]
    papers = Paper.objects.missing().filter(item__meeting__body=body, item__meeting__status__in=TO_COME)
    return _counts(
        _count(PlannedReport.objects.expected().filter(body=body), "planned-report"),
        _count(papers, "paper"),
        _count(Challenge.objects.filter(body=body, status__in=open_challenges), "challenge"),
        _count(Risk.objects.live().filter(body=body), "risk"),
    )
