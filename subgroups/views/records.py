"""What the pages of a body's records share: a new one for a body, an act on one, its history."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.functional import cached_property

from partnership.kit.history import history_of
from partnership.kit.views import ObjectFormView, RecordView, ServiceFormView
from partnership.models import Body
from partnership.permissions import BodyRight
from subgroups.forms.meetings import ReasonForm
from subgroups.presenters.meetings import move_entries
from subgroups.views.filtered import records_somewhere

Crumb = tuple[str, str]


class NewForBody(ServiceFormView):
    """A new record of a body that one keeps: the body is chosen in the form, or named in the address."""

    list_crumb: Crumb = ("", "")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        body = self.body
        if not records_somewhere(request.user) or (body and not body.allows(request.user, BodyRight.RECORD)):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def body(self) -> Body | None:
        asked = self.request.GET.get("body", "")
        if not asked:
            return None
        body = Body.objects.readable_by(self.request.user).filter(slug=asked[:60]).first()
        if body is None:
            raise Http404
        return body

    def get_crumbs(self) -> list[Crumb]:
        return [self.list_crumb]

    def get_cancel_url(self) -> str:
        return self.body.get_absolute_url() if self.body else self.list_crumb[1]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "person": self.request.user, "on": self.on, "body": self.body}

    def given(self, form: Any) -> dict[str, Any]:
        """What was typed, with the body named in the address and the acting person, as a service takes it."""
        fields = dict(form.cleaned_data)
        fields.pop("version", None)
        if self.body:
            fields["body"] = self.body
        return {**fields, "by": self.request.user, "now": self.now}


class RecordAct(ObjectFormView):
    """An act on one record, which the page names above the form."""

    list_crumb: Crumb = ("", "")
    form_class: Any = ReasonForm
    asks = ""  # the label of the reason, where the form is one
    missing = ""

    def get_crumbs(self) -> list[Crumb]:
        return [self.list_crumb, (getattr(self.object, "reference", str(self.object)), self.object.get_absolute_url())]

    def get_lede(self) -> str:
        return self.lede or str(self.object)

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        return {**kwargs, "label": self.asks, "missing": self.missing} if self.asks else kwargs

    def acting(self) -> dict[str, Any]:
        """Who acts and when, as every service takes it."""
        return {"by": self.request.user, "now": self.now}

    def success_path(self, result: Any) -> str:
        return self.object.get_absolute_url()


class RecordHistory(RecordView):
    """Every change of a record, and its moves."""

    list_crumb: Crumb = ("", "")
    states: Any = None
    template_name = "subgroups/meeting_history.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = self.object
        name = getattr(row, "reference", str(row))
        moves = move_entries(row.moves.select_related("by"), self.states, self.on) if self.states else []
        return super().get_context_data(
            on=self.on,
            crumbs=[self.list_crumb, (name, row.get_absolute_url())],
            title="History",
            kicker=name,
            what=str(row),
            lines=history_of(row),
            moves=moves,
            **kwargs,
        )
