"""Pages of the outbox."""

import base64
import hashlib
import re
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from partnership import notices
from partnership.forms import notices as forms
from partnership.kit.views import ListPage, ObjectFormView, RecordView, RightRequired
from partnership.models import Notice
from partnership.permissions import PortalRight
from partnership.presenters import notices as words
from partnership.selectors import notices as selectors

OWN_STYLE = re.compile("<style>(.*?)</style>", re.S)


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
            held=words.held_words(notices.held_until(self.now), self.on),
            heads=words.NOTICE_HEADS,
            title="Mails",
            noun="mail,mails",
            sorted_by="when they were written",
            **kwargs,
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
    """The HTML part of a mail as a page of its own, in which nothing runs and nothing is fetched.

    The mail's own style block is let through by its checksum; all other style stays shut.
    """
    notice = get_object_or_404(Notice.objects.visible_to(request.user), pk=pk)
    response = HttpResponse(notice.html)
    own = " ".join(f"'sha256-{checksum_of(style)}'" for style in OWN_STYLE.findall(notice.html)) or "'none'"
    response["Content-Security-Policy"] = (
        f"default-src 'none'; style-src {own}; sandbox allow-top-navigation-by-user-activation"
    )
    return response


def checksum_of(style: str) -> str:
    """A style block's checksum as a policy names it."""
    return base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()


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
