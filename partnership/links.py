"""One-use links by which a person sets a password: made at the moment a mail goes out, and kept nowhere.

The outbox row, the page that shows it and the logs hold a mark in the link's place. Whoever may read mails (the
business unit) can therefore not open somebody else's link and act as them.
"""

from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.urls import reverse
from django.utils.http import int_to_base36

from partnership.models import Person

LINK_MARK = "[the link stands in the mail itself]"


class LinkTokens(PasswordResetTokenGenerator):
    """A token dies when it is used, when the person signs in, when the address changes, when access ends, and with
    time (`PASSWORD_RESET_TIMEOUT`, 24 hours)."""

    key_salt = "partnership.links.LinkTokens"

    def _make_hash_value(self, user: Person, timestamp: int) -> str:
        return f"{super()._make_hash_value(user, timestamp)}{user.is_active}"


def fresh_link(person: Person) -> str:
    """A link, good once and for 24 hours, to the page on which this person sets a password."""
    key = {"uidb36": int_to_base36(person.pk), "key": LinkTokens().make_token(person)}
    return settings.ADDRESS + reverse("account_reset_password_from_key", kwargs=key)


def with_link(text: str, person: Person) -> str:
    """The text of a mail as it goes out: a fresh link in the mark's place. Texts without the mark stay as they are."""
    return text.replace(LINK_MARK, fresh_link(person)) if LINK_MARK in text else text
