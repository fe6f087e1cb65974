"""How a form is drawn, and the forms that others are made of."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.template import TemplateDoesNotExist
from django.utils.datastructures import MultiValueDict

from partnership.kit.errors import Stale
from partnership.kit.parts import Link
from partnership.kit.wording import long_date


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

    @property
    def advice(self) -> list[str]:
        """What could be clearer in this field: pointed out, never an error."""
        found: list[str] = getattr(self.form, "advice", {}).get(self.name, [])
        return found


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
        self.advice: dict[str, list[str]] = {}
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
        return dict(flat_choices(field.choices)).get(str(value), str(value))
    return str(value)


def flat_choices(choices: Any) -> Iterable[tuple[str, str]]:
    """Pairs of value and words, groups opened."""
    for value, words in choices:
        if isinstance(words, (list, tuple)):
            yield from flat_choices(words)
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

    without_chip: tuple[str, ...] = ()

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
        for bound in self:
            value = self.data.get(bound.html_name, "")
            if not value or bound.errors or bound.name in self.without_chip:
                continue
            rest: Any = self.data.copy()
            for name in (bound.html_name, "page", "format"):
                rest.pop(name, None)
            chips.append(Link(f"{bound.label}: {self._said(bound, value)}", f"?{rest.urlencode()}"))
        return chips

    def _said(self, bound: Any, value: str) -> str:
        """A chosen value in words. A record was read when the form was cleaned, and is not asked for again."""
        found = self.cleaned_data.get(bound.name) if hasattr(self, "cleaned_data") else None
        if isinstance(found, Model):
            return str(bound.field.label_from_instance(found))
        return dict(flat_choices(getattr(bound.field, "choices", ()))).get(str(value), str(value))
