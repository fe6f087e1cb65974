"""Forms as the portal shows them: the renderer, the bases and the fields, in GOV.UK's markup and without a script.

A field takes its label first, `hint`, and `missing`: the sentence said when it is left empty ("Enter the date the panel
met"). Templates write `{{ field.as_field_group }}`, or `{{ form }}` for all of them.
"""

from partnership.kit.forms.bases import (
    FilterForm,
    PortalBoundField,
    PortalForm,
    PortalFormMixin,
    PortalModelForm,
    PortalRenderer,
    VersionedForm,
)
from partnership.kit.forms.choices import (
    Boxes,
    Checkboxes,
    Choice,
    ModelCheckboxes,
    ModelChoice,
    PersonChoice,
    Radios,
    Tick,
)
from partnership.kit.forms.dates import DateBoxes, DateField, DayField, TimeField
from partnership.kit.forms.files import File
from partnership.kit.forms.words import Email, LongText, Money, PoundsInput, Text, WholeNumber

__all__ = [
    "Boxes",
    "Checkboxes",
    "Choice",
    "DateBoxes",
    "DateField",
    "DayField",
    "Email",
    "File",
    "FilterForm",
    "LongText",
    "ModelCheckboxes",
    "ModelChoice",
    "Money",
    "PersonChoice",
    "PortalBoundField",
    "PortalForm",
    "PortalFormMixin",
    "PortalModelForm",
    "PortalRenderer",
    "PoundsInput",
    "Radios",
    "Text",
    "Tick",
    "TimeField",
    "VersionedForm",
    "WholeNumber",
]
