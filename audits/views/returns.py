"""Pages of returns: one return, its standards, answering, submitting, moderating, its files."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from audits import workflow
from audits.forms import returns as forms
from audits.forms.rounds import EmptyForm
from audits.models import AnswerFile, Return, Round, Standard
from audits.presenters import returns as words
from audits.presenters.scores import RETURN_TAGS, threshold_facts
from audits.selectors import returns as selectors
from audits.selectors.scores import scores_of, standards_of, thresholds_of
from audits.services import moderation
from audits.services import returns as services
from partnership.kit.dates import now
from partnership.kit.errors import NotYours
from partnership.kit.history import history_of
from partnership.kit.tables import csv_response, xlsx_response
from partnership.kit.thread import thread_of
from partnership.kit.views import ObjectFormView, RecordView
from partnership.permissions import AgencyRight, PortalRight
from partnership.views.chases import HasLedger


def crumbs_of(row: Return, person: Any) -> list[tuple[str, str]]:
    """Where a return stands."""
    label = "Audits" if person.rights.sees_everything else "Audit returns"
    return [(label, reverse("audits:round-list")), (row.round.title, row.round.get_absolute_url())]


def may_answer(row: Return, person: Any) -> bool:
    """Whether a page offers answering: the same that the service asks."""
    with_agency = row.status in Return.WITH_THE_AGENCY and row.round.status == Round.Status.OPEN
    return with_agency and row.allows(person, AgencyRight.UPDATE_WORK)


def may_moderate(row: Return, person: Any) -> bool:
    """Whether a page offers moderating."""
    waits = row.status == Return.Status.SUBMITTED and row.round.status == Round.Status.OPEN
    return waits and row.allows(person, PortalRight.MANAGE) and row.submitted_by_id != person.pk


class ReturnDetail(HasLedger, RecordView):
    """One agency's return: how far it is, each standard's score beside the moderated one, and what came of it."""

    chased_as = "audit-return"
    model = Return
    template_name = "audits/return_detail.html"
    formats = {"csv": csv_response, "xlsx": xlsx_response}

    def get_queryset(self) -> Any:
        return selectors.return_record(self.request.user)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        wanted = request.GET.get("format")
        if wanted not in self.formats:
            return super().get(request, *args, **kwargs)
        row = self.get_object()
        return self.formats[wanted](
            f"audit-return-{row.pk}", words.columns(row, request.user), selectors.answers_of(row)
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row: Return = self.object
        person: Any = self.request.user
        standards, thresholds = standards_of(row.round.framework_id), thresholds_of(row.round)
        scored = scores_of([row.pk], standards)[row.pk]
        time, state, rest = words.lede_of(row, scored, thresholds, self.on)
        answers, moderates = may_answer(row, person), may_moderate(row, person)
        whole = scored.whole(moderated=False)
        touched = row.answers.filter(moderated_score__isnull=False) if moderates else row.answers.none()
        looked_at = set(touched.values_list("question__standard_id", flat=True))
        here = row.get_absolute_url()
        unanswered = next((one for one in standards if not scored.own[one.pk].is_complete), None)
        sent_back = row.moves.filter(move=workflow.SEND_BACK.name).last()
        return super().get_context_data(
            on=self.on,
            here=here,
            crumbs=crumbs_of(row, person),
            lede_time=time,
            lede_state=state,
            lede_rest=rest,
            tag=RETURN_TAGS[Return.Status(row.status)],
            heads=words.HEADS,
            rows=words.standard_rows(
                row,
                standards,
                scored,
                thresholds,
                may_answer=answers,
                may_moderate=moderates,
                looked_at=looked_at,
            ),
            whole=whole,
            progress=words.progress_words(whole) if row.status in Return.WITH_THE_AGENCY else "",
            sent_back=sent_back if row.status == Return.Status.SENT_BACK else None,
            go_on_url=f"{row.get_absolute_url()}standards/{unanswered.number}/answer/"
            if answers and unanswered
            else "",
            go_on_words="Start answering" if row.status == Return.Status.NOT_STARTED else "Go on answering",
            actions=words.action_entries(row, self.on),
            thresholds=threshold_facts(thresholds),
            knots=thread_of(row, person=person, on=self.on),
            may={
                "answer": answers,
                "submit": answers and row.status in workflow.SUBMIT.sources and whole.is_complete,
                "moderate": moderates,
                "send_back": workflow.SEND_BACK.open_to(row, person, self.on),
            },
            **kwargs,
        )


class ReturnAct(ObjectFormView):
    """An act on one return."""

    model = Return

    def get_queryset(self) -> Any:
        return selectors.return_record(self.request.user)

    def get_crumbs(self) -> list[tuple[str, str]]:
        crumbs = crumbs_of(self.object, self.request.user)
        return [*crumbs, (self.object.agency.short_name, self.object.get_absolute_url())]

    def get_lede(self) -> str:
        return self.lede or str(self.object)

    def success_path(self, result: Any) -> str:
        return self.object.get_absolute_url()


def standard_of(row: Return, number: int) -> Standard:
    """The standard of that number in the return's framework."""
    return get_object_or_404(Standard, framework=row.round.framework_id, number=number)


class StandardPage(RecordView):
    """The answers of one return to one standard, beside the moderation and last round's."""

    model = Return
    template_name = "audits/standard_detail.html"

    def get_queryset(self) -> Any:
        return selectors.return_record(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row: Return = self.object
        person = self.request.user
        standard = standard_of(row, self.kwargs["number"])
        shown = words.shows_moderation(row, person)
        answers = selectors.answers_of(row, standard)
        here = row.get_absolute_url()
        beside = {one.number for one in standards_of(row.round.framework_id)}
        return super().get_context_data(
            on=self.on,
            standard=standard,
            crumbs=[*crumbs_of(row, person), (row.agency.short_name, here)],
            answers=[words.answer_words(answer, show_moderation=shown) for answer in answers],
            before=f"{here}standards/{standard.number - 1}/" if standard.number - 1 in beside else "",
            after=f"{here}standards/{standard.number + 1}/" if standard.number + 1 in beside else "",
            **kwargs,
        )


class StandardForm(ReturnAct):
    """A form over the answers to one standard. Saving goes on to the next one."""

    act = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.object = self.get_object()
        self.standard = standard_of(self.object, self.kwargs["number"])
        self.answers = list(selectors.answers_of(self.object, self.standard))
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "answers": self.answers}

    def get_initial(self) -> dict[str, Any]:
        return {"version": services.version_of(self.answers)}

    def get_title(self) -> str:
        return f"{self.standard.number} {self.standard.title}"

    def get_lede(self) -> str:
        return self.standard.about

    def success_path(self, result: Any) -> str:
        later = Standard.objects.filter(
            framework=self.object.round.framework_id, number__gt=self.standard.number
        ).order_by("number")
        following = later.values_list("number", flat=True).first()
        here = self.object.get_absolute_url()
        return f"{here}standards/{following}/{self.act}/" if following and self.goes_on() else here

    def goes_on(self) -> bool:
        """Whether the button pressed was "Save and go on"."""
        return "go_on" in self.request.POST


class ReturnAnswer(StandardForm):
    """An agency answers one standard."""

    permission = AgencyRight.UPDATE_WORK
    form_class = forms.AnswerForm
    template_name = "audits/return_answer.html"
    success_message = "Saved"
    act = "answer"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = self.object
        files = [(answer, file) for answer in self.answers for file in answer.files.all()]
        last = [words.answer_words(answer, show_moderation=False) for answer in self.answers]
        brought = any(answer.is_brought for answer in self.answers)
        return super().get_context_data(row=row, files=files, last=last, brought=brought, on=self.on, **kwargs)

    def perform(self, form: Any) -> Return:
        given = {number: services.Given(**said) for number, said in form.given().items()}
        return services.answer_standard(
            audit_return=self.object,
            standard=self.standard,
            given=given,
            by=self.request.user,
            now=self.now,
            seen=form.cleaned_data["version"],
        )


class ReturnModerateStandard(StandardForm):
    """The business unit scores one standard beside the agency's own scores."""

    permission = PortalRight.MANAGE
    form_class = forms.ModerateStandardForm
    template_name = "audits/return_moderate_standard.html"
    success_message = "The moderated scores are saved"
    act = "moderate"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        said = {answer.pk: words.answer_words(answer, show_moderation=False) for answer in self.answers}
        form = kwargs.get("form") or self.get_form()
        groups = [(said[answer.pk], fields) for answer, fields in form.groups()]
        return super().get_context_data(**{**kwargs, "form": form, "groups": groups})

    def perform(self, form: Any) -> Return:
        given = {number: moderation.Moderated(**said) for number, said in form.given().items()}
        return moderation.moderate_standard(
            audit_return=self.object,
            standard=self.standard,
            given=given,
            by=self.request.user,
            now=self.now,
            seen=form.cleaned_data["version"],
        )


class ReturnSubmit(ReturnAct):
    permission = AgencyRight.UPDATE_WORK
    form_class = EmptyForm
    title = "Submit the return"
    lede = "After this you cannot change it. You can read it and take it away as a file at any time."
    submit_label = "Submit it"
    success_message = "The return is submitted"

    def perform(self, form: Any) -> Return:
        return services.submit_return(audit_return=self.object, by=self.request.user, now=self.now)


class ReturnSendBack(ReturnAct):
    permission = PortalRight.MANAGE
    form_class = forms.SendBackForm
    title = "Send the return back"
    submit_label = "Send it back"
    success_message = "The agency has the return again"

    def perform(self, form: Any) -> Return:
        given = form.cleaned_data
        return services.send_back_return(
            audit_return=self.object,
            missing=given["missing"],
            due_on=given["due_on"],
            by=self.request.user,
            now=self.now,
        )


class ReturnModerate(ReturnAct):
    permission = PortalRight.MANAGE
    form_class = forms.FinishForm
    title = "Finish the moderation"
    lede = "Where you have written no other score, the agency’s own is agreed. The agency is told."
    submit_label = "Finish it"
    success_message = "The return is moderated"

    def perform(self, form: Any) -> Return:
        return moderation.finish_moderation(
            audit_return=self.object,
            feedback=form.cleaned_data["feedback"],
            by=self.request.user,
            now=self.now,
        )


class ReturnHistory(RecordView):
    """Every saved version of a return, latest first, and its moves."""

    model = Return
    template_name = "audits/record_history.html"

    def get_queryset(self) -> Any:
        return selectors.return_record(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = self.object
        return super().get_context_data(
            on=self.on,
            crumbs=[*crumbs_of(row, self.request.user), (row.agency.short_name, row.get_absolute_url())],
            lines=history_of(row),
            moves=row.moves.select_related("by"),
            **kwargs,
        )


def found_file(request: HttpRequest, pk: int, file: int) -> AnswerFile:
    """A file of a return that the person may see."""
    row = get_object_or_404(Return.objects.visible_to(request.user), pk=pk)
    files = AnswerFile.objects.select_related("answer__audit_return__round", "answer__question__standard")
    return get_object_or_404(files, pk=file, answer__audit_return=row)


def answer_file(request: HttpRequest, pk: int, file: int) -> FileResponse:
    """Serve one evidence file to those who may see its return: as a download, with a policy that runs nothing."""
    found = found_file(request, pk, file)
    try:
        content = found.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(content, as_attachment=True, filename=found.name, content_type=found.content_type)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def take_file_away(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    """Take a file off an answer while the return is with the agency."""
    found = found_file(request, pk, file)
    answer = found.answer
    path = f"{answer.audit_return.get_absolute_url()}standards/{answer.question.standard.number}/"
    try:
        services.take_file_away(file=found, by=request.user, now=now())
    except NotYours as refusal:
        raise PermissionDenied(" ".join(refusal.messages)) from refusal
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(path)
    messages.success(request, f"{found.name} is taken away")
    return redirect(f"{path}answer/")
