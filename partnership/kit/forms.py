"""Forms as the portal shows them: the renderer, the bases and the fields, in GOV.UK's markup and without a script.

A field takes its label first, `hint`, and `missing`: the sentence said when it is left empty ("Enter the date the panel
met"). Templates write `{{ field.as_field_group }}`, or `{{ form }}` for all of them.
"""

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.template import TemplateDoesNotExist
from django.utils.datastructures import MultiValueDict

from partnership.kit.errors import Stale
from partnership.kit.parts import Link
from partnership.kit.wording import LONG_MONTHS, file_size, list_words, long_date, lower_first

LONG_TEXT = 20_000
FIRST_YEAR, LAST_YEAR = 1900, 2100
MOST_RADIOS = 6


# ---- how a form is drawn ----


class PortalBoundField(BoundField):
    """A field on a page: where its error leads to, and what somebody else saved meanwhile."""

    @property
    def is_optional(self) -> bool:
        """Whether the label says "(optional)": GOV.UK marks what may be left out, not what must be filled in."""
        return not self.field.required and not isinstance(self.field, forms.BooleanField)

    @property
    def error_target(self) -> str:
        """The id of the input that an error in the summary leads to."""
        first = getattr(self.field.widget, "id_of_first_error", None)
        return first(self.auto_id, self.value()) if first else self.id_for_label or self.auto_id

    @property
    def theirs(self) -> str:
        """What another person saved in this field while the form was open, if it differs from what was typed."""
        return str(getattr(self.form, "theirs", {}).get(self.name, ""))


class PortalRenderer(TemplatesSetting):
    """Draws every form with the templates of `templates/forms/`, Django's and allauth's own widgets included."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
    formset_template_name = "forms/formset.html"
    bound_field_class = PortalBoundField
    _own: dict[str, Any] = {}

    def get_template(self, template_name: str) -> Any:
        """`django/forms/…` is looked for under `forms/…` first."""
        if not template_name.startswith("django/forms/"):
            return super().get_template(template_name)
        if template_name not in self._own:
            try:
                self._own[template_name] = super().get_template(template_name.removeprefix("django/"))
            except TemplateDoesNotExist:
                self._own[template_name] = super().get_template(template_name)
        return self._own[template_name]


class PortalFormMixin:
    """What all forms of the portal share: no colon after labels, errors as links, both texts of a stale save."""

    use_required_attribute = False
    stale_record: Any = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        self.theirs: dict[str, str] = {}
        super().__init__(*args, **kwargs)

    def error_links(self) -> list[tuple[str, str]]:
        """Every error as a sentence and the address of its input, in the order of the page."""
        form: Any = self
        visible = [field for field in form if not field.is_hidden]
        first = f"#{visible[0].error_target}" if visible else ""
        links = [(str(sentence), first) for sentence in form.non_field_errors()]
        for field in form:
            target = first if field.is_hidden else f"#{field.error_target}"
            links += [(str(sentence), target) for sentence in field.errors]
        return links

    def take_errors(self, error: ValidationError) -> None:
        """Put a service's errors at the fields they name and the rest on top; keep both texts of a stale save."""
        form: Any = self
        by_field = error.message_dict if hasattr(error, "error_dict") else {"__all__": error.messages}
        for name, sentences in by_field.items():
            for sentence in sentences:
                form.add_error(name if name in form.fields else None, sentence)
        if isinstance(error, Stale):
            self.show_theirs(error.current)

    def show_theirs(self, current: Any) -> None:
        """Show beside each field what now stands, and carry the new version, so that the next save is a decision."""
        form: Any = self
        self.stale_record = current
        standing: Mapping[str, Any] = current if isinstance(current, Mapping) else {}
        for name, field in form.fields.items():
            value = standing.get(name) if standing else getattr(current, name, None)
            if name == "version":
                data = form.data.copy()
                data[form.add_prefix(name)] = "" if value is None else str(value)
                form.data = data
                continue
            typed = form.cleaned_data.get(name) if hasattr(form, "cleaned_data") else None
            if value in (None, "") or callable(value) or value == typed:
                continue
            words = _as_words(field, value)
            if words != _as_words(field, typed):
                self.theirs[name] = words


def _as_words(field: forms.Field, value: Any) -> str:
    """A value as a person reads it, to be shown beside what they typed."""
    if value is None:
        return ""
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return long_date(value, weekday=False)
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        return dict(_flat(field.choices)).get(str(value), str(value))
    return str(value)


def _flat(choices: Iterable[Any]) -> Iterable[tuple[str, str]]:
    for value, words in choices:
        if isinstance(words, (list, tuple)):
            yield from _flat(words)
        else:
            yield str(value), str(words)


class PortalForm(PortalFormMixin, forms.Form):
    """A form for one act. Give it fields from this module; the view hands what it cleans to one service."""


class VersionedForm(PortalForm):
    """A form that edits a record: it carries the row's version, and the service refuses a save over another's."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class PortalModelForm(PortalFormMixin, forms.ModelForm):
    """Plain create and edit of reference rows. Rules live in services; this only saves typing."""


class FilterForm(PortalFormMixin, forms.Form):
    """Filters above a list, kept in the address. Nothing is required; what is not understood filters nothing."""

    def __init__(self, *args: Any, person: Any = None, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "filter_%s")
        self.person = person
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = False

    def chosen(self) -> list[Link]:
        """One chip for each filter in use: its words and the address without it."""
        if not self.is_bound or not isinstance(self.data, MultiValueDict):
            return []
        chips = []
        for bound in self.visible_fields():
            value = self.data.get(bound.html_name, "")
            if not value or bound.errors:
                continue
            rest: Any = self.data.copy()
            for name in (bound.html_name, "page", "format"):
                rest.pop(name, None)
            words = dict(_flat(getattr(bound.field, "choices", ()))).get(str(value), str(value))
            chips.append(Link(f"{bound.label}: {words}", f"?{rest.urlencode()}"))
        return chips


# ---- fields of words ----


def _missing(label: str, missing: str, verb: str = "Enter") -> dict[str, str]:
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
                **_missing(label, missing),
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
                **_missing(label, missing),
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
                **_missing(label, missing),
                "invalid": f"{label} must be an amount in pounds, for example 1,250 or 99.50",
                "min_value": f"{label} must be £%(limit_value)s or more",
                "max_value": f"{label} is too large: check the number of noughts",
                "max_decimal_places": f"{label} must not have parts of a penny",
            },
            **given,
        )

    def to_python(self, value: Any) -> Decimal | None:
        return super().to_python(re.sub(r"[£,\s]", "", value) if isinstance(value, str) else value)


class PoundsInput(forms.TextInput):
    """A text input with a pound sign before it."""

    template_name = "forms/widgets/pounds.html"


# ---- dates and times ----


class TypedDate(NamedTuple):
    """What stands in the three boxes, kept as it was typed."""

    day: str
    month: str
    year: str

    @property
    def is_empty(self) -> bool:
        return not any(self)


class DateProblem(NamedTuple):
    """Which boxes are wrong and the end of the sentence that says why."""

    boxes: tuple[str, ...]
    says: str


MONTH_NUMBERS = {name.lower(): number for number, name in enumerate(LONG_MONTHS, 1)}
MONTH_NUMBERS |= {name[:3]: number for name, number in MONTH_NUMBERS.items()} | {"sept": 9}


def _number(typed: str) -> int | None:
    return int(typed) if re.fullmatch(r"[0-9]{1,4}", typed) else None


def _month(typed: str) -> int | None:
    return MONTH_NUMBERS.get(typed.lower()) or _number(typed)


def spread(typed: TypedDate) -> TypedDate:
    """A whole date typed into one box ("7 6 2026", "7/6/2026", "7 June 2026", "2026-06-07"), put into the three."""
    filled = [part for part in typed if part]
    if len(filled) != 1:
        return typed
    parts = [part for part in re.split(r"[\s/.,-]+", filled[0]) if part]
    if len(parts) != 3:
        return typed
    if len(parts[0]) == 4 and parts[0].isdecimal():
        parts.reverse()
    return TypedDate(*parts)


def read_date(typed: TypedDate) -> dt.date | DateProblem:
    """The date that the three boxes say, or what is wrong with them."""
    given = spread(typed)
    empty = tuple(name for name in ("day", "month", "year") if not getattr(given, name))
    if empty:
        return DateProblem(empty, f"must include a {list_words(empty)}")
    day, month, year = _number(given.day), _month(given.month), _number(given.year)
    if year is None or len(given.year) != 4:
        return DateProblem(("year",), "must have a year of four digits, for example 2026")
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return DateProblem(("year",), f"must be between {FIRST_YEAR} and {LAST_YEAR}")
    if month is None or not 1 <= month <= 12:
        return DateProblem(("month",), "must be a real date: check the month")
    try:
        return dt.date(year, month, day or 0)
    except ValueError:
        return DateProblem(("day",), f"must be a real date: check the day of {LONG_MONTHS[month - 1]}")


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
            label=label, help_text=hint, required=required, error_messages=_missing(label, missing), **given
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
            error_messages=_missing(label, missing),
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
            if half and 1 <= hour <= 12:
                hour = hour % 12 + (12 if half == "pm" else 0)
            if hour < 24 and minute < 60:
                return dt.time(hour, minute)
        raise ValidationError(f"{self.label} must be a time, for example 9:30 or 14:00", code="invalid")


# ---- choices ----


class Radios(forms.RadioSelect):
    """Radios under a legend."""

    template_name = "forms/widgets/radio.html"
    option_template_name = "forms/widgets/radio_option.html"

    def __init__(self, attrs: dict[str, Any] | None = None, choices: Any = (), hints: Mapping[str, str] | None = None):
        super().__init__(attrs, choices)
        self.hints = dict(hints or {})

    def create_option(self, name: str, value: Any, label: Any, *given: Any, **more: Any) -> dict[str, Any]:
        option = super().create_option(name, value, label, *given, **more)
        option["hint"] = self.hints.get(str(value), "")
        return option

    def id_of_first_error(self, id_: str, value: Any) -> str:
        return f"{id_}_0"


class Boxes(forms.CheckboxSelectMultiple):
    """Checkboxes under a legend."""

    template_name = "forms/widgets/checkbox_select.html"
    option_template_name = "forms/widgets/checkbox_option.html"

    def __init__(self, attrs: dict[str, Any] | None = None, choices: Any = (), hints: Mapping[str, str] | None = None):
        super().__init__(attrs, choices)
        self.hints = dict(hints or {})

    def create_option(self, name: str, value: Any, label: Any, *given: Any, **more: Any) -> dict[str, Any]:
        option = super().create_option(name, value, label, *given, **more)
        option["hint"] = self.hints.get(str(value), "")
        return option

    def id_of_first_error(self, id_: str, value: Any) -> str:
        return f"{id_}_0"


class Choice(forms.ChoiceField):
    """One of several. Radios up to six, a select above, or as `radios` says. `hints` explains a value under it."""

    def __init__(
        self,
        label: str,
        choices: Any,
        *,
        hint: str = "",
        missing: str = "",
        required: bool = True,
        radios: bool | None = None,
        blank: str = "",
        hints: Mapping[str, str] | None = None,
        **given: Any,
    ) -> None:
        if radios is None:
            radios = required and not blank and not callable(choices) and len(list(choices)) <= MOST_RADIOS
        if not radios and not callable(choices):
            choices = [("", blank or ("Choose one" if required else "None")), *_without_blank(choices)]
        super().__init__(
            label=label,
            choices=choices,
            help_text=hint,
            required=required,
            widget=Radios(hints=hints) if radios else forms.Select(),
            error_messages={
                **_missing(label, missing, "Choose"),
                "invalid_choice": f"Choose the {lower_first(label)} from the list",
            },
            **given,
        )


def _without_blank(choices: Iterable[Any]) -> list[Any]:
    return [choice for choice in choices if choice[0] not in ("", None)]


class Checkboxes(forms.MultipleChoiceField):
    """Any of several."""

    def __init__(
        self,
        label: str,
        choices: Any,
        *,
        hint: str = "Choose all that apply",
        missing: str = "",
        required: bool = True,
        hints: Mapping[str, str] | None = None,
        **given: Any,
    ) -> None:
        super().__init__(
            label=label,
            choices=choices,
            help_text=hint,
            required=required,
            widget=Boxes(hints=hints),
            error_messages={
                **_missing(label, missing, "Choose"),
                "invalid_choice": f"Choose the {lower_first(label)} from the list",
            },
            **given,
        )


class Tick(forms.BooleanField):
    """One box to tick, for a statement: "I have read the pack". Required means that it must be ticked."""

    def __init__(self, label: str, *, hint: str = "", missing: str = "", required: bool = False, **given: Any) -> None:
        super().__init__(
            label=label,
            help_text=hint,
            required=required,
            widget=forms.CheckboxInput(),
            error_messages={"required": missing or f"Tick “{label}” to go on"},
            **given,
        )


class ModelChoice(forms.ModelChoiceField):
    """One record out of a queryset that the form narrows to what the person may choose."""

    def __init__(
        self,
        label: str,
        queryset: QuerySet[Any] | None = None,
        *,
        hint: str = "",
        missing: str = "",
        required: bool = True,
        radios: bool = False,
        blank: str = "",
        **given: Any,
    ) -> None:
        super().__init__(
            queryset=queryset,
            label=label,
            help_text=hint,
            required=required,
            empty_label=None if radios else blank or ("Choose one" if required else "None"),
            widget=Radios() if radios else forms.Select(),
            error_messages={
                **_missing(label, missing, "Choose"),
                "invalid_choice": f"Choose the {lower_first(label)} from the list",
            },
            **given,
        )


class ModelCheckboxes(forms.ModelMultipleChoiceField):
    """Any of the records of a queryset."""

    def __init__(
        self,
        label: str,
        queryset: QuerySet[Any] | None = None,
        *,
        hint: str = "Choose all that apply",
        missing: str = "",
        required: bool = True,
        **given: Any,
    ) -> None:
        super().__init__(
            queryset=queryset,
            label=label,
            help_text=hint,
            required=required,
            widget=Boxes(),
            error_messages={
                **_missing(label, missing, "Choose"),
                "invalid_choice": f"Choose the {lower_first(label)} from the list",
                "invalid_pk_value": f"Choose the {lower_first(label)} from the list",
            },
            **given,
        )


class PersonChoice(ModelChoice):
    """One person, shown with job title and agency, since two people may share a name."""

    def label_from_instance(self, obj: Model) -> str:
        person: Any = obj
        agency = getattr(person, "agency", None)
        said = [str(getattr(person, "name", person)), str(getattr(person, "job_title", "") or ""), str(agency or "")]
        return ", ".join(part for part in said if part)

    def _set_queryset(self, queryset: QuerySet[Any] | None) -> None:
        has_agency = queryset is not None and any(field.name == "agency" for field in queryset.model._meta.fields)
        forms.ModelChoiceField.queryset.fset(self, queryset.select_related("agency") if has_agency else queryset)  # type: ignore[attr-defined,union-attr]  # property of the parent

    queryset = property(forms.ModelChoiceField.queryset.fget, _set_queryset)  # type: ignore[attr-defined,assignment]  # property of the parent


# ---- files ----

KINDS = {"pdf": "PDF", "docx": "Word", "xlsx": "Excel", "pptx": "PowerPoint", "csv": "CSV", "png": "PNG", "jpg": "JPEG"}
DOCUMENT_KINDS = ("pdf", "docx", "xlsx", "pptx")
MOST_BYTES = 20_000_000


class File(forms.FileField):
    """A file. Says which kinds and what size it takes and refuses others; what is inside `kit.files` judges."""

    def __init__(
        self,
        label: str,
        *,
        hint: str = "",
        missing: str = "",
        required: bool = True,
        kinds: Sequence[str] = DOCUMENT_KINDS,
        most_bytes: int = MOST_BYTES,
        **given: Any,
    ) -> None:
        self.kinds, self.most_bytes = tuple(kinds), most_bytes
        self.kind_words = list_words([KINDS.get(kind, kind.upper()) for kind in kinds], last="or")
        takes = f"{self.kind_words}, up to {file_size(most_bytes)}"
        super().__init__(
            label=label,
            help_text=f"{hint} {takes}".strip(),
            required=required,
            widget=forms.FileInput(attrs={"accept": ",".join(f".{kind}" for kind in kinds)}),
            error_messages={
                **_missing(label, missing, "Choose"),
                "empty": "The file is empty: choose another",
                "invalid": "Choose the file again: it did not arrive",
                "max_length": "The file's name is too long: shorten it to %(max)d characters",
            },
            max_length=given.pop("max_length", 150),
            **given,
        )

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if file and file is not initial:
            kind = str(file.name).rpartition(".")[2].lower()
            kind = "jpg" if kind == "jpeg" else kind
            if kind not in self.kinds:
                raise ValidationError(f"The file must be {self.kind_words}", code="kind")
            if file.size > self.most_bytes:
                raise ValidationError(
                    f"The file must be smaller than {file_size(self.most_bytes)}. It has {file_size(file.size)}.",
                    code="size",
                )
        return file
