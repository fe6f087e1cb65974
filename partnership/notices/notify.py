"""Sending through GOV.UK Notify. Only a portal that is set to it loads this module and the client library.

Notify holds one template with the places ((subject)) and ((message)); it takes the plain form of a mail and makes its
own HTML of it. It does not know a Message-ID, so the same name is handed over as its `reference`.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import requests
from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from notifications_python_client.errors import APIError
from notifications_python_client.notifications import NotificationsAPIClient

from partnership.notices.receipts import LOST
from partnership.notices.refusals import Refusal, Refused
from partnership.notices.writing import one_line


def client() -> NotificationsAPIClient:
    """The library's client, at the service's own address unless the settings name another."""
    elsewhere = {"base_url": settings.NOTIFY_ADDRESS} if settings.NOTIFY_ADDRESS else {}
    return NotificationsAPIClient(settings.NOTIFY_API_KEY, timeout=settings.EMAIL_TIMEOUT, **elsewhere)


def reference_of(mail: EmailMessage) -> str:
    """The name under which Notify keeps a mail: our Message-ID without its brackets."""
    return str(mail.extra_headers.get("Message-ID", "")).strip("<>")


class NotifyBackend(BaseEmailBackend):
    """Django's way of sending mail, through Notify. Refusals are raised as judged ones."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        service = client()
        for mail in email_messages:
            self._send(service, mail)
        return len(email_messages)

    def _send(self, service: NotificationsAPIClient, mail: EmailMessage) -> None:
        reference = reference_of(mail)
        try:
            number = known_as(service, reference) if reference and getattr(mail, "may_have_gone", False) else ""
            for address in [] if number else mail.to:
                answer = service.send_email_notification(
                    address,
                    settings.NOTIFY_TEMPLATE_ID,
                    personalisation={"subject": one_line(str(mail.subject)), "message": str(mail.body)},
                    reference=reference or None,
                )
                number = str(answer["id"])
        except APIError as error:
            raise Refused(judge_answer(error)) from error
        mail.provider_id = number  # type: ignore[attr-defined]  # read by partnership.notices.delivering


def known_as(service: NotificationsAPIClient, reference: str) -> str:
    """The number of a mail that Notify took before a crash or a time-out, or nothing. Ones given up do not count."""
    rows = service.get_all_notifications(template_type="email", reference=reference)["notifications"]
    return next((str(row["id"]) for row in rows if row["status"] not in LOST), "")


def mails_sent(service: NotificationsAPIClient) -> Iterator[dict[str, Any]]:
    """What Notify took from us, the latest first, page by page, until whoever asks has seen enough."""
    older_than = None
    while rows := service.get_all_notifications(template_type="email", older_than=older_than)["notifications"]:
        yield from rows
        older_than = rows[-1]["id"]


def judge_answer(error: APIError) -> Refusal:
    """What Notify's refusal means. Faults of our account or settings hold every mail; a bad address only its own."""
    if error.response is None:
        cause = error.__cause__
        if isinstance(cause, requests.Timeout):
            return Refusal("The sending service did not answer in time")
        return Refusal("The sending service could not be reached")
    code, said = error.status_code, one_line(_words(error.message))[:200]
    match code:
        case 400 if "email_address" in said or "recipient" in said:
            return Refusal(f"The address was refused: {said}", final=True)
        case 429:
            return Refusal(f"The sending service asks for fewer mails: {said}", holds_all=True)
        case 400 | 401 | 403 | 404:
            return Refusal(f"The sending service refuses our settings ({code}): {said}", holds_all=True)
    return Refusal(f"The sending service answered {code}: {said}")


def _words(message: Any) -> str:
    if isinstance(message, list):
        return "; ".join(str(one.get("message", one)) if isinstance(one, dict) else str(one) for one in message)
    return str(message)
