"""Pages of the outbox and the chase ledger, and the link in a digest."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import TemplateView

from partnership import chasing, notices
from partnership.forms import notices as forms
from partnership.kit.dates import now
from partnership.kit.tables import Column
from partnership.kit.views import ListPage, ObjectFormView, RecordView, RightRequired
from partnership.models import Notice, Telling
from partnership.permissions import PortalRight
from partnership.presenters import notices as words
from partnership.selectors import notices as selectors


class ChaseList(RightRequired, ListPage):
    """The ledger: every step that was taken, whom it told, and whether the mail arrived."""

    portal_right = PortalRight.MANAGE
    template_name = "partnership/chase_list.html"
    filter_form = forms.ChaseFilter
    file_name = "chases"
    columns = [
        Column("Taken on", lambda row: row.on),
        Column("Number", lambda row: row.reference),
        Column("What is owed", lambda row: row.title),
        Column("Due", lambda row: row.due_on),
        Column("Step", lambda row: words.step_words(row)),
        Column("Told", lambda row: words.told_words(row)),
        Column("Outcome", lambda row: words.outcome_words(row)),
    ]

    def rows(self, filters: dict[str, Any]) -> Any:
        return selectors.chases_for(filters)

    def present(self, page: Any) -> Any:
        return words.chase_rows(page, self.on)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        failed = selectors.failures().count()
        return super().get_context_data(
            heads=words.CHASE_HEADS,
            title="Chases",
            lede=words.chases_lede(failed),
            noun="chase,chases",
            sorted_by="when they were taken",
            **kwargs,
        )


class ChaseLadder(TemplateView):
    """How the portal chases: the steps, in words, for everybody who is chased."""

    template_name = "partnership/chase_ladder.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        ladders = chasing.Ladders()
        return super().get_context_data(steps=words.ladder_rows(ladders.of(None)), **kwargs)


class NoticeList(RightRequired, ListPage):
    """Every mail that the portal wrote, and what became of it."""

    portal_right = PortalRight.MANAGE
    template_name = "partnership/notice_list.html"
    filter_form = forms.NoticeFilter

    def rows(self, filters: dict[str, Any]) -> Any:
        return selectors.notices_for(self.request.user, filters)

    def present(self, page: Any) -> Any:
        return words.notice_rows(page, self.on)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            heads=words.NOTICE_HEADS, title="Mails", noun="mail,mails", sorted_by="when they were written", **kwargs
        )


class NoticeDetail(RecordView):
    """One mail as it was sent."""

    model = Notice
    template_name = "partnership/notice_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person: Any = self.request.user
        return super().get_context_data(
            on=self.on,
            facts=words.notice_facts(self.object, self.on),
            may_settle=person.rights.manages and self.object.status == Notice.Status.FAILED,
            crumbs=[("Chases", reverse("partnership:chase-list")), ("Mails", reverse("partnership:notice-list"))]
            if person.rights.manages
            else [],
            **kwargs,
        )


def notice_html(request: HttpRequest, pk: int) -> HttpResponse:
    """The HTML part of a mail as a page of its own, in which nothing runs and nothing is fetched."""
    notice = get_object_or_404(Notice.objects.visible_to(request.user), pk=pk)
    response = HttpResponse(notice.html)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox allow-top-navigation-by-user-activation"
    return response


class NoticeRetry(ObjectFormView):
    """Put a failed mail back into the outbox."""

    model = Notice
    permission = PortalRight.MANAGE
    form_class = forms.RetryForm
    title = "Send this mail again"
    lede = "Mend the person’s address first, if it was refused."
    submit_label = "Send it again"
    success_message = "The mail waits in the outbox"

    def perform(self, form: Any) -> Notice:
        return notices.try_again(notice=self.object, by=self.request.user, now=self.now)


class NoticeSettle(ObjectFormView):
    """Note how a person was told when the mail could not be delivered."""

    model = Notice
    permission = PortalRight.MANAGE
    form_class = forms.SettleForm
    title = "Note how the person was told"
    submit_label = "Note it"
    success_message = "Noted; it leaves the home page"

    def perform(self, form: Any) -> Notice:
        return notices.settle_failure(
            notice=self.object,
            note=form.cleaned_data["note"],
            by=self.request.user,
            now=self.now,
        )


def chase_link(request: HttpRequest, pk: int) -> HttpResponseRedirect:
    """The link in a digest: note that its reader followed it, and go on to the record."""
    person: Any = request.user
    telling = get_object_or_404(Telling.objects.select_related("chase").filter(person=person), pk=pk)
    chasing.note_opened(telling_id=telling.pk, person=person, now=now())
    return redirect(telling.chase.path)
