"""Errors that are told to people in a sentence."""

from typing import Any

from django.core.exceptions import ValidationError


class YearNotCovered(Exception):
    """Working days were asked of a year whose bank holidays are not known."""

    def __init__(self, year: int) -> None:
        super().__init__(f"Bank holidays of {year} are not known. Run `manage.py load_bank_holidays {year}`.")
        self.year = year


class Stale(ValidationError):
    """Somebody else saved the record since this person opened it. Carries the text that now stands."""

    def __init__(self, current: Any) -> None:
        super().__init__(
            "Somebody else saved this while you were typing. Your text is kept below: compare it, then save again.",
            code="stale",
        )
        self.current = current


class WrongState(ValidationError):
    """The move is not open from where the record now stands."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence, code="wrong_state")


class NotYours(ValidationError):
    """The person may see the record but not do this to it."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence, code="not_yours")
