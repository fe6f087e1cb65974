"""What a password may not be, beyond Django's own checks: words that everybody here would think of."""

import re
from typing import Any

from django.core.exceptions import ValidationError

from partnership.models import Partnership

EVERYDAY = {"safeguarding", "partnership", "portal", "children", "adults", "password", "welcome", "council", "police"}
FEWEST_LEFT = 8


class NotOurWords:
    """Refuses a password that is little more than the partnership's name, its place, or the year.

    There is no rule about capitals, figures or signs: length and not being guessed are what counts.
    """

    def validate(self, password: str, user: Any = None) -> None:
        """Take our words out; what is left must still be a password."""
        rest = password.lower()
        for word in sorted(self._words(), key=len, reverse=True):
            rest = rest.replace(word, "")
        rest = re.sub(r"(?:19|20)\d\d", "", rest)
        if len(re.sub(r"[\W\d_]", "", rest)) < FEWEST_LEFT and rest != password.lower():
            raise ValidationError(
                "Choose a password that does not lean on the name of the partnership, the place or the year.",
                code="our_words",
            )

    def get_help_text(self) -> str:
        return "It must not lean on the name of the partnership, the place or the year."

    @staticmethod
    def _words() -> set[str]:
        partnership = Partnership.objects.first()
        named = f"{partnership.name} {partnership.short_name} {partnership.place}" if partnership else ""
        return EVERYDAY | {word for word in re.findall(r"\w+", named.lower()) if len(word) >= 4}
