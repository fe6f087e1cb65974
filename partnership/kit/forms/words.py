"""Fields of words, numbers and money."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from partnership.kit.wording import lower_first

LONG_TEXT = 20_000


def missing_words(label: str, missing: str, verb: str = "Enter") -> dict[str, str]:
    """What a field says when it is left empty: its own sentence, or one made of its label."""
    return {"required": missing or f"{verb} the {lower_first(label)}"}


class Text(forms.CharField):
    """One line. `width` in characters (2, 3, 4, 5, 10, 20, 30) says how long an answer is expected."""

    def __init__(
        self,
        label: str,
        *,
        hint: str = "",
        missing: str = "",
        required: bool = True,
        limit: int | None = 200,
        width: int | None = None,
        autocomplete: str = "",
        **given: Any,
    ) -> None:
        attrs: dict[str, Any] = {"class": f"govuk-input--width-{width}"} if width else {}
        if autocomplete:
            attrs["autocomplete"] = autocomplete
        given.setdefault("widget", forms.TextInput(attrs=attrs))
        super().__init__(
            label=label,
            help_text=hint,
            required=required,
            max_length=limit,
            error_messages={
                **missing_words(label, missing),
                "max_length": f"{label} must be %(limit_value)d characters or fewer. You wrote %(show_value)d.",
            },
            **given,
        )

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """No maxlength: a browser that cuts a pasted text says nothing; the error does."""
        return {}


class LongText(Text):
    """Several lines. `rows` for the height, `limit` in characters."""

    def __init__(self, label: str, *, rows: int = 5, limit: int | None = LONG_TEXT, **given: Any) -> None:
        given.setdefault("widget", forms.Textarea(attrs={"rows": rows, "cols": None}))
        super().__init__(label, limit=limit, **given)


class Email(Text):
    """An e-mail address."""

    def __init__(self, label: str = "E-mail address", **given: Any) -> None:
        given.setdefault("autocomplete", "email")
        attrs = {"autocomplete": given["autocomplete"], "spellcheck": "false"}
        super().__init__(label, widget=forms.EmailInput(attrs=attrs), **given)
        self.validators.append(_email)


def _email(value: str) -> None:
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s.]+", value):
        raise ValidationError("Enter an e-mail address in the form name@example.org")


class WholeNumber(forms.IntegerField):
    """A whole number, typed: no spinner, which changes a figure by accident."""

    def __init__(
        self,
        label: str,
        *,
        hint: str = "",
        missing: str = "",
        required: bool = True,
        least: int | None = 0,
        most: int | None = None,
        width: int = 4,
        **given: Any,
    ) -> None:
        attrs = {"class": f"govuk-input--width-{width}", "inputmode": "numeric"}
        super().__init__(
            label=label,
            help_text=hint,
            required=required,
            min_value=least,
            max_value=most,
            widget=forms.TextInput(attrs=attrs),
            error_messages={
                **missing_words(label, missing),
                "invalid": f"{label} must be a whole number, for example 12",
                "min_value": f"{label} must be %(limit_value)d or more",
                "max_value": f"{label} must be %(limit_value)d or fewer",
            },
            **given,
        )

    def to_python(self, value: Any) -> int | None:
        return super().to_python(re.sub(r"[,\s]", "", value) if isinstance(value, str) else value)


class Money(forms.DecimalField):
    """Pounds, with or without pence; commas and the sign may be typed."""

    def __init__(
        self, label: str, *, hint: str = "", missing: str = "", required: bool = True, most: int = 10**9, **given: Any
    ) -> None:
        super().__init__(
            label=label,
            help_text=hint,
            required=required,
            min_value=given.pop("least", Decimal(0)),
            max_value=most,
            max_digits=12,
            decimal_places=2,
            widget=PoundsInput(attrs={"class": "govuk-input--width-10", "inputmode": "decimal"}),
            error_messages={
                **missing_words(label, missing),
                "invalid": f"{label} must be an amount in pounds, for example 1,250 or 99.50",
                "min_value": f"{label} must be £%(limit_value)s or more",
                "max_value": f"{label} is too large: check the number of noughts",
                "max_decimal_places": f"{label} must not have parts of a penny",
            },
            **given,
        )

    def to_python(self, value: Any) -> Any:
        return super().to_python(re.sub(r"[£,\s]", "", value) if isinstance(value, str) else value)


class PoundsInput(forms.TextInput):
    """A text input with a pound sign before it."""

    template_name = "forms/widgets/pounds.html"
