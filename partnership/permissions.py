"""The names of rights, and what a person holds of them. Which role gives which right stands in `roles.py`."""

import enum
from collections import defaultdict
from typing import Any

from django.apps import apps
from django.db.models import CharField, IntegerField, Value


class PortalRight(enum.StrEnum):
    """Rights over the whole partnership."""

    MANAGE = "manage_partnership"  # the business unit: everything but signing
    OVERSEE = "oversee_partnership"  # read everything that is not shut by a conflict of interest
    SIGN = "sign_reports"  # sign annual reports
    ADMINISTER = "administer_portal"  # accounts and settings


class BodyRight(enum.StrEnum):
    """Rights in one body."""

    READ = "read_body"
    TAKE_PART = "take_part_in_body"
    RECORD = "record_in_body"
    CHAIR = "chair_body"


class AgencyRight(enum.StrEnum):
    """Rights over one agency's work."""

    SEE_WORK = "see_agency_work"
    UPDATE_WORK = "update_agency_work"
    LEAD = "lead_agency"


Right = PortalRight | BodyRight | AgencyRight


class Rights:
    """What one person may do today, read in one query from the groups that memberships and appointments keep."""

    def __init__(self, person: Any) -> None:
        self._person = person
        self._portal: set[str] = set()
        self._bodies: dict[str, set[int]] = defaultdict(set)
        self._agencies: dict[str, set[int]] = defaultdict(set)
        if person.is_authenticated and person.is_active:
            self._read()

    def _read(self) -> None:
        def rows(query: Any, room: str, right: str, subject: Any) -> Any:
            return query.order_by().values_list(Value(room, output_field=CharField()), right, subject)

        nothing = Value(0, output_field=IntegerField())
        # The models of this room import the names above, so the tables are asked for by name.
        whole = apps.get_model("auth.Permission").objects.filter(group__user=self._person)
        bodies = apps.get_model("partnership.BodyGroupPermission").objects.filter(group__user=self._person)
        agencies = apps.get_model("partnership.AgencyGroupPermission").objects.filter(group__user=self._person)
        found = rows(whole, "portal", "codename", nothing).union(
            rows(bodies, "body", "permission__codename", "content_object_id"),
            rows(agencies, "agency", "permission__codename", "content_object_id"),
        )
        for room, right, subject in found:
            if room == "portal":
                self._portal.add(right)
            elif room == "body":
                self._bodies[right].add(subject)
            else:
                self._agencies[right].add(subject)

    def has(self, right: PortalRight) -> bool:
        """Whether the person holds a right over the whole partnership."""
        return right.value in self._portal

    @property
    def manages(self) -> bool:
        """Whether this is the business unit."""
        return self.has(PortalRight.MANAGE)

    @property
    def sees_everything(self) -> bool:
        """Whether nothing but a conflict of interest or confidentiality is shut."""
        return self.has(PortalRight.OVERSEE) or self.manages

    def bodies(self, right: BodyRight) -> frozenset[int]:
        """Ids of the bodies in which the person holds a right through a seat. A person sits on a few, so a list is
        small and planned well; whoever sees everything is let through before this is asked."""
        return frozenset(self._bodies[right.value])

    def agencies(self, right: AgencyRight) -> frozenset[int]:
        """Ids of the agencies over whose work the person holds a right."""
        return frozenset(self._agencies[right.value])

    def on_body(self, right: BodyRight, body_id: int | None) -> bool:
        """Whether the person holds the right in that body. The business unit holds all but the chair's."""
        if self.manages and right is not BodyRight.CHAIR:
            return True
        if right is BodyRight.READ and self.sees_everything:
            return True
        return body_id in self._bodies[right.value]

    def on_agency(self, right: AgencyRight, agency_id: int | None) -> bool:
        """Whether the person holds the right over that agency's work."""
        if self.manages and right is not AgencyRight.LEAD:
            return True
        if right is AgencyRight.SEE_WORK and self.sees_everything:
            return True
        return agency_id in self._agencies[right.value]
