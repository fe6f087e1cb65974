"""Words for people: what somebody is called by what they may do."""

from typing import Any

from partnership.permissions import AgencyRight, BodyRight, PortalRight


def role_label(person: Any) -> str:
    """The role under which a person works here, in one or two words."""
    rights = person.rights
    if rights.manages:
        return "Business unit"
    if rights.has(PortalRight.SIGN) and rights.has(PortalRight.OVERSEE):
        return "Independent chair"
    if rights.has(PortalRight.SIGN):
        return "Safeguarding partner"
    if rights.has(PortalRight.OVERSEE):
        return "Reads everything"
    if rights.bodies(BodyRight.CHAIR):
        return "Sub group chair"
    if rights.agencies(AgencyRight.LEAD):
        return "Agency lead"
    if rights.bodies(BodyRight.READ):
        return "Member"
    return person.job_title or "Signed in"
