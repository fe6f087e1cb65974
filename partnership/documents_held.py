"""Documents as things that a person holds: whoever reviews them hands them on."""

from typing import Any

from partnership.holdings import Holding, RowsHeld, declare
from partnership.models import Document


class DocumentsHeld(RowsHeld):
    """Documents with a day for looking at them again."""

    key, word, words = "document", "document to review", "documents to review"
    person_field = "owner"

    def live(self) -> Any:
        return Document.objects.filter(body__closed_on__isnull=True).select_related("body", "owner")

    def describe(self, row: Any) -> Holding:
        return Holding(
            reference=f"{row.body.code}, version {row.number}",
            title=row.title,
            path=row.get_absolute_url(),
            body_id=row.body_id,
            due_on=row.review_on,
            kind=self.key,
            subject=row.pk,
            holder=row.owner.name if row.owner else "",
        )


declare(DocumentsHeld())
