"""Pages of challenges: the list, one challenge, making one, answering, asking again, closing, withdrawing."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property

from partnership.kit.tables import Column
from partnership.kit.thread import thread_of
from partnership.kit.views import RecordView
from partnership.models import Letter
from partnership.permissions import AgencyRight, BodyRight
from partnership.views.chases import HasLedger
from subgroups.deadlines import challenge_answer_due
from subgroups.forms import challenges as forms
from subgroups.models import Challenge, Meeting
from subgroups.presenters import challenges as words
from subgroups.selectors import challenges as reads
from subgroups.services import challenges as services
from subgroups.views.filtered import FilteredList, records_somewhere
from subgroups.views.records import NewForBody, RecordAct, RecordHistory
from subgroups.workflow import challenges as workflow

CHALLENGES = ("Challenges", "/challenges/")


class ChallengeList(FilteredList):
    """Challenges: those that wait for an answer first."""

    template_name = "subgroups/challenge_list.html"
    filter_form = forms.ChallengeFilter
    file_name = "challenges"
    columns = [
        Column("Number", lambda row: row.reference),
        Column("Body", lambda row: row.body.name),
        Column("Made by", lambda row: words.made_by(row)),
        Column("To", lambda row: row.to_agency.name),
        Column("Subject", lambda row: row.subject),
        Column("What is challenged", lambda row: row.text),
        Column("Made", lambda row: row.made_on),
        Column("Answer due", lambda row: row.answer_due_on),
        Column("State", lambda row: row.get_status_display()),
        Column("Answer", lambda row: row.answer),
        Column("Outcome", lambda row: row.get_outcome_display() if row.outcome else ""),
        Column("What changed", lambda row: row.what_changed),
        Column("Closed", lambda row: row.closed_on),
    ]

    def rows(self, filters: dict[str, Any]) -> Any:
        agency = filters.get("agency")
        return reads.challenges_for(
            self.request.user,
            self.on,
            words=filters.get("words", ""),
            body=self.chosen("body"),
            agency=agency.pk if agency else None,
            year=self.chosen("year"),
            state=filters.get("state", ""),
        )

    def present(self, page: Any) -> Any:
        return words.rows_of(page, self.on)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            title="Challenges",
            lede="Who asked which agency to account for what, the answers that are owed, and what came of them.",
            heads=words.HEADS,
            noun="challenge,challenges",
            sorted_by="when the answer is due",
            new_url=reverse("subgroups:challenge-new") if records_somewhere(self.request.user) else "",
            **kwargs,
        )


class ChallengeDetail(HasLedger, RecordView):
    """One challenge: what is asked, the answer or who owes it, what came of it, and the thread."""

    chased_as = "challenge-answer"
    model = Challenge
    slug_field = slug_url_kwarg = "reference"
    template_name = "subgroups/challenge_detail.html"

    def get_queryset(self) -> Any:
        return (
            super()
            .get_queryset()
            .select_related("body", "meeting", "letter", "from_agency", "to_agency", "answered_by")
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row, person, on = self.object, self.request.user, self.on
        reads_body = row.body.allows(person, BodyRight.READ)
        moves = list(row.moves.all())
        again = next((move.note for move in reversed(moves) if move.move == workflow.ASK_AGAIN.name), "")
        withdrawn = next((move.note for move in moves if move.to_status == Challenge.Status.WITHDRAWN), "")
        records = row.allows(person, BodyRight.RECORD)
        return super().get_context_data(
            on=on,
            crumbs=[CHALLENGES, (row.body.short_name, row.body.get_absolute_url())],
            title=row.subject,
            kicker=f"{row.reference} · challenge to {row.to_agency.name}",
            lede=words.lede(row, on, reason=withdrawn),
            facts=words.facts(row, on, reads_body=reads_body),
            answer_meta=words.answer_meta(row, on) if row.answer else "",
            again=again if row.status == Challenge.Status.MADE else "",
            may={
                "answer": workflow.ANSWER.open_to(row, person, on),
                "ask_again": workflow.ASK_AGAIN.open_to(row, person, on),
                "close": workflow.CLOSE.open_to(row, person, on),
                "withdraw": workflow.WITHDRAW.open_to(row, person, on),
                "act": records and row.status in (Challenge.Status.ANSWERED, Challenge.Status.CLOSED),
            },
            owes=row.allows(person, AgencyRight.UPDATE_WORK) and not records,
            here=row.get_absolute_url(),
            action_url=f"{reverse('subgroups:action-new')}?challenge={row.reference}",
            knots=thread_of(row, person=person, on=on),
            **kwargs,
        )


class ChallengeHistory(RecordHistory):
    model = Challenge
    slug_field = slug_url_kwarg = "reference"
    list_crumb = CHALLENGES
    states = Challenge.Status


class ChallengeNew(NewForBody):
    """Make a challenge: at a meeting (`?meeting=`), out of a letter that was sent (`?letter=`), or by itself."""

    form_class = forms.ChallengeForm
    title = "Record a challenge"
    lede = "The agency owes an answer, is reminded of it, and the challenge is counted in the annual report."
    submit_label = "Record the challenge"
    success_message = "{result.reference} is recorded. The agency owes an answer"
    list_crumb = CHALLENGES

    def number(self, name: str) -> int | None:
        asked = self.request.GET.get(name, "")
        return int(asked) if asked.isdecimal() and len(asked) < 19 else None

    @cached_property
    def meeting(self) -> Meeting | None:
        asked = self.number("meeting")
        rows = Meeting.objects.visible_to(self.request.user).select_related("body")
        return get_object_or_404(rows, pk=asked) if asked else None

    @cached_property
    def letter(self) -> Letter | None:
        asked = self.number("letter")
        rows = Letter.objects.visible_to(self.request.user).select_related("body", "agency")
        return get_object_or_404(rows, pk=asked) if asked else None

    @cached_property
    def body(self) -> Any:
        if self.meeting:
            return self.meeting.body
        if self.letter and self.letter.body:
            return self.letter.body
        return super().body

    def get_initial(self) -> dict[str, Any]:
        letter = self.letter
        return {
            "answer_due_on": challenge_answer_due(self.on),
            "to_agency": letter.agency_id if letter else None,
            "subject": f"Letter {letter.reference}" if letter else "",
        }

    def perform(self, form: Any) -> Challenge:
        return services.make_challenge(meeting=self.meeting, letter=self.letter, **self.given(form))


class ChallengeAct(RecordAct):
    model = Challenge
    slug_field = slug_url_kwarg = "reference"
    permission: Any = BodyRight.RECORD
    list_crumb = CHALLENGES

    def get_lede(self) -> str:
        return self.lede or self.object.subject


class ChallengeAnswer(ChallengeAct):
    permission = AgencyRight.UPDATE_WORK
    form_class = forms.AnswerForm
    title = "Answer the challenge"
    submit_label = "Send the answer"
    success_message = "Your answer is on the record"

    def perform(self, form: Any) -> Challenge:
        return services.answer_challenge(challenge=self.object, answer=form.cleaned_data["answer"], **self.acting())


class ChallengeAskAgain(ChallengeAct):
    form_class = forms.AskAgainForm
    title = "Ask again"
    submit_label = "Ask again"
    success_message = "The agency owes another answer"

    def get_initial(self) -> dict[str, Any]:
        return {"answer_due_on": challenge_answer_due(self.on)}

    def perform(self, form: Any) -> Challenge:
        given = form.cleaned_data
        return services.ask_again(
            challenge=self.object, reason=given["note"], answer_due_on=given["answer_due_on"], **self.acting()
        )


class ChallengeClose(ChallengeAct):
    form_class = forms.CloseChallengeForm
    title = "Close the challenge"
    submit_label = "Close it"
    success_message = "{result.reference} is closed"

    def perform(self, form: Any) -> Challenge:
        return services.close_challenge(challenge=self.object, **form.cleaned_data, **self.acting())


class ChallengeWithdraw(ChallengeAct):
    title = "Withdraw the challenge"
    submit_label = "Withdraw it"
    success_message = "{result.reference} is withdrawn"
    asks = "Why is it withdrawn?"
    missing = "Write why the challenge is withdrawn"

    def perform(self, form: Any) -> Challenge:
        return services.withdraw_challenge(challenge=self.object, reason=form.cleaned_data["note"], **self.acting())
