"""The moves of a report, and what must be there before each."""

from django.core.exceptions import ValidationError

from partnership.kit.workflow import Act, transition
from partnership.permissions import PortalRight
from reports.models import Report, Section
from reports.selectors import offices_of

Status = Report.Status


def has_begun(act: Act) -> None:
    """A review of nothing helps nobody."""
    sections = Section.objects.filter(report=act.obj)
    if not any(section.is_begun for section in sections):
        raise ValidationError("Write at least one section before you ask others to read the report.")


def somebody_must_sign(act: Act) -> None:
    """An approved report waits for signatures: the offices that owe them must be known."""
    if not offices_of(act.obj, on=act.on, edition=None):
        raise ValidationError("No office is required to sign under this law. Ask the business unit to add it first.")


def is_signed_by_all(act: Act) -> None:
    """Each office that must sign has signed the edition that stands."""
    edition = act.obj.editions.standing().first()
    if edition is None:
        raise ValidationError("There is no edition to sign: approve the report first.")
    missing = [office.label for office in offices_of(act.obj, on=act.on, edition=edition) if office.signature is None]
    if missing:
        raise ValidationError(f"Still to sign: {'; '.join(missing)}.")


def has_signed_file(act: Act) -> None:
    """What is published is the file with the signatures in it."""
    edition = act.obj.editions.standing().first()
    if edition is None or not edition.files.filter(stage="signed", status="ready").exists():
        raise ValidationError("The signed PDF is still being made. Try again in a minute.")


SUBMIT = transition(
    "submit for review",
    sources={Status.DRAFTING},
    target=Status.IN_REVIEW,
    right=PortalRight.MANAGE,
    guards=[has_begun],
)
SEND_BACK = transition(
    "send back",
    sources={Status.IN_REVIEW},
    target=Status.DRAFTING,
    right=PortalRight.MANAGE,
    needs_note="Write what must change, so that the writers know.",
)
APPROVE = transition(
    "approve",
    sources={Status.IN_REVIEW},
    target=Status.APPROVED,
    right=PortalRight.MANAGE,
    guards=[somebody_must_sign],
)
# Whoever gives the last signature completes the set: the move is made for them by the service that signs.
COMPLETE = transition(
    "complete the signatures",
    sources={Status.APPROVED},
    target=Status.SIGNED,
    right=PortalRight.SIGN,
    guards=[is_signed_by_all],
)
REOPEN = transition(
    "reopen",
    sources={Status.APPROVED, Status.SIGNED},
    target=Status.DRAFTING,
    right=PortalRight.MANAGE,
    needs_note="Write what must change. The edition and its signatures become void; the signatories read this.",
)
PUBLISH = transition(
    "publish",
    sources={Status.SIGNED},
    target=Status.PUBLISHED,
    right=PortalRight.MANAGE,
    guards=[is_signed_by_all, has_signed_file],
)
SUPERSEDE = transition("supersede", sources={Status.PUBLISHED}, target=Status.SUPERSEDED, right=PortalRight.MANAGE)
