"""What a refusal means: for this mail for good, for this mail later, or for every mail until the server is well."""

import smtplib
from dataclasses import dataclass
from typing import Any

from partnership.notices.writing import one_line


@dataclass(frozen=True)
class Refusal:
    """A judgement. `final`: trying again cannot help. `holds_all`: not about this mail, so that all others wait too."""

    words: str
    final: bool = False
    holds_all: bool = False


class Refused(Exception):
    """A way of sending that judges its own refusals raises this."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.words)
        self.refusal = refusal


def judge(error: Exception) -> Refusal:
    """What went wrong, in a sentence for the business unit, and what follows from it."""
    match error:
        case Refused():
            return error.refusal
        case smtplib.SMTPRecipientsRefused():
            codes = [code for code, _ in error.recipients.values()]
            said = {f"{code} {_text(text)}" for code, text in error.recipients.values()}
            return _short(f"The address was refused: {', '.join(sorted(said))}", final=all(map(_is_final, codes)))
        case smtplib.SMTPAuthenticationError():
            return _short(f"The mail server refused our account: {_answer(error)}", holds_all=True)
        case smtplib.SMTPConnectError() | smtplib.SMTPHeloError() | smtplib.SMTPSenderRefused():
            return _short(f"The mail server would take no mail from us: {_answer(error)}", holds_all=True)
        case smtplib.SMTPResponseException():
            # 421: "closing the channel", the one code by which a server asks for a pause at any moment.
            return _short(
                f"The mail server answered {_answer(error)}",
                final=_is_final(error.smtp_code),
                holds_all=error.smtp_code == 421,
            )
        case ConnectionRefusedError():
            return Refusal("The mail server did not take the connection")
        case TimeoutError():
            return Refusal("The mail server did not answer in time")
    return _short(f"The mail server could not be used: {error or type(error).__name__}")


def _is_final(code: int) -> bool:
    return 500 <= code < 600


def _answer(error: smtplib.SMTPResponseException) -> str:
    return f"{error.smtp_code} {_text(error.smtp_error)}"


def _text(said: Any) -> str:
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)


def _short(words: str, **follows: bool) -> Refusal:
    return Refusal(one_line(words)[:300], **follows)
