"""Fields of dates and of times of day."""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from partnership.kit.forms.typed_dates import DateProblem, TypedDate, read_date, spread
from partnership.kit.forms.words import missing_words
from partnership.kit.wording import long_date


class DateBoxes(forms.Widget):
    """Day, month and year in three boxes."""

    template_name = "forms/widgets/date_boxes.html"
    use_fieldset = True
    BOXES = (("day", "Day", 2), ("month", "Month", 2), ("year", "Year", 4))

    def value_from_datadict(self, data: Any, files: Any, name: str) -> TypedDate | Any:
        whole = data.get(name)
        if isinstance(whole, dt.date):
            return whole
        if whole:
            return spread(TypedDate(str(whole).strip(), "", ""))
        return TypedDate(*(str(data.get(f"{name}_{box}") or "").strip() for box, _, _ in self.BOXES))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data and not any(f"{name}_{box}" in data for box, _, _ in self.BOXES)

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_day" if id_ else id_

    def id_of_first_error(self, id_: str, value: Any) -> str:
        problem = read_date(self.typed(value))
        return f"{id_}_{problem.boxes[0] if isinstance(problem, DateProblem) else 'day'}"

    @staticmethod
    def typed(value: Any) -> TypedDate:
        """What the boxes show of a value: typed text as it is, a date in figures."""
        if isinstance(value, TypedDate):
            return value
        if isinstance(value, str):
            value = _iso(value)
        if isinstance(value, dt.date):
            return TypedDate(str(value.day), str(value.month), str(value.year))
        return TypedDate("", "", "")

    def get_context(self, name: str, value: Any, attrs: Mapping[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, dict(attrs or {}))
        wrong = context["widget"]["attrs"].pop("aria-invalid", None)
        typed = self.typed(value)
        problem = read_date(typed)
        boxes = problem.boxes if isinstance(problem, DateProblem) else ("day", "month", "year")
        context["widget"]["boxes"] = [
            {
                "name": f"{name}_{box}",
                "id": f"{context['widget']['attrs'].get('id', f'id_{name}')}_{box}",
                "label": label,
                "width": width,
                "value": getattr(typed, box),
                "invalid": bool(wrong) and box in boxes,
            }
            for box, label, width in self.BOXES
        ]
        return context


def _iso(value: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        return None


class DateField(forms.Field):
    """A date in three boxes. Keeps what was typed; takes "7 6 2026" in one box, and a month by name."""

    widget = DateBoxes

    def __init__(
        self,
        label: str,
        *,
        hint: str = "For example, 27 3 2026",
        missing: str = "",
        required: bool = True,
        earliest: dt.date | None = None,
        latest: dt.date | None = None,
        **given: Any,
    ) -> None:
        self.earliest, self.latest = earliest, latest
        super().__init__(
            label=label, help_text=hint, required=required, error_messages=missing_words(label, missing), **given
        )

    def to_python(self, value: Any) -> dt.date | None:
        if isinstance(value, str):
            value = spread(TypedDate(value.strip(), "", "")) if value.strip() else None
        if value is None or isinstance(value, dt.date):
            return value
        if value.is_empty:
            return None
        read = read_date(value)
        if isinstance(read, DateProblem):
            raise ValidationError(f"{self.label} {read.says}", code="invalid")
        return read

    def validate(self, value: dt.date | None) -> None:
        super().validate(value)
        if value is None:
            return
        if self.earliest and value < self.earliest:
            raise ValidationError(f"{self.label} must be {long_date(self.earliest, weekday=False)} or later")
        if self.latest and value > self.latest:
            raise ValidationError(f"{self.label} must be {long_date(self.latest, weekday=False)} or earlier")

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True


class DayField(DateField):
    """A date in one box, for filters: "31 3 2026", "31/3/2026", "31 March 2026", "2026-03-31"."""

    widget = forms.TextInput  # type: ignore[assignment]  # one box in place of three

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"placeholder": "31 3 2026", "autocomplete": "off"}

    def prepare_value(self, value: Any) -> Any:
        return f"{value.day} {value.month} {value.year}" if isinstance(value, dt.date) else value


class TimeField(forms.Field):
    """A time of day, typed: "10:00", "10.30", "9", "2pm"."""

    def __init__(
        self,
        label: str,
        *,
        hint: str = "For example, 9:30 or 14:00",
        missing: str = "",
        required: bool = True,
        **given: Any,
    ) -> None:
        super().__init__(
            label=label,
            help_text=hint,
            required=required,
            widget=forms.TextInput(attrs={"class": "govuk-input--width-5"}),
            error_messages=missing_words(label, missing),
            **given,
        )

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%H:%M}" if isinstance(value, dt.time) else value

    def to_python(self, value: Any) -> dt.time | None:
        if value is None or isinstance(value, dt.time):
            return value
        typed = str(value).strip().lower().replace(" ", "")
        if not typed:
            return None
        match = re.fullmatch(r"([0-9]{1,2})(?:[:.]?([0-9]{2}))?(am|pm)?", typed)
        if match:
            hour, minute, half = int(match[1]), int(match[2] or 0), match[3]
            if half:
                hour = hour % 12 + (12 if half == "pm" else 0) if 1 <= hour <= 12 else 24
            if hour < 24 and minute < 60:
                return dt.time(hour, minute)
        raise ValidationError(f"{self.label} must be a time, for example 9:30 or 14:00", code="invalid")
