"""What is sent for an import, and the confirmation of its preview."""

from django import forms

from partnership.imports.sources import MOST_UPLOADED
from partnership.kit.forms import File, PortalForm


class ImportForm(PortalForm):
    """A ZIP of the folder, or one of its files."""

    file = File(
        "File",
        hint="A ZIP of the whole folder, or one of its files under its own name.",
        missing="Choose the file to load",
        kinds=("zip", "csv", "yaml", "yml"),
        most_bytes=MOST_UPLOADED,
    )


class ConfirmImportForm(PortalForm):
    """The preview that was read: what is loaded must still be that."""

    token = forms.RegexField(r"^[0-9a-f]{64}$", widget=forms.HiddenInput)
