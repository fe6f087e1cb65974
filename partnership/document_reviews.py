"""A governing document is looked at again by its review date: by its owner or, without one, by the body's chair."""

from typing import Any

from partnership.models import Document
from partnership.obligations import ModelKind, Obligation, declare


class DocumentReviews(ModelKind):
    """The latest versions of documents of open bodies that have a review date."""

    key, word, words = "document-review", "document to review", "documents to review"
    model = Document
    due = "review_on"
    agency = "owner__agency_id"
    owner = "owner_id"

    def owed(self) -> Any:
        return Document.objects.to_review()

    def describe(self, row: Document) -> Obligation:
        assert row.review_on is not None  # owed() leaves the others out
        return Obligation(
            kind=self.key,
            subject=row.pk,
            reference=f"Version {row.number}",
            title=row.title,
            path=row.get_absolute_url(),
            due_on=row.review_on,
            chase_from_on=row.agreed_on,
            body_id=row.body_id,
            agency_id=None,
            owner_id=row.owner_id,
            office="owner" if row.owner_id else "chair",
        )


DOCUMENT_REVIEWS = declare(DocumentReviews())
