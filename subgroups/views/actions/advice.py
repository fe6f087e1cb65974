"""Advice on how an action is worded: pointed out once before it is saved, and while one types."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.generic import View

from partnership.kit.views import Clocked
from partnership.permissions import BodyRight
from subgroups.forms import actions as forms


def may_record(person: Any) -> bool:
    """Whether somebody records actions anywhere."""
    return bool(person.rights.manages or person.rights.bodies(BodyRight.RECORD))


class Advised:
    """A form of an action that points out, once, what could be clearer before it is saved."""

    advised_label = "Save it all the same"

    def form_valid(self, form: Any) -> HttpResponse:
        view: Any = self
        advice = form.advise(view.on)
        if not form.unseen(advice):
            saved: HttpResponse = super().form_valid(form)  # type: ignore[misc]  # mixed into a form view
            return saved
        form.show(advice)
        view.submit_label = self.advised_label
        page: HttpResponse = view.render_to_response(view.get_context_data(form=form))
        return page


class ActionAdvice(Clocked, View):
    """What could be clearer in what has been typed so far, for the script of the form. Nothing is kept."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> JsonResponse:
        if not may_record(request.user):
            raise PermissionDenied
        form = forms.AdviceForm(request.POST)
        form.is_valid()
        advice = form.advise(self.on)
        return JsonResponse({"advice": [{"field": one.field, "key": one.key, "words": one.words} for one in advice]})
