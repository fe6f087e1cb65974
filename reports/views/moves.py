"""The moves of a report: into review and back, approved, opened again, published, corrected."""

from typing import Any

from partnership.kit.views import ObjectFormView
from partnership.permissions import PortalRight
from reports import forms, services, tasks
from reports import presenters as words
from reports.document import assemble
from reports.models import Report
from reports.views.reports import list_crumb


class ReportMoveView(ObjectFormView):
    """A move of a report, with a page that says what it means."""

    model = Report
    form_class: Any = forms.EmptyForm
    permission = PortalRight.MANAGE

    def get_crumbs(self) -> list[tuple[str, str]]:
        return [list_crumb(), (self.object.title, self.object.get_absolute_url())]

    def success_path(self, result: Any) -> str:
        return self.object.get_absolute_url()


class ReportSubmit(ReportMoveView):
    title = "Submit for review"
    lede = "The partners can then read the draft. You can still write while they do."
    submit_label = "Submit for review"
    form_class = forms.NoteForm
    success_message = "Submitted for review"

    def perform(self, form: Any) -> Report:
        return services.submit_for_review(
            report=self.object, by=self.request.user, now=self.now, note=form.cleaned_data["note"]
        )


class ReportSendBack(ReportMoveView):
    title = "Send back to the writers"
    submit_label = "Send back"
    form_class = forms.ReasonForm
    success_message = "Sent back to the writers"

    def perform(self, form: Any) -> Report:
        return services.send_back(
            report=self.object, by=self.request.user, now=self.now, note=form.cleaned_data["note"]
        )


class ReportApprove(ReportMoveView):
    """Freeze the report. The PDF is made by a worker."""

    template_name = "reports/report_approve.html"
    title = "Approve and freeze"
    lede = "Approving freezes the figures and words as an edition. From then on any change makes it void."
    submit_label = "Approve and freeze"
    form_class = forms.NoteForm
    success_message = "Approved. The edition is frozen and its PDF is being made."

    def perform(self, form: Any) -> Report:
        report = services.approve_report(
            report=self.object, by=self.request.user, now=self.now, note=form.cleaned_data["note"]
        )
        tasks.nudge()
        return report

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        assembled = assemble(self.object, on=self.on)
        return super().get_context_data(
            blocking=words.duty_rows(assembled.blocking, self.object, self.on),
            warning=words.duty_rows([state for state in assembled.duties if state.warns], self.object, self.on),
            **kwargs,
        )


class ReportReopen(ReportMoveView):
    title = "Take it back and change it"
    lede = "The edition and every signature under it become void. The signatories are told."
    submit_label = "Make the edition void and reopen"
    form_class = forms.ReasonForm
    success_message = "Reopened. The edition and its signatures are void."

    def perform(self, form: Any) -> Report:
        return services.reopen_report(
            report=self.object, by=self.request.user, now=self.now, reason=form.cleaned_data["note"]
        )


class ReportPublish(ReportMoveView):
    title = "Publish"
    lede = "Everybody who signs in can then read it. A published report is never changed, only corrected by another."
    submit_label = "Publish the signed edition"
    success_message = "Published"

    def perform(self, form: Any) -> Report:
        return services.publish_report(report=self.object, by=self.request.user, now=self.now)


class ReportCorrect(ReportMoveView):
    title = "Open a corrected report"
    lede = "It starts from the same words. When it is published, this one is marked as superseded and stays readable."
    submit_label = "Open a corrected report"
    success_message = "Corrected report opened"

    def perform(self, form: Any) -> Report:
        return services.correct_report(report=self.object, by=self.request.user, now=self.now)

    def success_path(self, result: Any) -> str:
        return result.get_absolute_url()
