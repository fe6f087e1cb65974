"""What every act on one action shares."""

from typing import Any

from django.urls import reverse

from partnership.kit.views import ObjectFormView
from subgroups.forms import actions as forms
from subgroups.models import Action


class ActionAct(ObjectFormView):
    """An act on one action. Seeing it is enough to open the page of an act only for those who may do it."""

    model = Action
    slug_field = slug_url_kwarg = "reference"

    def get_crumbs(self) -> list[tuple[str, str]]:
        return [
            ("Actions", reverse("subgroups:action-list")),
            (self.object.reference, self.object.get_absolute_url()),
        ]

    def get_lede(self) -> str:
        return self.lede or self.object.title


class ActionNoteAct(ActionAct):
    """An act that needs a reason in a few lines."""

    form_class = forms.NoteForm
    label = "Reason"
    hint = ""

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "label": self.label, "hint": self.hint}
