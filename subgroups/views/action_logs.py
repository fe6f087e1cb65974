"""Pages of printed action logs: how far one is, and its file, for whoever asked for it."""

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.views.generic import View

from partnership.kit.views import GuardedObjectMixin, RecordView
from subgroups.models import ActionLog
from subgroups.presenters import action_logs as words
from subgroups.services.action_logs import may_be_handed_out


class ActionLogDetail(RecordView):
    """A log on its way, or ready to be taken."""

    model = ActionLog
    template_name = "subgroups/action_log.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        log = self.object
        return super().get_context_data(
            on=self.on,
            crumbs=[("Actions", reverse("subgroups:action-list"))],
            lede=words.lede(log),
            facts=words.facts(log, self.on),
            file_url=reverse("subgroups:action-log-pdf", args=[log.pk]),
            may_take=may_be_handed_out(log, self.request.user),  # type: ignore[arg-type]  # nobody comes here signed out
            **kwargs,
        )


class ActionLogPdf(GuardedObjectMixin, View):
    """The file, while everything in it may still be seen by whoever asked for it."""

    model = ActionLog

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        log = self.get_object()
        if not may_be_handed_out(log, request.user):  # type: ignore[arg-type]  # nobody comes here signed out
            raise Http404
        response = FileResponse(
            log.file.open("rb"), as_attachment=True, filename=words.file_name(log), content_type="application/pdf"
        )
        response["X-Content-Type-Options"] = "nosniff"
        response["Cache-Control"] = "no-store"
        return response
