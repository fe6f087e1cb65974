"""Fields that choose: radios, selects, checkboxes, records and people."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django import forms
from django.db.models import Model, QuerySet
from django.utils.html import escape
from django.utils.safestring import SafeString

from partnership.kit.forms.words import missing_words
from partnership.kit.wording import lower_first

MOST_RADIOS = 6


class Radios(forms.RadioSelect):
    """Radios under a legend."""

    template_name = "forms/widgets/radio.html"

    def __init__(self, attrs: dict[str, Any] | None = None, choices: Any = (), hints: Mapping[str, str] | None = None):
        super().__init__(attrs, choices)
        self.hints = dict(hints or {})

    def create_option(self, name: str, value: Any, label: Any, *given: Any, **more: Any) -> dict[str, Any]:
        option = super().create_option(name, value, label, *given, **more)
        option["hint"] = self.hints.get(str(value), "")
        return option

    def id_of_first_error(self, id_: str, value: Any) -> str:
        return f"{id_}_0"


class Select(forms.Select):
    """A select, drawn in Python as the template of its name draws it: lists have several, with many options each."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        widget = self.get_context(name, value, attrs)["widget"]
        own = widget["attrs"]
        classes = f"govuk-select {own['class']}" if own.get("class") else "govuk-select"
        parts = [f'<select class="{escape(classes)}" name="{escape(widget["name"])}"']
        for attribute, said in own.items():
            if attribute != "class" and said is not None and said is not False:
                parts.append(f" {attribute}" if said is True else f' {attribute}="{escape(said)}"')
        parts.append(">")
        for group, options, _ in widget["optgroups"]:
            drawn = "".join(
                f'<option value="{escape(option["value"])}"{" selected" if option["selected"] else ""}>'
                f"{escape(option['label'])}</option>"
                for option in options
            )
            parts.append(f'<optgroup label="{escape(group)}">{drawn}</optgroup>' if group else drawn)
        return SafeString("".join([*parts, "</select>"]))


class Boxes(forms.CheckboxSelectMultiple):
    """Checkboxes under a legend."""

    template_name = "forms/widgets/checkbox_select.html"

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
            widget=Radios(hints=hints) if radios else Select(),
            error_messages={
                **missing_words(label, missing, "Choose"),
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
                **missing_words(label, missing, "Choose"),
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


class Records(forms.models.ModelChoiceIterator):
    """Records to choose from, read at once: a cursor, as Django takes, goes to PostgreSQL three times for one list."""

    def __iter__(self) -> Iterator[Any]:
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        yield from map(self.choice, self.queryset.all())


class ModelChoice(forms.ModelChoiceField):
    """One record out of a queryset that the form narrows to what the person may choose."""

    iterator = Records

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
            widget=Radios() if radios else Select(),
            error_messages={
                **missing_words(label, missing, "Choose"),
                "invalid_choice": f"Choose the {lower_first(label)} from the list",
            },
            **given,
        )


class ModelCheckboxes(forms.ModelMultipleChoiceField):
    """Any of the records of a queryset."""

    iterator = Records

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
                **missing_words(label, missing, "Choose"),
                "invalid_choice": f"Choose the {lower_first(label)} from the list",
                "invalid_pk_value": f"Choose the {lower_first(label)} from the list",
            },
            **given,
        )


class People(Records):
    """People with their agencies, in one query."""

    def __init__(self, field: Any) -> None:
        super().__init__(field)
        # A form may narrow the queryset later, in its __init__.
        if self.queryset is not None and any(column.name == "agency" for column in self.queryset.model._meta.fields):
            self.queryset = self.queryset.select_related("agency")


class PersonChoice(ModelChoice):
    """One person, shown with job title and agency, since two people may share a name."""

    iterator = People

    def label_from_instance(self, obj: Model) -> str:
        person: Any = obj
        agency = getattr(person, "agency", None)
        said = [str(getattr(person, "name", person)), str(getattr(person, "job_title", "") or ""), str(agency or "")]
        return ", ".join(part for part in said if part)
