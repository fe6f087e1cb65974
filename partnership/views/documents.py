"""Pages of the review of governing documents: what is due, finding one still right, a new version."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.urls import reverse

from partnership.forms.bodies import DocumentRenewForm, DocumentReviewForm
from partnership.kit.history import history_of
from partnership.kit.tables import Column
from partnership.kit.views import ListPage, ObjectFormView
from partnership.kit.wording import upper_first
from partnership.models import Document
from partnership.presenters import bodies as words
from partnership.services import documents as services
from partnership.views.chases import HasLedger


class DocumentReviewList(ListPage):
    """The documents in force, the one to be looked at longest ago first, for everybody who signs in."""

    template_name = "partnership/document_reviews.html"
    file_name = "documents-to-review"
    columns = [
        Column("Body", lambda row: row.body.name),
        Column("Kind", lambda row: row.get_kind_display()),
        Column("Title", lambda row: row.title),
        Column("Version", lambda row: row.number),
        Column("Agreed on", lambda row: row.agreed_on),
        Column("Review due on", lambda row: row.review_on),
        Column("Reviewed by", lambda row: row.owner.name if row.owner else "The chair"),
    ]

    def rows(self, filters: dict[str, Any]) -> Any:
        return Document.objects.to_review().select_related("body", "owner").order_by("review_on", "pk")

    def present(self, page: Any) -> Any:
        return words.review_rows(page, self.on)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            title="Documents to review",
            lede="Terms of reference and other governing documents, and by when somebody looks at each again.",
            heads=words.REVIEW_HEADS,
            noun="document,documents",
            sorted_by="when the review is due",
            **kwargs,
        )


class DocumentAct(ObjectFormView):
    """An act of a document's review."""

    model = Document
    template_name = "partnership/document_review.html"

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("body", "owner")

    def get_object(self, queryset: Any = None) -> Any:
        document = super().get_object(queryset)
        if not services.may_review(document, self.request.user):  # type: ignore[arg-type]  # signed in, so a Person
            raise PermissionDenied
        return document

    def list_url(self) -> str:
        return reverse("partnership:document-list", args=[self.object.body.slug])

    def get_crumbs(self) -> list[tuple[str, str]]:
        return [*words.crumbs_below(self.object.body), ("Documents", self.list_url())]

    def get_lede(self) -> str:
        return f"{self.object}. {upper_first(words.document_words(self.object, self.on))}."

    def get_cancel_url(self) -> str:
        return self.list_url()

    def success_path(self, result: Any) -> str:
        return self.list_url()


class DocumentReview(HasLedger, DocumentAct):
    chased_as = "document-review"
    form_class = DocumentReviewForm
    title = "Review the document"
    submit_label = "It is still right"
    success_message = "{result} is reviewed"

    def perform(self, form: Any) -> Document:
        return services.review_document(
            document=self.object,
            by=self.request.user,  # type: ignore[arg-type]  # signed in, so a Person
            now=self.now,
            **form.cleaned_data,
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            renew_url=reverse("partnership:document-renew", args=[self.object.pk]),
            summary=self.object.summary,
            looks=words.look_entries(history_of(self.object), self.on),
            **kwargs,
        )


class DocumentRenew(DocumentAct):
    form_class = DocumentRenewForm
    title = "Record a new version"
    submit_label = "Record the version"
    success_message = "{result} is in force"

    def perform(self, form: Any) -> Document:
        return services.renew_document(
            document=self.object,
            by=self.request.user,  # type: ignore[arg-type]  # signed in, so a Person
            now=self.now,
            **form.cleaned_data,
        )
