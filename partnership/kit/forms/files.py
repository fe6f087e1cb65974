"""The field of a file."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from partnership.kit.forms.words import missing_words
from partnership.kit.wording import file_size, list_words

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
                **missing_words(label, missing, "Choose"),
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
