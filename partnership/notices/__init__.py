"""The outbox: services record mails in the same transaction as the act; the schedule delivers them.

`writing` puts mails in, `delivering` sends them (at the pace of `pacing`, judging refusals by `refusals`), `notify` is
the way through GOV.UK Notify, `receipts` and `bounces` learn what became of them, `failures` is what a person does.
"""

from django.core.mail import EmailMultiAlternatives

from partnership.notices.bounces import take_bounces
from partnership.notices.delivering import CLAIM, Delivered, as_mail, claim_next, deliver_notices, put_off
from partnership.notices.failures import settle_failure, try_again
from partnership.notices.pacing import WAITS, held_until
from partnership.notices.receipts import take_receipts
from partnership.notices.writing import message_id, one_line, record_notice, render_mail

__all__ = [
    "CLAIM",
    "WAITS",
    "Delivered",
    "EmailMultiAlternatives",
    "as_mail",
    "claim_next",
    "deliver_notices",
    "held_until",
    "message_id",
    "one_line",
    "put_off",
    "record_notice",
    "render_mail",
    "settle_failure",
    "take_bounces",
    "take_receipts",
    "try_again",
]
