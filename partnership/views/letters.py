"""Pages of letters of challenge: the list, one letter, and what the business unit does with a draft."""

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.views.generic import View

from partnership import tasks
from partnership.forms import letters as forms
from partnership.kit.tables import Column
from partnership.kit.views import GuardedObjectMixin, ListPage, ObjectFormView, RecordView, RightRequired
from partnership.models import Letter, LetterFile
from partnership.permissions import PortalRight
from partnership.presenters import letters as words
from partnership.selectors import letters as selectors
from partnership.services import letters as services
from partnership.workflow import WITHHOLD_LETTER


class LetterList(RightRequired, ListPage):
    """Every letter that a step drafted: to send, sent, withheld."""

    portal_right = PortalRight.OVERSEE
    template_name = "partnership/letter_list.html"
    filter_form = forms.LetterFilter
    file_name = "letters"
    columns = [
        Column("Drafted", lambda row: row.drafted_on),
        Column("Letter", lambda row: row.reference),
        Column("About", lambda row: row.chase.title),
        Column("Agency", lambda row: row.agency.name if row.agency else ""),
        Column("To", lambda row: words.to_words(row)),
        Column("State", lambda row: row.get_status_display()),
        Column("Sent", lambda row: row.sent_at),
    ]

    def rows(self, filters: dict[str, Any]) -> Any:
        return selectors.letters_for(self.request.user, filters)

    def present(self, page: Any) -> Any:
        return words.letter_rows(page, self.on)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            heads=words.LETTER_HEADS,
            title="Letters of challenge",
            lede=words.letters_lede(Letter.objects.to_send().count()),
            noun="letter,letters",
            sorted_by="drafts first, then the latest",
            crumbs=[("Chases", reverse("partnership:chase-list"))] if self.request.user.rights.manages else [],
            **kwargs,
        )


class LetterDetail(RecordView):
    """One letter: what it is about, its PDF, and what was done with it."""

    model = Letter
    template_name = "partnership/letter_detail.html"

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("agency", "body", "to", "chase", "making")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person: Any = self.request.user
        letter, making = self.object, self.object.making
        is_draft = letter.status == Letter.Status.DRAFTED
        return super().get_context_data(
            on=self.on,
            lede=words.letter_lede(letter, self.on),
            facts=words.letter_facts(letter, self.on),
            moves=words.move_facts(letter.moves.select_related("by"), self.on),
            making=making,
            is_ready=making.status == LetterFile.Status.READY,
            may_act=person.rights.manages and is_draft,
            may_withhold=WITHHOLD_LETTER.open_to(letter, person, self.on),
            crumbs=[("Letters of challenge", reverse("partnership:letter-list"))]
            if person.rights.sees_everything
            else [],
            **kwargs,
        )


class LetterPdf(GuardedObjectMixin, View):
    """The PDF: the draft for those who see everything, what was sent for its addressee too."""

    model = Letter

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        letter = self.get_object()
        if not letter.file or letter.making.status != LetterFile.Status.READY:
            raise Http404("The letter is still being made.")
        name = f"{letter.reference}.pdf"
        return FileResponse(letter.file.open("rb"), as_attachment=True, filename=name, content_type="application/pdf")


class LetterLine(ObjectFormView):
    """Put a line of one's own into a draft."""

    model = Letter
    permission = PortalRight.MANAGE
    form_class = forms.LineForm
    title = "Add a line of your own"
    lede = "The letter is made anew with it, with the facts of today."
    submit_label = "Save and make the letter"
    success_message = "The letter is being made"

    def get_initial(self) -> dict[str, Any]:
        return {"line": self.object.line}

    def perform(self, form: Any) -> Letter:
        letter = services.write_line(
            letter=self.object, line=form.cleaned_data["line"], by=self.request.user, now=self.now
        )
        tasks.nudge_letters()
        return letter


class LetterSend(ObjectFormView):
    """Send the draft as it can be read."""

    model = Letter
    permission = PortalRight.MANAGE
    form_class = forms.SendForm
    title = "Send this letter"
    lede = "It is frozen as it stands. Its addressee gets a mail with a link, and it is counted in the annual report."
    submit_label = "Send the letter"
    success_message = "The letter is sent"

    def perform(self, form: Any) -> Letter:
        return services.send_letter(letter=self.object, by=self.request.user, now=self.now)


class LetterWithhold(ObjectFormView):
    """Keep a draft from going out."""

    model = Letter
    permission = PortalRight.MANAGE
    form_class = forms.WithholdForm
    title = "Withhold this letter"
    submit_label = "Withhold it"
    success_message = "The letter is withheld"

    def perform(self, form: Any) -> Letter:
        return services.withhold_letter(
            letter=self.object, reason=form.cleaned_data["reason"], by=self.request.user, now=self.now
        )
