"""What is sent for many actions at once."""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from django import forms

from partnership.imports.tables import MOST_BYTES
from partnership.kit import forms as f
from partnership.kit.files import check_upload
from partnership.models import Body, Person
from subgroups.imports.tables.headings import LABELS
from subgroups.selectors.actions import bodies_to_record_in

_MEND = re.compile(r"line-([0-9]{1,5})-([a-z]+)")


class BatchForm(f.PortalForm):
    """A table that is pasted or uploaded, for one body."""

    body = f.ModelChoice("Body that asks for them", missing="Choose the body that asks for them")
    text = f.LongText(
        "Paste the table",
        rows=10,
        required=False,
        limit=MOST_BYTES,
        hint="Copy it in Excel or Word with its headings, and paste it here.",
    )
    file = f.File("Or choose a file", required=False, kinds=("xlsx", "csv"), most_bytes=MOST_BYTES)
    token = forms.CharField(required=False, max_length=32, widget=forms.HiddenInput)
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, person: Person, on: dt.date, body: Body | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = bodies_to_record_in(person, on)
        if body is not None:
            choices = choices.filter(pk=body.pk)
            self.fields["body"].widget = forms.HiddenInput()
        self.fields["body"].queryset = choices  # type: ignore[attr-defined]  # a model choice
        self.fields["text"].strip = False  # type: ignore[attr-defined]  # a tab at the start is an empty cell

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if upload:
            check_upload(upload)
        return upload

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and not given.get("text", "").strip() and not given.get("file"):
            self.add_error("text", "Paste the table, or choose a file")
        return given


def mends_in(data: Mapping[str, Any]) -> dict[tuple[int, str], str]:
    """The cells that were mended in a preview, by line and field."""
    mends = {}
    for name, words in data.items():
        found = _MEND.fullmatch(name)
        if found and found[2] in LABELS:
            mends[int(found[1]), found[2]] = str(words)
    return mends
