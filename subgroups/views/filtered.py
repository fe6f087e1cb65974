"""What the lists of this room share."""

from typing import Any

from django.utils.functional import cached_property

from partnership.kit.views import ListPage
from partnership.permissions import BodyRight


def records_somewhere(person: Any) -> bool:
    """Whether a person keeps the record of any body."""
    return person.rights.manages or bool(person.rights.bodies(BodyRight.RECORD))


class FilteredList(ListPage):
    """A list whose filter form needs the day."""

    @cached_property
    def form(self) -> Any:
        return self.filter_form(self.request.GET or None, person=self.request.user, on=self.on)

    def chosen(self, name: str) -> int | None:
        """A number out of the filters."""
        value = self.filters.get(name)
        return int(value) if value else None
