"""Pages of papers: the list, one paper, asking for one, handing it in, its files."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.storage import storages
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.views.decorators.http import require_safe

from partnership.kit.dates import now as the_present
from partnership.kit.tables import Column
from partnership.kit.thread import thread_of
from partnership.kit.views import RecordView
from partnership.permissions import BodyRight
from partnership.views.chases import HasLedger
from subgroups.forms import papers as forms
from subgroups.models import AgendaItem, Paper
from subgroups.presenters import papers as words
from subgroups.selectors import meetings as meeting_reads
from subgroups.selectors import papers as reads
from subgroups.services import papers as services
from subgroups.views.filtered import FilteredList
from subgroups.views.meeting_acts import MeetingAct
from subgroups.views.records import RecordAct, RecordHistory

PAPERS = ("Papers", "/papers/")


class PaperList(FilteredList):
    """Papers that are owed, the one due longest ago first; others on asking."""

    template_name = "subgroups/paper_list.html"
    filter_form = forms.PaperFilter
    file_name = "papers"
    columns = [
        Column("Meeting", lambda row: row.item.meeting.reference),
        Column("Body", lambda row: row.item.meeting.body.name),
        Column("Date of the meeting", lambda row: row.item.meeting.on),
        Column("Paper", lambda row: row.title),
        Column("From", lambda row: row.agency.name if row.agency else ""),
        Column("Author", lambda row: row.author.name if row.author else ""),
        Column("Due", lambda row: row.due_on),
        Column("Handed in", lambda row: row.received_at),
        Column("Days late", lambda row: words.days_late(row)),
        Column("No longer wanted", lambda row: row.withdrawn_on),
    ]

    def rows(self, filters: dict[str, Any]) -> Any:
        agency = filters.get("agency")
        return reads.papers_for(
            self.request.user,
            self.on,
            words=filters.get("words", ""),
            body=self.chosen("body"),
            agency=agency.pk if agency else None,
            state=filters.get("state", ""),
        )

    def present(self, page: Any) -> Any:
        return words.paper_rows(page, self.on)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            title="Papers",
            lede="What agencies and authors were asked to write for meetings, and whether it is here.",
            heads=words.PAPER_HEADS,
            noun="paper,papers",
            sorted_by="when they are due",
            crumbs=[("Meetings", "/meetings/")],
            **kwargs,
        )


class PaperDetail(HasLedger, RecordView):
    """One paper: who owes it by when, its file and the versions before, and the thread."""

    chased_as = "paper"
    model = Paper
    template_name = "subgroups/paper_detail.html"

    def get_queryset(self) -> Any:
        rows = super().get_queryset().select_related("item__meeting__body", "agency", "author", "received_by")
        return rows.select_related("planned_report")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row, person, on = self.object, self.request.user, self.on
        meeting = row.item.meeting
        sees_meeting = meeting.allows(person, BodyRight.READ)
        records = row.allows(person, BodyRight.RECORD)
        is_open = services.is_open(row)
        versions = reads.versions_of(row)
        logged = row.item.is_confidential and records
        return super().get_context_data(
            on=on,
            crumbs=[PAPERS, (str(meeting), meeting.get_absolute_url())] if sees_meeting else [PAPERS],
            title=row.title,
            kicker=f"{meeting.reference} · paper for {meeting.body.name}",
            lede=words.paper_lede(row, on),
            facts=words.paper_facts(
                row, on, sees_item=row.item.allows(person, BodyRight.READ), sees_meeting=sees_meeting
            ),
            versions=words.version_lines(row, versions, on),
            openings=words.opening_entries(row.openings.select_related("person")[:20], on) if logged else [],
            is_logged=logged,
            may={
                "hand_in": is_open and services.may_hand_in(row, person),
                "change": is_open and records,
                "withdraw": is_open and records,
            },
            here=row.get_absolute_url(),
            knots=thread_of(row, person=person, on=on),
            **kwargs,
        )


class PaperHistory(RecordHistory):
    model = Paper
    list_crumb = PAPERS


class PaperNew(MeetingAct):
    """Ask for a paper on an item of a meeting's agenda (`?item=` names it)."""

    form_class = forms.PaperForm
    title = "Ask for a paper"
    lede = "The author is told now, and reminded as the date comes near."
    submit_label = "Ask for the paper"
    success_message = "The paper is asked for"

    @cached_property
    def items(self) -> list[AgendaItem]:
        return meeting_reads.items_for(self.object, self.request.user)

    def get_form_kwargs(self) -> dict[str, Any]:
        if not self.items:
            raise Http404("There is no item that a paper could be for.")
        return {**super().get_form_kwargs(), "on": self.on, "items": self.items}

    def get_initial(self) -> dict[str, Any]:
        asked = self.request.GET.get("item", "")
        item = next((item for item in self.items if str(item.pk) == asked), None)
        return {"item": item.pk, "title": item.title, "agency": item.lead.agency_id if item.lead else None,
                "author": item.lead_id} if item else {}  # fmt: skip

    def perform(self, form: Any) -> Paper:
        given = dict(form.cleaned_data)
        given.pop("version", None)
        return services.ask_for_paper(**given, by=self.request.user, now=self.now)  # type: ignore[arg-type]

    def success_path(self, result: Any) -> str:
        return f"{self.object.get_absolute_url()}#item-{result.item_id}"


class PaperAct(RecordAct):
    model = Paper
    permission: Any = BodyRight.RECORD
    list_crumb = PAPERS

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("item__meeting__body", "agency", "author", "planned_report")


class PaperChange(PaperAct):
    form_class = forms.PaperForm
    title = "Change what is asked for"
    success_message = "The paper is changed"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "on": self.on, "is_here": self.object.received_at is not None}

    def get_initial(self) -> dict[str, Any]:
        row = self.object
        return {
            "title": row.title,
            "agency": row.agency_id,
            "author": row.author_id,
            "due_on": row.due_on,
            "version": row.version,
        }

    def perform(self, form: Any) -> Paper:
        given = dict(form.cleaned_data)
        seen = given.pop("version", None)
        return services.change_paper(paper=self.object, seen=seen, **given, **self.acting())


class PaperHandIn(PaperAct):
    """The file: by its author, its agency's lead, the chair or the business unit."""

    permission = None
    form_class = forms.HandInForm
    submit_label = "Hand it in"
    success_message = "The paper is here"

    def get_object(self, queryset: Any = None) -> Any:
        paper = super().get_object(queryset)
        if not services.may_hand_in(paper, self.request.user):  # type: ignore[arg-type]  # signed in, so a Person
            raise PermissionDenied
        return paper

    def get_title(self) -> str:
        return "Hand in a new version" if self.object.received_at else "Hand in the paper"

    def perform(self, form: Any) -> Paper:
        return services.hand_in_paper(paper=self.object, file=form.cleaned_data["file"], **self.acting())


class PaperWithdraw(PaperAct):
    title = "No longer wanted"
    submit_label = "It is no longer wanted"
    success_message = "The paper is no longer wanted"
    asks = "Why is it no longer wanted?"
    missing = "Write why it is no longer wanted"

    def perform(self, form: Any) -> Paper:
        return services.withdraw_paper(paper=self.object, reason=form.cleaned_data["note"], **self.acting())


@require_safe
def paper_file(request: HttpRequest, pk: int, number: int | None = None) -> FileResponse:
    """Serve a paper's file, or an earlier version, to those who may see it: a download, with a policy that runs
    nothing. Who opens one of a confidential item is noted."""
    paper = get_object_or_404(Paper.objects.visible_to(request.user).select_related("item"), pk=pk)
    versions = reads.versions_of(paper)
    wanted = len(versions) if number is None else number
    if not 1 <= wanted <= len(versions):
        raise Http404
    version = versions[wanted - 1]
    person: Any = request.user
    services.record_opening(paper=paper, sha256=version.sha256, by=person, now=the_present())
    response = FileResponse(
        storages["default"].open(version.path, "rb"),
        as_attachment=True,
        filename=version.name,
        content_type=version.content_type,
    )
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response
