"""The second factor: codes of an app, and recovery codes for the day the phone is lost. Each opens the door once.

allauth keeps the rows (`Authenticator`) and the enrolment; how codes are stored and spent is ours. A used code stays
used even if the cache is emptied, recovery codes are kept as hashes only, and the app's secret is encrypted.
"""

import base64
import hashlib
import secrets
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import decrypt
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from partnership.models import Person

Kind = Authenticator.Type
CODES = 10
# No letter or figure that is taken for another: 0 and O, 1 and I and L, 5 and S, 2 and Z.
LETTERS = "346789abcdefghjkmnpqrtuvwxy"


def keys() -> list[str]:
    """The portal's secret and those it had before."""
    return [settings.SECRET_KEY, *map(str, settings.SECRET_KEY_FALLBACKS)]


def vault() -> MultiFernet:
    """Encrypts with the present secret, and reads what earlier ones wrote."""
    made = (hashlib.sha256(b"partnership.second_factor" + key.encode()).digest() for key in keys())
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in made])


def has_app(person: Any) -> bool:
    """Whether the person's account asks for a code of an app."""
    return Authenticator.objects.filter(user=person, type=Kind.TOTP).exists()


def codes_left(person: Any) -> int | None:
    """How many recovery codes are unused; None where there never were any."""
    row = Authenticator.objects.filter(user=person, type=Kind.RECOVERY_CODES).first()
    return len(row.data["hashes"]) if row else None


def plain(typed: str) -> str:
    """A code without the blanks and hyphens that help to read it."""
    return "".join(typed.split()).replace("-", "").lower()


def code_hash(code: str, key: str) -> str:
    """What is kept of a recovery code. It is 57 bits of chance under the portal's secret: no need of a slow hash."""
    return salted_hmac("partnership.second_factor.recovery", code, secret=key, algorithm="sha256").hexdigest()


@transaction.atomic
def make_recovery_codes(person: Person) -> list[str]:
    """Make ten new recovery codes and forget the old. They are shown this once and cannot be read again."""
    codes = ["".join(secrets.choice(LETTERS) for _ in range(12)) for _ in range(CODES)]
    Authenticator.objects.filter(user=person, type=Kind.RECOVERY_CODES).delete()
    hashes = [code_hash(code, settings.SECRET_KEY) for code in codes]
    Authenticator.objects.create(user=person, type=Kind.RECOVERY_CODES, data={"hashes": hashes})
    return [f"{code[:4]}-{code[4:8]}-{code[8:]}" for code in codes]


@transaction.atomic
def spend_code(person: Person, typed: str) -> Authenticator | None:
    """Accept a code of the app or a recovery code, once only. Returns what it belonged to, or None if it is no good."""
    code = plain(typed)
    for row in Authenticator.objects.select_for_update().filter(user=person).order_by("-type"):
        spent = _spend_app_code(row, code) if row.type == Kind.TOTP else _spend_recovery_code(row, code)
        if spent:
            return row
    return None


def mark_current_codes_used(row: Authenticator) -> None:
    """The code that proved the enrolment is spent: it does not also open the door."""
    row.data["last_step"] = max(yield_hotp_counters_from_time())
    row.save(update_fields=["data"])


def _spend_app_code(row: Authenticator, code: str) -> bool:
    secret = decrypt(row.data["secret"])
    for step in yield_hotp_counters_from_time():
        if step > row.data.get("last_step", 0) and constant_time_compare(
            code, format_hotp_value(hotp_value(secret, step))
        ):
            row.data["last_step"] = step
            row.save(update_fields=["data"])
            return True
    return False


def _spend_recovery_code(row: Authenticator, code: str) -> bool:
    wanted = {code_hash(code, key) for key in keys()}
    left = [kept for kept in row.data["hashes"] if kept not in wanted]
    if len(left) == len(row.data["hashes"]):
        return False
    row.data["hashes"] = left
    row.save(update_fields=["data"])
    return True


@transaction.atomic
def forget_second_factor(person: Person) -> bool:
    """Take away the app and the recovery codes. Returns whether there were any."""
    gone, _ = Authenticator.objects.filter(user=person).delete()
    return bool(gone)
